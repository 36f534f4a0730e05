"""What the bot says to words that report nothing: short, and always with a way to what it is for."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot import keyboards
from bot.callbacks import ActOnReport, ReportAct, ShowMine
from bot.domain.city import City
from bot.domain.reports import AWAITS_ANSWER, Report, Status
from bot.say import Screen
from bot.texts import Html, Texts
from bot.understanding.small_talk import SmallTalk
from bot.wording import STATUS


class SmallTalkScreens:
    """Answers in one city."""

    def __init__(self, city: City) -> None:
        self._city = city

    def of(self, t: Texts, kind: SmallTalk, *, in_draft: bool) -> Screen:
        """The answer to a kind that needs nothing else; with a draft in hand its own question follows."""
        menu = None if in_draft else keyboards.menu(t)
        match kind:
            case SmallTalk.GREETING:
                return Screen(text=t("small-talk-greeting"), keyboard=menu)
            case SmallTalk.THANKS:
                return Screen(text=t("small-talk-thanks"), keyboard=menu)
            case SmallTalk.QUESTION:
                return Screen(text=t("help-text"), keyboard=keyboards.help_(t))
            case SmallTalk.INSULT:
                return Screen(text=t("small-talk-insult"), keyboard=_to_people(t))
            case SmallTalk.SPAM:
                return Screen(text=t("small-talk-spam"), keyboard=menu)
        return Screen(text=t("small-talk-go-on") if in_draft else t("small-talk-chatter"), keyboard=menu)

    def number(self, t: Texts, written: str) -> Screen:
        """A number that is no report of theirs."""
        return Screen(text=t("small-talk-number", number=written), keyboard=_to_mine(t))

    def status(self, t: Texts, last: Report | None) -> Screen:
        """How far the last report is."""
        if last is None:
            return Screen(text=t("small-talk-no-reports"), keyboard=keyboards.begin(t))
        topic = self._city.catalogue.topics.get(last.topic_id)
        lines = [
            t("small-talk-last"),
            t("mine-card-title", number=str(last.number), status=Html(t(STATUS[last.status]))),
            t("draft-line-topic", topic=topic.title[t.locale] if topic else last.topic_id),
        ]
        if last.status is Status.MODERATION or last.status in AWAITS_ANSWER:
            lines.append(t("small-talk-due", due=last.answer_due))
        return Screen(text="\n".join(lines), keyboard=_to_mine(t, last))


def _to_mine(t: Texts, report: Report | None = None) -> InlineKeyboardMarkup:
    rows = [[_button(t.label("mine-button-all"), ShowMine())]]
    if report is not None:
        open_ = ActOnReport(number=report.number, act=ReportAct.SHOW)
        rows.insert(0, [_button(t.label("mine-button-open"), open_)])
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _to_people(t: Texts) -> InlineKeyboardMarkup:
    buttons = (keyboards.go(t, "menu-report", "new"), keyboards.go(t, "help-button-letter", "letter"))
    return InlineKeyboardMarkup(inline_keyboard=[[button] for button in buttons])


def _button(label: str, data: ShowMine | ActOnReport) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=label, callback_data=data.pack())
