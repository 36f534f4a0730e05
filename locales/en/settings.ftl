settings-text =
    <b>Settings</b>
    The bot speaks English. Язык: русский или английский.
settings-button-russian = 🇷🇺 Русский
settings-button-english = 🇬🇧 English
settings-button-privacy = 🔒 My data
settings-language-chosen = I speak English now.
