# Topics switched by hand, residents barred from sending.
# Variables:
#   $topic (String) - title of the topic
upkeep-topic-opened = 🟢 <b>{ $topic }</b>: opened by hand, whatever the season.
# Variables:
#   $topic (String) - title of the topic
upkeep-topic-closed = 🔴 <b>{ $topic }</b>: closed by hand; residents neither see nor send it.
# Variables:
#   $topic (String) - title of the topic
upkeep-topic-always = 🟢 <b>{ $topic }</b>: open all year.
# Variables:
#   $topic (String) - title of the topic
upkeep-topic-in-season = 🟢 <b>{ $topic }</b>: open, in season.
# Variables:
#   $topic (String) - title of the topic
upkeep-topic-out-of-season = 🔴 <b>{ $topic }</b>: closed, out of season.
# Variables:
#   $number (String) - number of the report
upkeep-banned = 🚫 The author of No. { $number } can no longer send reports. To undo: <code>/unban { $number }</code>
# Variables:
#   $number (String) - number of the report
upkeep-banned-already = The author of No. { $number } is barred already. To undo: <code>/unban { $number }</code>
# Variables:
#   $number (String) - number of the report
upkeep-unbanned = The author of No. { $number } can send reports again.
# Variables:
#   $number (String) - number of the report
upkeep-not-banned = Nobody has barred the author of No. { $number }.
# Variables:
#   $number (String) - number of the report
upkeep-ban-ask = <b>Bar the author of No. { $number }?</b> They will send no new reports until you let them in again.
upkeep-button-ban = 🚫 Bar the author
upkeep-button-surely = 🚫 Yes, bar
upkeep-button-unban = 🔓 Let the author in again
