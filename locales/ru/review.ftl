review-title = <b>Проверьте и отправляйте</b>
# Variables:
#   $agency (String) - who will answer
#   $due (Date) - day the answer is expected
review-due =
    👷 Ответит: { $agency }
    🗓 Ответ ждём до: { $due }
review-warning-dark = ⚠️ Фото тёмное: модератор может его не принять. Если можно, переснимите со светом.
review-warning-blurred = ⚠️ Фото смазано: если можно, переснимите.
review-warning-old-photo = ⚠️ Фото снято больше месяца назад. Лучше приложить свежее.
review-warning-personal = ⚠️ Текст увидят все, а в нём, похоже, есть личные данные: телефон, номер карты, имя или квартира. Лучше убрать.
review-topic-guessed = Тема не та? Выберите другую кнопкой ниже.
review-button-send = ✅ Отправить
review-button-other-place = 📍 Другое место
review-button-add-photo = 📷 Добавить фото
review-button-add-description = 💬 Добавить описание
review-change-ask = <b>Что изменить?</b>
review-button-place = 📍 Место
review-button-topic = 🏷 Тему
review-button-photos = 📷 Фото
review-button-description = 💬 Описание
review-button-details = 📌 Подробности
# Variables:
#   $number (String) - number of the report
#   $due (Date) - day the answer is expected
review-accepted =
    ✅ <b>Сообщение № { $number } принято.</b>

    Его прочтёт модератор, затем ответит служба. Ответ ждём до: { $due }. Напишу, когда что-то изменится.
    Пока идёт проверка, можно добавить фото или отозвать сообщение.
# What people type instead of pressing the button, separated by commas.
review-words-send = отправить, отправь, отправляй, да, ок
