# What the bot says on its own: what happened to a report first, what comes next or what to do last.
# Variables:
#   $number (String) - number of the report
notice-published = 🔧 <b>Сообщение № { $number } опубликовано</b>
notice-published-next = Делать ничего не нужно: напишу, как только ответят.
# Variables:
#   $number (String) - number of the report
notice-rejected = ⛔ <b>Сообщение № { $number } не опубликовано</b>
# Variables:
#   $words (String) - the moderator's own words
notice-rejected-words = Модератор: «{ $words }»
notice-rejected-next = Всё, что вы прислали, сохранилось: исправьте и отправьте снова.
# Variables:
#   $number (String) - number of the report
notice-answered = 💬 <b>Ответ на сообщение № { $number }</b>
# Variables:
#   $agency (String) - who answers
#   $kind (String) - kind of the answer with its sign
notice-answer =
    👷 { $agency }
    <b>{ $kind }</b>
# Variables:
#   $due (Date) - last day to confirm or refute
notice-answered-ask =
    <b>Это так?</b> Проверьте на месте и нажмите кнопку.
    Можно до: { $due }. Если промолчите, вопрос закроется сам.
notice-answered-follower = Проверяет и подтверждает автор сообщения. Если проблема осталась, напишите и вы: /new.
notice-photo-before = Было
notice-photo-after = Стало
# Variables:
#   $number (String) - number of the report
notice-deferred = 📅 <b>Сообщение № { $number }: срок перенесён</b>
# Variables:
#   $until (Date) - day of the promise
notice-deferred-next =
    🗓 Новый срок: { $until }
    Напомню, когда он подойдёт.
# Variables:
#   $number (String) - number of the report
notice-returned = 🔁 <b>Сообщение № { $number } вернули службе</b>
notice-returned-why = Ответ проверили: сделано не всё.
notice-returned-next = Напишу, когда ответят снова.
# Variables:
#   $number (String) - number of the report
notice-control = 🔎 <b>Сообщение № { $number } на контроле</b>
# Variables:
#   $body (String) - who checks the answers now
notice-control-who = Ответ опровергнут второй раз. Теперь его проверяет { $body }.
notice-control-who-unnamed = Ответ опровергнут второй раз. Теперь его проверяет контролирующий орган.
notice-control-next = Напишу, что решат.
# Variables:
#   $number (String) - number of the report
notice-closed = 🏁 <b>Сообщение № { $number } закрыто</b>
# Variables:
#   $number (String) - number of the report
notice-solved-by-time = ✅ <b>Сообщение № { $number } считаем решённым</b>
notice-solved-by-time-why = Время на проверку вышло, возражений не было.
# Variables:
#   $number (String) - number of the report
notice-solved = ✅ <b>Сообщение № { $number } решено</b>
notice-solved-why = Автор проверил и подтвердил: сделано.
notice-over-next = Проблема осталась или вернулась? Сообщите о ней снова: /new.
# Variables:
#   $number (String) - number of the report
notice-reassigned = ➡️ <b>Сообщение № { $number } передали другой службе</b>
# Variables:
#   $number (String) - number of the report
notice-overdue = ⏰ <b>Сообщение № { $number }: срок ответа прошёл</b>
# Variables:
#   $agency (String) - who should have answered
notice-overdue-next = Ответа пока нет: { $agency }. Службе напомнили, редакция это видит. Напишу, как только ответят.
# Variables:
#   $number (String) - number of the report
notice-verdict = ⏳ <b>Сообщение № { $number } ждёт вашего слова</b>
# Variables:
#   $number (String) - number of the report
notice-promise = 📅 <b>Сообщение № { $number }: подошёл обещанный срок</b>
# Variables:
#   $until (Date) - day of the promise
notice-promise-next =
    🗓 Обещали до: { $until }
    Ответ придёт сюда. Если его не будет, скажу, что срок сорван.
# Variables:
#   $amount (Number) - points booked, 1 or more
notice-points =
    { $amount ->
        [one] ⭐ <b>+{ $amount } балл</b>
        [few] ⭐ <b>+{ $amount } балла</b>
       *[many] ⭐ <b>+{ $amount } баллов</b>
    }
# Variables:
#   $number (String) - number of the report
notice-points-report = За сообщение № { $number }: служба согласилась, что было что исправить. Спасибо!
# Variables:
#   $number (String) - number of the report
notice-points-verdict = За проверку ответа на сообщение № { $number }. Спасибо, так видно, что сделано на самом деле.
notice-draft-next = Всё, что вы прислали, на месте. Больше об этом сообщении не напомню.
# Variables:
#   $number (String) - number of the report
notice-work-published = 📥 <b>Новое сообщение № { $number }</b>
# Variables:
#   $number (String) - number of the report
notice-work-assigned = ➡️ <b>Вам передали сообщение № { $number }</b>
# Variables:
#   $number (String) - number of the report
notice-work-sent-back = ↩️ <b>Ответ на сообщение № { $number } вернули вам</b>
# Variables:
#   $number (String) - number of the report
notice-work-returned = 🔁 <b>Сообщение № { $number } вернули в работу</b>
# Variables:
#   $number (String) - number of the report
notice-work-overdue = ⏰ <b>Срок ответа на сообщение № { $number } прошёл</b>
# Variables:
#   $number (String) - number of the report
notice-work-control = 🔎 <b>Сообщение № { $number } опровергли второй раз: проверьте его</b>
# Variables:
#   $number (String) - number of the report
notice-work-promised = 📅 <b>Подошёл срок, который вы обещали по № { $number }</b>
notice-work-promised-next = Ответьте сегодня: завтра автор увидит, что срок сорван.
# Variables:
#   $due (Date) - day the answer is due
notice-work-due = ⏱ Ответить до: { $due }
notice-work-late = Ответьте или назовите новый срок: автор уже знает, что ответа нет.
notice-button-confirm = 👍 Подтверждаю
notice-button-refute = 👎 Не выполнено
notice-button-fix = ✏️ Исправить и отправить снова
# Variables:
#   $name (String) - the resident's name in the messenger
notice-letter = ✉️ <b>Письмо редакции.</b> { $name }:
