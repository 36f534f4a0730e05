import pytest

from bot.domain.residents import Resident
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import new_report


async def test_reports_are_found_by_all_of_the_words_the_latest_first(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    async with uow:
        first, second, third = [
            await uow.reports.add(new_report(resident.id, agency_id=agency, topic_id=agency))
            for agency in ("roads", "lamps", "roads")
        ]
        await uow.reports.add_words(first.number, ["яма", "дорога", "тверской", "1"])
        await uow.reports.add_words(second.number, ["фонарь", "дорога"])
        await uow.reports.add_words(third.number, ["яма", "двор", "дорога"])
        await uow.commit()
    async with reader.reading():
        find = reader.reports.find
        assert await find(["дорога"], limit=9) == [third, second, first]
        assert await find(["дорога"], limit=2) == [third, second]
        assert await find(["яма", "дорога"], limit=9) == [third, first]
        assert await find(["дорога"], agency_id="lamps", limit=9) == [second]
        assert await find(["тверской", "1"], limit=9) == [first]
        assert await find(["дорог"], limit=9) == []
        assert await find([], limit=9) == []
        assert await find([" ", "*"], limit=9) == []


async def test_words_are_replaced(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        report = await uow.reports.add(new_report(resident.id))
        await uow.reports.add_words(report.number, ["яма"])
        await uow.reports.add_words(report.number, ["фонарь"])
        assert await uow.reports.find(["яма"], limit=9) == []
        assert await uow.reports.find(["фонарь"], limit=9) == [report]
        await uow.reports.add_words(report.number, [])
        assert await uow.reports.find(["фонарь"], limit=9) == []


@pytest.mark.parametrize(
    "word",
    [
        "or",
        "and",
        "not",
        "near",
        "ёлка",
        "юго-запад",
        "пр-т",
        "1/2",
        "д.5",
        'кафе"',
        "a*b",
        "words:x",
        "-яма",
        "é",
        "中文",
    ],
)
async def test_whatever_a_person_types_is_a_word(uow: SqlUnitOfWork, resident: Resident, word: str) -> None:
    async with uow:
        report = await uow.reports.add(new_report(resident.id))
        other = await uow.reports.add(new_report(resident.id))
        await uow.reports.add_words(report.number, ["яма", word])
        await uow.reports.add_words(other.number, ["фонарь"])
        assert await uow.reports.find([word], limit=9) == [report]
        assert await uow.reports.find(["фонарь", word], limit=9) == []


@pytest.mark.parametrize("word", ["\0", "\ud800", "'", '"', "(", "*", "^", "\n"])
async def test_signs_find_nothing_and_break_nothing(uow: SqlUnitOfWork, resident: Resident, word: str) -> None:
    async with uow:
        report = await uow.reports.add(new_report(resident.id))
        await uow.reports.add_words(report.number, ["яма", word])
        assert await uow.reports.find([word], limit=9) == []
        assert await uow.reports.find(["яма", word], limit=9) == [report]
