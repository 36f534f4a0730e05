mine-empty = Your reports and the answers to them will be here. Nothing yet.
# Variables:
#   $count (Number) - reports of this resident, 1 or more
mine-title = <b>Your reports:</b> { $count }
mine-title-joined = 👥 means that others have reported it and you have joined.
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
# Variables:
#   $due (Date) - last day to confirm or refute
mine-card-verdict = ⏳ Have a look on the spot and press a button. You can until: { $due }
mine-card-refuted = 👎 You do not agree with the answer. The editors are checking, and I will write what they decide. If it is done by now, press “👍 I confirm”.
mine-card-refuted-in-vain = 👎 You do not agree with the answer, and that is on record. There will be no new check after two of them. If the problem is still there, report it again: /new.
# Variables:
#   $body (String) - who checks the answers now
mine-card-control = 🔎 The answers are being checked by { $body }. I will write what is decided.
# Variables:
#   $due (Date) - day that was promised
mine-card-promised = 📅 Promised by: { $due }
# Variables:
#   $agency (String) - who should have answered
#   $due (Date) - day the answer was due
mine-card-overdue =
    👷 Answers: { $agency }
    ⏰ <b>It is overdue:</b> { $due }. The service has been reminded, and the editors see it.
# Variables:
#   $words (String) - the moderator's own words
mine-card-rejected-words = Moderator: “{ $words }”
# Variables:
#   $agency (String) - who answered
#   $kind (String) - kind of the answer, with its sign
mine-card-answer =
    <b>Answer:</b> { $kind }
    👷 { $agency }
mine-button-photos = 🖼 All photos
mine-button-map = 🗺 On the map
mine-button-history = 🕓 History
# Variables:
#   $count (Number) - photos of the answer
mine-button-answer-photos = 🖼 Photos of the answer: { $count }
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
# Variables:
#   $number (String) - number of the report
mine-photo-known = 📷 Report No. { $number } has this photo already.
mine-photo-without-words = Its caption cannot be added: the text of the report is sent already.
