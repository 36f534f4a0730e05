from dataclasses import replace
from datetime import timedelta

from bot.domain.broadcasts import Audience
from bot.domain.notices import OFF_AT_FIRST, Switch
from bot.domain.places import Place, PlaceSource
from bot.domain.residents import Platform, Resident
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import AddResident
from tests.storage.samples import NOW, PLACE, new_report

A_64_BIT_ID = 2**63 - 1


async def test_a_resident_is_found_by_messenger_and_user_id(uow: SqlUnitOfWork, reader: SqlUnitOfWork) -> None:
    async with uow:
        added = await uow.residents.add(
            platform=Platform.MAX,
            user_id=A_64_BIT_ID,
            chat_id=-A_64_BIT_ID,
            name="Пётр 🙂",
            locale="ru",
            created_at=NOW,
        )
        await uow.commit()
    async with reader:
        assert await reader.residents.of(Platform.MAX, A_64_BIT_ID) == added
        assert await reader.residents.of(Platform.TELEGRAM, A_64_BIT_ID) is None
    assert added.created_at == NOW
    assert not added.locale_chosen


async def test_a_resident_added_twice_is_one_resident(uow: SqlUnitOfWork) -> None:
    """Two updates of a new person, one after the other: both found nobody."""
    async with uow:
        first = await uow.residents.add(
            platform=Platform.TELEGRAM, user_id=7, chat_id=7, name="Анна", locale="ru", created_at=NOW
        )
        await uow.residents.update(replace(first, locale="en", locale_chosen=True))
        second = await uow.residents.add(
            platform=Platform.TELEGRAM, user_id=7, chat_id=8, name="Anna", locale="ru", created_at=NOW
        )
    assert second == replace(first, locale="en", locale_chosen=True)


async def test_a_changed_resident_is_read_back(uow: SqlUnitOfWork, reader: SqlUnitOfWork) -> None:
    async with uow:
        added = await uow.residents.add(
            platform=Platform.TELEGRAM, user_id=7, chat_id=7, name="Анна", locale="ru", created_at=NOW
        )
        changed = replace(
            added,
            name="Аня",
            locale="en",
            locale_chosen=True,
            switched_off=frozenset(Switch),
            at_night=True,
        )
        await uow.residents.update(changed)
        await uow.commit()
    async with reader:
        assert await reader.residents.of(Platform.TELEGRAM, 7) == changed


async def test_a_new_resident_has_what_everybody_begins_with(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        assert await uow.residents.get(resident.id) == resident
        assert await uow.residents.get(resident.id + 1) is None
    assert resident.switched_off == OFF_AT_FIRST
    assert (resident.at_night, resident.blocked_at, resident.banned_at) == (False, None, None)


async def test_nothing_switched_off_is_nothing(uow: SqlUnitOfWork, resident: Resident) -> None:
    everything_on = replace(resident, switched_off=frozenset())
    async with uow:
        await uow.residents.update(everything_on)
        assert await uow.residents.get(resident.id) == everything_on


async def test_blocked_and_banned_stay_when_a_setting_changes(uow: SqlUnitOfWork, resident: Resident) -> None:
    """Whoever changes a setting has read the resident before the sender found the bot blocked."""
    later = NOW + timedelta(hours=1)
    async with uow:
        await uow.residents.set_blocked(resident.id, NOW)
        await uow.residents.set_banned(resident.id, later)
        await uow.residents.update(resident)
        assert await uow.residents.get(resident.id) == replace(resident, blocked_at=NOW, banned_at=later)
        await uow.residents.set_blocked(resident.id, None)
        await uow.residents.set_banned(resident.id, None)
        assert await uow.residents.get(resident.id) == resident


async def test_the_digest_goes_to_those_who_want_it(uow: SqlUnitOfWork, add_resident: AddResident) -> None:
    people = [await add_resident(number) for number in range(1, 6)]
    async with uow:
        wanting = [replace(person, switched_off=frozenset({Switch.NEWS})) for person in people[1:]]
        for person in wanting:
            await uow.residents.update(person)
        await uow.residents.set_blocked(wanting[1].id, NOW)
        assert await uow.residents.wanting_digest(after=0, limit=9) == [wanting[0], wanting[2], wanting[3]]
        assert await uow.residents.wanting_digest(after=0, limit=1) == [wanting[0]]
        assert await uow.residents.wanting_digest(after=wanting[0].id, limit=1) == [wanting[2]]
        assert await uow.residents.wanting_digest(after=wanting[3].id, limit=9) == []


async def test_a_broadcast_reaches_those_it_concerns(uow: SqlUnitOfWork, add_resident: AddResident) -> None:
    elsewhere = replace(PLACE, district="Арбат")
    people = [await add_resident(number) for number in range(1, 9)]
    ids = [person.id for person in people]
    async with uow:
        for place, topic, who in (
            (PLACE, "lamps", 5),
            (PLACE, "lamps", 0),
            (PLACE, "bins", 0),
            (elsewhere, "lamps", 1),
        ):
            await uow.reports.add(new_report(ids[who], place=place, topic_id=topic, photos=()))
        followed, other = [
            await uow.reports.add(new_report(ids[6], topic_id=topic, place=elsewhere, photos=()))
            for topic in ("lamps", "bins")
        ]
        for number, who in ((followed.number, 2), (followed.number, 0), (followed.number, 4), (other.number, 3)):
            await uow.reports.follow(number, ids[who], NOW)
        await uow.residents.set_blocked(ids[4], NOW)
        await uow.residents.update(replace(people[5], switched_off=frozenset({Switch.ANSWERS, Switch.NEWS})))
        await uow.residents.set_banned(ids[6], NOW)  # the city's news are for them too

        async def reached(audience: Audience, of: str = "", after: int = 0, limit: int = 99) -> list[int]:
            found = await uow.residents.audience(audience, of, after=after, limit=limit)
            return [ids.index(one) for one in found]

        assert await reached(Audience.ALL) == [0, 1, 2, 3, 6, 7]
        assert await reached(Audience.ALL, after=ids[1], limit=2) == [2, 3]
        assert await reached(Audience.DISTRICT, "Тверской") == [0]
        assert await reached(Audience.DISTRICT, "Арбат") == [1, 6]
        assert await reached(Audience.DISTRICT, "Арбат", after=ids[1], limit=1) == [6]
        assert await reached(Audience.TOPIC, "lamps") == [0, 1, 2, 6]
        assert await reached(Audience.TOPIC, "lamps", after=ids[0], limit=2) == [1, 2]
        assert await reached(Audience.TOPIC, "lamps", after=ids[6]) == []
        assert await uow.residents.audience_count(Audience.ALL, "") == 6
        assert await uow.residents.audience_count(Audience.DISTRICT, "Арбат") == 2
        assert await uow.residents.audience_count(Audience.TOPIC, "lamps") == 4
        assert await uow.residents.audience_count(Audience.TOPIC, "snow") == 0


async def test_districts_are_those_with_reports(uow: SqlUnitOfWork, resident: Resident) -> None:
    nowhere = Place(lat=55.0, lon=37.0, source=PlaceSource.LOCATION)
    async with uow:
        for name in ("Тверской", "Таганский", "Арбат", "Тверской"):
            await uow.reports.add(new_report(resident.id, place=replace(PLACE, district=name), photos=()))
        report = await uow.reports.add(new_report(resident.id, place=nowhere, photos=()))
        assert await uow.residents.districts("", 9) == ["Арбат", "Таганский", "Тверской"]
        await uow.reports.set_place(report.number, replace(PLACE, district="Тропарёво-Никулино"))
        assert await uow.residents.districts(" т", 9) == ["Таганский", "Тверской", "Тропарёво-Никулино"]
        assert await uow.residents.districts("Т", 1) == ["Таганский"]
        assert await uow.residents.districts("ТВЕР", 9) == ["Тверской"]
        assert await uow.residents.districts("%", 9) == []
