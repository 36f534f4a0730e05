"""The sweep of the photo store, and addresses that come later."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from bot.domain.city import City
from bot.domain.drafts import Draft, DraftState
from bot.domain.photos import Photo
from bot.domain.places import Place, PlaceSource, Point
from bot.domain.reports import NewReport, Report, Status
from bot.domain.residents import Resident
from bot.services import housekeeping
from bot.services.finding import WordIndex
from bot.services.housekeeping import ADDRESS_WANTED_FOR, ADDRESSES_AT_ONCE, ORPHAN_AFTER, Housekeeping
from bot.services.places import Places
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.world import MYTISHCHI, TVERSKAYA_7, Hands, NoLinks, SmallGeocoder
from tests.services.test_drafting import NOBODY, add_resident

YOUNG, OLD = ORPHAN_AFTER - timedelta(seconds=1), ORPHAN_AFTER + timedelta(seconds=1)


class Shelf:
    """A photo store that knows when each photo was written."""

    def __init__(self) -> None:
        self.photos: dict[str, datetime] = {}

    async def put(self, key: str, jpeg: bytes) -> None:
        raise NotImplementedError

    async def get(self, key: str) -> bytes:
        raise NotImplementedError

    async def remove(self, key: str) -> None:
        del self.photos[key]

    async def stored_before(self, moment: datetime) -> AsyncIterator[str]:
        for key, written in list(self.photos.items()):
            if written < moment:
                yield key


class House:
    """The jobs with the world they look after."""

    def __init__(
        self,
        city: City,
        index: WordIndex,
        database: Database,
        clock: Hands,
        geocoder: SmallGeocoder,
        owner: Resident,
    ) -> None:
        self.shelf, self.clock, self.geocoder, self.owner = Shelf(), clock, geocoder, owner
        self.database = database
        self.jobs = Housekeeping(
            begin=lambda: SqlUnitOfWork(database),
            photos=self.shelf,
            places=Places(city=city, geocoder=geocoder, links=NoLinks()),
            index=index,
            locale="ru",
            clock=clock,
        )

    def stores(self, number: int, age: timedelta) -> Photo:
        photo = Photo(key=f"{number:064x}", width=640, height=480, size=1000)
        self.shelf.photos[photo.key] = self.clock() - age
        return photo

    async def has_draft(self, state: DraftState, *photos: Photo) -> None:
        now = self.clock()
        draft = Draft(
            id=uuid4(), resident_id=self.owner.id, created_at=now, updated_at=now, state=state, photos=photos
        )
        async with SqlUnitOfWork(self.database) as uow:
            await uow.drafts.put(draft)
            await uow.commit()

    async def has_report(self, *photos: Photo, point: Point = TVERSKAYA_7, address: str | None = None) -> int:
        now = self.clock()
        async with SqlUnitOfWork(self.database) as uow:
            report = await uow.reports.add(
                NewReport(
                    draft_id=uuid4(),
                    resident_id=self.owner.id,
                    topic_id="road-potholes",
                    agency_id="avd",
                    place=Place(lat=point.lat, lon=point.lon, source=PlaceSource.LOCATION, address=address),
                    description="",
                    status=Status.MODERATION,
                    created_at=now,
                    answer_due=now,
                    photos=photos,
                )
            )
            await uow.commit()
        return report.number

    async def report(self, number: int) -> Report:
        async with SqlUnitOfWork(self.database) as uow:
            report = await uow.reports.get(number)
        assert report is not None
        return report


@pytest.fixture
async def house(city: City, index: WordIndex, database: Database, clock: Hands, geocoder: SmallGeocoder) -> House:
    return House(city, index, database, clock, geocoder, await add_resident(database, clock, 1))


async def test_the_sweep_takes_old_orphans_and_nothing_else(house: House) -> None:
    in_draft, aside, cancelled, in_report = (house.stores(number, OLD) for number in range(4))
    orphan, young = house.stores(4, OLD), house.stores(5, YOUNG)
    await house.has_draft(DraftState.CURRENT, in_draft)
    await house.has_draft(DraftState.SET_ASIDE, aside)
    await house.has_draft(DraftState.CANCELLED, cancelled)
    await house.has_report(in_report)
    assert await house.jobs.sweep_photos() == 1
    assert house.shelf.photos.keys() == {photo.key for photo in (in_draft, aside, cancelled, in_report, young)}
    assert orphan.key not in house.shelf.photos
    assert await house.jobs.sweep_photos() == 0


async def test_the_sweep_goes_through_more_photos_than_one_batch(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(housekeeping, "SWEPT_AT_ONCE", 3)
    photos = [house.stores(number, OLD) for number in range(8)]
    await house.has_report(photos[0], photos[7])
    assert await house.jobs.sweep_photos() == 6
    assert house.shelf.photos.keys() == {photos[0].key, photos[7].key}


async def test_the_sweep_of_an_empty_store_finds_nothing(house: House) -> None:
    assert await house.jobs.sweep_photos() == 0


async def test_addresses_come_when_the_geocoder_answers_again(house: House) -> None:
    waiting, told = await house.has_report(), await house.has_report(address="улица Арбат, 10")
    assert await house.jobs.fill_addresses() == 1
    place = (await house.report(waiting)).place
    assert (place.address, place.district, place.source) == (
        "Тверская улица, 7",
        "Тверской район",
        PlaceSource.LOCATION,
    )
    assert (await house.report(told)).place.address == "улица Арбат, 10"


async def test_a_report_is_found_by_an_address_that_came_later(house: House) -> None:
    waiting = await house.has_report()
    await house.jobs.fill_addresses()
    async with SqlUnitOfWork(house.database) as uow:
        by_address = await uow.reports.find(["тверской", "7"], limit=10)
        by_topic = await uow.reports.find(["выбоина"], limit=10)
    assert [report.number for report in by_address] == [waiting]
    assert [report.number for report in by_topic] == [waiting]


async def test_a_silent_geocoder_is_asked_once_and_left_alone(house: House) -> None:
    for _ in range(5):
        await house.has_report()
    house.geocoder.is_down = True
    assert await house.jobs.fill_addresses() == 0
    assert len(house.geocoder.asked) == 1


async def test_a_report_that_is_outside_by_now_does_not_keep_the_others_waiting(house: House) -> None:
    waiting = await house.has_report()
    house.clock.move(minutes=1)
    await house.has_report(point=MYTISHCHI)
    assert await house.jobs.fill_addresses() == 1
    assert (await house.report(waiting)).place.address == "Тверская улица, 7"


async def test_addresses_are_not_wanted_for_ever(house: House) -> None:
    number = await house.has_report()
    house.clock.now += ADDRESS_WANTED_FOR + timedelta(seconds=1)
    assert await house.jobs.fill_addresses() == 0
    assert (await house.report(number)).place.address is None


async def test_only_so_many_addresses_are_asked_for_at_once(house: House) -> None:
    for _ in range(ADDRESSES_AT_ONCE + 5):
        await house.has_report()
    assert await house.jobs.fill_addresses() == ADDRESSES_AT_ONCE
    assert await house.jobs.fill_addresses() == 5


async def test_a_point_without_an_address_stays_without_one(house: House) -> None:
    number = await house.has_report(point=NOBODY)
    assert await house.jobs.fill_addresses() == 0
    assert (await house.report(number)).place.address is None
