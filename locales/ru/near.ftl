# What others have reported around a place, to read and to join.
near-ask =
    <b>Что уже сообщили рядом?</b>
    Нажмите «📍 Отправить, где я сейчас» внизу или напишите адрес, например: <i>Тверская 7</i>.
near-button-cancel = ✖️ Не искать
# Variables:
#   $place (String) - address
near-button-around = 📌 { $place }
near-left = Хорошо, не ищу.
near-unreadable = Не понял, какое это место. Напишите улицу и дом или отправьте геопозицию.
near-several = 🔎 Нашёл несколько мест.
near-title = <b>Открытые сообщения рядом</b>
near-next = Нажмите номер, чтобы открыть. Нашли свою проблему — присоединитесь: ответ придёт и вам.
# Variables:
#   $km (Number) - how far was looked, kilometres
near-empty =
    <b>Рядом всё спокойно</b>
    Ближе { $km } км открытых сообщений нет. Видите проблему? Сообщите о ней первым.
# Variables:
#   $mark (String) - number of the line, as its button has it
#   $distance (String) - how far it is
#   $topic (String) - title of the topic
near-line = { $mark } <b>{ $distance }</b> · { $topic }
# Variables:
#   $sign (String) - sign of the status
#   $address (String) - address of the report
near-line-place = { $sign } { $address }
# Variables:
#   $count (Number) - how many have reported it, 2 or more
near-line-people = 👥 { $count }
near-distance-close = меньше 10 м
# Variables:
#   $metres (Number) - tens of metres
near-distance-m = { $metres } м
# Variables:
#   $km (Number) - kilometres with a decimal
near-distance-km = { $km } км
# Variables:
#   $distance (String) - how far it is
near-card-far = 📏 Отсюда { $distance }
# Variables:
#   $ago (String) - how long ago
near-card-published = 🕓 Опубликовано { $ago }
# Variables:
#   $count (Number) - how many have reported it, 1 or more
near-card-people =
    { $count ->
        [one] 👥 Сообщил { $count } человек
        [few] 👥 Сообщили { $count } человека
       *[many] 👥 Сообщили { $count } человек
    }
near-card-joined = 🔔 Вы присоединились: напишу обо всём, что по нему решат.
near-card-own = 👤 Это ваше сообщение.
near-button-join = ➕ Присоединиться
near-button-leave = 🔕 Отписаться
near-button-back = ⬅️ К списку
near-button-report = 📝 Сообщить здесь
near-button-elsewhere = 📍 Другое место
# Variables:
#   $number (String) - number of the report
near-over = Сообщение № { $number } уже закрыто, присоединиться к нему нельзя. Проблема осталась или вернулась? Сообщите о ней снова: /new.
# Variables:
#   $number (String) - number of the report
near-own = Сообщение № { $number } — ваше: ответ на него и так придёт вам. Оно в «📋 Мои сообщения».
