error-unexpected = Something went wrong, and we can already see it on our side. Your draft is safe: try again or press /help.
error-draft-gone = This report has already been sent or cancelled. Look in “📋 My reports” or start a new one.
error-draft-incomplete = Not quite ready yet. Here is what is missing:
error-topic-unknown = This topic is gone. Choose another one.
# Variables:
#   $topic (String) - title of the topic
error-topic-closed = “{ $topic }” is closed for now. Choose a similar topic.
# Variables:
#   $limit (Number) - reports a day
error-too-many-reports = Reports sent today: { $limit }, and that is the limit for one day. Your draft is saved, send it tomorrow.
# Variables:
#   $limit (Number) - letters a day
error-too-many-letters = Letters to the editors today: { $limit }, and that is the limit for one day. Give them time to read and go on tomorrow.
# Variables:
#   $number (String) - number of the report
error-report-not-found = You have no report No. { $number }. Look in “📋 My reports”.
# Variables:
#   $number (String) - number of the report
error-report-moved = Report No. { $number } is already being worked on, so it is too late to change it.
# Variables:
#   $elsewhere (String) - where to turn instead
error-place-outside = 📍 This place is outside the city. { $elsewhere }
# Variables:
#   $address (String) - what was typed
error-address-not-found = I could not find “{ $address }”. Write the street and house another way, or send a location.
error-address-unavailable = Address search is not answering right now. Send your location or drop a pin on the map: 📎 → “Location”.
error-map-link = I could not read the place from this link. Send a location or write the address.
# Variables:
#   $limit (Number) - most photos in one report
error-photo-too-many = 📷 A report has room for { $limit } photos at most, so I did not take this one. You can remove one: “✏️ Change” → “📷 Photos”.
error-photo-not-an-image = 📷 This is not a picture. Send a photo in JPEG, PNG, WebP or HEIC.
error-photo-broken = 📷 The photo arrived damaged. Send it again.
error-photo-too-large = 📷 The file is too big, the limit is 20 MB. Send it as a photo, not as a file.
error-photo-too-many-pixels = 📷 The picture has too many pixels. Send it as a photo, not as a file.
error-photo-too-small = 📷 The picture is too small to make anything out. Send a larger one.
error-photo-not-downloaded = 📷 The photo did not load. Send it again.
error-photo-lost = 📷 I could not open this photo. Send it again.
error-draft-cancelled = This report was cancelled. The “↩️ Restore” button brings it back.
# Variables:
#   $number (String) - number of the report
error-report-withdrawn = You withdrew report No. { $number }, it cannot be changed any more.
# Variables:
#   $limit (Number) - most photos in one report
#   $number (String) - number of the report
error-report-full = 📷 Report No. { $number } has all the photos it can have: { $limit }.
error-not-an-operator = This command is for the city's staff. To report a problem, press “📝 Report a problem”.
error-not-allowed = Your role does not allow this. If you need it, ask the bot's owner.
error-not-theirs = This is not your report, or not your role's step. Nothing has changed.
# Variables:
#   $agency (String) - what was typed
error-agency-unknown = There is no agency “{ $agency }”. Press “➡️ Assign” on the card, or say more of its name.
error-invitation-gone = This invitation was used or has expired: it is good for one day. Ask for a new one.
error-operator-unknown = There is no such operator any more. The list: /operators
# Variables:
#   $number (String) - number of the report
#   $what (String) - what happened last
#   $who (String) - who did it, or the city
#   $at (String) - when
error-moved-already = This cannot be done to No. { $number } any more. Last: { $what } — { $who }, { $at }.
error-who-author = the resident
error-who-rule = automatically
# Variables:
#   $number (String) - number of the report
error-move-words = No. { $number } needs words: one sentence at least.
# Variables:
#   $number (String) - number of the report
error-move-reason = To reject No. { $number }, give a reason: from the list or in your own words.
# Variables:
#   $number (String) - number of the report
error-move-agency = Choose an agency from the list for No. { $number }.
# Variables:
#   $number (String) - number of the report
error-move-answer = Choose what kind of answer No. { $number } gets.
# Variables:
#   $number (String) - number of the report
error-move-date = No. { $number } needs a date: year-month-day, for instance 2026-12-01.
# Variables:
#   $number (String) - number of the report
error-move-date-passed = This date for No. { $number } has passed. Name one to come.
# Variables:
#   $number (String) - number of the report
error-move-pending = No. { $number } has an answer waiting to be checked. Decide on that one first.
# Variables:
#   $number (String) - number of the report
error-move-not-pending = No. { $number } has no answer waiting to be checked.
# Variables:
#   $number (String) - number of the report
error-move-refuted-already = You have already said that you disagree with the answer to No. { $number }. We are checking.
# Variables:
#   $number (String) - number of the report
error-move-late = The time to check the answer to No. { $number } is over. If the problem is still there, send a new report.
# Variables:
#   $number (String) - number that was asked for
error-report-unknown = There is no report No. { $number }. Check the number.
error-banned = You cannot send reports at the moment: the editors decided so. Your draft is kept. If this is a mistake, write to us: /help → “✉️ Write to the editors”.
# Variables:
#   $number (String) - number of the report
error-operator-not-barred = The author of No. { $number } works for the city and cannot be barred. Nothing has changed.
# Variables:
#   $asked (String) - what was typed
#   $near (String) - ids of the topics nearest to it
error-topic-id-unknown = There is no topic <code>{ $asked }</code>. Similar ones: <code>{ $near }</code>
error-export-too-large = The file does not fit a message: more than 50 MB even when compressed. Take a shorter period, or export on the server: <code>gorod-bot export --since YYYY-MM-DD --until YYYY-MM-DD file.csv</code>
error-overtaken = Somebody else has just changed this report, and your press changed nothing. See how it is now and decide again.
