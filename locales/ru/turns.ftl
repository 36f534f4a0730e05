# Whose move a report waits for; each begins with its sign and a space.
turn-moderation = 🕓 На модерации
turn-refutation = 👎 Опровержения
turn-dispute = ⚖️ Споры
turn-approval = ✍️ На утверждении
turn-agency = 🔧 У службы
turn-control = 🔎 На контроле
turn-verdict = 💬 Ждём жителя
