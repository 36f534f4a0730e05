# Cards and lists of the operators.
# Variables:
#   $number (String) - number of the report
#   $status (String) - status with its sign
desk-card-title = <b>№ { $number }</b> · { $status }
# Variables:
#   $name (String) - short name of the author
#   $at (String) - day and time
desk-card-author = 👤 { $name } · { $at }
# Variables:
#   $agency (String) - who answers
desk-card-agency = 🏢 { $agency }
# Variables:
#   $due (Date) - day the answer is due
desk-card-due = ⏱ Ответ до: { $due }
# Variables:
#   $due (Date) - day the answer was due
desk-card-overdue = ⏰ <b>Просрочено:</b> { $due }
# Variables:
#   $count (Number) - the author and those who have joined, 2 or more
desk-card-people =
    { $count ->
        [one] 👥 Сообщил { $count } человек
        [few] 👥 Сообщили { $count } человека
       *[many] 👥 Сообщили { $count } человек
    }
# Variables:
#   $count (Number) - earlier reports nearby, 1 or more
desk-card-nearby =
    { $count ->
        [one] 🔁 Рядом раньше: { $count } сообщение
        [few] 🔁 Рядом раньше: { $count } сообщения
       *[many] 🔁 Рядом раньше: { $count } сообщений
    }
# Variables:
#   $count (Number) - refutations so far, 1 or more
desk-card-refutations =
    { $count ->
        [one] 👎 { $count } опровержение
        [few] 👎 { $count } опровержения
       *[many] 👎 { $count } опровержений
    }
# Variables:
#   $kind (String) - kind of the answer, with its sign
#   $words (String) - its words
desk-card-pending =
    <b>На утверждении:</b> { $kind }
    <i>{ $words }</i>
# Variables:
#   $kind (String) - kind of the answer, with its sign
#   $words (String) - its words
desk-card-answer =
    <b>Ответ:</b> { $kind }
    <i>{ $words }</i>
# Variables:
#   $until (Date) - day of the promise
desk-card-until = 📅 Срок: { $until }
# Variables:
#   $count (Number) - photos of the answer
desk-card-answer-photos = 🖼 Фото к ответу: { $count }
desk-card-answer-no-photos = 🖼 К ответу нет фото
# Variables:
#   $words (String) - what the author says
desk-card-refutation = <b>Житель не согласен:</b> <i>{ $words }</i>
# Variables:
#   $count (Number) - photos of the refutation
desk-card-refutation-photos = 🖼 Фото к возражению: { $count }
# Variables:
#   $words (String) - what the agency says
desk-card-dispute = <b>Служба считает, что это не к ней:</b> <i>{ $words }</i>
# Variables:
#   $what (String) - what happened last
#   $who (String) - operator who did it
#   $at (String) - day and time
desk-card-last = ↳ { $what } — { $who }, { $at }
desk-button-publish = ✅ Опубликовать
desk-button-reject = ⛔ Отклонить
desk-button-assign = ➡️ Назначить
desk-button-answer = 💬 Ответить
desk-button-promise = 📅 Перенести
desk-button-approve = ✅ Опубликовать ответ
desk-button-send-back = ✏️ На доработку
desk-button-return = ↩️ Вернуть
desk-button-close = ✔️ Закрыть
desk-button-dispute = ⚖️ Не к нам
# Variables:
#   $count (Number) - photos of the report
desk-button-photos = 🖼 Фото: { $count }
desk-button-map = 🗺 Карта
desk-button-history = 🕓 История
desk-button-own-words = ✍️ Своими словами
# Variables:
#   $number (String) - number of the report
desk-reject-ask = <b>Почему не публикуем № { $number }?</b> Житель увидит причину и что исправить.
# Variables:
#   $number (String) - number of the report
desk-reject-words-ask = Напишите одним сообщением, почему не публикуем № { $number } и что исправить: житель увидит ваши слова. В группе — ответом на это сообщение.
# Variables:
#   $number (String) - number of the report
desk-assign-ask = <b>Кому назначить № { $number }?</b>
# Variables:
#   $count (Number) - reports that wait for this operator
desk-queue-title = <b>Очередь:</b> { $count }
desk-queue-empty = ✅ Очередь пуста. Новое придёт само.
# Variables:
#   $turn (String) - whose move it is, with its sign
#   $count (String) - how many reports
desk-queue-count = { $turn }: { $count }
# Variables:
#   $emoji (String) - sign of the status
#   $number (String) - number of the report
#   $topic (String) - title of the topic
desk-queue-line = { $emoji } № { $number } { $topic }
# Variables:
#   $count (String) - how many reports are overdue
desk-overdue-title = ⏰ <b>Просрочено:</b> { $count }
desk-overdue-empty = ✅ Просроченных нет.
desk-author-unknown = житель
# Variables:
#   $number (String) - number of the report
desk-map-title = № { $number }
# Variables:
#   $found (String) - titles that fit, a line each
desk-assign-several = Подходят несколько служб. Уточните название:
    { $found }
