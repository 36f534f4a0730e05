from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.notices import NewNotice, Notice, NoticeKind, SendState, Switch
from bot.domain.residents import Platform, Resident
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import AddResident
from tests.storage.samples import NOW, new_report, notice

HOUR = timedelta(hours=1)


async def due(uow: SqlUnitOfWork, now: datetime = NOW, limit: int = 99) -> list[str]:
    """Keys of what is due on Telegram."""
    return [one.key for one, _ in await uow.notices.due(now, limit, platform=Platform.TELEGRAM)]


async def id_of(uow: SqlUnitOfWork, key: str) -> int:
    found = await uow.notices.due(NOW + 999 * HOUR, 99, platform=Platform.TELEGRAM)
    return next(one.id for one, _ in found if one.key == key)


async def test_what_is_due_comes_by_importance_then_by_time(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    other = await add_resident(43)
    news = notice(resident.id, "news", kind=NoticeKind.BROADCAST, due_at=NOW - 9 * HOUR)
    late, early = notice(resident.id, "late", due_at=NOW), notice(other.id, "early", due_at=NOW - HOUR)
    reminder = notice(resident.id, "reminder", kind=NoticeKind.PROMISE_DUE, due_at=NOW - 2 * HOUR)
    tomorrow = notice(resident.id, "tomorrow", due_at=NOW + HOUR)
    async with uow:
        assert await uow.notices.add([news, late, early, reminder, tomorrow]) == 5
        await uow.commit()
    async with reader.reading():
        found = await reader.notices.due(NOW, 9, platform=Platform.TELEGRAM)
        assert [stored(one) for one, _ in found] == [early, late, reminder, news]
        assert [person for _, person in found] == [other, resident, resident, resident]
        assert await due(reader, limit=2) == ["early", "late"]
        assert await due(reader, NOW - HOUR) == ["early", "reminder", "news"]
        assert await reader.notices.due(NOW, 9, platform=Platform.MAX) == []
        assert await reader.notices.next_due() == NOW - 9 * HOUR


def stored(one: Notice) -> NewNotice:
    return NewNotice(**{name: getattr(one, name) for name in NewNotice.__dataclass_fields__})


async def test_a_notice_is_queued_once_ever(
    uow: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    other = await add_resident(43)
    async with uow:
        first = notice(resident.id, "event:1:2")
        assert await uow.notices.add([]) == 0
        assert await uow.notices.add([first, first, notice(other.id, "event:1:2")]) == 2
        await uow.notices.record(await id_of(uow, "event:1:2"), SendState.SENT, at=NOW)
        assert await uow.notices.add([replace(first, payload={}), notice(resident.id, "event:1:3")]) == 1
        assert await due(uow) == ["event:1:2", "event:1:3"]


async def test_a_thousand_at_once_are_counted(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        assert await uow.notices.add([notice(resident.id, f"event:{n}:1") for n in range(700)]) == 700
        assert await uow.notices.add([notice(resident.id, f"event:{n}:1") for n in range(1200)]) == 500


async def test_each_messenger_has_its_own(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        on_max = await uow.residents.add(
            platform=Platform.MAX, user_id=1, chat_id=1, name="Пётр", locale="ru", created_at=NOW
        )
        await uow.notices.add([notice(resident.id, "a", due_at=NOW + HOUR), notice(on_max.id, "b")])
        found = await uow.notices.due(NOW, 9, platform=Platform.MAX)
        assert [(one.key, person) for one, person in found] == [("b", on_max)]
        assert await due(uow) == []
        assert await uow.notices.next_due() == NOW
        await uow.notices.record(found[0][0].id, SendState.SENT, at=NOW)
        assert await uow.notices.next_due() == NOW + HOUR


async def test_what_became_of_a_notice_is_recorded(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        await uow.notices.add([notice(resident.id, "a")])
        notice_id = await id_of(uow, "a")
        later = NOW + HOUR
        await uow.notices.record(notice_id, SendState.QUEUED, at=NOW, reason="busy", due_at=later, failed=True)
        assert await due(uow) == []
        await uow.notices.record(notice_id, SendState.QUEUED, at=NOW, due_at=later)
        ((one, _),) = await uow.notices.due(later, 9, platform=Platform.TELEGRAM)
        assert (one.send_fail_count, one.due_at) == (1, later)
        await uow.notices.record(notice_id, SendState.FAILED, at=NOW, reason="no such chat", failed=True)
        assert await uow.notices.next_due() is None
        await uow.notices.record(notice_id, SendState.SENT, at=NOW)  # it is over: nothing changes
        assert await uow.notices.remove_old(NOW + HOUR, 9) == 1


async def test_what_a_report_has_overtaken_is_cancelled(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        report, other = [await uow.reports.add(new_report(resident.id)) for _ in range(2)]
        reminder = notice(resident.id, "a", kind=NoticeKind.VERDICT_REMINDER, number=report.number)
        others = [
            replace(reminder, key="b", number=other.number),
            replace(reminder, key="c", kind=NoticeKind.ANSWERED),
            replace(reminder, key="d", number=None),
        ]
        await uow.notices.add([reminder, *others])
        await uow.notices.cancel(report.number, {NoticeKind.VERDICT_REMINDER, NoticeKind.PROMISE_DUE})
        assert await due(uow) == ["c", "b", "d"]
        await uow.notices.cancel(report.number, ())
        assert await due(uow) == ["c", "b", "d"]


async def test_who_has_blocked_the_bot_gets_what_is_recent_on_coming_back(
    uow: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    other = await add_resident(43)
    async with uow:
        await uow.notices.add([notice(resident.id, "old", created_at=NOW - 9 * HOUR), notice(other.id, "other")])
        await uow.residents.set_blocked(resident.id, NOW)
        assert await due(uow) == ["other"]  # even before they are held
        await uow.notices.hold(resident.id)
        await uow.notices.add([notice(resident.id, "meanwhile")])
        assert await uow.notices.next_due() == NOW
        await uow.notices.record(await id_of(uow, "other"), SendState.SENT, at=NOW)
        assert await uow.notices.next_due() is None
        await uow.residents.set_blocked(resident.id, None)
        assert await due(uow) == []
        assert await uow.notices.release(resident.id, since=NOW - HOUR) == 1
        assert await due(uow) == ["meanwhile"]
        assert await uow.notices.release(resident.id, since=NOW - 99 * HOUR) == 0


@pytest.mark.parametrize("limit", [2, 9])
async def test_old_notices_are_removed_once_they_are_over(
    uow: SqlUnitOfWork, resident: Resident, limit: int
) -> None:
    async with uow:
        keys = ["a", "b", "c", "queued", "new"]
        await uow.notices.add(
            [notice(resident.id, key, created_at=NOW if key == "new" else NOW - HOUR) for key in keys]
        )
        for key in ("a", "b", "c", "new"):
            await uow.notices.record(await id_of(uow, key), SendState.CANCELLED, at=NOW)
        assert await uow.notices.remove_old(NOW, limit) == min(limit, 3)
        assert await due(uow) == ["queued"]


async def test_switches_come_with_whom_a_notice_is_for(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        changed = replace(resident, switched_off=frozenset({Switch.NEWS, Switch.ANSWERS}), at_night=True)
        await uow.residents.update(changed)
        await uow.notices.add([notice(resident.id, "a")])
        ((_, person),) = await uow.notices.due(NOW, 9, platform=Platform.TELEGRAM)
        assert person == changed
