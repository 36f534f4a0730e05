# The whole history of a report, for operators.
# Variables:
#   $number (String) - number of the report
audit-title = <b>Log of report No. { $number }</b>
# Variables:
#   $count (Number) - lines of the whole history
audit-shortened = This is the end of the log. All entries ({ $count }) are in the file.
# Variables:
#   $seq (String) - number of the line
#   $at (String) - day and time
#   $what (String) - what happened
audit-line = <b>{ $seq }.</b> { $at } — { $what }
# Variables:
#   $origin (String) - status before, with its sign
#   $target (String) - status after, with its sign
audit-moved = { $origin } → { $target }
# Variables:
#   $who (String) - who did it
audit-who = 👤 { $who }
# Variables:
#   $name (String) - name of an operator
#   $role (String) - role
audit-operator = { $name } ({ $role })
# Variables:
#   $reason (String) - reason of a rejection
audit-reason = Reason: { $reason }
# Variables:
#   $kind (String) - kind of an answer, with its sign
audit-answer = Answer: { $kind }
# Variables:
#   $count (Number) - photos that came with it
audit-photos = 🖼 Photos: { $count }
# Variables:
#   $words (String) - what was said
audit-words = <i>{ $words }</i>
