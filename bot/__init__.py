"""Gorod Bot: residents report what is broken in their city, the city answers in the same chat."""
