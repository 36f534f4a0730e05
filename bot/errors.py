"""Expected failures, each with the id of the text that explains it to the person."""


class BotError(Exception):
    """Something a person can be told; `message_id` names the text, `arguments` fill it."""

    message_id = "error-unexpected"

    def __init__(self, **arguments: str | float) -> None:
        super().__init__(self.message_id, arguments)
        self.arguments = arguments


class ConfigError(Exception):
    """The bot cannot start: one line for the administrator that names the cause."""
