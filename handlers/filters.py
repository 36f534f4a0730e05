"""Filters that more than one conversation uses."""

from aiogram.filters import Filter
from aiogram.types import Message

from bot.readers import read
from bot.texts import Translator


class Label(Filter):
    """A button of a reply keyboard: its words in any language, for people press old keyboards."""

    def __init__(self, translator: Translator, message_id: str) -> None:
        self._labels = translator.labels(message_id)

    async def __call__(self, message: Message) -> bool:
        return message.text in self._labels


class OnlyWords(Filter):
    """Words and nothing else; a place or a photo is evidence whatever was asked. Gives `words`."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        if message.text is None:
            return False
        found = read(message)
        if found.unreadable or found.spot or found.map_link:
            return False
        return {"words": found.words}


class RecentPlace(Filter):
    """The button of an earlier report's place, under the input field. Gives its `address`."""

    def __init__(self, translator: Translator) -> None:
        self._signs = translator.labels("place-button-recent", place="")

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        sign = next((sign for sign in self._signs if (message.text or "").startswith(sign)), None)
        address = (message.text or "")[len(sign) :].strip() if sign else ""
        return {"address": address} if address else False


class SaysYes(Filter):
    """The words of «✅ Отправить», or others that mean it."""

    def __init__(self, translator: Translator) -> None:
        words = ",".join(translator.labels("review-words-send") | translator.labels("review-button-send"))
        self._words = frozenset(word.strip().casefold() for word in words.split(","))

    async def __call__(self, message: Message) -> bool:
        return (message.text or "").strip(" .!").casefold() in self._words
