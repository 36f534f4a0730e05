"""What every update needs before a handler sees it."""
