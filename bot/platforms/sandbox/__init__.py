"""Sandbox messenger: the Bot API on loopback and a chat page in the browser, with no account anywhere."""
