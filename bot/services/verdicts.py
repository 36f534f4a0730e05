"""The author's verdict on a published answer: confirmed or refuted, once, in time."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.city import City
from bot.domain.deeds import Deed, author, refutation_of
from bot.domain.evidence import PhotoFile
from bot.domain.photos import Photo
from bot.domain.remarks import Remark
from bot.domain.reports import EventKind, Report, Status
from bot.domain.residents import Resident
from bot.errors import BotError, ReportNotFound
from bot.services.moving import Moving
from bot.services.ports import Clock, PhotoSource, TakePhoto, UnitOfWork


class NoVerdict(BotError):
    """The report does not wait for this verdict; nothing has changed."""

    message_id = "verdicts-not-asked"


class AnotherAnswer(NoVerdict):
    """The button belongs to an older answer than the one that waits."""

    message_id = "verdicts-another-answer"


class ConfirmedAlready(NoVerdict):
    message_id = "verdicts-confirmed-already"


class RefutedAlready(NoVerdict):
    message_id = "verdicts-refuted-already"


class VerdictLate(NoVerdict):
    """The time for a verdict is over."""

    message_id = "verdicts-late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refutation:
    """A refutation on disk.

    Attributes:
        kind: Which it is, and so what comes of it.
        seq: Its line of the history.
        remarks: What is wrong with photos that could not be taken.
    """

    report: Report
    kind: EventKind
    seq: int
    remarks: tuple[Remark, ...] = ()


class Verdicts:
    """What the author of a report can say to its answer."""

    def __init__(self, *, city: City, moving: Moving, take_photo: TakePhoto, clock: Clock) -> None:
        self._city = city
        self._moving = moving
        self._take_photo = take_photo
        self._clock = clock

    async def confirm(self, person: Resident, number: int, answer: int, uow: UnitOfWork) -> Report:
        """The answer is true: the report is solved.

        Args:
            answer: The `seq` of the answer that was shown with the button.

        Raises:
            ReportNotFound, NoVerdict: Not theirs; it does not wait for this.
        """
        async with uow:
            report = await self._waiting(person, number, answer, uow)
            moved = await self._moving.make_by_author(report, EventKind.CONFIRMED, uow)
            await uow.commit()
        return moved

    async def refutable(self, person: Resident, number: int, answer: int, uow: UnitOfWork) -> Report:
        """The report, if this answer to it may be refuted now: before words are asked for.

        Raises:
            ReportNotFound, NoVerdict: Not theirs; it does not wait for this.
        """
        async with uow.reading():
            return await self._refutable(person, number, answer, uow)

    async def refute(
        self,
        person: Resident,
        number: int,
        answer: int,
        words: str,
        photos: Sequence[PhotoFile],
        source: PhotoSource,
        uow: UnitOfWork,
    ) -> Refutation:
        """The answer is not true, in words and, if wanted, photos: the words count even if a photo is lost.

        Raises:
            ReportNotFound, NoVerdict: Not theirs; it does not wait for this.
        """
        await self.refutable(person, number, answer, uow)
        taken, remarks = await self._taken(photos, source)
        async with uow:
            report = await self._refutable(person, number, answer, uow)
            kind = refutation_of(report)
            deed = Deed(kind=kind, actor=author(person.id), words=words, photos=taken)
            moved = await self._moving.make(report, deed, uow)
            await uow.commit()
        return Refutation(report=moved, kind=kind, seq=moved.events, remarks=remarks)

    async def _taken(
        self, files: Sequence[PhotoFile], source: PhotoSource
    ) -> tuple[tuple[Photo, ...], tuple[Remark, ...]]:
        taken: dict[str, Photo] = {}
        remarks: list[Remark] = []
        for file in files[: self._city.limits.photos]:
            try:
                photo = (await self._take_photo(file, source)).photo
            except BotError as error:
                if error.remark not in remarks:
                    remarks.append(error.remark)
            else:
                taken.setdefault(photo.key, photo)
        return tuple(taken.values()), tuple(remarks)

    async def _refutable(self, person: Resident, number: int, answer: int, uow: UnitOfWork) -> Report:
        report = await self._waiting(person, number, answer, uow)
        if report.refuted:
            raise RefutedAlready(number=str(number))
        return report

    async def _waiting(self, person: Resident, number: int, answer: int, uow: UnitOfWork) -> Report:
        """One's own report while this answer to it waits for a verdict."""
        report = await uow.reports.get(number)
        if report is None or report.resident_id != person.id:
            raise ReportNotFound(number=str(number))
        why_not = await self._why_not(report, answer, uow)
        if why_not is not None:
            raise why_not(number=str(number))
        return report

    async def _why_not(self, report: Report, answer: int, uow: UnitOfWork) -> type[NoVerdict] | None:
        if report.status is Status.ANSWERED:
            if report.answer != answer:
                return AnotherAnswer
            is_over = report.verdict_due is not None and self._clock() > report.verdict_due
            return VerdictLate if is_over else None
        if report.answer != answer:
            return NoVerdict
        if report.confirmed:
            return ConfirmedAlready
        if report.refuted and report.status is not Status.SOLVED:
            return RefutedAlready
        last = await uow.reports.event(report.number, report.events)
        is_over = last is not None and last.kind is EventKind.VERDICT_TIME_OVER
        return VerdictLate if is_over else NoVerdict
