# What every step of filling a report has in common.
draft-button-cancel = 🗑 Отменить
draft-button-back = ⬅️ Назад
draft-button-change = ✏️ Изменить
draft-button-skip = ⏭ Пропустить
draft-button-restore = ↩️ Вернуть
# Variables:
#   $topic (String) - title of the topic
draft-line-topic = 🏷 { $topic }
# Variables:
#   $topic (String) - title of the topic
draft-line-topic-guessed = 🏷 { $topic } — по вашим словам
# Variables:
#   $place (String) - link to the map, named by the address
draft-line-place = 📍 { $place }
# Variables:
#   $place (String) - link to the map, named by the address
draft-line-place-words = 📍 { $place } — по вашим словам
# Variables:
#   $count (Number) - photos attached so far, 1 or more
draft-line-photos =
    { $count ->
        [one] 📷 { $count } фотография
        [few] 📷 { $count } фотографии
       *[many] 📷 { $count } фотографий
    }
# Variables:
#   $description (String) - the resident's words
draft-line-description = 💬 «{ $description }»
draft-remark-set-aside = 🗂 Прежнее неоконченное сообщение отложил: оно в «📋 Мои сообщения».
draft-remark-corrected = ✏️ Исправил описание.
draft-correction-late = Вижу исправление, но этот текст я уже использовал. Если сообщение ещё не отправлено, пришлите новый текст.
draft-nothing-to-cancel = Отменять нечего: неоконченных сообщений нет.
draft-cancelled = Отменил, ничего не отправлено.
draft-cancelled-restore = Передумаете — верну всё, как было.
