"""Whatever a resident does, thirty acts in a row: the bot answers, and what it keeps is in order.

An act is anything a person, their phone or the world can do, with buttons of any age among them. Each example
plays in a world of its own. `HYPOTHESIS_PROFILE=thorough` looks at several hundred other examples.
"""

import asyncio
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import pytest
from aiogram.exceptions import TelegramAPIError
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from PIL import Image
from structlog.testing import capture_logs

from bot.chart.studio import ChartStudio
from bot.domain.city import City
from bot.domain.drafts import LONGEST_DESCRIPTION
from bot.domain.residents import Platform
from bot.photos.store import ObstorePhotos
from bot.photos.workshop import PhotoWorkshop
from bot.platforms.sandbox.api import ANNA, BORIS
from bot.platforms.sandbox.errors import PersonError
from bot.texts import LOCALES
from bot.understanding.understanding import Understanding
from bot.world import World
from handlers import menu_labels
from storage.database import open_database
from tests.conftest import Stage
from tests.harness.counting import CALLS, WAYS, CountingApi, CountingMax
from tests.harness.messengers import Enter, in_max, in_telegram
from tests.harness.pictures import night, street, with_place
from tests.harness.residents import Message, PersonInChat, text_of
from tests.harness.world import ARBAT_10, MYTISHCHI, TVERSKAYA_7, Hands, NoLinks, SmallGeocoder

settings.register_profile("any-messages", max_examples=40, derandomize=True)
settings.register_profile("thorough", max_examples=600, print_blob=True)
PROFILE = "thorough" if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else "any-messages"

MOST_ACTS = 30
T = TypeVar("T")
TOO_OLD_TO_DELETE_S = 47 * 3600
"""A messenger lets a bot delete its messages for two days."""
ANY = st.integers(0, 10_000)
"""Chooses among things that are there only when the act's turn comes: counted from the newest, modulo."""

WORDS = (
    "яма на дороге",
    "в подъезде перегорела лампочка",
    "у дома напротив аптеки",
    "pothole near the bus stop",
    "у второго подъезда на Тверской 7 опять лампочка сдохла",
    "глубокая яма на дороге, улица Арбат 10",
    "яма на дороге, и фонарь во дворе не горит",
    "в подъезде сильный запах газа",
    "Тверская 7",
    "Арбат, 10",
    "улица Несуществующая 99",
    "55.7576, 37.6119",
    "55.7576° N, 37.6119° E",
    "56.05, 37.95",
    "91.0, 181.0",
    "https://yandex.ru/maps/?pt=37.6119,55.7576&z=17",
    "вот https://www.google.com/maps/@55.7576,37.6119,17z большая яма",
    "https://yandex.ru/maps/-/CDeadbeef",
    "https://example.org/a?b=1&c=<2>",
    "🔥🔥🔥",
    "<b>яма</b> & ещё <i> مرحبا",
    "<a href='",
    "звоните 8 916 123-45-67, кв. 15",
    "a" + "𝐀🏚" * 170,
    "&" * 4000 + "яма",
    "слово " * 833,
    "да",
    "7",
    "/new 7",
    "?",
    "✅ Отправить",
    "📍 Отправить геопозицию",
    "🕘 Тверская улица, 7",
    "🕘 ",
)
COMMANDS = (
    "/start",
    "/start t_road-potholes",
    "/start t_nothing",
    "/start r_1",
    "/start r_999999999999999999",
    "/start <b>",
    "/new",
    "/my",
    "/topics",
    "/settings",
    "/language",
    "/emergency",
    "/privacy",
    "/help",
    "/cancel",
    "/unknown",
    "/",
)
FORGED = (
    " ",
    "zz:1:2",
    "r:1:show",
    "r:1:surely",
    "r:1:add",
    "r:0:show",
    "r:-1:show",
    "r:9223372036854775807:photos",
    "r:x:show",
    "my:-5",
    "my:999999999999",
    "my:x",
    "lang:ru",
    "lang:en",
    "lang:xx",
    "go:nowhere",
    "go:letter",
    "go:new",
    "go:home",
    "dd:00000000000000000000000000000000:send",
    "dd:nobody:send",
    "dp:00000000000000000000000000000000:5575760:3761190",
    "dt:{draft}:no-such-topic",
    "dt:{draft}:road-potholes",
    "dl:{draft}:road:-1",
    "dl:{draft}:road:9999999",
    "dl:{draft}:nothing:0",
    "dr:{draft}:0:",
    "dr:{draft}:99:abc",
    "ds:{draft}:place",
    "ds:{draft}:photos",
    "ds:{draft}:description",
    "da:{draft}:place",
    "da:{draft}:topic",
    "da:{draft}:photos",
    "da:{draft}:description",
    "dk:{draft}",
    "dd:{draft}:send",
    "dd:{draft}:cancel",
    "dd:{draft}:restore",
    "dd:{draft}:new",
    "dd:{draft}:shorten",
    "dd:{draft}:words",
    "dd:{draft}:photos",
    "dd:{draft}:address",
    "dd:{draft}:camera",
    "dd:{draft}:keep",
    "dp:{draft}:5575760:3761190",
    "dp:{draft}:5605000:3795000",
)
PLACES = (TVERSKAYA_7, ARBAT_10, MYTISHCHI)


def small(seed: int) -> bytes:
    """A photo that costs little to prepare."""
    return street(seed, (320, 240))


def huge_sides() -> bytes:
    """Few bytes that would be four hundred million pixels."""
    out = BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    return out.getvalue()


FILES = (
    (with_place(TVERSKAYA_7.lat, TVERSKAYA_7.lon), "IMG_1.jpg", "image/jpeg"),
    (with_place(ARBAT_10.lat, ARBAT_10.lon), "IMG_0.jpg", "image/jpeg"),
    (with_place(MYTISHCHI.lat, MYTISHCHI.lon), "IMG_2.jpg", "image/jpeg"),
    (b"\xff\xd8\xff\xe0 broken", "IMG_3.jpg", "image/jpeg"),
    (small(3)[:4000], "IMG_4.jpg", "image/jpeg"),
    (huge_sides(), "plan.png", "image/png"),
    (b"MZ...", "virus.exe", "application/x-msdownload"),
    (b"<svg/>", "picture.svg", "image/svg+xml"),
    (b"", "nothing.jpg", "image/jpeg"),
)


class Play:
    """One example: Anna and her bot, Boris who presses her buttons, and the world around them."""

    def __init__(
        self,
        world: World,
        clock: Hands,
        geocoder: SmallGeocoder,
        api: CountingApi | CountingMax,
        enter: Enter,
    ) -> None:
        self.clock, self.geocoder, self.database, self.city = clock, geocoder, world.database, world.city
        self.api: Any = api
        self.stage = Stage(world, enter)
        self.anna, self.boris = self.api.person(ANNA), self.api.person(BORIS)
        self.buttons: dict[tuple[int, str], None] = {}
        self.has_forged = False
        self.stored: set[str] = set()
        translator = self.stage.app.translator
        self.labels = sorted(menu_labels(translator))
        self.apologies = [translator.of(locale)("error-unexpected") for locale in LOCALES]

    # What can be done: each is the name of an act, and returns whether it must be answered.

    async def does_nothing(self) -> bool:
        return False

    async def says(self, words: str) -> bool:
        return await self._act(lambda: self.anna.says(words))

    async def presses_menu(self, which: int) -> bool:
        return await self.says(self.labels[which % len(self.labels)])

    async def taps_below(self, which: int) -> bool:
        """A button under the input field, if there is a keyboard."""
        labels = [label for row in self.anna.keyboard for label in row]
        return await self.says(labels[which % len(labels)]) if labels else False

    async def sends_photo(self, seed: int, caption: str) -> bool:
        return await self._act(lambda: self.anna.sends_photo(small(seed), caption))

    async def sends_night(self) -> bool:
        return await self._act(lambda: self.anna.sends_photo(night()))

    async def sends_album(self, seeds: Sequence[int], caption: str, at_once: bool) -> bool:
        photos = [small(seed) for seed in seeds]
        return await self._act(lambda: self.anna.sends_album(photos, caption), at_once=at_once)

    async def sends_file(self, which: int, caption: str) -> bool:
        data, name, mime = FILES[which]
        return await self._act(lambda: self.anna.sends_file(data, name, mime, caption))

    async def shares(self, where: int) -> bool:
        return await self._act(lambda: self.anna.shares(PLACES[where].lat, PLACES[where].lon))

    async def shares_live(self, where: int) -> bool:
        return await self._act(lambda: self.anna.shares(PLACES[where].lat, PLACES[where].lon, live_period=900))

    async def moves_live(self) -> bool:
        """The phone moves, nobody does anything: silence is right."""
        live = [m["message_id"] for m in self.anna.messages if m.get("location", {}).get("live_period")]
        if live:
            await self._act(lambda: self.anna.moves_live(live[-1], 55.76, 37.62))
        return False

    async def sends_venue(self, title: str, address: str) -> bool:
        return await self._act(lambda: self.anna.sends_venue(TVERSKAYA_7.lat, TVERSKAYA_7.lon, title, address))

    async def sends_something_else(self, kind: str) -> bool:
        return await self._act(getattr(self.anna, f"sends_{kind}"))

    async def sends_video_with_words(self) -> bool:
        return await self._act(lambda: self.anna.sends_video(caption="яма на дороге"))

    async def forwards(self, which: int) -> bool:
        found = [m["message_id"] for m in self.anna.messages if {"text", "photo", "location"} & m.keys()]
        return await self._act(lambda: self.anna.forwards(_chosen(found, which))) if found else False

    async def edits(self, which: int, words: str) -> bool:
        own = [
            m["message_id"]
            for m in self.anna.messages
            if not m["from"]["is_bot"] and ("text" in m or "photo" in m or "document" in m)
        ]
        return await self._act(lambda: self.anna.edits(_chosen(own, which), words)) if own else False

    async def deletes_own(self, which: int) -> bool:
        own = [m["message_id"] for m in self.anna.messages if not m["from"]["is_bot"]]
        if own:
            self.anna.deletes(_chosen(own, which))
        return False

    async def presses(self, which: int, times: int) -> bool:
        """A button that is on the screen now."""
        return await self._press(_pressable(self.anna.messages), which, times)

    async def presses_label(self, sign: str, times: int) -> bool:
        """The newest button on the screen that begins with a sign."""
        buttons = [
            (message["message_id"], button["callback_data"])
            for message in self.anna.messages
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
            if button["text"].startswith(sign) and "callback_data" in button
        ]
        return await self._press(buttons, 0, times)

    async def has_a_report_to_review(self) -> bool:
        """The straight way to the last card, for the acts that make sense only there."""
        await self._act(lambda: self.anna.sends_photo(small(1), "яма на дороге"))
        await self._press(
            [(self.anna.messages[-1]["message_id"], f"dt:{await self._any_draft(0)}:road-potholes")], 0, 1
        )
        return await self.shares(0)

    async def types_an_address(self, words: str) -> bool:
        await self.says("⌨️ Ввести адрес")
        return await self.says(words)

    async def presses_old(self, which: int, times: int) -> bool:
        """Any button that has ever been on the screen."""
        return await self._press(list(self.buttons), which, times)

    async def forges(self, which: int, data: str) -> bool:
        """Data of one's own making, on any message of the bot or on one that is gone."""
        messages = [m["message_id"] for m in self.anna.messages if m["from"]["is_bot"]]
        if not messages:
            return False
        whole = data.format(draft=await self._any_draft(which))
        return await self._press([(_chosen([999_999, *messages], which), whole)], 0, 1)

    async def is_pressed_by_boris(self, which: int) -> bool:
        """Another resident forges a press of any of Anna's buttons: nothing of hers changes."""
        if not self.buttons:
            return False
        if not self.boris.messages:
            self.boris.says("/start")
            await self._deliver()
        before = await self._rows_of_anna()
        message_id = self.boris.messages[-1]["message_id"]
        _, data = _chosen(list(self.buttons), which)
        self.boris.presses(message_id, data, forged=True)
        await self._deliver()
        assert await self._rows_of_anna() == before, f"Boris changed what is Anna's: {data}"
        return False

    async def speaks(self, language: str) -> bool:
        self.anna.speaks(language)
        return False

    async def time_passes(self, minutes: int) -> bool:
        self.clock.move(minutes=minutes)
        return False

    async def bot_restarts(self) -> bool:
        self.stage.restart()
        return False

    async def geocoder_is(self, down: bool) -> bool:
        self.geocoder.is_down = down
        return False

    async def messenger_refuses(self, error: int, method: int, times: int) -> bool:
        self.api.refuse(error, method, times)
        return False

    # How it is done and what must hold afterwards.

    async def plays(self, act: tuple[Any, ...]) -> None:
        name, *arguments = act
        screen, refused, presses = self._screen(), self.api.refused, len(self.anna.answers)
        with _unexpected(lambda: self.api.refused > refused):
            is_to_be_answered = await getattr(self, name)(*arguments)
        messenger_was_kind = self.api.refused == refused
        after = self._screen()
        shown = {number: what for number, what in after.items() if screen.get(number) != what}
        if messenger_was_kind:
            assert not any(apology in text for apology in self.apologies for text in map(str, shown.values()))
            assert not is_to_be_answered or shown or len(self.anna.answers) > presses, "silence"
            assert None not in self.anna.answers[presses:], "a press was not answered"
        assert set(self.api.answers.values()) <= {1}, "a press was answered twice"
        self.buttons.update(dict.fromkeys(_pressable(self.anna.messages)))
        await self._is_in_order()

    async def _is_in_order(self) -> None:
        limits = self.city.limits
        drafts = await self._select("SELECT id, resident_id, state, description, topic_id FROM drafts")
        reports = await self._select("SELECT number, draft_id, description, topic_id, lat FROM reports")
        photos = await self._select("SELECT draft_id, report_number, key FROM photos")
        current = Counter(draft.resident_id for draft in drafts if draft.state == "current")
        aside = Counter(draft.resident_id for draft in drafts if draft.state != "current")
        assert all(count == 1 for count in current.values())
        assert all(count <= limits.drafts for count in aside.values())
        assert all(len(draft.description) <= LONGEST_DESCRIPTION for draft in drafts)
        assert all(draft.topic_id is None or draft.topic_id in self.city.catalogue.topics for draft in drafts)
        assert len({report.number for report in reports}) == len(reports)
        assert len({report.draft_id for report in reports}) == len(reports)
        assert not {report.draft_id for report in reports} & {draft.id for draft in drafts}
        assert all(len(report.description) <= limits.description for report in reports)
        owners = Counter((photo.draft_id, photo.report_number) for photo in photos)
        assert all(count <= limits.photos for count in owners.values())
        assert len({(photo.draft_id, photo.report_number, photo.key) for photo in photos}) == len(photos)
        for key in {photo.key for photo in photos} - self.stored:
            assert await self.stage.world.photos.get(key)
            self.stored.add(key)
        if not self.api.refused and not self.has_forged:
            cards = self._cards_of({draft.id for draft in drafts if draft.state == "current"})
            assert len(cards) <= 1, "two cards of the current draft can be pressed"

    def _cards_of(self, drafts: set[str]) -> list[Message]:
        """Messages with buttons that act on one of these drafts; offers to go on with it are no cards."""
        young = self.clock().timestamp() - TOO_OLD_TO_DELETE_S
        return [
            message
            for message in self.anna.messages
            if message["date"] > young
            and any(
                data.startswith("d")
                and data.split(":")[1] in drafts
                and not data.endswith((":resume", ":restore"))
                for _, data in _pressable([message])
            )
        ]

    async def _press(self, buttons: Sequence[tuple[int, str]], which: int, times: int) -> bool:
        if not buttons:
            return False
        message_id, data = _chosen(buttons, which)
        self.has_forged |= (message_id, data) not in _pressable(self.anna.messages)

        def press() -> None:
            for _ in range(times):
                self.anna.presses(message_id, data, forged=True)

        return await self._act(press, at_once=True)

    async def _act(self, act: Callable[[], object], *, at_once: bool = False) -> bool:
        try:
            act()
        except PersonError:  # no application would let a person do this
            return False
        await self._deliver(at_once=at_once)
        return True

    async def _deliver(self, *, at_once: bool = False) -> None:
        messenger, refused = self.stage.messenger, self.api.refused
        updates = messenger.waiting()
        if at_once:
            fed = await asyncio.gather(*map(messenger.feed, updates), return_exceptions=True)
        else:
            fed = [await _failure(messenger.feed, update) for update in updates]
        for failure in fed:
            if isinstance(failure, TelegramAPIError) and self.api.refused > refused:
                continue  # the apology was refused as well
            if isinstance(failure, BaseException):
                raise failure

    async def _any_draft(self, which: int) -> str:
        drafts = await self._select("SELECT id FROM drafts ORDER BY updated_at")
        return str(_chosen(drafts, which).id) if drafts else "0" * 32

    async def _rows_of_anna(self) -> list[Any]:
        anna = f"(SELECT id FROM residents WHERE user_id = {ANNA})"  # noqa: S608
        return [
            tuple(row)
            for of in (
                f"SELECT * FROM drafts WHERE resident_id = {anna} ORDER BY id",  # noqa: S608
                f"SELECT * FROM reports WHERE resident_id = {anna} ORDER BY number",  # noqa: S608
                "SELECT * FROM photos ORDER BY id",
                "SELECT * FROM report_events ORDER BY id",
            )
            for row in await self._select(of)
        ]

    async def _select(self, statement: str) -> Sequence[Any]:
        async with self.database.reading() as connection:
            return (await connection.exec_driver_sql(statement)).all()

    def _screen(self) -> dict[int, Any]:
        shown = {m["message_id"]: m for m in self.anna.messages if m["from"]["is_bot"]}
        return {number: (text_of(m), m.get("reply_markup"), m.get("photo")) for number, m in shown.items()}

    def transcript(self) -> str:
        return PersonInChat(self.stage.messenger, self.anna).transcript()


async def _failure(feed: Callable[[Any], Any], update: Any) -> Exception | None:
    try:
        await feed(update)
    except Exception as error:
        return error
    return None


@contextmanager
def _unexpected(is_excused: Callable[[], bool]) -> Iterator[None]:
    """Raise what the bot only logged, unless the messenger had been made to refuse."""
    with capture_logs() as logs:
        yield
    for entry in logs:
        if entry["event"] == "update failed" and not is_excused():
            raise AssertionError("error-unexpected") from entry["exc_info"]


def _pressable(messages: Sequence[Message]) -> list[tuple[int, str]]:
    return [
        (message["message_id"], button["callback_data"])
        for message in messages
        for row in message.get("reply_markup", {}).get("inline_keyboard", [])
        for button in row
        if "callback_data" in button
    ]


def _chosen(things: Sequence[T], which: int) -> T:
    """The newest for 0, the one before it for 1, and so on, round and round."""
    return things[-1 - which % len(things)]


TEXTS = st.sampled_from(WORDS) | st.text(min_size=1, max_size=40).filter(str.strip)
CAPTIONS = st.just("") | st.sampled_from([words for words in WORDS if len(words) < 1000])
SEEDS = st.integers(1, 9)
TIMES = st.sampled_from([1, 1, 2])


def act(name: str, *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(st.just(name), *arguments)


ACTS = st.one_of(
    act("does_nothing"),
    act("says", TEXTS),
    act("says", st.sampled_from(WORDS[:6])),
    act("says", st.sampled_from(COMMANDS)),
    act("presses_menu", ANY),
    act("taps_below", ANY),
    act("sends_photo", SEEDS, CAPTIONS),
    act("sends_night"),
    act("sends_album", st.lists(SEEDS, min_size=2, max_size=7), CAPTIONS, st.booleans()),
    act("sends_file", st.integers(0, len(FILES) - 1), CAPTIONS),
    act("shares", st.sampled_from([0, 0, 1, 2])),
    act("shares_live", st.integers(0, 2)),
    act("moves_live"),
    act(
        "sends_venue", st.sampled_from(["", "Кафе «Пушкинъ» <&>", "К" * 300]), st.sampled_from(["", "Тверская 7"])
    ),
    act("sends_something_else", st.sampled_from(["voice", "video", "sticker", "contact", "poll"])),
    act("sends_video_with_words"),
    act("forwards", ANY),
    act("edits", ANY, TEXTS),
    act("deletes_own", ANY),
    act("presses", st.integers(0, 3), TIMES),
    act("presses", st.integers(0, 3), TIMES),
    act("presses", ANY, TIMES),
    act(
        "presses_label", st.sampled_from(["✅", "✏️", "📄", "↩️", "📷", "🗑", "▶️", "🆕", "⏭", "📍", "🏷", "💬"]), TIMES
    ),
    act(
        "presses_label", st.sampled_from(["✅", "✏️", "📄", "↩️", "📷", "🗑", "▶️", "🆕", "⏭", "📍", "🏷", "💬"]), TIMES
    ),
    act("has_a_report_to_review"),
    act("types_an_address", TEXTS.filter(lambda words: len(words) < 500)),
    act("presses_old", ANY, TIMES),
    act("forges", ANY, st.sampled_from(FORGED)),
    act("is_pressed_by_boris", ANY),
    act("speaks", st.sampled_from(["ru", "en", "de"])),
    act("time_passes", st.sampled_from([1, 30, 13 * 60, 3 * 24 * 60, 40 * 24 * 60])),
    act("bot_restarts"),
    act("geocoder_is", st.booleans()),
    act("messenger_refuses", st.integers(0, WAYS - 1), st.integers(0, CALLS - 1), st.integers(1, 2)),
)


class Theatre:
    """Opens a fresh world for each example."""

    def __init__(
        self,
        platform: Platform,
        city: City,
        understanding: Understanding,
        workshop: PhotoWorkshop,
        empty_database: Path,
    ) -> None:
        self._platform = platform
        self._city, self._understanding, self._workshop = city, understanding, workshop
        self._empty_database = empty_database

    async def play(self, acts: Sequence[tuple[Any, ...]]) -> None:
        with TemporaryDirectory() as folder:
            shutil.copy(self._empty_database, Path(folder) / "gorod.db")
            database = await open_database(f"sqlite+aiosqlite:///{folder}/gorod.db")
            clock, geocoder = Hands(), SmallGeocoder()
            world = World(
                city=self._city,
                understanding=self._understanding,
                database=database,
                photos=ObstorePhotos("memory:///"),
                workshop=self._workshop,
                studio=ChartStudio(),
                geocoder=geocoder,
                links=NoLinks(),
                clock=clock,
            )
            try:
                await self._play(acts, world, clock, geocoder)
            finally:
                await database.close()

    async def _play(
        self, acts: Sequence[tuple[Any, ...]], world: World, clock: Hands, geocoder: SmallGeocoder
    ) -> None:
        async with AsyncExitStack() as stack:
            if self._platform is Platform.TELEGRAM:
                telegram = CountingApi(clock)
                enter = await stack.enter_async_context(in_telegram(telegram))
                play = Play(world, clock, geocoder, telegram, enter)
            else:
                other = CountingMax(clock)
                enter = await stack.enter_async_context(in_max(other))
                play = Play(world, clock, geocoder, other, enter)
            try:
                for one in acts:
                    await play.plays(one)
            except BaseException:
                note(play.transcript())
                raise

    def __repr__(self) -> str:
        """Short: a failing example shows its arguments."""
        return "theatre"


@pytest.fixture(scope="module", params=list(Platform), ids=str)
def theatre(
    request: pytest.FixtureRequest,
    city: City,
    understanding: Understanding,
    workshop: PhotoWorkshop,
    empty_database: Path,
) -> Theatre:
    return Theatre(request.param, city, understanding, workshop, empty_database)


@settings(settings.get_profile(PROFILE), deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, min_size=10, max_size=MOST_ACTS))
async def test_after_any_thirty_acts_the_bot_answers_and_the_draft_is_in_order(
    acts: list[tuple[Any, ...]], theatre: Theatre
) -> None:
    await theatre.play(acts)
