# What stands in a draft's way: a danger, or a matter for another service.
# Variables:
#   $what (String) - the danger
stops-danger =
    🚨 <b>{ $what }</b>
    <b>Call first: nobody answers here at once.</b>
stops-danger-unknown =
    🚨 <b>Somebody seems to be in danger</b>
    <b>Call first: nobody answers here at once.</b>
# Variables:
#   $number (String) - phone number
#   $what (String) - whose it is
stops-number-of = ☎️ { $number } — { $what }
# Variables:
#   $number (String) - phone number
stops-number = ☎️ { $number }
stops-kept = Everything you sent is kept.
# Variables:
#   $what (String) - the matter
stops-elsewhere =
    ↪️ <b>{ $what }</b>
    Another service seems to be quicker with this.
stops-elsewhere-kept = If it is about something else, go on: everything you sent is kept.
stops-button-over = No longer an emergency: go on
stops-button-other = Something else: go on
