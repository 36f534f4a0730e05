# What others have reported around a place, to read and to join.
near-ask =
    <b>What has been reported nearby?</b>
    Press “📍 Send where I am now” below or type an address, for example: <i>Tverskaya 7</i>.
near-button-cancel = ✖️ Never mind
# Variables:
#   $place (String) - address
near-button-around = 📌 { $place }
near-left = All right, not looking.
near-unreadable = I could not tell which place that is. Type street and house, or send your location.
near-several = 🔎 I found several places.
near-title = <b>Open reports nearby</b>
near-next = Press a number to open it. If it is your problem, join: the answer will come to you too.
# Variables:
#   $km (Number) - how far was looked, kilometres
near-empty =
    <b>All quiet nearby</b>
    There are no open reports within { $km } km. Do you see a problem? Be the first to report it.
# Variables:
#   $mark (String) - number of the line, as its button has it
#   $distance (String) - how far it is
#   $topic (String) - title of the topic
near-line = { $mark } <b>{ $distance }</b> · { $topic }
# Variables:
#   $sign (String) - sign of the status
#   $address (String) - address of the report
near-line-place = { $sign } { $address }
# Variables:
#   $count (Number) - how many have reported it, 2 or more
near-line-people = 👥 { $count }
near-distance-close = less than 10 m
# Variables:
#   $metres (Number) - tens of metres
near-distance-m = { $metres } m
# Variables:
#   $km (Number) - kilometres with a decimal
near-distance-km = { $km } km
# Variables:
#   $distance (String) - how far it is
near-card-far = 📏 { $distance } from here
# Variables:
#   $ago (String) - how long ago
near-card-published = 🕓 Published { $ago }
# Variables:
#   $count (Number) - how many have reported it, 1 or more
near-card-people =
    { $count ->
        [one] 👥 Reported by { $count } person
       *[other] 👥 Reported by { $count } people
    }
near-card-joined = 🔔 You have joined: I will tell you all that is decided about it.
near-card-own = 👤 This is your report.
near-button-join = ➕ Join
near-button-leave = 🔕 Leave
near-button-back = ⬅️ To the list
near-button-report = 📝 Report here
near-button-elsewhere = 📍 Another place
# Variables:
#   $number (String) - number of the report
near-over = Report No. { $number } is closed already, so there is nothing to join. Is the problem still there, or back? Report it again: /new.
# Variables:
#   $number (String) - number of the report
near-own = Report No. { $number } is yours: its answer will come to you anyway. It is in “📋 My reports”.
