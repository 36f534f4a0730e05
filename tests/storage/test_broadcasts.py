from dataclasses import fields, replace

from bot.domain.broadcasts import Audience, BroadcastState, NewBroadcast, Progress
from bot.domain.notices import NoticeKind, SendState
from bot.domain.residents import Platform, Resident
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.conftest import AddResident
from tests.storage.samples import NOW, notice


def new_broadcast(operator_id: int) -> NewBroadcast:
    return NewBroadcast(
        words="Завтра отключат воду",
        audience=Audience.DISTRICT,
        of="Тверской",
        operator_id=operator_id,
        chat_id=-(2**63),
        message_id=2**63 - 1,
        total=3,
        created_at=NOW,
    )


async def test_a_broadcast_is_kept_with_how_far_it_is(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    new = new_broadcast(resident.id)
    async with uow:
        added = await uow.broadcasts.add(new)
        other = await uow.broadcasts.add(replace(new, message_id=12))
        await uow.commit()
    assert all(getattr(added, field.name) == getattr(new, field.name) for field in fields(NewBroadcast))
    assert (added.state, added.reached) == (BroadcastState.QUEUEING, 0)
    async with reader:
        assert await reader.broadcasts.get(added.id) == added
        assert await reader.broadcasts.running() == [added, other]
        await reader.broadcasts.set_state(added.id, BroadcastState.QUEUEING, reached=7)
        await reader.broadcasts.set_state(added.id, BroadcastState.SENDING)
        await reader.broadcasts.set_state(other.id, BroadcastState.STOPPED)
        (running,) = await reader.broadcasts.running()
        assert (running.id, running.state, running.reached) == (added.id, BroadcastState.SENDING, 7)
        await reader.broadcasts.set_state(added.id, BroadcastState.DONE)
        assert await reader.broadcasts.running() == []
        assert await reader.broadcasts.get(other.id + 1) is None


async def test_a_message_stands_for_one_broadcast(uow: SqlUnitOfWork, resident: Resident) -> None:
    new = new_broadcast(resident.id)
    async with uow:
        first = await uow.broadcasts.add(new)
        assert await uow.broadcasts.add(replace(new, words="Ещё раз")) == first
        assert await uow.broadcasts.of_message(new.chat_id, new.message_id) == first
        assert await uow.broadcasts.of_message(new.chat_id, 12) is None


async def test_progress_is_counted_in_residents(
    uow: SqlUnitOfWork, resident: Resident, add_resident: AddResident
) -> None:
    people = [resident, *[await add_resident(number) for number in range(100, 105)]]
    async with uow:
        broadcast = await uow.broadcasts.add(new_broadcast(resident.id))
        key = f"broadcast:{broadcast.id}"
        assert await uow.broadcasts.progress(broadcast.id) == Progress(sent=0, failed=0, left=0)
        await uow.notices.add([notice(person.id, key, kind=NoticeKind.BROADCAST) for person in people])
        await uow.notices.add([notice(resident.id, key + "0", kind=NoticeKind.BROADCAST)])
        found = await uow.notices.due(NOW, 9, platform=Platform.TELEGRAM)
        for (one, _), state in zip(found, [SendState.SENT] * 2 + [SendState.FAILED], strict=False):
            await uow.notices.record(one.id, state, at=NOW)
        await uow.notices.hold(people[3].id)
        assert await uow.broadcasts.progress(broadcast.id) == Progress(sent=2, failed=2, left=2)
        assert await uow.notices.cancel_broadcast(broadcast.id) == 3  # what is held would come later
        assert await uow.broadcasts.progress(broadcast.id) == Progress(sent=2, failed=1, left=0)
        assert await uow.notices.next_due() == NOW  # another broadcast's
