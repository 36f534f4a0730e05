"""What happened to a report, in sentences: made of a notice's payload alone, since there may be thousands at once.

The payload holds things as they were at the change (`Notifier`); a topic or an agency that has left the catalogue
since keeps the news, without its title.
"""

from collections.abc import Callable, Mapping
from html import escape

from bot.cards import clipped, paragraphs, quoted
from bot.domain.answers import AnswerKind
from bot.domain.city import City
from bot.domain.notices import NoticeKind
from bot.domain.points import PointsFor
from bot.domain.reports import EventKind
from bot.notices import digests, keyboards
from bot.notices.news import News
from bot.notices.push import Push
from bot.texts import Html, Texts
from bot.wording import ANSWER

ROOM_FOR_WORDS = 2600
"""UTF-16 units of somebody's words: all that stands around them is far below the rest of a message."""
LONGEST_ADDRESS = 200

_WORK = {
    EventKind.PUBLISHED: "notice-work-published",
    EventKind.ASSIGNED: "notice-work-assigned",
    EventKind.ANSWER_SENT_BACK: "notice-work-sent-back",
    EventKind.RETURNED: "notice-work-returned",
    EventKind.OVERDUE: "notice-work-overdue",
    EventKind.REFUTED_AGAIN: "notice-work-control",
}


def quote(t: Texts, words: str) -> str:
    """Somebody's words, cut to what a message holds."""
    return quoted(t, cut(words, ROOM_FOR_WORDS))


def cut(words: str, room: int) -> str:
    """The words, or as many of them as fit into so many UTF-16 units, which is how messengers count."""
    encoded = words.encode("utf-16-le")
    if len(encoded) <= 2 * room:
        return words
    return f"{encoded[: 2 * (room - 1)].decode('utf-16-le', 'ignore').rstrip()}…"


class Sentences:
    """Makes the plain screens of one city."""

    def __init__(self, city: City) -> None:
        self._city = city
        self.plain: Mapping[NoticeKind, Callable[[News], Push]] = {
            NoticeKind.PUBLISHED: self._published,
            NoticeKind.REJECTED: self._rejected,
            NoticeKind.DEFERRED: self._deferred,
            NoticeKind.RETURNED: self._returned,
            NoticeKind.CONTROL: self._control,
            NoticeKind.CLOSED: self._closed,
            NoticeKind.SOLVED: self._solved,
            NoticeKind.REASSIGNED: self._reassigned,
            NoticeKind.OVERDUE: self._overdue,
            NoticeKind.VERDICT_REMINDER: self._verdict_reminder,
            NoticeKind.PROMISE_DUE: self._promise_due,
            NoticeKind.POINTS: self._points,
            NoticeKind.AREA_DIGEST: self._area_digest,
            NoticeKind.DIGEST: self._digest,
            NoticeKind.WORK: self._work,
            NoticeKind.WORK_DUE: self._work_due,
        }

    def answer(self, news: News) -> str:
        """Who answered, what kind of answer, and its words."""
        t = news.t
        kind = Html(t(ANSWER[AnswerKind(news["answer_kind"])])) if news["answer_kind"] else "—"
        said = t("notice-answer", agency=self._agency(news), kind=kind)
        return paragraphs(said, quote(t, news["words"]))

    def screen(self, news: News, title: str, *parts: str, verdict: bool = False, fix: bool = False) -> Push:
        """The title, which report it is, the rest; and the way to the report."""
        answer = int(news["answer"]) if verdict and news["answer"] else None
        return Push(
            text=paragraphs(f"{title}\n{self._about(news)}", *parts),
            keyboard=keyboards.of_report(news.t, news.number, answer=answer, fix=fix),
        )

    def _about(self, news: News) -> str:
        topic = self._city.catalogue.topics.get(news["topic"])
        lines = [news.t("draft-line-topic", topic=topic.title[news.t.locale])] if topic else []
        if news["address"]:
            lines.append(news.t("draft-line-place", place=clipped(news["address"], LONGEST_ADDRESS)))
        return "\n".join(lines)

    def _agency(self, news: News) -> str:
        agency = self._city.catalogue.agencies.get(news["agency"])
        return agency.title[news.t.locale] if agency else "—"

    def _due(self, news: News) -> str:
        return news.t("review-due", agency=self._agency(news), due=news.day("answer_due"))

    def _published(self, news: News) -> Push:
        title = news.t("notice-published", number=news["number"])
        return self.screen(news, title, self._due(news), news.t("notice-published-next"))

    def _rejected(self, news: News) -> Push:
        t, reason = news.t, self._city.rejection_reasons.get(news["reason"])
        own = t("notice-rejected-words", words=cut(news["words"], ROOM_FOR_WORDS)) if news["words"] else ""
        return self.screen(
            news,
            t("notice-rejected", number=news["number"]),
            escape(reason.words[t.locale], quote=False) if reason else "",
            own,
            t("notice-rejected-next"),
            fix=True,
        )

    def _deferred(self, news: News) -> Push:
        t = news.t
        title = t("notice-deferred", number=news["number"])
        return self.screen(news, title, self.answer(news), t("notice-deferred-next", until=news.day("until")))

    def _returned(self, news: News) -> Push:
        t = news.t
        return self.screen(
            news,
            t("notice-returned", number=news["number"]),
            t("notice-returned-why"),
            quote(t, news["words"]),
            self._due(news),
            t("notice-returned-next"),
        )

    def _control(self, news: News) -> Push:
        t = news.t
        body = self._city.control_body(self._city.catalogue.topics.get(news["topic"]))
        who = t("notice-control-who", body=body.title[t.locale]) if body else t("notice-control-who-unnamed")
        return self.screen(news, t("notice-control", number=news["number"]), who, t("notice-control-next"))

    def _closed(self, news: News) -> Push:
        t = news.t
        title = t("notice-closed", number=news["number"])
        return self.screen(news, title, quote(t, news["words"]), t("notice-over-next"))

    def _solved(self, news: News) -> Push:
        t = news.t
        if news.event is EventKind.CONFIRMED:
            title, why = t("notice-solved", number=news["number"]), t("notice-solved-why")
        else:
            title, why = t("notice-solved-by-time", number=news["number"]), t("notice-solved-by-time-why")
        return self.screen(news, title, why, t("notice-over-next"))

    def _reassigned(self, news: News) -> Push:
        title = news.t("notice-reassigned", number=news["number"])
        return self.screen(news, title, self._due(news), news.t("notice-published-next"))

    def _overdue(self, news: News) -> Push:
        title = news.t("notice-overdue", number=news["number"])
        return self.screen(news, title, news.t("notice-overdue-next", agency=self._agency(news)))

    def _verdict_reminder(self, news: News) -> Push:
        t = news.t
        return self.screen(
            news,
            t("notice-verdict", number=news["number"]),
            self.answer(news),
            t("notice-answered-ask", due=news.day("verdict_due")),
            verdict=True,
        )

    def _promise_due(self, news: News) -> Push:
        t = news.t
        title = t("notice-promise", number=news["number"])
        return self.screen(news, title, self.answer(news), t("notice-promise-next", until=news.day("until")))

    def _points(self, news: News) -> Push:
        t, why = news.t, "notice-points-report"
        if news["what_for"] == PointsFor.VERDICT:
            why = "notice-points-verdict"
        text = f"{t('notice-points', amount=int(news['amount']))}\n{t(why, number=news['number'])}"
        return Push(text=text, keyboard=keyboards.of_report(t, news.number))

    def _digest(self, news: News) -> Push:
        return digests.week(news, self._city)

    def _area_digest(self, news: News) -> Push:
        return digests.week_of_areas(news, self._city)

    def _work(self, news: News) -> Push:
        t, event = news.t, news.event
        late = t("notice-work-late") if event is EventKind.OVERDUE else ""
        due = "" if event is EventKind.REFUTED_AGAIN else t("notice-work-due", due=news.day("answer_due"))
        return Push(
            text=paragraphs(
                f"{t(_WORK[event], number=news['number'])}\n{self._about(news)}",
                quote(t, news["words"]),
                due,
                late,
            ),
            keyboard=keyboards.work(t, news.number),
        )

    def _work_due(self, news: News) -> Push:
        t = news.t
        return Push(
            text=paragraphs(
                f"{t('notice-work-promised', number=news['number'])}\n{self._about(news)}",
                t("notice-work-due", due=news.day("answer_due")),
                t("notice-work-promised-next"),
            ),
            keyboard=keyboards.work(t, news.number),
        )
