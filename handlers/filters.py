"""Filters that more than one conversation uses."""

from aiogram.filters import Filter
from aiogram.types import Message

from bot.texts import Translator


class Label(Filter):
    """A button of a reply keyboard: its words in any language, for people press old keyboards."""

    def __init__(self, translator: Translator, message_id: str) -> None:
        self._labels = translator.labels(message_id)

    async def __call__(self, message: Message) -> bool:
        return message.text in self._labels
