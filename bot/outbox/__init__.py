"""What the bot says on its own: queued notices go out, the operators' group is kept up to date."""
