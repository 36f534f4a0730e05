"""Reading an operator's command: the report's number, then the rest."""

import re
from dataclasses import dataclass

from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.desk.cards import DeskCards
from bot.errors import AgencyUnknown, WrongUsage
from bot.talk import Talk

LONGEST_SHOWN = 60
MOST_NAMED = 10

_NUMBER = re.compile(r"(?:№|N|#)?\s*(\d{1,18})(?:\s+|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A command about a report: its number and what was written after it."""

    number: int
    rest: str


async def numbered(command: CommandObject, message: Message, talk: Talk, usage: str) -> Numbered:
    """Read `/command N rest`; without N the command may answer the report's card in the group.

    Args:
        usage: Id of the text that shows how the command is written.

    Raises:
        WrongUsage: No number, and no card that the message answers.
    """
    given = (command.args or "").strip()
    if found := _NUMBER.match(given):
        return Numbered(int(found[1]), given[found.end() :].strip())
    if message.reply_to_message is not None:
        async with talk.uow.reading():
            number = await talk.uow.group_cards.number_of(message.reply_to_message.message_id)
        if number is not None and not talk.is_private:
            return Numbered(number, given)
    raise WrongUsage(usage)


async def one_agency(words: str, talk: Talk, desk_cards: DeskCards) -> str | None:
    """The id of the agency that these words mean; None when they mean several, which are named then.

    Raises:
        AgencyUnknown: They mean none.
    """
    found = desk_cards.agencies_like(words)
    if not found:
        raise AgencyUnknown(agency=words[:LONGEST_SHOWN])
    if len(found) == 1:
        return found[0].id
    titles = "\n".join(f"{agency.id}: {agency.title[talk.t.locale]}" for agency in found[:MOST_NAMED])
    await talk.say("desk-assign-several", found=titles)
    return None
