"""Answering: an agency, or an editor for it, says what was done or by when it will be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.answers import LONGEST_ANSWER, AnswerKind
from bot.domain.city import AnswerTemplate, City
from bot.domain.deeds import Deed, acting
from bot.domain.evidence import PhotoFile
from bot.domain.operators import Operator
from bot.domain.photos import Photo
from bot.domain.reports import EventKind, Report
from bot.domain.residents import Resident
from bot.errors import BotError
from bot.services.album_photos import ALBUM_COMES_WITHIN
from bot.services.moderation import for_operator
from bot.services.moving import Moving
from bot.services.notifier import NO_WAIT
from bot.services.ports import Clock, PhotoSource, TakePhoto, UnitOfWork
from bot.services.staff import Staff

LONGEST_PROMISE = timedelta(days=2 * 366)
"""A date further away than this is a slip of the finger: real promises reach a year ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an operator wants to answer.

    Attributes:
        until: For the kinds that name a date, and only for them.
        photos: Still in the messenger's hands.
    """

    kind: AnswerKind
    words: str
    until: date | None = None
    photos: Sequence[PhotoFile] = ()


class AnswerTooLong(BotError):
    message_id = "answers-too-long"


class AnswerDateTooFar(BotError):
    message_id = "answers-date-far"


class AnswerGone(BotError):
    """A button of an answer that was sent or dropped, or that somebody else writes."""

    message_id = "answers-gone"


class PhotoUnusable(BotError):
    """One photo of an answer cannot be taken, in the words of what is wrong with it; nothing was answered."""

    def __init__(self, file: PhotoFile, error: BotError) -> None:
        super().__init__(**error.arguments)
        self.message_id = error.message_id
        self.file = file


class Answering:
    """What is asked of whoever answers; every deed checks the person's rights anew."""

    def __init__(self, *, city: City, staff: Staff, moving: Moving, take_photo: TakePhoto, clock: Clock) -> None:
        self._city = city
        self._staff = staff
        self._moving = moving
        self._take_photo = take_photo
        self._clock = clock

    async def begin(self, person: Resident, number: int, uow: UnitOfWork) -> Report:
        """The report, if this person may answer it now.

        Raises:
            NotAnOperator, NotTheirs, ReportUnknown, MovedAlready, MoveRefused: Why not.
        """
        async with uow.reading():
            operator, report = await for_operator(self._staff, person, number, uow)
            await self._check(operator, report, uow)
        return report

    async def is_published_at_once(
        self, person: Resident, report: Report, kind: AnswerKind, uow: UnitOfWork
    ) -> bool:
        """Whether nobody has to check an answer of this person."""
        async with uow.reading():
            operator = await self._staff.require(person, None, uow)
        return self._moving.publisher(report, kind, acting(operator)) is not None

    async def answer(
        self,
        person: Resident,
        number: int,
        answer: Answer,
        source: PhotoSource,
        uow: UnitOfWork,
        *,
        more_photos: bool = False,
    ) -> Report:
        """Send the answer: to an editor, or to the residents at once where nobody has to check it.

        Args:
            more_photos: It came with the first photo of an album; the others follow (`AlbumPhotos`).

        Raises:
            NotAnOperator, NotTheirs, ReportUnknown, MovedAlready, MoveRefused: Why not; nothing has changed.
            AnswerTooLong, AnswerDateTooFar, PhotoUnusable: What to mend; nothing has changed.
        """
        self.check_words(answer.words)
        if answer.until is not None and answer.until > self._city.today(self._clock()) + LONGEST_PROMISE:
            raise AnswerDateTooFar
        async with uow.reading():
            operator, report = await for_operator(self._staff, person, number, uow)
            await self._moving.check(report, _deed(operator, answer, ()), uow)
        photos = await self._taken(answer.photos, source)
        async with uow:
            operator, report = await for_operator(self._staff, person, number, uow)
            deed = _deed(operator, answer, photos)
            wait = ALBUM_COMES_WITHIN if more_photos else NO_WAIT
            moved = await self._moving.answer(report, deed, uow, told_after=wait)
            await uow.commit()
        return moved

    def check_words(self, words: str) -> None:
        """Before the rest of an answer is there.

        Raises:
            AnswerTooLong: An answer with these words would not be taken.
        """
        if len(words) > LONGEST_ANSWER:
            raise AnswerTooLong(limit=LONGEST_ANSWER, length=len(words))

    def templates(self, report: Report, kinds: Iterable[AnswerKind]) -> Sequence[AnswerTemplate]:
        """Words to answer the report with, those made for its topic first."""
        topic, wanted = self._city.catalogue.topics.get(report.topic_id), frozenset(kinds)
        fitting = [one for one in self._city.templates if one.kind in wanted and one.fits(topic)]
        return sorted(fitting, key=lambda one: not (one.topics or one.categories))

    async def _check(self, operator: Operator, report: Report, uow: UnitOfWork) -> None:
        anything = Answer(kind=AnswerKind.DONE, words="…")
        await self._moving.check(report, _deed(operator, anything, ()), uow)

    async def _taken(self, files: Sequence[PhotoFile], source: PhotoSource) -> tuple[Photo, ...]:
        """The photos in our store, each once."""
        taken: dict[str, Photo] = {}
        for file in files:
            try:
                photo = (await self._take_photo(file, source)).photo
            except BotError as error:
                raise PhotoUnusable(file, error) from error
            taken.setdefault(photo.key, photo)
        return tuple(taken.values())[: self._city.limits.photos]


def _deed(operator: Operator, answer: Answer, photos: tuple[Photo, ...]) -> Deed:
    return Deed(
        kind=EventKind.ANSWER_PREPARED,
        actor=acting(operator),
        words=answer.words,
        answer_kind=answer.kind,
        until=answer.until,
        photos=photos,
    )
