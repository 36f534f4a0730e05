# Places that a resident follows: the list, one of them, the way to a new one, and the news from there.
areas-title = 🔔 <b>Мои места</b>
areas-what = Выберите дом или место — и я напишу, когда рядом сообщат о проблеме и когда её решат.
# Variables:
#   $name (String) - the place with its sign
areas-line-at-once = { $name } — пишу сразу
# Variables:
#   $name (String) - the place with its sign
areas-line-weekly = { $name } — пишу по понедельникам
# Variables:
#   $place (String) - address
areas-name-house = 🏠 { $place }
# Variables:
#   $place (String) - address
areas-name-around = ⭕ 500 м: { $place }
# Variables:
#   $point (String) - latitude and longitude
areas-point = точка { $point }
# Variables:
#   $limit (Number) - most places of one resident
areas-full = Больше { $limit } мест не добавить: уберите одно из этих, и появится кнопка.
areas-muted = 🔕 Сейчас о них не пишу: в настройках выключены «Новости моих мест».
areas-button-list = 🔔 Мои места
areas-button-add = ➕ Добавить место
areas-button-follow = 🔔 Следить за этим местом
areas-button-other = ✏️ Другое место
areas-button-share = 📍 Отправить, где я сейчас
areas-button-cancel = ✖️ Не добавлять
areas-button-house = 🏠 Этот дом
areas-button-around = ⭕ 500 м вокруг
areas-button-at-once = ⚡ Сразу
areas-button-weekly = 🗓 Раз в неделю
areas-button-drop = 🔕 Не следить
areas-button-again = ↩️ Следить снова
areas-ask =
    <b>За каким местом следить?</b>
    Напишите адрес, например: <i>Тверская 7</i>. Или нажмите «📍 Отправить, где я сейчас» внизу.
areas-unreadable = Не понял, какое это место. Напишите улицу и дом или отправьте геопозицию.
areas-left = Хорошо, не добавляю.
areas-candidates-found = 🔎 Нашёл несколько мест.
areas-candidates-ask = <b>Какое ваше?</b>
# Variables:
#   $place (String) - address
areas-reach-ask =
    📍 { $place }
    <b>За чем следить?</b>
    🏠 Дом — сам дом и то, что прямо у него.
    ⭕ 500 м вокруг — дворы, дороги и дома по соседству.
# Variables:
#   $name (String) - the place with its sign
areas-often-ask =
    { $name }
    <b>Как часто писать?</b>
    ⚡ Сразу — о каждой новой проблеме и о каждой решённой.
    🗓 Раз в неделю — по понедельникам, одним сообщением. Если было тихо, промолчу.
# Variables:
#   $name (String) - the place with its sign
areas-kept-at-once =
    🔔 <b>Слежу за этим местом</b>
    { $name }
    Напишу, как только рядом сообщат о проблеме или решат её.
# Variables:
#   $name (String) - the place with its sign
areas-kept-weekly =
    🔔 <b>Слежу за этим местом</b>
    { $name }
    По понедельникам напишу, что нового и что решено. Больше ничего включать не нужно.
# Variables:
#   $name (String) - the place with its sign
areas-dropped =
    🔕 <b>Больше не слежу</b>
    { $name }
areas-gone = За этим местом вы уже не следите. Остальные: /settings → «🔔 Мои места».
# Variables:
#   $limit (Number) - most places of one resident
areas-too-many = Мест может быть не больше { $limit }. Уберите одно: /settings → «🔔 Мои места», а потом добавьте это.
# Variables:
#   $new (Number) - reports published there in the week
#   $solved (Number) - reports solved there in the week
areas-week = <b>За неделю:</b> новых — { $new }, решено — { $solved }
areas-week-quiet = За неделю здесь было тихо.
# Variables:
#   $count (Number) - how many of the latest are shown
areas-week-latest = Ниже — последние { $count }.
# Variables:
#   $distance (Number) - metres
areas-far = { $distance } м
# Variables:
#   $number (String) - number of the report
areas-news-new = 🆕 <b>Новое рядом: сообщение № { $number }</b>
# Variables:
#   $number (String) - number of the report
areas-news-solved = ✅ <b>Решено рядом: сообщение № { $number }</b>
# Variables:
#   $name (String) - the followed place with its sign
#   $distance (Number) - metres from its middle
areas-news-distance = 📏 { $distance } м от вашего места: { $name }
# Variables:
#   $name (String) - the followed place with its sign
areas-news-here = 📏 На вашем месте: { $name }
areas-digest-title = 🔔 <b>Ваши места за неделю</b>
areas-digest-among = 🔔 <b>В ваших местах</b>
# Variables:
#   $name (String) - the place with its sign
#   $new (Number) - reports published there in the week
#   $solved (Number) - reports solved there in the week
areas-digest-line =
    <b>{ $name }</b>
    Новых — { $new }, решено — { $solved }
# Variables:
#   $number (String) - number of the report
#   $topic (String) - title of the topic
areas-digest-new = 🆕 № { $number } { $topic }
# Variables:
#   $number (String) - number of the report
#   $topic (String) - title of the topic
areas-digest-solved = ✅ № { $number } { $topic }
areas-digest-next = Откройте место, чтобы посмотреть подробнее. Там же можно перестать за ним следить.
