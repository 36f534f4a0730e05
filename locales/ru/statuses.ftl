# Each begins with its sign and a space: the sign alone stands in lists.
status-moderation = 🕓 На модерации
status-rejected = ⛔ Не опубликовано
status-in-work = 🔧 В работе
status-answered = 💬 Получен ответ
status-deferred = 📅 Перенесено
status-returned = 🔁 Возвращено службам
status-control = 🔎 На контроле
status-solved = ✅ Решено
status-withdrawn = ↩️ Отозвано
