settings-text =
    <b>Настройки</b>
    Язык бота — русский. Language: Russian or English.

    <b>О чём писать вам первым</b>
    ✅ — пишу, ⬜ — молчу. Нажмите, чтобы переключить.
# Variables:
#   $begins (String) - hour when the quiet hours begin
#   $ends (String) - hour when they end
settings-quiet = Ночью, с { $begins } до { $ends }, ничего не присылаю: новости подождут до утра.
settings-button-russian = 🇷🇺 Русский
settings-button-english = 🇬🇧 English
settings-button-privacy = 🔒 Мои данные
settings-language-chosen = Теперь говорю по-русски.
settings-kind-moderation = Публикация или отказ
settings-kind-answers = Ответы и решения
settings-kind-dates = Сроки и переносы
settings-kind-reminders = Напоминания проверить ответ
settings-kind-points = Баллы
settings-kind-drafts = Неоконченные сообщения
settings-kind-areas = Новости моих мест
settings-kind-digest = Сводка недели
settings-kind-news = Новости города
settings-kind-work = Работа сотрудника
settings-button-night = 🌙 Ответы сразу, даже ночью
# Variables:
#   $sign (String) - on or off
#   $label (String) - what is switched
settings-button-switch = { $sign } { $label }
