# What a service wants to know besides: the entrance, the floor, the route.
# Variables:
#   $details (String) - titles and values
details-line = 📌 { $details }
# Variables:
#   $question (String) - of the catalogue
details-ask = <b>{ $question }</b>
details-ask-choose = Press a button or type the answer.
details-ask-type = Type the answer as a message.
# Variables:
#   $question (String) - of the catalogue
details-review-ask = 📌 <b>{ $question }</b>
details-review-choose = Choose or type: it speeds things up. If you don’t know, just send.
details-review-type = Type it: it speeds things up. If you don’t know, just send.
details-review-press = Press the button and type: it speeds things up. If you don’t know, just send.
details-change-ask = <b>What would you like to add?</b>
# Variables:
#   $title (String) - of the detail
#   $value (String) - what is known of it
details-button-known = { $title }: { $value }
# Variables:
#   $title (String) - of the detail
details-button-unknown = { $title }: add
# Variables:
#   $title (String) - of the detail
details-button-drop = 🗑 Remove: { $title }
# Variables:
#   $limit (Number) - most characters
details-unreadable = Please keep the answer short, up to { $limit } characters, for instance “2”. Anything else belongs in the description.
