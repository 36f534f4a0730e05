"""MAX: the same bot by its HTTP API, with aiogram's own methods, updates and errors."""
