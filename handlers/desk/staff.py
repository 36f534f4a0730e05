"""`/operators`, `/invite`: who works here, and one-time links that let somebody in."""

from collections.abc import Mapping, Sequence

from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from pydantic import Field

from bot.desk.cards import DeskCards
from bot.desk.keyboards import button
from bot.domain.operators import INVITED, Operator, Role
from bot.domain.residents import Platform
from bot.errors import WrongUsage
from bot.messenger import MessengerBot
from bot.say import NO_PREVIEW, Screen
from bot.services.staff import Staff
from bot.talk import Talk
from bot.texts import Html, Texts
from bot.wording import ROLE
from handlers.desk.commands import one_agency
from handlers.draft_card import pressed_card


class RemoveOperator(CallbackData, prefix="ox"):
    """Take a role away; `surely` after a second press."""

    person: int = Field(ge=1, le=2**63 - 1)
    surely: bool = False


def create_router() -> Router:
    router = Router(name="staff")
    link = CommandStart(deep_link=True, magic=F.args.regexp(r"^op_[\w-]{10,60}$"))
    router.message.register(accept, link)
    router.message.register(operators, Command("operators"))
    router.message.register(invite, Command("invite"))
    router.callback_query.register(remove, RemoveOperator.filter())
    return router


async def invite(
    _message: Message,
    command: CommandObject,
    bot: Bot,
    bots: Mapping[Platform, MessengerBot],
    talk: Talk,
    staff: Staff,
    desk_cards: DeskCards,
) -> None:
    """`/invite role [agency]`: a link for one person, good for a day, in each messenger the bot is in."""
    words = (command.args or "").split(maxsplit=1)
    if not words or words[0] not in set(INVITED):
        raise WrongUsage("usage-invite")
    role, agency_id = Role(words[0]), None
    if role is Role.AGENCY:
        if len(words) == 1:
            raise WrongUsage("usage-invite")
        agency_id = await one_agency(words[1], talk, desk_cards)
        if agency_id is None:
            return
    code = await staff.invite(talk.person, role, agency_id, talk.uow)
    link = Html("\n".join([await one.link(f"op_{code}") for one in bots.values()]))
    text = talk.t("staff-invitation", role=_role(talk.t, desk_cards, role, agency_id), link=link)
    if not await _told(bot, talk, text):
        await talk.say("staff-write-first")
    elif not talk.is_private:
        await talk.say("staff-invitation-sent")


async def _told(bot: Bot, talk: Talk, text: str) -> bool:
    """In private: a link shown in the group is everybody's. False for somebody who has never written there."""
    try:
        await bot.send_message(talk.account.user_id, text, link_preview_options=NO_PREVIEW)
    except (TelegramForbiddenError, TelegramBadRequest):
        return False
    return True


async def accept(
    _message: Message, command: CommandObject, talk: Talk, staff: Staff, desk_cards: DeskCards
) -> None:
    code = (command.args or "").removeprefix("op_")
    operator = await staff.accept(talk.person, code, talk.uow)
    await talk.say("staff-welcome", role=_role(talk.t, desk_cards, operator.role, operator.agency_id))


async def operators(_message: Message, talk: Talk, staff: Staff, desk_cards: DeskCards) -> None:
    await talk.say.show(_list(talk.t, desk_cards, await staff.all(talk.person, talk.uow)))


async def remove(
    query: CallbackQuery, callback_data: RemoveOperator, talk: Talk, staff: Staff, desk_cards: DeskCards
) -> None:
    """The first press asks, the second removes."""
    if callback_data.surely:
        await staff.remove(talk.person, callback_data.person, talk.uow)
    screen = _list(
        talk.t,
        desk_cards,
        await staff.all(talk.person, talk.uow),
        asked=None if callback_data.surely else callback_data.person,
    )
    await talk.say.show(screen, instead_of=pressed_card(query), in_place=True)


def _list(t: Texts, cards: DeskCards, listed: Sequence[Operator], asked: int | None = None) -> Screen:
    if not listed:
        return Screen(text=t("staff-empty"))
    lines = [t("staff-line", name=one.name, role=_role(t, cards, one.role, one.agency_id)) for one in listed]
    rows = [
        [
            button(
                t.label(
                    "staff-button-surely" if one.resident_id == asked else "staff-button-remove", name=one.name
                ),
                RemoveOperator(person=one.resident_id, surely=one.resident_id == asked),
            )
        ]
        for one in listed
    ]
    return Screen(
        text="\n".join([t("staff-title"), *lines]),
        keyboard=InlineKeyboardMarkup(inline_keyboard=rows[:50]),
    )


def _role(t: Texts, cards: DeskCards, role: Role, agency_id: str | None) -> str:
    title = t.label(ROLE[role])
    return f"{title}, {cards.agency_title(t, agency_id)}" if agency_id else title
