review-title = <b>Check it and send</b>
# Variables:
#   $agency (String) - who will answer
#   $due (Date) - day the answer is expected
review-due =
    👷 Will answer: { $agency }
    🗓 Answer expected by: { $due }
review-warning-dark = ⚠️ The photo is dark, so a moderator may turn it down. If you can, take it again with more light.
review-warning-blurred = ⚠️ The photo is blurred: if you can, take it again.
review-warning-old-photo = ⚠️ The photo was taken more than a month ago. A fresh one is better.
review-warning-personal = ⚠️ Everyone will see the text, and it seems to hold personal data: a phone, a card, a name or a flat number. Better take it out.
review-topic-guessed = Not the right topic? Choose another below.
review-button-send = ✅ Send
review-button-other-place = 📍 Another place
review-button-add-photo = 📷 Add a photo
review-button-add-description = 💬 Add a description
review-change-ask = <b>What would you like to change?</b>
review-button-place = 📍 Place
review-button-topic = 🏷 Topic
review-button-photos = 📷 Photos
review-button-description = 💬 Description
review-button-details = 📌 Details
# Variables:
#   $number (String) - number of the report
#   $due (Date) - day the answer is expected
review-accepted =
    ✅ <b>Report No. { $number } accepted.</b>

    A moderator will read it, then the city service will answer. Answer expected by: { $due }. I will write when something changes.
    While it is being checked, you can add a photo or withdraw the report.
# What people type instead of pressing the button, separated by commas.
review-words-send = send, send it, yes, ok
