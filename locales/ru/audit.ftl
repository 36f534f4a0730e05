# The whole history of a report, for operators.
# Variables:
#   $number (String) - number of the report
audit-title = <b>Журнал сообщения № { $number }</b>
# Variables:
#   $count (Number) - lines of the whole history
audit-shortened = Это конец журнала. Все записи ({ $count }) — в файле.
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
audit-reason = Причина: { $reason }
# Variables:
#   $kind (String) - kind of an answer, with its sign
audit-answer = Ответ: { $kind }
# Variables:
#   $count (Number) - photos that came with it
audit-photos = 🖼 Фото: { $count }
# Variables:
#   $words (String) - what was said
audit-words = <i>{ $words }</i>
