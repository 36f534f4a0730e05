group-private-only = I take reports in a private chat: there nobody but you sees the address and photos before they are checked.
group-button-open = 💬 Write to the bot
