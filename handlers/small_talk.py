"""Answers words that report nothing: a greeting, thanks, «где мой ответ». Nothing of them gets into a draft."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Filter, StateFilter
from aiogram.types import Message

from bot.cards import Cards
from bot.domain.drafts import Draft
from bot.errors import ReportNotFound
from bot.readers import read
from bot.services.conversing import Conversing
from bot.services.drafting import Drafting, Outcome
from bot.small_talk_screens import SmallTalkScreens
from bot.talk import Talk
from bot.understanding.small_talk import SmallTalk
from handlers.draft_card import DraftCard
from handlers.own_card import OwnCard
from handlers.start import offer


class IsSmallTalk(Filter):
    """Words and nothing else, and none of them about a problem. Gives `kind` and `words`."""

    async def __call__(self, message: Message, conversing: Conversing) -> bool | dict[str, SmallTalk | str]:
        if message.text is None or message.text.startswith("/"):
            return False
        found = read(message)
        if found.unreadable or found.spot or found.map_link:
            return False
        kind = conversing.kind(found.words)
        return {"kind": kind, "words": found.words} if kind is not None else False


def create_router() -> Router:
    router = Router(name="talk")
    router.message.register(answer, StateFilter(None), IsSmallTalk())
    return router


async def answer(
    _message: Message,
    kind: SmallTalk,
    words: str,
    talk: Talk,
    conversing: Conversing,
    small_talk_screens: SmallTalkScreens,
    drafting: Drafting,
    draft_card: DraftCard,
    cards: Cards,
    own_card: OwnCard,
) -> None:
    draft = await drafting.current(talk.person, talk.uow)
    in_draft = draft.card is not None or not draft.is_empty
    if in_draft and conversing.kind(words, in_draft=True) is None:
        raise SkipHandler
    if kind in (SmallTalk.STATUS, SmallTalk.NUMBER):
        await _tell_of_report(kind, words, talk, conversing, small_talk_screens, own_card)
    else:
        screen = small_talk_screens.of(talk.t, kind, in_draft=in_draft)
        await talk.say.html(screen.text, screen.keyboard)
    if in_draft:
        await _go_on(draft, kind, talk, draft_card, cards)


async def _tell_of_report(
    kind: SmallTalk,
    words: str,
    talk: Talk,
    conversing: Conversing,
    screens: SmallTalkScreens,
    own_card: OwnCard,
) -> None:
    """The report with the number that was named, or how far the last one is."""
    number = conversing.number(words)
    try:
        if number is not None:
            await own_card.show(number, talk)
            return
    except ReportNotFound:
        pass
    if kind is SmallTalk.NUMBER:
        screen = screens.number(talk.t, words)
    else:
        screen = screens.status(talk.t, await conversing.last_report(talk.person, talk.uow))
    await talk.say.html(screen.text, screen.keyboard)


async def _go_on(draft: Draft, kind: SmallTalk, talk: Talk, draft_card: DraftCard, cards: Cards) -> None:
    """The draft's question again, below the answer; after a greeting it may be that they begin anew."""
    if kind is SmallTalk.GREETING and not draft.is_empty:
        await offer(draft, talk.say, talk.uow, draft_card, cards)
    else:
        await draft_card.show(Outcome(draft), talk.say, talk.uow)
