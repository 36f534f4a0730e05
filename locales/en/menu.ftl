# The keyboard under the input field; these words are a contract.
menu-report = 📝 Report a problem
menu-mine = 📋 My reports
menu-near = 📍 Nearby
menu-points = ⭐ Points
menu-settings = ⚙️ Settings
menu-help = ❓ Help
menu-placeholder = A photo, a location or a few words
