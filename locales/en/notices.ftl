# What the bot says on its own: what happened to a report first, what comes next or what to do last.
# Variables:
#   $number (String) - number of the report
notice-published = 🔧 <b>Report No. { $number } is published</b>
notice-published-next = Nothing to do for now: I will write as soon as they answer.
# Variables:
#   $number (String) - number of the report
notice-rejected = ⛔ <b>Report No. { $number } is not published</b>
# Variables:
#   $words (String) - the moderator's own words
notice-rejected-words = The moderator: “{ $words }”
notice-rejected-next = Everything you sent is kept: mend it and send it again.
# Variables:
#   $number (String) - number of the report
notice-answered = 💬 <b>The answer to report No. { $number }</b>
# Variables:
#   $agency (String) - who answers
#   $kind (String) - kind of the answer with its sign
notice-answer =
    👷 { $agency }
    <b>{ $kind }</b>
# Variables:
#   $due (Date) - last day to confirm or refute
notice-answered-ask =
    <b>Is it so?</b> Have a look there and press a button.
    You have until { $due }. If you say nothing, the report closes by itself.
notice-answered-follower = The author of the report checks and confirms it. If the problem is still there, report it too: /new.
notice-photo-before = Before
notice-photo-after = After
# Variables:
#   $number (String) - number of the report
notice-deferred = 📅 <b>Report No. { $number }: a new date</b>
# Variables:
#   $until (Date) - day of the promise
notice-deferred-next =
    🗓 Promised for { $until }
    I will remind you when the day comes.
# Variables:
#   $number (String) - number of the report
notice-returned = 🔁 <b>Report No. { $number } went back to the service</b>
notice-returned-why = The answer was checked: not everything is done.
notice-returned-next = I will write when they answer again.
# Variables:
#   $number (String) - number of the report
notice-control = 🔎 <b>Report No. { $number } is with the control body</b>
# Variables:
#   $body (String) - who checks the answers now
notice-control-who = The answer was refuted a second time. From now on it is checked by { $body }.
notice-control-who-unnamed = The answer was refuted a second time. From now on the control body checks it.
notice-control-next = I will write what they decide.
# Variables:
#   $number (String) - number of the report
notice-closed = 🏁 <b>Report No. { $number } is closed</b>
# Variables:
#   $number (String) - number of the report
notice-solved-by-time = ✅ <b>Report No. { $number } counts as solved</b>
notice-solved-by-time-why = The time to check is over, and nobody objected.
# Variables:
#   $number (String) - number of the report
notice-solved = ✅ <b>Report No. { $number } is solved</b>
notice-solved-why = The author has checked and confirmed that it is done.
notice-over-next = Still there, or back again? Report it anew: /new.
# Variables:
#   $number (String) - number of the report
notice-reassigned = ➡️ <b>Report No. { $number } went to another service</b>
# Variables:
#   $number (String) - number of the report
notice-overdue = ⏰ <b>Report No. { $number }: the answer is late</b>
# Variables:
#   $agency (String) - who should have answered
notice-overdue-next = No answer yet: { $agency }. The service has been reminded and the editors see it. I will write as soon as there is an answer.
# Variables:
#   $number (String) - number of the report
notice-verdict = ⏳ <b>Report No. { $number } waits for your word</b>
# Variables:
#   $number (String) - number of the report
notice-promise = 📅 <b>Report No. { $number }: the promised day has come</b>
# Variables:
#   $until (Date) - day of the promise
notice-promise-next =
    🗓 Promised for { $until }
    The answer comes here. If it does not, I will tell you that the date was missed.
# Variables:
#   $amount (Number) - points booked, 1 or more
notice-points =
    { $amount ->
        [one] ⭐ <b>+{ $amount } point</b>
       *[other] ⭐ <b>+{ $amount } points</b>
    }
# Variables:
#   $number (String) - number of the report
notice-points-report = For report No. { $number }: the service agrees that there was something to mend. Thank you!
# Variables:
#   $number (String) - number of the report
notice-points-verdict = For checking the answer to report No. { $number }. Thank you: this shows what has really been done.
notice-draft-next = Everything you sent is still there. I will not remind you of this one again.
# Variables:
#   $number (String) - number of the report
notice-work-published = 📥 <b>A new report, No. { $number }</b>
# Variables:
#   $number (String) - number of the report
notice-work-assigned = ➡️ <b>Report No. { $number } is yours now</b>
# Variables:
#   $number (String) - number of the report
notice-work-sent-back = ↩️ <b>The answer to report No. { $number } came back to you</b>
# Variables:
#   $number (String) - number of the report
notice-work-returned = 🔁 <b>Report No. { $number } is open again</b>
# Variables:
#   $number (String) - number of the report
notice-work-overdue = ⏰ <b>The answer to report No. { $number } is late</b>
# Variables:
#   $number (String) - number of the report
notice-work-control = 🔎 <b>Report No. { $number } was refuted a second time: please check it</b>
# Variables:
#   $number (String) - number of the report
notice-work-promised = 📅 <b>The day you promised for No. { $number } has come</b>
notice-work-promised-next = Answer today: tomorrow the author will see that it was missed.
# Variables:
#   $due (Date) - day the answer is due
notice-work-due = ⏱ Answer until: { $due }
notice-work-late = Answer, or name a new date: the author knows already that there is no answer.
notice-button-confirm = 👍 I confirm
notice-button-refute = 👎 Not done
notice-button-fix = ✏️ Mend and send again
# Variables:
#   $name (String) - the resident's name in the messenger
notice-letter = ✉️ <b>A letter to the editors.</b> { $name }:
