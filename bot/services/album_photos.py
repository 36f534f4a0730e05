"""The rest of an album whose first part has become an answer or a refutation: its parts are separate messages."""

from datetime import timedelta

from bot.domain.city import City
from bot.domain.evidence import PhotoFile
from bot.domain.reports import EventKind, Report, ReportEvent
from bot.domain.residents import Resident
from bot.services.moving import Moving
from bot.services.ports import Clock, PhotoSource, TakePhoto, UnitOfWork

ALBUM_COMES_WITHIN = timedelta(seconds=5)
"""Messengers hand over the parts of an album at once; the news of an answer waits so long for them."""
JOINED_WITHIN = timedelta(minutes=10)
"""Even a slow download is over by then: nothing is added to a line of the history later."""

_WITH_PHOTOS = frozenset(
    {EventKind.ANSWER_PREPARED, EventKind.REFUTED, EventKind.REFUTED_AGAIN, EventKind.REFUTED_IN_VAIN}
)


class AlbumPhotos:
    """Adds photos to a line of the history that the same person has made a moment ago."""

    def __init__(self, *, city: City, take_photo: TakePhoto, moving: Moving, clock: Clock) -> None:
        self._city = city
        self._take_photo = take_photo
        self._moving = moving
        self._clock = clock

    async def add(
        self, person: Resident, number: int, seq: int, photo: PhotoFile, source: PhotoSource, uow: UnitOfWork
    ) -> bool:
        """Attach one more photo; False when the line cannot have it (any more), or has it already.

        Raises:
            BotError: The file is no photo, or could not be downloaded; the text says what to do.
        """
        async with uow.reading():
            if await self._open(person, number, seq, uow) is None:
                return False
        taken = await self._take_photo(photo, source)
        async with uow:
            event = await self._open(person, number, seq, uow)
            if event is None or any(known.key == taken.photo.key for known in event.photos):
                return False
            await uow.reports.add_event_photo(number, seq, taken.photo)
            await self._moving.mark_card(number, self._clock(), uow)
            await uow.commit()
        return True

    async def _open(self, person: Resident, number: int, seq: int, uow: UnitOfWork) -> ReportEvent | None:
        """The line, if it is this person's, recent, still the last word, and has room."""
        report, event = await uow.reports.get(number), await uow.reports.event(number, seq)
        if report is None or event is None or event.kind not in _WITH_PHOTOS:
            return None
        is_theirs = event.resident_id == person.id
        is_recent = self._clock() - event.at <= JOINED_WITHIN
        has_room = len(event.photos) < self._city.limits.photos
        return event if is_theirs and is_recent and has_room and _is_current(report, event) else None


def _is_current(report: Report, event: ReportEvent) -> bool:
    """Nobody has answered to it yet."""
    if event.kind is EventKind.ANSWER_PREPARED:
        return event.seq in (report.pending, report.answer) and not report.refuted and not report.confirmed
    return event.seq == report.events
