# News of the city to many residents at once, and the operators' dialogue that sends it.
# Variables:
#   $words (String) - as the operator typed them
broadcast-text =
    📢 <b>Новости города</b>

    { $words }

    Такие новости можно выключить в настройках.
broadcast-usage = Так: <code>/broadcast</code> — и выберите, кому. Или сразу: <code>/broadcast all</code>, <code>/broadcast district Арбат</code>, <code>/broadcast topic ямы на дороге</code>.
broadcast-audience-ask = <b>Кому разослать новость?</b>
broadcast-button-all = 👥 Всем
broadcast-button-district = 🏙 Жителям района
broadcast-button-topic = 🏷 Тем, кто сообщал по теме
broadcast-district-ask = Напишите название района или его начало, например: <i>Арбат</i>. В группе — ответом на это сообщение.
broadcast-district-which = Какой из районов?
# Variables:
#   $name (String) - what was typed
broadcast-district-unknown = Из района «{ $name }» сообщений ещё не было, писать некому. Напишите другой или нажмите /cancel.
broadcast-topic-ask = Напишите код темы или пару слов о ней, например: <i>ямы на дороге</i>. В группе — ответом на это сообщение.
broadcast-topic-which = Какая из тем?
# Variables:
#   $words (String) - what was typed
broadcast-topic-unknown = По словам «{ $words }» темы не нашёл. Напишите иначе или нажмите /cancel.
broadcast-to-all = всем
# Variables:
#   $district (String) - name of the district
broadcast-to-district = тем, кто сообщал из района { $district }
# Variables:
#   $topic (String) - title of the topic
broadcast-to-topic = тем, кто сообщал по теме «{ $topic }» или следит за такими сообщениями
# Variables:
#   $to (String) - whom it is for
#   $count (Number) - residents, 1 or more
broadcast-words-ask =
    { $count ->
        [one] Кому: { $to } — { $count } житель. Напишите новость одним сообщением, я покажу её перед отправкой. В группе — ответом на это сообщение.
        [few] Кому: { $to } — { $count } жителя. Напишите новость одним сообщением, я покажу её перед отправкой. В группе — ответом на это сообщение.
       *[many] Кому: { $to } — { $count } жителей. Напишите новость одним сообщением, я покажу её перед отправкой. В группе — ответом на это сообщение.
    }
# Variables:
#   $to (String) - whom it would be for
broadcast-nobody = Кому: { $to }. Сейчас таких нет: никто не сообщал, все выключили новости или заблокировали бота. Выберите других: /broadcast.
broadcast-words-only = Здесь нужен текст: фото и файлы в рассылку не вложить. Напишите новость словами или нажмите /cancel.
# Variables:
#   $length (Number) - characters in the text
#   $limit (Number) - most characters
broadcast-words-long = Слишком длинно: { $length } знаков, а можно { $limit }. Напишите короче.
# Variables:
#   $to (String) - whom it is for
#   $count (Number) - residents, 1 or more
broadcast-check =
    { $count ->
        [one] ⬆️ Так это увидит { $count } житель. Кому: { $to }. <b>Рассылаем?</b>
        [few] ⬆️ Так это увидят { $count } жителя. Кому: { $to }. <b>Рассылаем?</b>
       *[many] ⬆️ Так это увидят { $count } жителей. Кому: { $to }. <b>Рассылаем?</b>
    }
broadcast-check-night = 🌙 Сейчас тихие часы: новость придёт жителям утром.
broadcast-button-send = ✅ Разослать
broadcast-button-stop = ⏹ Остановить
broadcast-dropped = Хорошо, ничего не отправлено.
broadcast-lost = Эта рассылка уже не под рукой. Начните заново: /broadcast.
# Variables:
#   $sent (String) - messages that arrived
#   $failed (String) - residents who could not be reached
#   $left (String) - residents who have not got it yet
broadcast-figures =
    Отправлено: { $sent }
    Не дошло: { $failed }
    Осталось: { $left }
broadcast-running = 📢 <b>Рассылка идёт</b>
broadcast-done = ✅ <b>Рассылка закончена</b>
broadcast-stopped = ⏹ <b>Рассылка остановлена</b>
broadcast-time-soon = Закончу меньше чем через минуту.
# Variables:
#   $minutes (Number) - minutes to go, 1 or more
broadcast-time-minutes =
    { $minutes ->
        [one] Закончу примерно через { $minutes } минуту.
        [few] Закончу примерно через { $minutes } минуты.
       *[many] Закончу примерно через { $minutes } минут.
    }
# Variables:
#   $at (String) - day and time when the quiet hours end
broadcast-time-night = 🌙 Тихие часы: продолжу { $at }.
