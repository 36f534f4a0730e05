# Places that a resident follows: the list, one of them, the way to a new one, and the news from there.
areas-title = 🔔 <b>My places</b>
areas-what = Choose a house or a place, and I will write when a problem is reported nearby and when it is solved.
# Variables:
#   $name (String) - the place with its sign
areas-line-at-once = { $name } — I write at once
# Variables:
#   $name (String) - the place with its sign
areas-line-weekly = { $name } — I write on Mondays
# Variables:
#   $place (String) - address
areas-name-house = 🏠 { $place }
# Variables:
#   $place (String) - address
areas-name-around = ⭕ 500 m: { $place }
# Variables:
#   $point (String) - latitude and longitude
areas-point = point { $point }
# Variables:
#   $limit (Number) - most places of one resident
areas-full = { $limit } places are the most: remove one of these, and the button comes back.
areas-muted = 🔕 I do not write about them now: “News of my places” is switched off in the settings.
areas-button-list = 🔔 My places
areas-button-add = ➕ Add a place
areas-button-follow = 🔔 Follow this place
areas-button-other = ✏️ Another place
areas-button-share = 📍 Send where I am now
areas-button-cancel = ✖️ Do not add
areas-button-house = 🏠 This house
areas-button-around = ⭕ 500 m around
areas-button-at-once = ⚡ At once
areas-button-weekly = 🗓 Once a week
areas-button-drop = 🔕 Stop following
areas-button-again = ↩️ Follow again
areas-ask =
    <b>Which place shall I follow?</b>
    Type an address, for example <i>Tverskaya 7</i>. Or press “📍 Send where I am now” below.
areas-unreadable = I could not tell which place this is. Type the street and the house, or send a location.
areas-left = All right, nothing is added.
areas-candidates-found = 🔎 I found several places.
areas-candidates-ask = <b>Which one is yours?</b>
# Variables:
#   $place (String) - address
areas-reach-ask =
    📍 { $place }
    <b>What shall I follow?</b>
    🏠 The house: the house itself and what is right beside it.
    ⭕ 500 m around: yards, roads and houses nearby.
# Variables:
#   $name (String) - the place with its sign
areas-often-ask =
    { $name }
    <b>How often shall I write?</b>
    ⚡ At once: about every new problem and every solved one.
    🗓 Once a week: on Mondays, in one message. Nothing if the week was quiet.
# Variables:
#   $name (String) - the place with its sign
areas-kept-at-once =
    🔔 <b>I follow this place</b>
    { $name }
    I will write as soon as a problem is reported or solved nearby.
# Variables:
#   $name (String) - the place with its sign
areas-kept-weekly =
    🔔 <b>I follow this place</b>
    { $name }
    On Mondays I will write what is new and what is solved. There is nothing else to switch on.
# Variables:
#   $name (String) - the place with its sign
areas-dropped =
    🔕 <b>I follow it no more</b>
    { $name }
areas-gone = You do not follow this place any more. The others: /settings → “🔔 My places”.
# Variables:
#   $limit (Number) - most places of one resident
areas-too-many = { $limit } places are the most. Remove one in /settings → “🔔 My places”, then add this one.
# Variables:
#   $new (Number) - reports published there in the week
#   $solved (Number) - reports solved there in the week
areas-week = <b>This week:</b> new — { $new }, solved — { $solved }
areas-week-quiet = It was quiet here this week.
# Variables:
#   $count (Number) - how many of the latest are shown
areas-week-latest = Below are the latest { $count }.
# Variables:
#   $distance (Number) - metres
areas-far = { $distance } m
# Variables:
#   $number (String) - number of the report
areas-news-new = 🆕 <b>New nearby: report No. { $number }</b>
# Variables:
#   $number (String) - number of the report
areas-news-solved = ✅ <b>Solved nearby: report No. { $number }</b>
# Variables:
#   $name (String) - the followed place with its sign
#   $distance (Number) - metres from its middle
areas-news-distance = 📏 { $distance } m from your place: { $name }
# Variables:
#   $name (String) - the followed place with its sign
areas-news-here = 📏 At your place: { $name }
areas-digest-title = 🔔 <b>Your places this week</b>
areas-digest-among = 🔔 <b>In your places</b>
# Variables:
#   $name (String) - the place with its sign
#   $new (Number) - reports published there in the week
#   $solved (Number) - reports solved there in the week
areas-digest-line =
    <b>{ $name }</b>
    New — { $new }, solved — { $solved }
# Variables:
#   $number (String) - number of the report
#   $topic (String) - title of the topic
areas-digest-new = 🆕 No. { $number } { $topic }
# Variables:
#   $number (String) - number of the report
#   $topic (String) - title of the topic
areas-digest-solved = ✅ No. { $number } { $topic }
areas-digest-next = Open a place to see more, or to stop following it.
