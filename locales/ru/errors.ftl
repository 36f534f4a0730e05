error-unexpected = Что-то сломалось у нас, мы уже разбираемся. Ваш черновик цел: попробуйте ещё раз или нажмите /help.
error-draft-gone = Это сообщение уже отправлено или отменено. Посмотрите «📋 Мои сообщения» или начните новое.
error-draft-incomplete = Ещё не всё готово, вот чего не хватает:
error-topic-unknown = Этой темы больше нет. Выберите другую.
# Variables:
#   $topic (String) - title of the topic
error-topic-closed = Тема «{ $topic }» сейчас закрыта. Выберите похожую.
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
error-not-an-operator = Это команда сотрудников города. Чтобы рассказать о проблеме, нажмите «📝 Сообщить о проблеме».
error-not-allowed = Ваша роль этого не позволяет. Если нужно — обратитесь к владельцу бота.
error-not-theirs = Это не ваше сообщение или не ваша роль. Ничего не изменилось.
# Variables:
#   $agency (String) - what was typed
error-agency-unknown = Службы «{ $agency }» нет в списке. Нажмите «➡️ Назначить» на карточке или уточните название.
error-invitation-gone = Приглашение уже использовано или устарело: оно действует сутки. Попросите новое.
error-operator-unknown = Такого сотрудника уже нет. Список: /operators
# Variables:
#   $number (String) - number of the report
#   $what (String) - what happened last
#   $who (String) - who did it, or the city
#   $at (String) - when
error-moved-already = С № { $number } это уже не сделать. Последнее: { $what } — { $who }, { $at }.
error-who-author = житель
error-who-rule = автоматически
# Variables:
#   $number (String) - number of the report
error-move-words = К № { $number } нужны слова: хотя бы одно предложение.
# Variables:
#   $number (String) - number of the report
error-move-reason = Чтобы отклонить № { $number }, нужна причина: из списка или своими словами.
# Variables:
#   $number (String) - number of the report
error-move-agency = Для № { $number } выберите службу из списка.
# Variables:
#   $number (String) - number of the report
error-move-answer = К № { $number } выберите, какой это ответ.
# Variables:
#   $number (String) - number of the report
error-move-date = К № { $number } нужна дата: год-месяц-день, например 2026-12-01.
# Variables:
#   $number (String) - number of the report
error-move-date-passed = Эта дата для № { $number } уже прошла. Назовите будущую.
# Variables:
#   $number (String) - number of the report
error-move-pending = У № { $number } уже есть ответ на утверждении. Сначала решите, что с ним.
# Variables:
#   $number (String) - number of the report
error-move-not-pending = У № { $number } нет ответа на утверждении.
# Variables:
#   $number (String) - number of the report
error-move-refuted-already = Вы уже написали, что не согласны с ответом на № { $number }. Мы проверяем.
# Variables:
#   $number (String) - number of the report
error-move-late = Время на проверку ответа по № { $number } вышло. Если проблема осталась, отправьте новое сообщение.
# Variables:
#   $number (String) - number that was asked for
error-report-unknown = Сообщения № { $number } нет. Проверьте номер.
error-banned = Отправлять сообщения вам сейчас нельзя: так решила редакция. Черновик сохранён. Если это ошибка, напишите нам: /help → «✉️ Написать редакции».
# Variables:
#   $number (String) - number of the report
error-operator-not-barred = Автор № { $number } — сотрудник города: закрыть ему отправку нельзя. Ничего не изменилось.
# Variables:
#   $asked (String) - what was typed
#   $near (String) - ids of the topics nearest to it
error-topic-id-unknown = Темы <code>{ $asked }</code> нет. Похожие: <code>{ $near }</code>
error-export-too-large = Файл не помещается в сообщение: больше 50 МБ даже в архиве. Возьмите период короче или выгрузите на сервере: <code>gorod-bot export --since ГГГГ-ММ-ДД --until ГГГГ-ММ-ДД файл.csv</code>
error-overtaken = Это сообщение только что изменил кто-то другой, ваше нажатие ничего не поменяло. Посмотрите, каким оно стало, и решите снова.
