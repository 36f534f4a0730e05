help-text =
    <b>How to report a problem</b>
    1. Send a photo, the place or a few words, in any order.
    2. The bot asks for what is missing and shows you the finished report.
    3. Press “✅ Send” and get its number.

    One report, one problem. An unfinished report is never lost: come back to it any time.

    /new — a new report
    /my — my reports
    /near — what has been reported nearby
    /points — points
    /topics — what you can report
    /cancel — cancel
    /settings — language and what I write about
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
# Variables:
#   $role (String) - role of the operator
#   $commands (String) - lines of commands
help-desk =
    <b>You are here as: { $role }.</b> What you can do:

    { $commands }

    How to write a command, the bot tells by itself. To report a problem as a resident: /new
# Variables:
#   $command (String) - name of a command
#   $what (String) - what it does
help-desk-line = /{ $command } — { $what }
