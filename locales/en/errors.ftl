error-unexpected = Something went wrong, and we can already see it on our side. Your draft is safe: try again or press /help.
error-draft-gone = This report has already been sent or cancelled. Look in “📋 My reports” or start a new one.
error-draft-incomplete = Not quite ready yet. Here is what is missing:
error-topic-unknown = This topic is gone. Choose another one.
# Variables:
#   $topic (String) - title of the topic
error-topic-closed = “{ $topic }” is closed for now: out of season. Choose a similar topic.
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
