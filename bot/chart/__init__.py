"""The picture of `/stats`: planned by the bot, drawn by a process of its own."""
