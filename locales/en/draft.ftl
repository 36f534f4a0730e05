# What every step of filling a report has in common.
draft-button-cancel = 🗑 Cancel
draft-button-back = ⬅️ Back
draft-button-change = ✏️ Change
draft-button-skip = ⏭ Skip
draft-button-restore = ↩️ Restore
# Variables:
#   $topic (String) - title of the topic
draft-line-topic = 🏷 { $topic }
# Variables:
#   $topic (String) - title of the topic
draft-line-topic-guessed = 🏷 { $topic } — from your words
# Variables:
#   $place (String) - link to the map, named by the address
draft-line-place = 📍 { $place }
# Variables:
#   $place (String) - link to the map, named by the address
draft-line-place-words = 📍 { $place } — from your words
# Variables:
#   $count (Number) - photos attached so far, 1 or more
draft-line-photos =
    { $count ->
        [one] 📷 { $count } photo
       *[other] 📷 { $count } photos
    }
# Variables:
#   $description (String) - the resident's words
draft-line-description = 💬 “{ $description }”
draft-remark-set-aside = 🗂 I put your earlier unfinished report aside: you will find it in “📋 My reports”.
draft-remark-corrected = ✏️ Description corrected.
draft-correction-late = I see your edit, but I have used that text already. If the report is not sent yet, send me a new one.
draft-nothing-to-cancel = Nothing to cancel: you have no unfinished reports.
draft-cancelled = Cancelled. Nothing was sent.
draft-cancelled-restore = Change your mind, and I will bring it all back.
