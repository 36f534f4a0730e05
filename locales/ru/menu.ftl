# The keyboard under the input field; these words are a contract.
menu-report = 📝 Сообщить о проблеме
menu-mine = 📋 Мои сообщения
menu-near = 📍 Рядом
menu-points = ⭐ Баллы
menu-settings = ⚙️ Настройки
menu-help = ❓ Помощь
menu-placeholder = Фото, геопозиция или пара слов
