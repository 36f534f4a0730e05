"""The part of the sandbox messenger that speaks MAX; it shares nothing with the bot's own MAX code."""
