"""The same conversation in Russian and in English, and a change of language in the middle of it."""

import re

import pytest

from bot.texts import LOCALES, Texts, Translator
from handlers import MENU_LABELS
from tests.harness.pictures import street
from tests.harness.residents import PersonInChat, text_of
from tests.harness.world import ARBAT_10

both = pytest.mark.parametrize("locale", LOCALES)
POTHOLES = {"ru": "Ямы и выбоины на проезжей части", "en": "Potholes and ruts in the carriageway"}
WORDS = {"ru": "яма на дороге", "en": "pothole in the road"}
RUSSIAN_IN_ENGLISH = ("улица Арбат, 10", "район Арбат", "Русский", "Язык: русский или английский.")
"""What stays in its own language: addresses, and the words that lead back to Russian."""


class Speaker:
    """A resident who presses what the texts of one language call the buttons."""

    def __init__(self, resident: PersonInChat, t: Texts) -> None:
        self.resident, self.t = resident, t

    async def presses(self, *names: str) -> None:
        for name in names:
            await self.resident.presses(self.t.label(name))

    def sees(self, message_id: str, **arguments: str) -> bool:
        """The first line of a text."""
        return self.resident.sees(re.sub(r"<[^>]+>", "", self.t(message_id, **arguments)).split("\n")[0])


@pytest.fixture
async def speaker(resident, stage, locale) -> Speaker:
    await resident.does(lambda person: person.speaks(locale))
    return Speaker(resident, stage.app.translator.of(locale))


async def to_the_review(speaker: Speaker, city) -> None:
    locale = speaker.t.locale
    await speaker.resident.says("/start")
    await speaker.presses("menu-report")
    await speaker.resident.shares(ARBAT_10.lat, ARBAT_10.lon)
    await speaker.presses("topic-button-other")
    road = city.catalogue.categories["road"]
    await speaker.resident.presses(f"{road.emoji} {road.title[locale]}")
    await speaker.resident.presses(city.catalogue.topics["road-potholes"].title[locale])
    await speaker.resident.sends_photo(street(1, (320, 240)))
    await speaker.resident.says(WORDS[locale])


@both
async def test_a_whole_report_and_its_life_by_buttons(speaker, stored_reports, city):
    await to_the_review(speaker, city)
    assert speaker.sees("review-title")
    await speaker.presses("draft-button-change", "review-button-photos", "draft-button-back")
    await speaker.presses("draft-button-cancel", "draft-button-restore", "review-button-send")
    assert speaker.sees("review-accepted", number="1", due="")
    await speaker.presses("mine-button-add-photo")
    await speaker.resident.sends_photo(street(2, (320, 240)))
    await speaker.presses("draft-button-back", "mine-button-history", "draft-button-back")
    await speaker.presses("mine-button-photos", "mine-button-map", "mine-button-withdraw")
    await speaker.presses("mine-button-withdraw-surely", "mine-button-all", "menu-report")
    [report] = await stored_reports()
    assert (report.topic_id, report.description, len(report.photos)) == (
        "road-potholes",
        WORDS[speaker.t.locale],
        2,
    )


@pytest.mark.parametrize("locale", ["en"])
async def test_english_screens_speak_english(speaker, city):
    """Every text and button on the way through the bot, searched for Russian letters."""
    resident = speaker.resident
    await to_the_review(speaker, city)
    await speaker.presses("draft-button-change", "review-button-place")
    for words in ("/help", "/emergency", "/privacy", "/settings", "/unknown", "🔥", "/topics", "/new"):
        await resident.says(words)
    for act in ("voice", "video", "sticker", "contact", "poll"):
        await resident.does(lambda person, act=act: getattr(person, f"sends_{act}")())
    await resident.shares(56.05, 37.95)
    await speaker.presses("review-button-send", "mine-button-open", "mine-button-history")
    await resident.says("/my")
    for label in resident.buttons:
        assert not cyrillic(label), label
    for message in resident.screen:
        assert not cyrillic(text_of(message)), text_of(message)


def cyrillic(text: str) -> str:
    for known in RUSSIAN_IN_ENGLISH:
        text = text.replace(known, "")
    return "".join(re.findall("[А-Яа-яЁё]+", text))


@both
@pytest.mark.parametrize("name", MENU_LABELS)
async def test_the_menu_of_the_other_language_is_understood(resident, stage, stored_reports, locale, name):
    """People press keyboards that were sent before they changed the language."""
    translator: Translator = stage.app.translator
    other = next(one for one in LOCALES if one != locale)
    await resident.does(lambda person: person.speaks(locale))
    await resident.says(WORDS[locale])
    await resident.says(translator.of(other).label(name))
    await resident.says("/new")
    assert WORDS[locale] in resident.last or translator.of(locale).label("place-button-share") in resident.buttons
    assert translator.of(other).label(name) not in resident.last


@both
async def test_a_draft_goes_on_in_the_language_chosen_meanwhile(speaker, stage, stored_reports, city):
    await to_the_review(speaker, city)
    other = next(one for one in LOCALES if one != speaker.t.locale)
    await speaker.resident.says("/settings")
    await speaker.presses({"ru": "settings-button-russian", "en": "settings-button-english"}[other])
    t = stage.app.translator.of(other)
    await speaker.resident.says("/new")
    await speaker.resident.presses(t.label("start-button-resume"))
    assert city.catalogue.topics["road-potholes"].title[other] in speaker.resident.last
    await speaker.resident.presses(t.label("review-button-send"))
    assert len(await stored_reports()) == 1


@pytest.mark.parametrize(
    ("code", "locale"), [("ru", "ru"), ("be", "ru"), ("en-GB", "en"), ("de", "en"), ("zh", "en")]
)
async def test_the_first_word_is_in_the_messengers_language(resident, stage, code, locale):
    await resident.does(lambda person: person.speaks(code))
    await resident.says("/start")
    assert resident.screen[0]["text"].startswith({"ru": "Здравствуйте", "en": "Hello"}[locale])


@both
async def test_a_chosen_language_outlives_the_messengers(speaker, stage):
    other = next(one for one in LOCALES if one != speaker.t.locale)
    await speaker.resident.says("/settings")
    await speaker.presses({"ru": "settings-button-russian", "en": "settings-button-english"}[other])
    stage.restart()
    again = PersonInChat(stage.messenger, speaker.resident.person)
    await again.says("/help")
    assert again.sees({"ru": "Как сообщить о проблеме", "en": "How to report a problem"}[other])
