topic-ask = <b>Что случилось?</b> Опишите парой слов или выберите раздел.
topic-ask-recent = <b>Что случилось?</b> Опишите парой слов или выберите — вы недавно сообщали об этом.
topic-ask-by-words = <b>О чём это?</b> Выберите тему или напишите другими словами.
topic-ask-words-unknown = <b>О чём это?</b> Точной темы по этим словам не нашёл. Напишите иначе или выберите раздел.
# Variables:
#   $query (String) - words the resident typed
topic-found = По словам «{ $query }» подходит одна из тем:
# Variables:
#   $query (String) - words the resident typed
topic-not-found = По словам «{ $query }» темы не нашёл. Напишите иначе или выберите раздел.
topic-guessed-later = Тема не та? Её можно сменить перед отправкой.
topic-button-wrong = 🏷 Не та тема?
topic-button-other = 🔎 Другая тема
topic-button-words = ➕ Это не поиск, добавить в описание
topic-categories-ask = <b>Выберите раздел</b> или напишите, что ищете.
# Variables:
#   $category (String) - emoji and title of the category
topic-category-ask = <b>{ $category }</b>
# Variables:
#   $category (String) - emoji and title of the category
topic-category-closed = <b>{ $category }</b>. Сейчас не сезон: такие сообщения пока не принимают. Если есть опасность, выберите похожую тему в другом разделе.
