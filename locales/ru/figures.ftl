# Figures, their picture, and exports.
# Variables:
#   $period (String) - days from one to another
figures-title = 📊 <b>{ $period }</b>
# Variables:
#   $count (Number) - reports filed, 1 or more
figures-total =
    { $count ->
        [one] <b>{ $count }</b> сообщение
        [few] <b>{ $count }</b> сообщения
       *[many] <b>{ $count }</b> сообщений
    }
figures-none = За эти дни сообщений нет.
# Variables:
#   $status (String) - status with its sign
#   $count (Number) - reports that have it
figures-status = { $status }: { $count }
# Variables:
#   $days (Number) - calendar days, with a fraction
figures-median = ⏱ До ответа обычно { $days } дн. (медиана)
# Variables:
#   $count (Number) - reports with an answer
#   $share (Number) - per cent of all
figures-answered = 📬 С ответом: { $count } ({ $share } %)
# Variables:
#   $share (Number) - per cent of the answered ones
figures-confirmed = 👍 Подтвердили: { $share } %
# Variables:
#   $share (Number) - per cent of the answered ones
figures-refuted = 👎 Опровергли: { $share } %
# Variables:
#   $count (Number) - reports whose answer is late
figures-overdue = ⏰ Просрочено: { $count }
figures-topics = <b>Чаще всего:</b>
figures-agencies = <b>Кому:</b>
# Variables:
#   $count (Number) - reports
#   $what (String) - a topic or an agency
figures-line = { $count } · { $what }
figures-without-picture = График сейчас не получился: пока без него.
# Words for a period, with commas between.
figures-words-week = неделя, неделю, за неделю
figures-words-month = месяц, за месяц
figures-words-quarter = квартал, за квартал
figures-words-year = год, за год
figures-button-week = 7 дней
figures-button-month = 30 дней
figures-button-quarter = 90 дней
figures-button-year = 1 год
figures-button-csv = 📄 CSV
figures-button-geojson = 🗺 GeoJSON
# In the picture.
figures-picture-title = Сообщения и ответы за день
figures-picture-title-weekly = За день, в среднем по неделям
# Variables:
#   $count (Number) - reports of the period
figures-picture-filed = Сообщения: { $count }
# Variables:
#   $count (Number) - answers of the period
figures-picture-answered = Ответы: { $count }
# Variables:
#   $period (String) - days from one to another
#   $count (Number) - reports in the file
figures-exported =
    { $count ->
        [one] { $period }: { $count } сообщение
        [few] { $period }: { $count } сообщения
       *[many] { $period }: { $count } сообщений
    }
figures-exported-packed = Файл большой, поэтому в архиве gzip: сначала распакуйте.
figures-export-empty = За эти дни сообщений нет, выгружать нечего.
# Headings of the table.
figures-column-number = Номер
figures-column-status = Статус
figures-column-topic = Тема
figures-column-agency = Служба
figures-column-address = Адрес
figures-column-district = Район
figures-column-lat = Широта
figures-column-lon = Долгота
figures-column-description = Описание
figures-column-created = Отправлено
figures-column-published = Опубликовано
figures-column-due = Ответ до
figures-column-answered = Отвечено
figures-column-answer = Ответ
figures-column-refutations = Опровержений
figures-column-topic-id = Код темы
figures-column-agency-id = Код службы
figures-column-details = Подробности
