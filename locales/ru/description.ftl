# Variables:
#   $limit (Number) - most characters
description-ask =
    <b>Добавите пару слов?</b> До { $limit } знаков: подъезд, этаж, с какого дня.
    Если по фото всё ясно — пропустите.
# Variables:
#   $limit (Number) - most characters
description-ask-required = <b>Опишите проблему</b> — до { $limit } знаков. Для этой темы без текста не обойтись: что именно и где.
# Variables:
#   $limit (Number) - most characters
#   $length (Number) - characters in the text
#   $over (Number) - characters too many
description-too-long =
    <b>Текст длиннее, чем можно:</b> { $length } из { $limit }, лишних { $over }.
    Напишите короче или оставьте только начало.
description-button-shorten = ✂️ Оставить начало
description-button-rewrite = ✏️ Написать короче
description-button-remove = 🗑 Без описания
