# What stands in a draft's way: a danger, or a matter for another service.
# Variables:
#   $what (String) - the danger
stops-danger =
    🚨 <b>{ $what }</b>
    <b>Сначала позвоните — здесь ответят не сразу.</b>
stops-danger-unknown =
    🚨 <b>Похоже, кому-то грозит опасность</b>
    <b>Сначала позвоните — здесь ответят не сразу.</b>
# Variables:
#   $number (String) - phone number
#   $what (String) - whose it is
stops-number-of = ☎️ { $number } — { $what }
# Variables:
#   $number (String) - phone number
stops-number = ☎️ { $number }
stops-kept = Всё, что вы прислали, сохранено.
# Variables:
#   $what (String) - the matter
stops-elsewhere =
    ↪️ <b>{ $what }</b>
    Похоже, с этим быстрее поможет другая служба.
stops-elsewhere-kept = Если дело в другом, продолжайте: всё, что вы прислали, сохранено.
stops-button-over = Это уже не экстренно — продолжить
stops-button-other = Это другое — продолжить
