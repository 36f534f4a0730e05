from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from string import hexdigits
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from bot.domain.drafts import Card, CardKind, Draft, DraftState
from bot.domain.photos import Photo, PhotoFlaw
from bot.domain.places import Place, PlaceSource
from bot.domain.residents import Platform, Resident
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import AddResident
from tests.storage.samples import NOW, PLACE, draft, notice, photo

BIGINT = st.integers(-(2**63), 2**63 - 1)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
MOMENTS = st.datetimes(timezones=st.just(UTC))
PLACES = st.builds(
    Place,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    source=st.sampled_from(PlaceSource),
    address=st.none() | WORDS,
    district=st.none() | WORDS,
)


def shot(key: str, file_id: str | None) -> Photo:
    """A photo with all that follows from its content."""
    chance = Random(key)
    return Photo(
        key=key,
        width=chance.randint(1, 2048),
        height=chance.randint(1, 2048),
        size=chance.randint(1, 2**31 - 1),
        file_id=file_id,
        taken_at=chance.choice([None, datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999999)]),  # noqa: DTZ001 - a camera's
        flaws=tuple(chance.sample(list(PhotoFlaw), chance.randint(0, 2))),
    )


PHOTOS = st.builds(
    shot,
    st.text(hexdigits[:16], min_size=64, max_size=64),
    st.none() | st.text("abcXYZ019-_: ", min_size=1, max_size=200),
)
CARDS = st.builds(
    Card,
    message_id=BIGINT,
    kind=st.sampled_from(CardKind),
    photo_key=st.none() | st.text(hexdigits[:16], min_size=64, max_size=64),
    platform=st.none() | st.sampled_from(Platform),
)


def drafts_of(resident_id: int, first: Draft) -> st.SearchStrategy[Draft]:
    return st.builds(
        Draft,
        id=st.just(first.id),
        resident_id=st.just(resident_id),
        created_at=MOMENTS,
        updated_at=MOMENTS,
        state=st.sampled_from(DraftState),
        place=st.none() | PLACES,
        topic_id=st.none() | st.just("road-potholes"),
        topic_query=WORDS,
        photos=st.lists(PHOTOS, max_size=5).map(tuple),
        photos_skipped=st.booleans(),
        description=WORDS,
        description_skipped=st.booleans(),
        description_message_id=st.none() | BIGINT,
        candidates=st.lists(PLACES, max_size=5).map(tuple),
        card=st.none() | CARDS,
        album_id=st.none() | WORDS,
    )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
async def test_any_draft_is_read_back_as_it_was_put_last(
    database: Database, resident: Resident, data: st.DataObject
) -> None:
    made = draft(resident.id)
    before, after = data.draw(drafts_of(resident.id, made)), data.draw(drafts_of(resident.id, made))
    try:
        for stored in (before, after):
            async with SqlUnitOfWork(database) as uow:
                await uow.drafts.put(stored)
                await uow.commit()
            async with SqlUnitOfWork(database) as uow:
                assert await uow.drafts.get(made.id) == stored
    finally:
        async with SqlUnitOfWork(database) as uow:
            await uow.drafts.remove(made.id)
            await uow.commit()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "a"),
        ("a", "ab"),
        ("ab", "a"),
        ("ab", "b"),
        ("ab", "ba"),
        ("abc", ""),
        ("aa", "aab"),
        ("ab", "ab"),
    ],
)
async def test_photos_are_as_put_last(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident, before: str, after: str
) -> None:
    stored = draft(resident.id, photos=tuple(map(photo, before)))
    changed = replace(stored, photos=tuple(map(photo, after)))
    async with uow:
        await uow.drafts.put(stored)
        await uow.commit()
    async with uow:
        await uow.drafts.put(changed)
        await uow.commit()
    async with reader:
        assert await reader.drafts.get(stored.id) == changed


async def test_a_new_file_id_of_a_photo_is_kept(uow: SqlUnitOfWork, resident: Resident) -> None:
    stored = draft(resident.id, photos=(photo("a"),))
    changed = replace(stored, photos=(photo("a", file_id="AgAC"),))
    async with uow:
        await uow.drafts.put(stored)
        await uow.drafts.put(changed)
        assert await uow.drafts.get(stored.id) == changed


async def test_words_no_database_takes_are_stored_without_them(uow: SqlUnitOfWork, resident: Resident) -> None:
    stored = draft(resident.id, description="яма\0 \ud83d здесь", topic_query="\udc00")
    async with uow:
        await uow.drafts.put(stored)
        read = await uow.drafts.get(stored.id)
    assert read == replace(stored, description="яма  здесь", topic_query="")


async def test_a_moment_without_a_zone_is_refused(uow: SqlUnitOfWork, resident: Resident) -> None:
    naive = datetime(2026, 5, 20)  # noqa: DTZ001 - the mistake
    with pytest.raises(Exception, match="needs its time zone"):
        async with uow:
            await uow.drafts.put(draft(resident.id, created_at=naive))


async def test_the_current_draft_is_the_residents_own(
    uow: SqlUnitOfWork, resident: Resident, other: Resident
) -> None:
    mine, theirs = draft(resident.id, place=PLACE), draft(other.id)
    aside = draft(resident.id, state=DraftState.SET_ASIDE, updated_at=NOW + timedelta(days=1))
    async with uow:
        assert await uow.drafts.current(resident.id) is None
        for stored in (mine, theirs, aside):
            await uow.drafts.put(stored)
        assert await uow.drafts.current(resident.id) == mine


async def test_a_resident_has_one_current_draft(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        await uow.drafts.put(draft(resident.id))
        with pytest.raises(IntegrityError):
            await uow.drafts.put(draft(resident.id))


async def test_drafts_set_aside_are_listed_latest_first(uow: SqlUnitOfWork, resident: Resident) -> None:
    made = [
        draft(
            resident.id, state=DraftState.SET_ASIDE, updated_at=NOW + timedelta(hours=hour), photos=(photo("a"),)
        )
        for hour in (2, 0, 1)
    ]
    async with uow:
        for stored in (*made, draft(resident.id, state=DraftState.CANCELLED), draft(resident.id)):
            await uow.drafts.put(stored)
        assert await uow.drafts.set_aside(resident.id) == [made[0], made[2], made[1]]


async def test_the_oldest_drafts_give_way_but_never_the_current_one(
    uow: SqlUnitOfWork, resident: Resident, other: Resident
) -> None:
    current = draft(resident.id, updated_at=NOW - timedelta(days=9), photos=(photo("a"),))
    theirs = draft(other.id, state=DraftState.SET_ASIDE, updated_at=NOW - timedelta(days=9))
    cancelled = draft(resident.id, state=DraftState.CANCELLED, updated_at=NOW + timedelta(hours=9))
    made = [
        draft(
            resident.id, state=DraftState.SET_ASIDE, updated_at=NOW + timedelta(hours=hour), photos=(photo("b"),)
        )
        for hour in range(4)
    ]
    async with uow:
        for stored in (current, theirs, cancelled, *made):
            await uow.drafts.put(stored)
        await uow.drafts.remove_oldest(resident.id, keep=3)
        await uow.commit()
    async with uow:
        assert await uow.drafts.set_aside(resident.id) == [made[3], made[2]]
        assert await uow.drafts.get(cancelled.id) == cancelled
        assert await uow.drafts.current(resident.id) == current
        assert await uow.drafts.get(theirs.id) == theirs


async def test_a_removed_draft_takes_its_photos_along(uow: SqlUnitOfWork, resident: Resident) -> None:
    stored, kept = draft(resident.id, photos=(photo("a"), photo("b"))), photo("b")
    other = draft(resident.id, state=DraftState.CANCELLED, photos=(kept,))
    async with uow:
        await uow.drafts.put(stored)
        await uow.drafts.put(other)
        await uow.drafts.remove(stored.id)
        assert await uow.drafts.get(stored.id) is None
        assert await uow.photos.used_among([photo("a").key, kept.key]) == {kept.key}


async def test_unfinished_drafts_are_the_current_ones_nobody_was_reminded_of(
    uow: SqlUnitOfWork, add_resident: AddResident
) -> None:
    people = [await add_resident(number) for number in range(100, 109)]
    hour = timedelta(hours=1)
    said: list[dict[str, Any]] = [
        {"place": PLACE},
        {"description": "яма"},
        {"photos": (photo("a"), photo("b"))},
        *[{"topic_id": "lamps"}] * 3,
        {},
    ]
    late, early, by_photo, too_old, too_new, reminded, empty = (
        draft(person.id, updated_at=NOW + moment * hour, **parts)
        for person, moment, parts in zip(people, (3, 0, 1, -1, 4, 1, 1), said, strict=False)
    )
    aside = draft(people[7].id, updated_at=NOW, state=DraftState.SET_ASIDE, description="яма")
    async with uow:
        for stored in (late, early, by_photo, too_old, too_new, reminded, empty, aside):
            await uow.drafts.put(stored)
        await uow.notices.add(
            [notice(reminded.resident_id, f"draft:{reminded.id}"), notice(people[8].id, f"draft:{early.id}")]
        )
        touched = (NOW, NOW + 4 * hour)
        assert await uow.drafts.unfinished(touched=touched, limit=9) == [early, by_photo, late]
        assert await uow.drafts.unfinished(touched=touched, limit=2) == [early, by_photo]


@pytest.fixture
async def other(add_resident: AddResident) -> Resident:
    return await add_resident(43)
