# What a service wants to know besides: the entrance, the floor, the route.
# Variables:
#   $details (String) - titles and values
details-line = 📌 { $details }
# Variables:
#   $question (String) - of the catalogue
details-ask = <b>{ $question }</b>
details-ask-choose = Нажмите кнопку или напишите ответ.
details-ask-type = Напишите ответ сообщением.
# Variables:
#   $question (String) - of the catalogue
details-review-ask = 📌 <b>{ $question }</b>
details-review-choose = Выберите или напишите: так быстрее разберутся. Не знаете — отправляйте так.
details-review-type = Напишите: так быстрее разберутся. Не знаете — отправляйте так.
details-review-press = Нажмите кнопку и напишите: так быстрее разберутся. Не знаете — отправляйте так.
details-change-ask = <b>Что уточнить?</b>
# Variables:
#   $title (String) - of the detail
#   $value (String) - what is known of it
details-button-known = { $title }: { $value }
# Variables:
#   $title (String) - of the detail
details-button-unknown = { $title }: указать
# Variables:
#   $title (String) - of the detail
details-button-drop = 🗑 Убрать: { $title }
# Variables:
#   $limit (Number) - most characters
details-unreadable = Напишите ответ коротко, до { $limit } знаков, например «2». Всё остальное лучше добавить в описание.
