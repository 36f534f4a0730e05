"""What the bot's own messages say: a notice in, text, buttons and photos out."""
