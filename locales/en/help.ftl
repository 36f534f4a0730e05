help-text =
    <b>How to report a problem</b>
    1. Send a photo, the place or a few words, in any order.
    2. The bot asks for what is missing and shows you the finished report.
    3. Press “✅ Send” and get its number.

    One report, one problem. An unfinished report is never lost: come back to it any time.

    /new — a new report
    /my — my reports
    /topics — what you can report
    /cancel — cancel
    /settings — language
help-button-letter = ✉️ Write to the editors
help-button-emergency = 🚨 Emergency numbers
help-button-privacy = 🔒 My data
# Variables:
#   $numbers (String) - lines of numbers
help-emergency =
    <b>If there is danger right now, call, do not write.</b>

    { $numbers }
# Variables:
#   $number (String) - phone number
#   $what (String) - what it is for
help-emergency-line = { $number } — { $what }
# Variables:
#   $text (String) - the city's own words
help-privacy =
    <b>Your data</b>

    { $text }
