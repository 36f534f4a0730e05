# Looking for reports.
# Variables:
#   $words (String) - what was looked for
search-found = 🔎 Нашлось по словам «{ $words }»:
# Variables:
#   $words (String) - what was looked for
search-found-many = 🔎 Последние из найденных по словам «{ $words }». Добавьте слово, чтобы сузить:
# Variables:
#   $words (String) - what was looked for
search-found-nothing = По словам «{ $words }» ничего не нашлось. Попробуйте меньше слов или номер сообщения.
