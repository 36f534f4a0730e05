"""What others have reported around a place: for «📍 Рядом», and before one more report on the same is filed.

Only what an editor has published is ever looked at, whoever asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.catalogue import Topic
from bot.domain.city import City
from bot.domain.drafts import Draft
from bot.domain.evidence import Evidence
from bot.domain.neighbours import NearReport, same_house
from bot.domain.places import Place, Point, distance_m
from bot.domain.reports import Report, ReportEvent
from bot.domain.residents import Resident
from bot.errors import ReportNotFound
from bot.services.places import Places
from bot.services.ports import UnitOfWork

NEAR_M = 1000.0
PAGE, PAGES = 5, 10
"""Of «📍 Рядом»: what lies behind the last page is nearer to another place."""
RECENT_PLACES = 2
SIMILAR_SHOWN = 5
SIMILAR_LOOKED_AT = 12
"""Nearest reports on the topic; those of other houses, and those joined already, are among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPage:
    """Open reports around a point, the nearest first, some of them; pages are counted from 0."""

    point: Point
    reports: Sequence[NearReport]
    page: int
    has_next: bool


@dataclass(frozen=True, slots=True)
class SimilarReport(NearReport):
    """An open report that may be about what the draft is about.

    Attributes:
        is_own: The resident has filed it; then it may wait for moderation still.
    """

    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicReport:
    """A published report as everybody may see it.

    Attributes:
        answer: The answer published last.
        is_own, is_followed: By whoever looks.
    """

    report: Report
    answer: ReportEvent | None
    is_own: bool
    is_followed: bool


class Nearby:
    """Looks around; changes nothing."""

    def __init__(self, *, city: City, places: Places) -> None:
        self._city = city
        self._places = places

    async def recent_places(self, person: Resident, uow: UnitOfWork) -> Sequence[Place]:
        """Where the person's draft and last reports are, each place once."""
        async with uow.reading():
            draft = await uow.drafts.current(person.id)
            filed = await uow.reports.recent_places(person.id, RECENT_PLACES)
        known = [*([draft.place] if draft and draft.place else []), *filed]
        by_address = {place.address: place for place in reversed(known) if place.address}
        return list(reversed(by_address.values()))[:RECENT_PLACES]

    async def places(self, evidence: Evidence, person: Resident) -> Sequence[Place]:
        """The place that a message brings; several where an address has more than one.

        Raises:
            OutsideCity, LinkUnreadable, AddressNotFound, AddressesUnavailable: What to do is in their texts.
        """
        if evidence.spot is not None:
            return [await self._places.at(evidence.spot, person.locale)]
        if evidence.map_link is not None:
            return [await self._places.at(await self._places.behind(evidence.map_link), person.locale)]
        return await self._places.find(evidence.words, person.locale)

    async def around(self, point: Point, page: int, uow: UnitOfWork) -> NearPage:
        """A page of the open reports around a point; a number past the end gives the last page."""
        page = min(max(page, 0), PAGES - 1)
        async with uow.reading():
            found = await uow.reports.open_around(point, NEAR_M, offset=page * PAGE, limit=PAGE + 1)
        if not found and page:
            return await self.around(point, page - 1, uow)
        has_next = len(found) > PAGE and page + 1 < PAGES
        return NearPage(point=point, reports=found[:PAGE], page=page, has_next=has_next)

    async def similar(self, draft: Draft, uow: UnitOfWork) -> Sequence[SimilarReport]:
        """Open reports that may be about the same as the draft: the resident's own first, then the nearest.

        None that the resident has joined, and none once they said that it is another problem.
        """
        topic = self._city.catalogue.topics.get(draft.topic_id or "")
        if topic is None or draft.place is None or draft.is_unlike_others or not topic.similar_m:
            return ()
        place, me = draft.place, draft.resident_id
        async with uow.reading():
            own = await uow.reports.open_of_resident(me, topic.id)
            around = await uow.reports.open_around(
                place.point, topic.similar_m, topic_id=topic.id, limit=SIMILAR_LOOKED_AT
            )
            others = [near for near in around if near.report.resident_id != me]
            joined = await uow.reports.followed_among(me, [near.report.number for near in others])
        mine = [NearReport(report, distance_m(place.point, report.place.point)) for report in own]
        found = [
            SimilarReport(near.report, near.distance_m, is_own=near.report.resident_id == me)
            for near in (*mine, *others)
            if near.report.number not in joined and _is_similar(topic, place, near)
        ]
        return found[:SIMILAR_SHOWN]

    async def public(self, person: Resident, number: int, uow: UnitOfWork) -> PublicReport:
        """A published report, over or not.

        Raises:
            ReportNotFound: No such number, or no editor has published it.
        """
        async with uow.reading():
            report = await uow.reports.get(number)
            if report is None or report.published_at is None:
                raise ReportNotFound(number=str(number))
            return PublicReport(
                report=report,
                answer=await uow.reports.event(number, report.answer) if report.answer else None,
                is_own=report.resident_id == person.id,
                is_followed=bool(await uow.reports.followed_among(person.id, [number])),
            )


def _is_similar(topic: Topic, place: Place, near: NearReport) -> bool:
    if near.distance_m > topic.similar_m:
        return False
    return topic.place != "house" or same_house(place, near.report.place)
