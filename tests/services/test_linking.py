"""Codes, and what linking, choosing and parting make of two people."""

from dataclasses import replace
from hashlib import sha256

import pytest

from bot.domain.city import City
from bot.domain.operators import Operator, Role
from bot.domain.residents import Account, Platform, Resident
from bot.errors import (
    AccountsApart,
    AccountsLinked,
    BannedFromParting,
    LinkCodeExpired,
    LinkCodeHere,
    LinkCodeOwn,
    LinkCodeUnknown,
    LinkedElsewhere,
    RolesDiffer,
    TooManyLinkCodes,
)
from bot.services.linking import CODE_LASTS, Linking, Whom
from bot.services.ports import UnitOfWork
from bot.services.staff import Staff
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from tests.harness.world import Hands
from tests.storage.samples import notice

WRONG = "AAAA-AAAA"


class Two:
    """Anna in Telegram, «Аня» in MAX, and the services over them."""

    def __init__(self, uow: UnitOfWork, city: City, clock: Hands) -> None:
        self.uow = uow
        self.clock = clock
        owners = frozenset({(Platform.MAX, 900)})
        self.staff = Staff(owners=owners, city=city, clock=clock)
        self.linking = Linking(staff=self.staff, clock=clock)

    async def meets(self, platform: Platform, user_id: int, name: str = "Анна Смирнова") -> Resident:
        async with self.uow as uow:
            added = await uow.residents.add(
                platform=platform,
                user_id=user_id,
                chat_id=user_id,
                name=name,
                locale="ru",
                created_at=self.clock(),
            )
            await uow.commit()
        return added

    async def code_of(self, person: Resident) -> str:
        return await self.linking.offer(person, person.account, self.uow)

    async def looks(self, person: Resident, code: str) -> Whom:
        return await self.linking.look(person, person.account, code, self.uow)

    async def links(self, person: Resident, code: str) -> Resident:
        return await self.linking.link(person, person.account, code, self.uow)

    async def now(self, person: Resident) -> Resident | None:
        async with self.uow.reading():
            return await self.uow.residents.get(person.id)

    async def accounts(self, person: Resident) -> list[Account]:
        async with self.uow.reading():
            return list(await self.uow.residents.accounts(person.id))

    async def hires(self, person: Resident, role: Role, agency_id: str | None = None) -> None:
        operator = Operator(
            resident_id=person.id, name=person.name, role=role, agency_id=agency_id, since=self.clock()
        )
        async with self.uow as uow:
            await uow.operators.put(operator, invited_by=person.id)
            await uow.commit()


@pytest.fixture
def two(database: Database, city: City, clock: Hands) -> Two:
    return Two(SqlUnitOfWork(database), city, clock)


@pytest.fixture
async def anna(two: Two) -> Resident:
    return await two.meets(Platform.TELEGRAM, 1)


@pytest.fixture
async def anya(two: Two) -> Resident:
    return await two.meets(Platform.MAX, 1, "Аня")


async def test_a_code_says_whose_it_is_and_links(two: Two, anna: Resident, anya: Resident) -> None:
    code = await two.code_of(anna)
    whom = await two.looks(anya, f"{code[:4]}-{code[4:]}".lower())
    assert whom == Whom(code=code, name="Анна", platform=Platform.TELEGRAM, shares_rights=False)
    assert await two.accounts(anna) == [anna.account]  # looking links nobody
    assert await two.links(anya, code) == anna
    assert await two.accounts(anna) == [anna.account, anya.account]
    assert await two.now(anya) is None


async def test_a_code_works_once(two: Two, anna: Resident, anya: Resident) -> None:
    code = await two.code_of(anna)
    other = await two.meets(Platform.MAX, 2)
    linked = await two.links(anya, code)
    with pytest.raises(LinkCodeUnknown):
        await two.links(other, code)
    with pytest.raises(AccountsLinked):  # the same press once more
        await two.linking.link(linked, anya.account, code, two.uow)


async def test_a_newer_code_ends_the_older(two: Two, anna: Resident, anya: Resident) -> None:
    older, newer = await two.code_of(anna), await two.code_of(anna)
    with pytest.raises(LinkCodeUnknown):
        await two.looks(anya, older)
    assert (await two.looks(anya, newer)).code == newer


async def test_a_code_lasts_a_quarter_of_an_hour(two: Two, anna: Resident, anya: Resident) -> None:
    code = await two.code_of(anna)
    two.clock.now += CODE_LASTS
    assert (await two.looks(anya, code)).name == "Анна"
    two.clock.move(seconds=1)
    for attempt in (two.looks, two.links):
        with pytest.raises(LinkCodeExpired):
            await attempt(anya, code)
    two.clock.move(days=2)
    await two.code_of(await two.meets(Platform.TELEGRAM, 3))
    with pytest.raises(LinkCodeUnknown):
        await two.looks(anya, code)


async def test_a_code_is_for_somebody_else_in_another_messenger(two: Two, anna: Resident) -> None:
    code = await two.code_of(anna)
    with pytest.raises(LinkCodeOwn):
        await two.looks(anna, code)
    with pytest.raises(LinkCodeHere):
        await two.looks(await two.meets(Platform.TELEGRAM, 2), code)


async def test_nobody_has_two_accounts_in_one_messenger(two: Two, anna: Resident, anya: Resident) -> None:
    third, fourth = await two.meets(Platform.MAX, 2), await two.meets(Platform.TELEGRAM, 2)
    before = await two.code_of(anna)
    linked = await two.links(anna, await two.code_of(anya))
    with pytest.raises(AccountsLinked):
        await two.linking.offer(linked, anna.account, two.uow)
    with pytest.raises(LinkCodeUnknown):
        await two.looks(third, before)  # it went with the one it was of
    code = await two.code_of(fourth)
    with pytest.raises(AccountsLinked):
        await two.linking.look(linked, anya.account, code, two.uow)


async def test_who_was_linked_after_giving_a_code_is_not_linked_again(
    two: Two, anna: Resident, anya: Resident
) -> None:
    first, second = await two.code_of(anna), await two.code_of(anya)
    await two.links(anya, first)
    async with two.uow.reading():
        assert await two.uow.link_codes.get(sha256(second.encode()).hexdigest()) is None
    mine = await two.code_of(await two.meets(Platform.TELEGRAM, 2))
    async with two.uow as uow:  # a code of Anna's that has outlived the linking
        stored = await uow.link_codes.take(sha256(mine.encode()).hexdigest())
        assert stored is not None
        await uow.link_codes.put(replace(stored, resident_id=anna.id))
        await uow.commit()
    with pytest.raises(LinkedElsewhere):
        await two.looks(await two.meets(Platform.MAX, 3), mine)


async def test_five_wrong_codes_in_an_hour_are_enough(two: Two, anna: Resident, anya: Resident) -> None:
    code = await two.code_of(anna)
    for _ in range(5):
        with pytest.raises(LinkCodeUnknown):
            await two.looks(anya, WRONG)
    for attempt in (two.looks, two.links):
        with pytest.raises(TooManyLinkCodes):
            await attempt(anya, code)
    other = await two.meets(Platform.MAX, 2)
    assert (await two.looks(other, code)).name == "Анна"
    two.clock.move(hours=1, seconds=1)
    with pytest.raises(LinkCodeExpired):
        await two.looks(anya, code)


async def test_what_is_no_code_at_all_is_not_counted(two: Two, anna: Resident, anya: Resident) -> None:
    code = await two.code_of(anna)
    for _ in range(9):
        with pytest.raises(LinkCodeUnknown):
            await two.looks(anya, "не понял")
    assert (await two.looks(anya, code)).name == "Анна"


async def test_linking_and_parting_again_and_again_is_counted_too(two: Two, anna: Resident) -> None:
    """Each time somebody new comes of it, with a new day's reports."""
    for _ in range(5):
        newcomer = await two.meets(Platform.MAX, 1)
        await two.links(newcomer, await two.code_of(anna))
        await two.linking.unlink(anna, newcomer.account, two.uow)
    newcomer = await two.meets(Platform.MAX, 1)
    with pytest.raises(TooManyLinkCodes):
        await two.links(newcomer, await two.code_of(anna))


@pytest.mark.parametrize("barred", ["anna", "anya"])
async def test_who_was_barred_in_one_messenger_is_barred_in_both_and_does_not_part(
    two: Two, anna: Resident, anya: Resident, barred: str
) -> None:
    at = two.clock()
    async with two.uow as uow:
        await uow.residents.set_banned({"anna": anna, "anya": anya}[barred].id, at)
        await uow.commit()
    code = await two.code_of(anna)
    async with two.uow.reading():
        newcomer = await two.uow.residents.of(Platform.MAX, 1)
    assert newcomer is not None
    linked = await two.links(newcomer, code)
    assert linked.banned_at == at
    for account in (anna.account, anya.account):
        with pytest.raises(BannedFromParting):
            await two.linking.unlink(linked, account, two.uow)


async def test_rights_come_along_and_are_told_of(two: Two, anna: Resident, anya: Resident) -> None:
    await two.hires(anya, Role.AGENCY, "avd")
    code = await two.code_of(anna)
    assert (await two.looks(anya, code)).shares_rights
    linked = await two.links(anya, code)
    async with two.uow.reading():
        operator = await two.staff.of(linked, two.uow)
    assert operator is not None
    assert (operator.role, operator.agency_id) == (Role.AGENCY, "avd")


async def test_parting_leaves_the_rights_of_an_operator_to_nobody(
    two: Two, anna: Resident, anya: Resident
) -> None:
    """Who was talked into linking parts again, and the stranger must not go on as an operator."""
    await two.hires(anya, Role.EDITOR)
    linked = await two.links(anya, await two.code_of(anna))
    assert await two.linking.ends_rights(linked, two.uow)
    await two.linking.unlink(linked, anya.account, two.uow)
    assert not await two.linking.ends_rights(linked, two.uow)
    for one in (linked, await two.meets(anya.account.platform, anya.user_id)):
        async with two.uow.reading():
            assert await two.staff.of(one, two.uow) is None


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ((Role.EDITOR, None), (Role.CONTROL, None)),
        ((Role.AGENCY, "avd"), (Role.AGENCY, "roads")),
    ],
)
async def test_nobody_has_two_roles(
    two: Two, anna: Resident, anya: Resident, mine: tuple[Role, str | None], theirs: tuple[Role, str | None]
) -> None:
    await two.hires(anna, *mine)
    await two.hires(anya, *theirs)
    code = await two.code_of(anna)
    for attempt in (two.looks, two.links):
        with pytest.raises(RolesDiffer):
            await attempt(anya, code)
    assert await two.now(anya) == anya
    await two.hires(anya, *mine)
    assert await two.links(anya, code) == anna


async def test_an_owner_is_one_by_any_account(two: Two, anna: Resident) -> None:
    owner = await two.meets(Platform.MAX, 900)
    async with two.uow.reading():
        assert await two.staff.of(anna, two.uow) is None
    linked = await two.links(owner, await two.code_of(anna))
    async with two.uow.reading():
        operator = await two.staff.of(linked, two.uow)
    assert operator is not None
    assert (operator.role, operator.resident_id) == (Role.OWNER, anna.id)


async def test_an_owner_with_another_role_elsewhere_is_refused(two: Two, anna: Resident) -> None:
    owner = await two.meets(Platform.MAX, 900)
    await two.hires(anna, Role.EDITOR)
    with pytest.raises(RolesDiffer):
        await two.links(owner, await two.code_of(anna))


async def test_notices_go_where_it_was_chosen_and_back(two: Two, anna: Resident, anya: Resident) -> None:
    linked = await two.links(anya, await two.code_of(anna))
    async with two.uow as uow:
        await uow.notices.add([notice(linked.id, "a")])
        await uow.commit()
    assert await _due(two) == {Platform.TELEGRAM: ["a"], Platform.MAX: []}
    now = await two.linking.choose(linked, Platform.MAX, two.uow)
    assert now.account == anya.account
    assert await _due(two) == {Platform.TELEGRAM: [], Platform.MAX: ["a"]}
    assert await two.linking.choose(now, Platform.MAX, two.uow) == now  # a second press
    assert (await two.linking.choose(now, Platform.TELEGRAM, two.uow)).account == anna.account


async def test_another_messenger_can_be_chosen_while_the_bot_is_blocked(
    two: Two, anna: Resident, anya: Resident
) -> None:
    linked = await two.links(anya, await two.code_of(anna))
    async with two.uow as uow:
        for account in (anna.account, anya.account):
            await uow.residents.set_account_blocked(account, two.clock())
        await uow.residents.set_blocked(linked.id, two.clock())
        await uow.notices.add([notice(linked.id, "held", created_at=two.clock())])
        await uow.commit()
    now = await two.linking.choose(linked, Platform.MAX, two.uow)
    assert (now.blocked_at, now.account) == (None, anya.account)
    assert await _due(two) == {Platform.TELEGRAM: [], Platform.MAX: ["held"]}


async def test_a_messenger_without_an_account_cannot_be_chosen(two: Two, anna: Resident) -> None:
    with pytest.raises(AccountsApart):
        await two.linking.choose(anna, Platform.MAX, two.uow)


async def test_the_account_that_leaves_takes_nothing(two: Two, anna: Resident, anya: Resident) -> None:
    linked = await two.links(anya, await two.code_of(anna))
    async with two.uow as uow:
        await uow.notices.add([notice(linked.id, "a")])
        await uow.commit()
    await two.linking.unlink(linked, anna.account, two.uow)  # where it was written to
    now = await two.now(linked)
    assert now is not None
    assert now.account == anya.account
    assert await _due(two) == {Platform.TELEGRAM: [], Platform.MAX: ["a"]}
    assert await two.accounts(linked) == [anya.account]
    assert (await two.meets(Platform.TELEGRAM, 1)).id != linked.id
    for account in (anna.account, anya.account):
        with pytest.raises(AccountsApart):
            await two.linking.unlink(now, account, two.uow)


async def test_what_waited_for_a_blocked_messenger_goes_out_in_the_other(
    two: Two, anna: Resident, anya: Resident
) -> None:
    """Who links is there to be written to, whatever the other account has blocked since it gave the code."""
    code = await two.code_of(anna)
    async with two.uow as uow:
        await uow.notices.add([notice(anna.id, "held", created_at=two.clock())])
        await uow.residents.set_account_blocked(anna.account, two.clock())
        await uow.residents.set_blocked(anna.id, two.clock())
        await uow.notices.hold(anna.id)
        await uow.commit()
    linked = await two.links(anya, code)
    assert (linked.account, linked.blocked_at) == (anya.account, None)
    assert await _due(two) == {Platform.TELEGRAM: [], Platform.MAX: ["held"]}


async def _due(two: Two) -> dict[Platform, list[str]]:
    async with two.uow.reading():
        return {
            platform: [one.key for one, _ in await two.uow.notices.due(two.clock(), 9, platform=platform)]
            for platform in Platform
        }
