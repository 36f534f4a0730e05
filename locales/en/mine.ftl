mine-empty = Your reports and the answers to them will be here. Nothing yet.
# Variables:
#   $count (Number) - reports of this resident, 1 or more
mine-title = <b>Your reports:</b> { $count }
mine-title-drafts = <b>No reports sent yet,</b> but some are unfinished.
# Variables:
#   $emoji (String) - sign of the status
#   $number (String) - number of the report
#   $topic (String) - title of the topic
mine-line-report = { $emoji } No. { $number } { $topic }
# Variables:
#   $topic (String) - title of the topic, or the first words
mine-line-draft = 📝 Draft: { $topic }
mine-draft-unnamed = no topic yet
# Variables:
#   $number (String) - number of the report
#   $status (String) - status with its sign
mine-card-title = <b>Report No. { $number }</b> · { $status }
# Variables:
#   $at (String) - day and time
mine-card-filed = 🕓 Sent on { $at }
mine-button-photos = 🖼 All photos
mine-button-map = 🗺 On the map
mine-button-history = 🕓 History
mine-button-add-photo = 📷 Add a photo
mine-button-withdraw = ↩️ Withdraw
mine-button-withdraw-surely = ↩️ Yes, withdraw
mine-button-open = 📄 Open
mine-button-all = 📋 All my reports
# Variables:
#   $number (String) - number of the report
mine-map-title = Report No. { $number }
# Variables:
#   $number (String) - number of the report
mine-withdraw-ask = <b>Withdraw report No. { $number }?</b> The city services will not see it. It cannot be brought back, you can only send a new one.
# Variables:
#   $number (String) - number of the report
mine-photo-ask = Send photos for report No. { $number }. When you are done, just carry on with something else.
# Variables:
#   $number (String) - number of the report
#   $count (Number) - photos of the report now
mine-photo-added =
    { $count ->
        [one] 📷 Added. Report No. { $number } now has { $count } photo.
       *[other] 📷 Added. Report No. { $number } now has { $count } photos.
    }
# Variables:
#   $number (String) - number of the report
mine-history-title = <b>History of report No. { $number }</b>
# Variables:
#   $at (String) - day and time
#   $what (String) - what happened
mine-history-line = { $at } — { $what }
mine-history-filed = sent, waiting for a moderator
mine-history-withdrawn = withdrawn by you
mine-history-photo-added = photo added
# Variables:
#   $number (String) - number of the report
mine-photo-known = 📷 Report No. { $number } has this photo already.
mine-photo-without-words = Its caption cannot be added: the text of the report is sent already.
