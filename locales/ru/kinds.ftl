# Kinds of answer; each begins with its sign and a space.
kind-done = ✅ Проблема устранена
kind-already-gone = ☑️ Устранена до проверки
kind-not-found = 🚫 Проблема не обнаружена
kind-measures-taken = ✉️ Приняты меры
kind-promise = 📅 Обещание устранить
kind-check-until = 🔎 Нужна проверка
