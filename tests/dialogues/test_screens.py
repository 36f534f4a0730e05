"""Every screen as a hurried person and a mischievous one see it: no dead ends, no leaks, no limit broken."""

import re
from collections.abc import Awaitable, Callable

import pytest

from tests.conftest import Stage
from tests.harness.pictures import blurred, night, street, with_place
from tests.harness.residents import Message, PersonInChat, text_of
from tests.harness.world import ARBAT_10, TVERSKAYA_7

POTHOLES = "Ямы и выбоины на проезжей части"
NASTY = "<b>яма</b> & «люк» </a> {$count} %s \\n &lt;script&gt;"

Step = Callable[[PersonInChat], Awaitable[None]]


def small(seed: int = 1) -> bytes:
    return street(seed, (320, 240))


async def shares(resident: PersonInChat) -> None:
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)


async def at_the_place(resident: PersonInChat) -> None:
    await resident.sends_photo(small(), caption="яма на дороге")


async def at_the_review(resident: PersonInChat) -> None:
    await at_the_place(resident)
    await shares(resident)


async def at_the_topic(resident: PersonInChat) -> None:
    await resident.sends_photo(small(), caption="яма")


async def at_the_categories(resident: PersonInChat) -> None:
    await at_the_topic(resident)
    await resident.presses("🔎 Другая тема")


async def at_a_category(resident: PersonInChat) -> None:
    await at_the_categories(resident)
    await resident.presses("🛣️ Дороги и тротуары")


async def at_the_photos(resident: PersonInChat) -> None:
    await resident.says("яма на дороге")
    await shares(resident)


async def at_the_description(resident: PersonInChat) -> None:
    await resident.says("/start t_road-potholes")
    await shares(resident)
    await resident.sends_photo(small())


async def at_a_long_text(resident: PersonInChat) -> None:
    await at_the_review(resident)
    await resident.says("слово " * 100)


async def at_the_change(resident: PersonInChat) -> None:
    await at_the_review(resident)
    await resident.presses("✏️ Изменить")


async def at_the_candidates(resident: PersonInChat) -> None:
    await at_the_place(resident)
    await resident.says("Тверская 7")


def changing(part: str) -> Step:
    async def step(resident: PersonInChat) -> None:
        await at_the_change(resident)
        await resident.presses(part)

    step.__name__ = f"changing {part}"
    return step


async def typing_an_address(resident: PersonInChat) -> None:
    await at_the_place(resident)
    await resident.presses("⌨️ Ввести адрес")


async def typing_a_letter(resident: PersonInChat) -> None:
    await at_the_review(resident)
    await resident.says("/help")
    await resident.presses("✉️ Написать редакции")


SCREENS: tuple[Step, ...] = (
    at_the_topic,
    at_the_categories,
    at_a_category,
    at_the_place,
    at_the_candidates,
    at_the_photos,
    at_the_description,
    at_a_long_text,
    at_the_review,
    at_the_change,
    changing("📍 Место"),
    changing("🏷 Тему"),
    changing("📷 Фото"),
    changing("💬 Описание"),
    typing_an_address,
    typing_a_letter,
)
every_screen = pytest.mark.parametrize("go_there", SCREENS, ids=lambda step: step.__name__)
COMMANDS = {
    "/start": "Здравствуйте",
    "/new": "Продолжить?",
    "/my": "Отправленных сообщений пока нет",
    "/topics": "Выберите раздел",
    "/settings": "Язык бота — русский",
    "/language": "Язык бота — русский",
    "/emergency": "112",
    "/privacy": "Ваши данные",
    "/help": "Как сообщить о проблеме",
    "/cancel": "Отменил",
}


@every_screen
async def test_every_screen_has_a_way_out(resident, go_there):
    await go_there(resident)
    ways = ("🗑 Отменить", "⬅️ Назад")
    assert any(label in ways for label in resident.buttons), resident.transcript()


@every_screen
async def test_every_command_works_in_the_middle_and_the_draft_stays(resident, go_there):
    await go_there(resident)
    for command, answer in COMMANDS.items():
        await resident.says(command)
        assert resident.sees(answer), f"{command}\n{resident.transcript()}"
    await resident.presses("↩️ Вернуть")
    await resident.says("/new")
    assert resident.sees("яма") or resident.sees(POTHOLES)


@every_screen
async def test_a_location_is_understood_on_every_screen(resident, go_there):
    await go_there(resident)
    await resident.shares(ARBAT_10.lat, ARBAT_10.lon)
    assert resident.sees("📍 Место: улица Арбат, 10")


@every_screen
async def test_no_screen_has_two_cards_to_press(resident, go_there):
    await go_there(resident)
    cards = [card for card in resident.cards_with_buttons if "Как сообщить" not in text_of(card)]
    assert len(cards) <= 2 if go_there is typing_a_letter else len(cards) <= 1


@every_screen
async def test_a_restart_leaves_every_button_alive(stage, resident, go_there):
    await go_there(resident)
    stage.restart()
    for card in resident.cards_with_buttons[-1:]:
        for data in callback_data(card):
            resident.person.presses(card["message_id"], data, forged=True)
            await stage.messenger.deliver()
            assert not says(resident, stage, "error-unexpected"), data
            assert not says(resident, stage, "fallback-button"), data


@pytest.mark.telegram_only("in MAX a place that is sent has no name")
async def test_nothing_of_the_markup_is_seen_in_the_name_of_a_place(resident):
    await resident.says("/new")
    await resident.does(lambda p: p.sends_venue(TVERSKAYA_7.lat, TVERSKAYA_7.lon, "Кафе <&>", "ул. <b>7</b>"))
    assert resident.sees("ул. <b>7</b> (Кафе <&>)")


async def test_nothing_of_the_markup_is_ever_seen(resident):
    """A resident's angle brackets are words, and the bot's own never show."""
    await resident.sends_photo(small(), caption=NASTY)
    await resident.says(NASTY)
    await resident.presses("➕ Это не поиск")
    await resident.presses("🔎 Другая тема")
    await resident.says(NASTY)
    await resident.presses("🔎 Другая тема")
    await resident.presses("🛣️ Дороги и тротуары")
    await resident.presses(POTHOLES)
    await resident.presses("⌨️ Ввести адрес")
    await resident.says("<i>Нигде</i> & нигде 5")
    assert resident.sees("Адреса «<i>Нигде</i> & нигде 5» не нашёл")
    await resident.shares(TVERSKAYA_7.lat, TVERSKAYA_7.lon)
    assert resident.sees(NASTY)
    await resident.presses("✅ Отправить")
    await resident.presses("📄 Открыть")
    assert resident.sees(NASTY)
    own = re.compile(r"&(?:lt|gt|amp);(?!script)|</?(?:b|a|i)\b")
    for message in resident.screen:
        rest = text_of(message)
        for words in (NASTY, "<i>Нигде</i> & нигде 5"):
            rest = rest.replace(words, "")
        assert not own.search(rest.split("По словам «")[0]), text_of(message)


@pytest.mark.parametrize("character", ["я", "w", "<", "&", "\u0645"])
async def test_the_longest_of_everything_is_shown_and_sent(resident, stored_reports, city, character):
    """Captions end at 1024 characters: a longer card, with every warning there is, is a text."""
    words = character * (city.limits.description - 20) + " а 8 916 123-45-67"
    await resident.does(
        lambda person: person.sends_venue(TVERSKAYA_7.lat, TVERSKAYA_7.lon, "К" * 300, "улица " * 40)
    )
    await resident.sends_album([small(1), night(), blurred()], caption=words)
    await resident.sends_file(with_place(TVERSKAYA_7.lat, TVERSKAYA_7.lon, taken="2020:01:01 12:00:00"))
    await resident.presses("🔎 Другая тема")
    await resident.presses("🛣️ Дороги и тротуары")
    await resident.presses(POTHOLES)
    assert resident.sees(words)
    for label in ("✏️ Изменить", "📷 Фото", "⬅️ Назад", "✅ Отправить", "📄 Открыть", "🕓 История", "⬅️ Назад"):
        await resident.presses(label)
    assert resident.sees(words)
    [report] = await stored_reports()
    assert report.description == words


async def test_photos_are_counted_in_good_russian(resident):
    seen = []
    for number in range(1, 6):
        await resident.sends_photo(small(number))
        seen += re.findall(r"📷 (\d \S+)", resident.last)
    assert seen == ["1 фотография", "2 фотографии", "3 фотографии", "4 фотографии", "5 фотографий"]


async def test_photos_are_counted_in_good_english(resident):
    await resident.does(lambda person: person.speaks("en"))
    seen = []
    for number in range(1, 4):
        await resident.sends_photo(small(number))
        seen += re.findall(r"📷 (\d \S+)", resident.last)
    assert seen == ["1 photo", "2 photos", "3 photos"]


async def test_every_open_topic_is_on_a_page_of_its_category_once(resident, city, clock):
    await resident.says("/topics")
    today = city.today(clock())
    shown: list[str] = []
    for category in city.catalogue.categories.values():
        await resident.presses(f"{category.emoji} {category.title.ru}")
        while True:
            card = resident.cards_with_buttons[-1]
            data = callback_data(card)
            shown += [one.rsplit(":", 1)[1] for one in data if one.startswith("dt:")]
            steps = [label for label in labels(card) if re.fullmatch(r"\d+ / \d+", label)]
            if not steps or len(set(steps[0].split(" / "))) == 1:
                break
            await resident.presses("▶️")
        assert len(resident.cards_with_buttons) == 1
        await resident.presses("⬅️ Назад")
    assert sorted(shown) == sorted(t.id for t in city.catalogue.topics.values() if t.is_open(today))


async def test_labels_fit_a_button(resident, city):
    await resident.says("/topics")
    for category in city.catalogue.categories.values():
        await resident.presses(f"{category.emoji} {category.title.ru}")
        assert all(0 < len(label) <= 64 for label in labels(resident.cards_with_buttons[-1]))
        await resident.presses("⬅️ Назад")


async def test_the_menu_comes_back_when_the_place_is_known(resident):
    await at_the_place(resident)
    assert ["📍 Отправить геопозицию"] in resident.person.keyboard
    await shares(resident)
    assert ["📝 Сообщить о проблеме"] in resident.person.keyboard


async def test_the_menu_comes_back_with_a_chosen_candidate(resident):
    await at_the_candidates(resident)
    await resident.presses("Тверская улица, 7 к1")
    assert ["📝 Сообщить о проблеме"] in resident.person.keyboard


async def test_the_menu_comes_back_when_a_draft_is_cancelled(resident):
    await at_the_place(resident)
    await resident.presses("🗑 Отменить")
    assert ["📝 Сообщить о проблеме"] in resident.person.keyboard


async def test_a_second_look_at_the_same_page_says_nothing_twice(resident):
    await at_a_category(resident)
    before = len(resident.screen)
    await resident.presses("▶️")
    await resident.presses("2 / ")
    await resident.presses("◀️")
    assert len(resident.screen) == before
    assert None not in resident.person.answers


async def test_two_presses_show_what_can_be_changed_once(resident):
    await at_the_review(resident)
    before = len(resident.screen)
    await resident.presses_twice("✏️ Изменить")
    assert len(resident.screen) == before


async def test_a_report_without_photos_goes_through_every_button_of_its_card(resident, city):
    topic = next(
        topic
        for topic in city.catalogue.topics.values()
        if topic.photo == topic.description == "optional" and not topic.details
    )
    await resident.says(f"/start t_{topic.id}")
    await shares(resident)
    for label in ("⏭ Пропустить", "⏭ Пропустить", "✅ Отправить", "📄 Открыть", "🗺 На карте", "🕓 История"):
        await resident.presses(label)
    await resident.presses("⬅️ Назад")
    await resident.presses("↩️ Отозвать")
    await resident.presses("⬅️ Назад")
    await resident.presses("📋 Все мои сообщения")
    assert resident.sees("Ваши сообщения: 1")


async def test_all_photos_are_shown_and_the_card_comes_below_them(resident):
    await at_the_review(resident)
    await resident.sends_photo(small(2))
    await resident.presses("✏️ Изменить")
    await resident.presses("📷 Фото")
    await resident.presses("🖼 Показать все")
    assert len(resident.cards_with_buttons) == 1
    assert resident.cards_with_buttons[-1] == resident.screen[-1]
    assert "🗑 Убрать фото 2" in resident.buttons


async def test_the_last_photo_taken_out_is_asked_for_again(resident):
    await at_the_change(resident)
    await resident.presses("📷 Фото")
    await resident.presses("🗑 Убрать фото 1")
    assert resident.sees("Покажите на фото")
    await resident.sends_photo(small(2))
    assert resident.sees("Проверьте и отправляйте")


def says(resident: PersonInChat, stage: Stage, message_id: str) -> bool:
    """A text without variables stands in one of the last messages."""
    return resident.sees(stage.app.translator.of("ru")(message_id))


def labels(card: Message) -> list[str]:
    return [button["text"] for row in card["reply_markup"]["inline_keyboard"] for button in row]


def callback_data(card: Message) -> list[str]:
    return [button["callback_data"] for row in card["reply_markup"]["inline_keyboard"] for button in row]
