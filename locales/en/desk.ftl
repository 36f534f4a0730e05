# Cards and lists of the operators.
# Variables:
#   $number (String) - number of the report
#   $status (String) - status with its sign
desk-card-title = <b>No. { $number }</b> · { $status }
# Variables:
#   $name (String) - short name of the author
#   $at (String) - day and time
desk-card-author = 👤 { $name } · { $at }
# Variables:
#   $agency (String) - who answers
desk-card-agency = 🏢 { $agency }
# Variables:
#   $due (Date) - day the answer is due
desk-card-due = ⏱ Answer due: { $due }
# Variables:
#   $due (Date) - day the answer was due
desk-card-overdue = ⏰ <b>Overdue:</b> { $due }
# Variables:
#   $count (Number) - the author and those who have joined, 2 or more
desk-card-people =
    { $count ->
        [one] 👥 Reported by { $count } person
       *[other] 👥 Reported by { $count } people
    }
# Variables:
#   $count (Number) - earlier reports nearby, 1 or more
desk-card-nearby =
    { $count ->
        [one] 🔁 Nearby before: { $count } report
       *[other] 🔁 Nearby before: { $count } reports
    }
# Variables:
#   $count (Number) - refutations so far, 1 or more
desk-card-refutations =
    { $count ->
        [one] 👎 { $count } refutation
       *[other] 👎 { $count } refutations
    }
# Variables:
#   $kind (String) - kind of the answer, with its sign
#   $words (String) - its words
desk-card-pending =
    <b>To be checked:</b> { $kind }
    <i>{ $words }</i>
# Variables:
#   $kind (String) - kind of the answer, with its sign
#   $words (String) - its words
desk-card-answer =
    <b>Answer:</b> { $kind }
    <i>{ $words }</i>
# Variables:
#   $until (Date) - day of the promise
desk-card-until = 📅 Until: { $until }
# Variables:
#   $count (Number) - photos of the answer
desk-card-answer-photos = 🖼 Photos with the answer: { $count }
desk-card-answer-no-photos = 🖼 No photos with the answer
# Variables:
#   $words (String) - what the author says
desk-card-refutation = <b>The resident disagrees:</b> <i>{ $words }</i>
# Variables:
#   $count (Number) - photos of the refutation
desk-card-refutation-photos = 🖼 Photos of the objection: { $count }
# Variables:
#   $words (String) - what the agency says
desk-card-dispute = <b>The agency says it is not theirs:</b> <i>{ $words }</i>
# Variables:
#   $what (String) - what happened last
#   $who (String) - operator who did it
#   $at (String) - day and time
desk-card-last = ↳ { $what } — { $who }, { $at }
desk-button-publish = ✅ Publish
desk-button-reject = ⛔ Reject
desk-button-assign = ➡️ Assign
desk-button-answer = 💬 Answer
desk-button-promise = 📅 Put off
desk-button-approve = ✅ Publish the answer
desk-button-send-back = ✏️ Send back
desk-button-return = ↩️ Return
desk-button-close = ✔️ Close
desk-button-dispute = ⚖️ Not ours
# Variables:
#   $count (Number) - photos of the report
desk-button-photos = 🖼 Photos: { $count }
desk-button-map = 🗺 Map
desk-button-history = 🕓 History
desk-button-own-words = ✍️ In my own words
# Variables:
#   $number (String) - number of the report
desk-reject-ask = <b>Why is No. { $number } not published?</b> The resident will see the reason and what to change.
# Variables:
#   $number (String) - number of the report
desk-reject-words-ask = Write in one message why No. { $number } is not published and what to change: the resident will see your words. In the group, reply to this message.
# Variables:
#   $number (String) - number of the report
desk-assign-ask = <b>Who is to answer No. { $number }?</b>
# Variables:
#   $count (Number) - reports that wait for this operator
desk-queue-title = <b>Queue:</b> { $count }
desk-queue-empty = ✅ The queue is empty. New reports come by themselves.
# Variables:
#   $turn (String) - whose move it is, with its sign
#   $count (String) - how many reports
desk-queue-count = { $turn }: { $count }
# Variables:
#   $emoji (String) - sign of the status
#   $number (String) - number of the report
#   $topic (String) - title of the topic
desk-queue-line = { $emoji } No. { $number } { $topic }
# Variables:
#   $count (String) - how many reports are overdue
desk-overdue-title = ⏰ <b>Overdue:</b> { $count }
desk-overdue-empty = ✅ Nothing is overdue.
desk-author-unknown = a resident
# Variables:
#   $number (String) - number of the report
desk-map-title = No. { $number }
# Variables:
#   $found (String) - titles that fit, a line each
desk-assign-several = Several agencies fit. Say more of the name:
    { $found }
