"""An answer while an operator writes it: what there is of it so far, as JSON in the dialogue's data.

It lives as long as the dialogue does, a restart of the bot included. Photos stay in the messenger's hands until
the answer is sent: what is never sent leaves nothing in the photo store.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

from bot.domain.answers import AnswerKind
from bot.domain.drafts import Card, CardKind
from bot.domain.evidence import PhotoFile
from bot.services.answering import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDraft:
    """Half an answer.

    Attributes:
        kind: None until one was chosen: words alone mean that it is done.
        until: Only with a kind that names a date.
        album_id: Of the last photo, whose other parts come as messages of their own.
        shown: The message that shows it.
        on_card: That message is the report's card, borrowed for the buttons.
    """

    number: int
    kind: AnswerKind | None = None
    until: date | None = None
    words: str = ""
    photos: tuple[PhotoFile, ...] = ()
    album_id: str | None = None
    shown: Card | None = None
    on_card: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.photos

    @property
    def lacks_date(self) -> bool:
        return self.kind is not None and self.kind.has_date and self.until is None

    @property
    def answer(self) -> Answer:
        """As it would be sent."""
        return Answer(kind=self.kind or AnswerKind.DONE, words=self.words, until=self.until, photos=self.photos)

    def of_kind(self, kind: AnswerKind) -> Self:
        """With another kind; the date goes where the new one has none."""
        return replace(self, kind=kind, until=self.until if kind.has_date else None)

    def dump(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "kind": self.kind and self.kind.value,
            "until": self.until and self.until.isoformat(),
            "words": self.words,
            "photos": [[photo.file_id, photo.size, photo.as_photo] for photo in self.photos],
            "album_id": self.album_id,
            "shown": self.shown and [self.shown.message_id, self.shown.kind.value, self.shown.photo_key],
            "on_card": self.on_card,
        }

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Self | None:
        """What `dump` gave; None for the data of another dialogue, or none."""
        if "on_card" not in data:
            return None
        shown = data["shown"]
        return cls(
            number=data["number"],
            kind=AnswerKind(data["kind"]) if data["kind"] else None,
            until=date.fromisoformat(data["until"]) if data["until"] else None,
            words=data["words"],
            photos=tuple(
                PhotoFile(file_id=file_id, size=size, as_photo=as_photo)
                for file_id, size, as_photo in data["photos"]
            ),
            album_id=data["album_id"],
            shown=Card(shown[0], CardKind(shown[1]), shown[2]) if shown else None,
            on_card=data["on_card"],
        )
