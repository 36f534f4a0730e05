# News of the city to many residents at once, and the operators' dialogue that sends it.
# Variables:
#   $words (String) - as the operator typed them
broadcast-text =
    📢 <b>News of the city</b>

    { $words }

    Such news can be switched off in the settings.
broadcast-usage = Like this: <code>/broadcast</code>, then choose to whom. Or at once: <code>/broadcast all</code>, <code>/broadcast district Арбат</code>, <code>/broadcast topic potholes</code>.
broadcast-audience-ask = <b>Who is the news for?</b>
broadcast-button-all = 👥 Everybody
broadcast-button-district = 🏙 Residents of a district
broadcast-button-topic = 🏷 Those who reported on a topic
broadcast-district-ask = Type the name of the district, or how it begins, for example: <i>Арбат</i>. In the group: as a reply to this message.
broadcast-district-which = Which of these districts?
# Variables:
#   $name (String) - what was typed
broadcast-district-unknown = Nobody has reported anything from “{ $name }” yet, so there is nobody to write to. Type another one or press /cancel.
broadcast-topic-ask = Type the code of the topic or a few words about it, for example: <i>potholes</i>. In the group: as a reply to this message.
broadcast-topic-which = Which of these topics?
# Variables:
#   $words (String) - what was typed
broadcast-topic-unknown = No topic found for “{ $words }”. Put it another way or press /cancel.
broadcast-to-all = everybody
# Variables:
#   $district (String) - name of the district
broadcast-to-district = those who reported from { $district }
# Variables:
#   $topic (String) - title of the topic
broadcast-to-topic = those who reported on “{ $topic }” or follow such reports
# Variables:
#   $to (String) - whom it is for
#   $count (Number) - residents, 1 or more
broadcast-words-ask =
    { $count ->
        [one] To: { $to }, { $count } resident. Type the news in one message; I will show it before it goes. In the group: as a reply to this message.
       *[other] To: { $to }, { $count } residents. Type the news in one message; I will show it before it goes. In the group: as a reply to this message.
    }
# Variables:
#   $to (String) - whom it would be for
broadcast-nobody = To: { $to }. There is nobody now: nobody reported, or all have switched news off or blocked the bot. Choose others: /broadcast.
broadcast-words-only = Words are needed here: photos and files cannot be sent to many. Type the news or press /cancel.
# Variables:
#   $length (Number) - characters in the text
#   $limit (Number) - most characters
broadcast-words-long = Too long: { $length } characters, and { $limit } is the most. Make it shorter.
# Variables:
#   $to (String) - whom it is for
#   $count (Number) - residents, 1 or more
broadcast-check =
    { $count ->
        [one] ⬆️ This is what { $count } resident will see. To: { $to }. <b>Shall it go?</b>
       *[other] ⬆️ This is what { $count } residents will see. To: { $to }. <b>Shall it go?</b>
    }
broadcast-check-night = 🌙 These are the quiet hours: residents get the news in the morning.
broadcast-button-send = ✅ Send to all
broadcast-button-stop = ⏹ Stop
broadcast-dropped = All right, nothing was sent.
broadcast-lost = This broadcast is not at hand any more. Begin anew: /broadcast.
# Variables:
#   $sent (String) - messages that arrived
#   $failed (String) - residents who could not be reached
#   $left (String) - residents who have not got it yet
broadcast-figures =
    Sent: { $sent }
    Not delivered: { $failed }
    Left: { $left }
broadcast-running = 📢 <b>The broadcast is going out</b>
broadcast-done = ✅ <b>The broadcast is over</b>
broadcast-stopped = ⏹ <b>The broadcast was stopped</b>
broadcast-time-soon = Less than a minute to go.
# Variables:
#   $minutes (Number) - minutes to go, 1 or more
broadcast-time-minutes =
    { $minutes ->
        [one] About { $minutes } minute to go.
       *[other] About { $minutes } minutes to go.
    }
# Variables:
#   $at (String) - day and time when the quiet hours end
broadcast-time-night = 🌙 Quiet hours: it goes on at { $at }.
