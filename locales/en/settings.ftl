settings-text =
    <b>Settings</b>
    The bot speaks English. Язык: русский или английский.

    <b>What I write to you about</b>
    ✅ is on, ⬜ is off. Press to switch.
# Variables:
#   $begins (String) - hour when the quiet hours begin
#   $ends (String) - hour when they end
settings-quiet = At night, from { $begins } to { $ends }, I send nothing: news waits for the morning.
settings-button-russian = 🇷🇺 Русский
settings-button-english = 🇬🇧 English
settings-button-privacy = 🔒 My data
settings-language-chosen = I speak English now.
settings-kind-moderation = Published or not
settings-kind-answers = Answers and decisions
settings-kind-dates = Dates and delays
settings-kind-reminders = Reminders to check an answer
settings-kind-points = Points
settings-kind-drafts = Unfinished reports
settings-kind-areas = News of my places
settings-kind-digest = Weekly digest
settings-kind-news = News of the city
settings-kind-work = Work of an operator
settings-button-night = 🌙 Answers at once, even at night
# Variables:
#   $sign (String) - on or off
#   $label (String) - what is switched
settings-button-switch = { $sign } { $label }
