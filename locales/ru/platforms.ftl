# What people call the messengers.
platform-telegram = Telegram
platform-max = MAX
