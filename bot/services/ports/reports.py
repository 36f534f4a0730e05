"""Drafts and reports with their history and photos, and what is counted over them."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.domain.drafts import Card, Draft
from bot.domain.figures import DayFigures, DistrictFigures, Figures, ReportRow
from bot.domain.neighbours import NearReport
from bot.domain.photos import Photo
from bot.domain.places import Place, Point
from bot.domain.reports import NewReport, Report, ReportEvent, Turn
from bot.domain.residents import Resident


class Overtaken(Exception):
    """Somebody else changed the report between reading and writing it: nothing was written."""


class AlreadyFiled(Exception):
    """The draft has become a report before: nothing was written, `Reports.of_draft` has it."""


class Drafts(Protocol):
    async def get(self, draft_id: UUID) -> Draft | None: ...

    async def current(self, resident_id: int) -> Draft | None:
        """The one draft that messages go to."""
        ...

    async def set_aside(self, resident_id: int) -> Sequence[Draft]:
        """Drafts set aside, the latest first; not the cancelled ones."""
        ...

    async def put(self, draft: Draft) -> None:
        """Insert or replace, photos with it."""
        ...

    async def set_card(self, draft_id: UUID, card: Card) -> None:
        """Write only which message stands for the draft."""
        ...

    async def remove(self, draft_id: UUID) -> None: ...

    async def remove_untouched(self, since: datetime) -> int:
        """Remove drafts last touched before `since`, of whatever state; how many there were."""
        ...

    async def remove_oldest(self, resident_id: int, keep: int) -> None:
        """Keep the `keep` latest drafts of a resident that are not current."""
        ...

    async def unfinished(self, *, touched: tuple[datetime, datetime], limit: int) -> Sequence[Draft]:
        """Current drafts last touched within the interval, of which their residents were never reminded.

        "Reminded" is a notice with the key "draft:<id>".
        """
        ...


class Reports(Protocol):
    async def add(self, report: NewReport) -> Report:
        """Store with photos and take a number.

        Raises:
            AlreadyFiled: A report of this draft exists.
        """
        ...

    async def get(self, number: int) -> Report | None: ...

    async def of_draft(self, draft_id: UUID) -> Report | None: ...

    async def of_resident(self, resident_id: int, *, offset: int, limit: int) -> Sequence[Report]:
        """The latest first; photos included."""
        ...

    async def count_of_resident(self, resident_id: int, *, since: datetime | None = None) -> int: ...

    async def recent_topics(self, resident_id: int, limit: int) -> Sequence[str]:
        """Ids of the topics this resident reported on last, the latest first, each once."""
        ...

    async def recent_places(self, resident_id: int, limit: int) -> Sequence[Place]:
        """Where this resident's last reports are, those with an address, the latest first, each once."""
        ...

    async def put(self, report: Report, *, version: int) -> None:
        """Write what a move has changed: all but place, photos and what was filed.

        Args:
            version: `events` of the report as it was read.

        Raises:
            Overtaken: It is not at this version any more.
        """
        ...

    async def set_place(self, number: int, place: Place) -> None: ...

    async def add_photo(self, number: int, photo: Photo) -> None:
        """Attach behind the photos it has."""
        ...

    async def add_event(self, event: ReportEvent) -> None:
        """Append, with its photos."""
        ...

    async def history(self, number: int) -> Sequence[ReportEvent]:
        """Oldest first; photos included."""
        ...

    async def event(self, number: int, seq: int) -> ReportEvent | None:
        """One line of the history, with its photos."""
        ...

    async def add_event_photo(self, number: int, seq: int, photo: Photo) -> None:
        """Attach behind the photos the line has."""
        ...

    async def follow(self, number: int, resident_id: int, at: datetime) -> bool:
        """Tell this resident of changes too, and count them among the report's followers.

        False when they follow it already. Its own author is not counted.
        """
        ...

    async def unfollow(self, number: int, resident_id: int) -> bool:
        """False when they do not follow it."""
        ...

    async def followed_among(self, resident_id: int, numbers: Collection[int]) -> set[int]:
        """Those of the reports that the resident follows."""
        ...

    async def of_resident_and_joined(self, resident_id: int, *, offset: int, limit: int) -> Sequence[Report]:
        """Those filed and those followed, the last filed or joined first."""
        ...

    async def count_joined(self, resident_id: int) -> int:
        """How many reports of others the resident follows."""
        ...

    async def open_of_resident(self, resident_id: int, topic_id: str) -> Sequence[Report]:
        """The resident's own reports on a topic that are not over, the latest first; of very many, the latest."""
        ...

    async def open_around(
        self, point: Point, radius_m: float, *, topic_id: str | None = None, offset: int = 0, limit: int
    ) -> Sequence[NearReport]:
        """Published reports that are not over, the nearest first; on one topic, if given.

        Where some thousand lie within two streets, not all of those are looked at.
        """
        ...

    async def recipients(self, number: int) -> Sequence[Resident]:
        """The author first, then the followers: all who are told of changes."""
        ...

    async def queue(
        self, turns: Collection[Turn], *, agency_id: str | None = None, offset: int, limit: int
    ) -> Sequence[Report]:
        """Reports at one of these turns, the most urgent first (`answer_due`); of one agency, if given."""
        ...

    async def queue_count(
        self, turns: Collection[Turn], *, agency_id: str | None = None, at_most: int
    ) -> dict[Turn, int]:
        """How many wait at each turn; counting ends at `at_most` a turn."""
        ...

    async def overdue(
        self, now: datetime, *, agency_id: str | None = None, offset: int, limit: int
    ) -> Sequence[Report]:
        """Reports that await an answer past `answer_due`, the longest overdue first; prepared answers too."""
        ...

    async def overdue_count(self, now: datetime, *, agency_id: str | None = None, at_most: int) -> int: ...

    async def newly_overdue(self, now: datetime, limit: int) -> Sequence[Report]:
        """Those of them that have not been marked overdue."""
        ...

    async def verdict_time_over(self, now: datetime, limit: int) -> Sequence[Report]:
        """Answered reports past `verdict_due` that no editor has to check."""
        ...

    async def nearby_count(self, point: Point, radius_m: float, *, before: int) -> int:
        """Earlier reports (numbers below `before`) around a point, whatever their topic and status."""
        ...

    async def next_due(self, now: datetime) -> datetime | None:
        """The earliest `answer_due` of those that await an answer or `verdict_due`, not before `now`."""
        ...

    async def find(self, words: Sequence[str], *, agency_id: str | None = None, limit: int) -> Sequence[Report]:
        """Reports with all of the words in description or address, the latest first.

        Args:
            words: Base forms, lower case, as `add_words` was given.
        """
        ...

    async def add_words(self, number: int, words: Sequence[str]) -> None:
        """What `find` finds the report by."""
        ...

    async def without_address(self, *, since: datetime, limit: int) -> Sequence[Report]:
        """Reports filed while no geocoder answered."""
        ...


class Photos(Protocol):
    async def used_among(self, keys: Collection[str]) -> set[str]:
        """Those of `keys` that a draft or report has, for the sweep of the photo store."""
        ...


class Switches(Protocol):
    """Topics closed or opened by hand."""

    async def all(self) -> dict[str, bool]: ...

    async def put(self, topic_id: str, is_open: bool | None, *, by: int, at: datetime) -> None:
        """None gives the topic back to its season."""
        ...


class FiguresOf(Protocol):
    """Counts for `/stats`, and rows for `/export`."""

    async def figures(self, since: datetime, until: datetime, *, agency_id: str | None = None) -> Figures: ...

    async def days(
        self, since: datetime, until: datetime, *, agency_id: str | None = None, utc_offset_s: int
    ) -> Sequence[DayFigures]:
        """Reports filed and answers published, by the city's day; days without either are left out."""
        ...

    async def districts(self, since: datetime, until: datetime) -> Mapping[str, DistrictFigures]:
        """By name of the district; those where nothing happened are left out."""
        ...

    def rows(
        self, since: datetime, until: datetime, *, agency_id: str | None = None
    ) -> AsyncIterator[Sequence[ReportRow]]:
        """Reports filed in the interval, by number, in batches: as many as there are, in little memory."""
        ...
