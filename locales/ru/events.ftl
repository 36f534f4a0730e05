# What happened to a report, one line of its history; begins with a small letter.
event-filed = отправлено, ждёт модератора
event-photo-added = добавлено фото
event-withdrawn = отозвано автором
event-published = опубликовано
event-rejected = не опубликовано
# Variables:
#   $agency (String) - agency that answers from now on
event-assigned = назначен ответственный: { $agency }
# Variables:
#   $agency (String) - agency that says the report is not theirs
event-disputed = { $agency }: «это не к нам»
event-answer-prepared = ответ подготовлен, ждёт проверки
event-answer-sent-back = ответ отправлен на доработку
event-answered = опубликован ответ
# Variables:
#   $until (Date) - day of the promise
event-deferred = срок перенесён: { $until }
event-confirmed = автор подтвердил: сделано
event-refuted = автор не согласен с ответом
event-refuted-again = автор снова не согласен, передано на контроль
event-refuted-in-vain = автор снова не согласен
event-returned = возвращено службе
event-closed = закрыто
event-verdict-time-over = время на проверку вышло, вопрос закрыт
event-overdue = срок ответа прошёл
