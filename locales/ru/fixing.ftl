# A rejected report comes back as a draft.
# Variables:
#   $number (String) - number of the rejected report
#   $why (String) - the reason, in words for the resident
fixing-why =
    ✏️ <b>Исправим № { $number }:</b> всё, что вы прислали, на месте.
    { $why }
# Variables:
#   $number (String) - number of the report
fixing-nothing = С № { $number } всё в порядке, исправлять нечего. Посмотрите «📋 Мои сообщения».
# Variables:
#   $number (String) - number of the rejected report
#   $again (String) - number of the report it was sent again as
fixing-done-already = Вы уже исправили № { $number } и отправили снова: теперь это № { $again }. Он в «📋 Мои сообщения».
