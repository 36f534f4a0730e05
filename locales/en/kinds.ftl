# Kinds of answer; each begins with its sign and a space.
kind-done = ✅ Fixed
kind-already-gone = ☑️ Gone before the check
kind-not-found = 🚫 Nothing found
kind-measures-taken = ✉️ Measures taken
kind-promise = 📅 Promise to fix
kind-check-until = 🔎 Needs a check
