settings-text =
    <b>Настройки</b>
    Язык бота — русский. Language: Russian or English.
settings-button-russian = 🇷🇺 Русский
settings-button-english = 🇬🇧 English
settings-button-privacy = 🔒 Мои данные
settings-language-chosen = Теперь говорю по-русски.
