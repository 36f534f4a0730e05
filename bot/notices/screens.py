"""The screen of any notice; those that show photos, a draft or a broadcast's words read the database."""

from collections.abc import Awaitable, Callable, Mapping

from bot.cards import Cards, paragraphs
from bot.domain.city import City
from bot.domain.notices import Notice, NoticeKind, Switch, switch_of
from bot.domain.reports import Report, ReportEvent
from bot.domain.residents import Resident
from bot.notices import keyboards
from bot.notices.areas import AreaScreens
from bot.notices.news import News
from bot.notices.push import AlbumPhoto, Push
from bot.notices.sentences import Sentences
from bot.services.ports import UnitOfWork
from bot.texts import Texts, Translator

ALBUM_OF = 10
"""Photos in one album at most."""
BROADCASTS_KEPT = 20
"""Words of broadcasts in memory, so that a hundred thousand notices need not be read again for each."""


class NoticeScreens:
    """Makes the screens of one city's notices."""

    def __init__(
        self, *, city: City, cards: Cards, translator: Translator, begin: Callable[[], UnitOfWork]
    ) -> None:
        self._cards = cards
        self._translator = translator
        self._begin = begin
        self._sentences = Sentences(city)
        self._words: dict[int, str] = {}
        areas = AreaScreens(city, begin)
        self._read: Mapping[NoticeKind, Callable[[News, Resident], Awaitable[Push | None]]] = {
            NoticeKind.ANSWERED: self._answered,
            NoticeKind.DRAFT_REMINDER: self._draft,
            NoticeKind.BROADCAST: self._broadcast,
            NoticeKind.AREA_NEW: areas.news,
            NoticeKind.AREA_SOLVED: areas.news,
        }

    async def of(self, notice: Notice, resident: Resident) -> Push | None:
        """The screen; None when there is nothing to say any more."""
        news = News(self._translator.of(resident.locale), notice)
        if switch_of(notice.kind) is Switch.WORK and not await self._is_work_of(news, resident):
            return None
        plain = self._sentences.plain.get(notice.kind)
        return plain(news) if plain else await self._read[notice.kind](news, resident)

    async def _is_work_of(self, news: News, resident: Resident) -> bool:
        """Whether it still is: an operator may have been let go, or the report have gone to another agency."""
        uow = self._begin()
        async with uow.reading():
            operator = await uow.operators.of(resident.id)
            report = await uow.reports.get(news.number)
        return operator is not None and report is not None and report.is_business_of(operator)

    async def _answered(self, news: News, resident: Resident) -> Push | None:
        """Before and after side by side, when the answer brought photos; the author is asked for a verdict."""
        t, uow = news.t, self._begin()
        async with uow.reading():
            report = await uow.reports.get(news.number)
            answer = await uow.reports.event(news.number, int(news["answer"])) if news["answer"] else None
        if report is None:
            return None
        is_authors = report.resident_id == resident.id
        ask = (
            t("notice-answered-ask", due=news.day("verdict_due")) if is_authors else t("notice-answered-follower")
        )
        push = self._sentences.screen(
            news,
            t("notice-answered", number=news["number"]),
            self._sentences.answer(news),
            ask,
            verdict=is_authors,
        )
        return Push(text=push.text, keyboard=push.keyboard, album=_side_by_side(t, report, answer))

    async def _draft(self, news: News, resident: Resident) -> Push | None:
        """The question whether to go on, as `/new` asks it; nothing once the draft was sent or put aside."""
        uow = self._begin()
        async with uow.reading():
            draft = await uow.drafts.current(resident.id)
        if draft is None or draft.is_empty or str(draft.id) != news["draft"]:
            return None
        text = paragraphs(self._cards.resume(news.t, draft).text, news.t("notice-draft-next"))
        return Push(text=text, keyboard=keyboards.draft(news.t, draft.id))

    async def _broadcast(self, news: News, _resident: Resident) -> Push | None:
        broadcast_id = int(news["broadcast"])
        words = self._words.get(broadcast_id)
        if words is None:
            uow = self._begin()
            async with uow.reading():
                broadcast = await uow.broadcasts.get(broadcast_id)
            if broadcast is None:
                return None
            if len(self._words) == BROADCASTS_KEPT:
                self._words.clear()
            words = self._words[broadcast_id] = broadcast.words
        return broadcast_screen(news.t, words)


def broadcast_screen(t: Texts, words: str) -> Push:
    """A broadcast as residents see it; also the operator's preview."""
    return Push(text=t("broadcast-text", words=words), keyboard=keyboards.settings(t))


def _side_by_side(t: Texts, report: Report, answer: ReportEvent | None) -> tuple[AlbumPhoto, ...]:
    """Photos of the report and of its answer, at most `ALBUM_OF`, of each half where there are more."""
    after = answer.photos if answer is not None else ()
    if not after:
        return ()
    before = report.photos[: max(ALBUM_OF // 2, ALBUM_OF - len(after))]
    return (
        *(AlbumPhoto(photo, t.label("notice-photo-before")) for photo in before),
        *(AlbumPhoto(photo, t.label("notice-photo-after")) for photo in after[: ALBUM_OF - len(before)]),
    )
