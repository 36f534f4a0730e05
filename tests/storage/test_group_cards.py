from datetime import timedelta

from bot.domain.drafts import Card, CardKind
from bot.domain.residents import Resident
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.samples import NOW, new_report

HOUR = timedelta(hours=1)


async def test_a_card_is_wanted_until_it_is_shown(
    uow: SqlUnitOfWork, reader: SqlUnitOfWork, resident: Resident
) -> None:
    card = Card(2**63 - 1, CardKind.PHOTO, "a" * 64)
    async with uow:
        first, second, third = [(await uow.reports.add(new_report(resident.id))).number for _ in range(3)]
        await uow.group_cards.want(second, NOW)
        await uow.group_cards.want(first, NOW + HOUR)
        assert await uow.group_cards.waiting(9) == [(second, NOW), (first, NOW + HOUR)]
        assert await uow.group_cards.waiting(1) == [(second, NOW)]
        assert await uow.group_cards.card(first) is None
        await uow.group_cards.shown(first, card, NOW + HOUR)
        await uow.commit()
    async with reader.reading():
        assert await reader.group_cards.waiting(9) == [(second, NOW)]
        assert await reader.group_cards.card(first) == card
        assert await reader.group_cards.card(third) is None
        assert await reader.group_cards.number_of(card.message_id) == first
        assert await reader.group_cards.number_of(1) is None


async def test_what_changed_while_a_card_was_shown_waits_on(uow: SqlUnitOfWork, resident: Resident) -> None:
    async with uow:
        number = (await uow.reports.add(new_report(resident.id))).number
        await uow.group_cards.want(number, NOW)
        await uow.group_cards.want(number, NOW + HOUR)
        await uow.group_cards.shown(number, Card(5, CardKind.TEXT), NOW)
        assert await uow.group_cards.waiting(9) == [(number, NOW + HOUR)]
        assert await uow.group_cards.card(number) == Card(5, CardKind.TEXT)
        await uow.group_cards.shown(number, None, NOW + HOUR)
        assert await uow.group_cards.waiting(9) == []
        assert await uow.group_cards.card(number) is None
