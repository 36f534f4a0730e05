help-text =
    <b>Как сообщить о проблеме</b>
    1. Пришлите фото, место или пару слов, в любом порядке.
    2. Я спрошу, чего не хватает, и покажу готовое сообщение.
    3. Нажмите «✅ Отправить» и получите номер.

    Одно сообщение — одна проблема. Неоконченное не пропадёт: к нему можно вернуться когда угодно.

    /new — новое сообщение
    /my — мои сообщения
    /near — что уже сообщили рядом
    /points — баллы
    /topics — о чём можно сообщить
    /cancel — отменить
    /settings — язык и уведомления
help-button-letter = ✉️ Написать редакции
help-button-emergency = 🚨 Экстренные номера
help-button-privacy = 🔒 Мои данные
# Variables:
#   $numbers (String) - lines of numbers
help-emergency =
    <b>Если опасность прямо сейчас — звоните, не пишите.</b>

    { $numbers }
# Variables:
#   $number (String) - phone number
#   $what (String) - what it is for
help-emergency-line = { $number } — { $what }
# Variables:
#   $text (String) - the city's own words
help-privacy =
    <b>Ваши данные</b>

    { $text }
# Variables:
#   $role (String) - role of the operator
#   $commands (String) - lines of commands
help-desk =
    <b>Вы здесь — { $role }.</b> Что можно:

    { $commands }

    Как писать команду, бот подскажет сам. Сообщить о проблеме как житель: /new
# Variables:
#   $command (String) - name of a command
#   $what (String) - what it does
help-desk-line = /{ $command } — { $what }
