# Each begins with its sign and a space: the sign alone stands in lists.
status-moderation = 🕓 Being checked
status-rejected = ⛔ Not published
status-in-work = 🔧 In progress
status-answered = 💬 Answered
status-deferred = 📅 Postponed
status-returned = 🔁 Back with the services
status-control = 🔎 Under control
status-solved = ✅ Solved
status-withdrawn = ↩️ Withdrawn
