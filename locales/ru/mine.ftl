mine-empty = Здесь будут ваши сообщения и ответы на них. Пока пусто.
# Variables:
#   $count (Number) - reports of this resident, 1 or more
mine-title = <b>Ваши сообщения:</b> { $count }
mine-title-joined = 👥 — сообщили другие, а вы присоединились.
mine-title-drafts = <b>Отправленных сообщений пока нет,</b> но есть неоконченные.
# Variables:
#   $emoji (String) - sign of the status
#   $number (String) - number of the report
#   $topic (String) - title of the topic
mine-line-report = { $emoji } № { $number } { $topic }
# Variables:
#   $topic (String) - title of the topic, or the first words
mine-line-draft = 📝 Черновик: { $topic }
mine-draft-unnamed = без темы
# Variables:
#   $number (String) - number of the report
#   $status (String) - status with its sign
mine-card-title = <b>Сообщение № { $number }</b> · { $status }
# Variables:
#   $at (String) - day and time
mine-card-filed = 🕓 Отправлено { $at }
# Variables:
#   $due (Date) - last day to confirm or refute
mine-card-verdict = ⏳ Проверьте ответ на месте и нажмите кнопку. Можно до: { $due }
mine-card-refuted = 👎 Вы не согласны с ответом. Редакция проверяет, и я напишу, что она решит. Уже исправили — нажмите «👍 Подтверждаю».
mine-card-refuted-in-vain = 👎 Вы не согласны с ответом, и это записано. Новой проверки не будет: их уже было две. Проблема осталась — сообщите о ней снова: /new.
# Variables:
#   $body (String) - who checks the answers now
mine-card-control = 🔎 Ответы проверяет { $body }. Напишу, что решат.
# Variables:
#   $due (Date) - day that was promised
mine-card-promised = 📅 Обещали до: { $due }
# Variables:
#   $agency (String) - who should have answered
#   $due (Date) - day the answer was due
mine-card-overdue =
    👷 Отвечает: { $agency }
    ⏰ <b>Срок прошёл:</b> { $due }. Службе напомнили, редакция это видит.
# Variables:
#   $words (String) - the moderator's own words
mine-card-rejected-words = Модератор: «{ $words }»
# Variables:
#   $agency (String) - who answered
#   $kind (String) - kind of the answer, with its sign
mine-card-answer =
    <b>Ответ:</b> { $kind }
    👷 { $agency }
mine-button-photos = 🖼 Все фото
mine-button-map = 🗺 На карте
mine-button-history = 🕓 История
# Variables:
#   $count (Number) - photos of the answer
mine-button-answer-photos = 🖼 Фото ответа: { $count }
mine-button-add-photo = 📷 Добавить фото
mine-button-withdraw = ↩️ Отозвать
mine-button-withdraw-surely = ↩️ Да, отозвать
mine-button-open = 📄 Открыть
mine-button-all = 📋 Все мои сообщения
# Variables:
#   $number (String) - number of the report
mine-map-title = Сообщение № { $number }
# Variables:
#   $number (String) - number of the report
mine-withdraw-ask = <b>Отозвать сообщение № { $number }?</b> Службы его не увидят. Вернуть его будет нельзя, только отправить новое.
# Variables:
#   $number (String) - number of the report
mine-photo-ask = Пришлите фото к сообщению № { $number }. Когда закончите, просто займитесь другим.
# Variables:
#   $number (String) - number of the report
#   $count (Number) - photos of the report now
mine-photo-added =
    { $count ->
        [one] 📷 Добавил. У сообщения № { $number } теперь { $count } фотография.
        [few] 📷 Добавил. У сообщения № { $number } теперь { $count } фотографии.
       *[many] 📷 Добавил. У сообщения № { $number } теперь { $count } фотографий.
    }
# Variables:
#   $number (String) - number of the report
mine-history-title = <b>История сообщения № { $number }</b>
# Variables:
#   $at (String) - day and time
#   $what (String) - what happened
mine-history-line = { $at } — { $what }
# Variables:
#   $number (String) - number of the report
mine-photo-known = 📷 Это фото у сообщения № { $number } уже есть.
mine-photo-without-words = Текст сообщения уже отправлен, подпись к фото не добавить.
