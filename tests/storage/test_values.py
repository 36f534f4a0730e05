"""What a stranger can put into a message or a button is stored, or looked for in vain, on both databases alike."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.domain.letters import Letter
from bot.domain.residents import Platform, Resident
from storage.database import Database
from storage.fsm import DatabaseFsm
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NOW, draft, new_report
from tests.storage.test_fsm import KEY

ANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WORDS = st.text(st.characters(codec=None), max_size=40)  # NUL and halves of surrogate pairs too
NUMBERS = st.integers(1, 2**63 - 1)
NASTY = "a\0b\ud800\udfff'\"\\%s$1;--\u202e😀"


@pytest.fixture
def said(database: Database, resident: Resident) -> tuple[SqlUnitOfWork, Resident]:
    return SqlUnitOfWork(database), resident


@ANY
@given(WORDS)
@example(NASTY)
async def test_words_of_any_kind_are_kept(said: tuple[SqlUnitOfWork, Resident], words: str) -> None:
    uow, person = said
    kept = words.replace("\0", "").encode("utf-8", "ignore").decode()
    one = draft(person.id, description=words, topic_query=words)
    async with uow:
        await uow.drafts.put(one)
        stored = await uow.drafts.get(one.id)
        assert stored is not None
        assert (stored.description, stored.topic_query) == (kept, kept)
        report = await uow.reports.add(new_report(person.id, description=words, photos=()))
        await uow.reports.add_words(report.number, words.split())
        await uow.reports.find(words.split(), limit=5)
        await uow.letters.add(Letter(resident_id=person.id, at=NOW, words=words))
        assert (await uow.letters.unread(1))[0].words == kept
        found = await uow.reports.get(report.number)
        assert found is not None
        assert found.description == kept


@ANY
@given(WORDS)
@example(NASTY)
async def test_details_and_dialogues_keep_words_of_any_kind(
    said: tuple[SqlUnitOfWork, Resident], database: Database, words: str
) -> None:
    uow, person = said
    kept = json.loads(json.dumps(words))  # where two halves have met they are one
    one = draft(person.id, details={"entrance": words}, later=(words,))
    async with uow:
        await uow.drafts.put(one)
        stored = await uow.drafts.get(one.id)
        assert stored is not None
        assert (stored.details, stored.later) == ({"entrance": kept}, (kept,))
    fsm = DatabaseFsm(database)
    await fsm.set_data(KEY, {"words": words})
    assert await fsm.get_data(KEY) == {"words": kept}


@ANY
@given(NUMBERS, NUMBERS)
@example(2**63 - 1, 2**63 - 1)
@example(2**31, 2**31)
async def test_numbers_of_any_size_are_looked_for_in_vain(
    said: tuple[SqlUnitOfWork, Resident], number: int, seq: int
) -> None:
    """A button may be forged, and a message hold any number."""
    uow, person = said
    async with uow.reading():
        assert await uow.reports.get(number) is None
        assert await uow.reports.event(number, seq) is None
        assert await uow.residents.get(max(number, 1000)) is None
        assert await uow.residents.of(Platform.MAX, number) is None
        assert await uow.broadcasts.get(number) is None
        assert await uow.group_cards.number_of(number) is None
        assert await uow.reports.of_resident(person.id, offset=seq, limit=5) == []
        assert await uow.points.of_resident(person.id, offset=seq, limit=5) == []
        assert await uow.reports.followed_among(person.id, [number]) == set()


async def test_a_message_of_max_has_a_number_of_64_bits(uow: SqlUnitOfWork, resident: Resident) -> None:
    one = draft(resident.id, description_message_id=2**63 - 1)
    async with uow:
        await uow.drafts.put(one)
        assert await uow.drafts.get(one.id) == one
