# Whose move a report waits for; each begins with its sign and a space.
turn-moderation = 🕓 To moderate
turn-refutation = 👎 Refuted
turn-dispute = ⚖️ Disputed
turn-approval = ✍️ Answers to check
turn-agency = 🔧 With the agency
turn-control = 🔎 Under control
turn-verdict = 💬 With the resident
