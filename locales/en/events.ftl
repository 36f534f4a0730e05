# What happened to a report, one line of its history; begins with a small letter.
event-filed = sent, waiting for a moderator
event-photo-added = photo added
event-withdrawn = withdrawn by its author
event-published = published
event-rejected = not published
# Variables:
#   $agency (String) - agency that answers from now on
event-assigned = now with { $agency }
# Variables:
#   $agency (String) - agency that says the report is not theirs
event-disputed = { $agency }: “not ours”
event-answer-prepared = answer prepared, waiting to be checked
event-answer-sent-back = answer sent back for rework
event-answered = answer published
# Variables:
#   $until (Date) - day of the promise
event-deferred = put off until { $until }
event-confirmed = the author confirmed: done
event-refuted = the author disagrees with the answer
event-refuted-again = the author disagrees again, passed to the control body
event-refuted-in-vain = the author disagrees again
event-returned = returned to the service
event-closed = closed
event-verdict-time-over = the time to check is over, closed
event-overdue = the answer is overdue
