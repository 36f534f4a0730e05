error-unexpected = Что-то сломалось у нас, мы уже разбираемся. Ваш черновик цел: попробуйте ещё раз или нажмите /help.
error-draft-gone = Это сообщение уже отправлено или отменено. Посмотрите «📋 Мои сообщения» или начните новое.
error-draft-incomplete = Ещё не всё готово, вот чего не хватает:
error-topic-unknown = Этой темы больше нет. Выберите другую.
# Variables:
#   $topic (String) - title of the topic
error-topic-closed = Тема «{ $topic }» сейчас закрыта: не сезон. Выберите похожую.
# Variables:
#   $limit (Number) - reports a day
error-too-many-reports = На сегодня хватит: больше сообщений за день не примут (можно { $limit }). Черновик сохранён, отправьте его завтра.
# Variables:
#   $limit (Number) - letters a day
error-too-many-letters = На сегодня писем достаточно (можно { $limit }). Дайте редакции прочесть и продолжите завтра.
# Variables:
#   $number (String) - number of the report
error-report-not-found = Сообщения № { $number } среди ваших нет. Посмотрите «📋 Мои сообщения».
# Variables:
#   $number (String) - number of the report
error-report-moved = Сообщение № { $number } уже взяли в работу, менять его поздно.
# Variables:
#   $elsewhere (String) - where to turn instead
error-place-outside = 📍 Это место вне города. { $elsewhere }
# Variables:
#   $address (String) - what was typed
error-address-not-found = Адреса «{ $address }» не нашёл. Напишите улицу и дом иначе или отправьте геопозицию.
error-address-unavailable = Поиск адресов сейчас не отвечает. Отправьте геопозицию или поставьте точку на карте: 📎 → «Геопозиция».
error-map-link = Не смог узнать место по этой ссылке. Отправьте геопозицию или напишите адрес.
# Variables:
#   $limit (Number) - most photos in one report
error-photo-too-many = 📷 Эту не взял: фото в сообщении может быть не больше { $limit }. Лишнюю можно убрать: «✏️ Изменить» → «📷 Фото».
error-photo-not-an-image = 📷 Это не картинка. Пришлите фото в JPEG, PNG, WebP или HEIC.
error-photo-broken = 📷 Фото пришло повреждённым. Отправьте его ещё раз.
error-photo-too-large = 📷 Файл слишком большой, можно до 20 МБ. Отправьте как фото, а не как файл.
error-photo-too-many-pixels = 📷 В снимке слишком много точек. Отправьте как фото, а не как файл.
error-photo-too-small = 📷 Картинка слишком маленькая, на ней ничего не разобрать. Пришлите снимок крупнее.
error-photo-not-downloaded = 📷 Фото не загрузилось. Отправьте его ещё раз.
error-photo-lost = 📷 Это фото не удалось открыть. Пришлите его ещё раз.
error-draft-cancelled = Это сообщение отменено. Вернуть его можно кнопкой «↩️ Вернуть».
# Variables:
#   $number (String) - number of the report
error-report-withdrawn = Сообщение № { $number } вы отозвали, менять его поздно.
# Variables:
#   $limit (Number) - most photos in one report
#   $number (String) - number of the report
error-report-full = 📷 У сообщения № { $number } уже все фото, какие можно: { $limit }.
