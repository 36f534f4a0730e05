# A rejected report comes back as a draft.
# Variables:
#   $number (String) - number of the rejected report
#   $why (String) - the reason, in words for the resident
fixing-why =
    ✏️ <b>Let us mend No. { $number }:</b> everything you sent is here.
    { $why }
# Variables:
#   $number (String) - number of the report
fixing-nothing = No. { $number } was not refused, there is nothing to mend. See “📋 My reports”.
# Variables:
#   $number (String) - number of the rejected report
#   $again (String) - number of the report it was sent again as
fixing-done-already = You have mended No. { $number } and sent it again: it is No. { $again } now. See “📋 My reports”.
