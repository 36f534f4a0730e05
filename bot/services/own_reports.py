"""A resident's own reports: the list, a card, and what can still be changed while moderation has not looked."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.city import City
from bot.domain.drafts import Draft
from bot.domain.evidence import PhotoFile
from bot.domain.life_cycle import move
from bot.domain.reports import EventKind, Report, ReportEvent, Status
from bot.domain.residents import Resident
from bot.errors import ReportFull, ReportMoved, ReportNotFound, ReportWithdrawn
from bot.services.moving import Moving
from bot.services.ports import PhotoSource, TakePhoto, UnitOfWork

PAGE = 6

_BEHIND_THE_DESK = frozenset({EventKind.ANSWER_PREPARED, EventKind.ANSWER_SENT_BACK})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a resident's reports and of those they have joined, the latest first.

    Attributes:
        drafts: Unfinished; they stand on the first page.
        joined: The numbers of those that others have filed.
    """

    reports: Sequence[Report]
    drafts: Sequence[Draft]
    page: int
    pages: int
    total: int
    joined: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReport:
    """A report with its whole history, the oldest line first."""

    report: Report
    history: Sequence[ReportEvent]

    @property
    def answer(self) -> ReportEvent | None:
        """The answer published last, as it was prepared: with its words and photos."""
        return self._line(self.report.answer)

    @property
    def last(self) -> ReportEvent | None:
        return self.history[-1] if self.history else None

    @property
    def timeline(self) -> Sequence[tuple[ReportEvent, ReportEvent]]:
        """What happened, each with the line that says it: of a published answer that is the prepared one.

        Without what is between the service and the editors: answers that were not published.
        """
        shown = (
            event
            for event in self.history
            if event.kind not in _BEHIND_THE_DESK or event.seq == self.report.pending
        )
        return [(event, self._said(event)) for event in shown]

    def _said(self, event: ReportEvent) -> ReportEvent:
        if event.kind not in (EventKind.ANSWERED, EventKind.DEFERRED):
            return event
        return self._line(event.about) or event

    def _line(self, seq: int | None) -> ReportEvent | None:
        return next((event for event in self.history if event.seq == seq), None)


class OwnReports:
    """What a resident can see of and do to the reports they filed."""

    def __init__(self, *, city: City, take_photo: TakePhoto, moving: Moving) -> None:
        self._city = city
        self._take_photo = take_photo
        self._moving = moving

    async def page(self, resident: Resident, page: int, uow: UnitOfWork) -> Page:
        """A page by its number from 0; a number past the end gives the last page."""
        async with uow.reading():
            total = await uow.reports.count_of_resident(resident.id)
            total += await uow.reports.count_joined(resident.id)
            pages = max(1, -(-total // PAGE))
            page = min(max(page, 0), pages - 1)
            reports = await uow.reports.of_resident_and_joined(resident.id, offset=page * PAGE, limit=PAGE)
            drafts = await self._unfinished(resident, uow) if page == 0 else ()
        joined = frozenset(report.number for report in reports if report.resident_id != resident.id)
        return Page(reports=reports, drafts=drafts, page=page, pages=pages, total=total, joined=joined)

    async def _unfinished(self, resident: Resident, uow: UnitOfWork) -> list[Draft]:
        current = await uow.drafts.current(resident.id)
        in_hand = [current] if current is not None and not current.is_empty else []
        return [*in_hand, *await uow.drafts.set_aside(resident.id)]

    async def report(self, resident: Resident, number: int, uow: UnitOfWork) -> Report:
        """One's own report.

        Raises:
            ReportNotFound: No such number, or not this resident's.
        """
        async with uow.reading():
            return await self._own(resident, number, uow)

    async def changeable(self, resident: Resident, number: int, uow: UnitOfWork) -> Report:
        """One's own report, if it still waits for moderation.

        Raises:
            ReportNotFound, ReportMoved, ReportWithdrawn: Why it cannot be changed.
        """
        report = await self.report(resident, number, uow)
        self._check(report, EventKind.WITHDRAWN)
        return report

    async def whole(self, resident: Resident, number: int, uow: UnitOfWork) -> OwnReport:
        """One's own report with all that has happened to it.

        Raises:
            ReportNotFound: No such number, or not this resident's.
        """
        async with uow.reading():
            report = await self._own(resident, number, uow)
            return OwnReport(report=report, history=await uow.reports.history(number))

    async def withdraw(self, resident: Resident, number: int, uow: UnitOfWork) -> Report:
        """Take the report back, before it is published; a second press finds it withdrawn.

        Raises:
            ReportNotFound, ReportMoved: Not theirs; past moderation.
        """
        async with uow:
            report = await self._own(resident, number, uow)
            if report.status is Status.WITHDRAWN:
                return report
            self._check(report, EventKind.WITHDRAWN)
            await self._moving.make_by_author(report, EventKind.WITHDRAWN, uow)
            await uow.commit()
        return await self.report(resident, number, uow)

    async def add_photo(
        self, resident: Resident, number: int, photo: PhotoFile, source: PhotoSource, uow: UnitOfWork
    ) -> tuple[Report, bool]:
        """Attach one more photo, before it is published; False if the report had this one already.

        Raises:
            ReportNotFound, ReportMoved, ReportWithdrawn, ReportFull: Why it cannot have it.
        """
        report = await self.report(resident, number, uow)
        self._check(report, EventKind.PHOTO_ADDED)
        if len(report.photos) >= self._city.limits.photos:
            raise ReportFull(number=str(number), limit=self._city.limits.photos)
        taken = await self._take_photo(photo, source)
        async with uow:
            report = await self._own(resident, number, uow)
            is_new = all(known.key != taken.photo.key for known in report.photos)
            if is_new:
                await uow.reports.add_photo(number, taken.photo)
                self._check(report, EventKind.PHOTO_ADDED)
                await self._moving.make_by_author(report, EventKind.PHOTO_ADDED, uow)
                await uow.commit()
        return await self.report(resident, number, uow), is_new

    async def _own(self, resident: Resident, number: int, uow: UnitOfWork) -> Report:
        report = await uow.reports.get(number)
        if report is None or report.resident_id != resident.id:
            raise ReportNotFound(number=str(number))
        return report

    def _check(self, report: Report, kind: EventKind) -> None:
        """Why the author cannot do this any more, in words that fit the author."""
        if move(kind, report.status) is not None:
            return
        if report.status is Status.WITHDRAWN:
            raise ReportWithdrawn(number=str(report.number))
        raise ReportMoved(number=str(report.number))
