"""How fast the bot answers in MAX, beside Telegram.

The messengers are the sandbox in this process, the bot is `answerer` in another: both can use a core. People's
updates wait in the messenger before the clock starts; it stops when the last answer stands in its chat.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bot.callbacks import SetSwitch
from bot.domain.residents import Platform
from bot.platforms.max.pace import CHAT_PER_SECOND, PER_SECOND
from bot.platforms.max.polling import APART_S, AT_ONCE
from bot.platforms.sandbox.max.people import MaxPerson
from bot.platforms.sandbox.people import Person
from bot.platforms.sandbox.server import Sandbox
from bot.platforms.sandbox.state import State
from tests.bench.answerer import Answerer, Served, answerer
from tests.bench.processes import PATIENCE_S, wait_until
from tests.bench.server import sandbox
from tests.bench.tables import show, spread

RUNS = 5
PEOPLE = 400
FIRST_ID = {Platform.TELEGRAM: 6_000_000, Platform.MAX: 7_000_000}
SWITCH = f"{SetSwitch.__prefix__}{SetSwitch.__separator__}"

COLUMNS = (Platform.TELEGRAM, Platform.MAX)
TEXT = "/help, answered by a message"
PRESS = "a press of a switch, answered by an edit"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """An update of each person, and what answering them took."""

    seconds: float
    cpu_s: float
    sandbox_cpu_s: float
    """Of this process: what the messenger took."""

    @property
    def per_second(self) -> float:
        return PEOPLE / self.seconds

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu_s / PEOPLE

    @property
    def busy(self) -> float:
        """How much of the time the bot had the core, in percent: far below 100 something else held it up."""
        return 100 * self.cpu_s / self.seconds

    @property
    def sandbox_cpu_ms(self) -> float:
        return 1000 * self.sandbox_cpu_s / PEOPLE


Figure = Callable[[Answered], float]


class Screens:
    """What people get to see, as it comes; heard in the sandbox's thread."""

    def __init__(self, state: State) -> None:
        self.switches: dict[int, tuple[int, str]] = {}
        """By chat: the message with a switch on it, and what pressing that says now."""
        self._missing: Counter[str] = Counter()
        self._whole = threading.Event()
        self._last_at = 0.0
        state.listen(self._hear)

    def expect(self, **events: int) -> None:
        """So many of each kind from now on."""
        self._missing = Counter(events)
        self._whole.clear()

    def whole_at(self) -> float:
        """The moment when the last of them came, on the clock of `time.monotonic`.

        Raises:
            TimeoutError: Some did not come within a minute.
        """
        if not self._whole.wait(PATIENCE_S):
            raise TimeoutError(f"missing: {dict(self._missing)}")
        return self._last_at

    def _hear(self, event: Json) -> None:
        kind = event["event"]
        if kind == "message":
            if not event["message"]["from"]["is_bot"]:
                return
            self._look(event["message"])
        if kind in self._missing:
            self._missing[kind] -= 1
            if not any(self._missing.values()):
                self._last_at = time.monotonic()
                self._whole.set()

    def _look(self, message: Json) -> None:
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        said = (button.get("callback_data", "") for row in rows for button in row)
        if switch := next((data for data in said if data.startswith(SWITCH)), None):
            self.switches[message["chat"]["id"]] = (int(message["message_id"]), switch)


class Crowd:
    """People in one messenger, each in a chat of their own."""

    def __init__(self, platform: Platform, messenger: Sandbox) -> None:
        self.platform = platform
        api = messenger.max_api if platform is Platform.MAX else messenger.api
        self.state: State = api.state
        self.screens = Screens(self.state)
        first = FIRST_ID[platform]
        self.people: Sequence[Person | MaxPerson] = [
            api.add_person(first + number, f"Resident {number}") for number in range(PEOPLE)
        ]

    def meet(self, bot: Answerer) -> None:
        """Everybody opens the settings; nothing of it is counted but that they stand."""
        for one in self.people:
            one.says("/settings")
        bot.begin(self.platform)
        wait_until(lambda: len(self.screens.switches) == PEOPLE and not self._waiting(), "everybody's settings")
        bot.end()

    def ask(self, bot: Answerer) -> Answered:
        """A text, answered by a message."""
        for one in self.people:
            one.says("/help")
        return self._answered(bot, message=PEOPLE)

    def press(self, bot: Answerer) -> Answered:
        """A button, answered by an edit of its message and by letting it go."""
        for one in self.people:
            one.presses(*self.screens.switches[one.chat_id])
        return self._answered(bot, message=PEOPLE, answer=PEOPLE)

    def _answered(self, bot: Answerer, **events: int) -> Answered:
        self.screens.expect(**events)
        began, used = time.monotonic(), time.process_time()
        bot.begin(self.platform)
        ended = self.screens.whole_at()
        used = time.process_time() - used
        wait_until(lambda: not self._waiting(), "the last update confirmed")
        return Answered(ended - began, bot.end(), used)

    def _waiting(self) -> int:
        with self.state.transaction():
            return self.state.pending_count()


def measure() -> None:
    asked: dict[Platform, list[Answered]] = {platform: [] for platform in COLUMNS}
    pressed: dict[Platform, list[Answered]] = {platform: [] for platform in COLUMNS}
    with TemporaryDirectory() as name, sandbox() as messenger:
        served = Served(messenger.url, messenger.api.token, messenger.max_api.token)
        crowds = [Crowd(platform, messenger) for platform in COLUMNS]
        with answerer(Path(name), served) as bot:
            for crowd in crowds:
                crowd.meet(bot)
            for _ in range(RUNS):
                for crowd in crowds:
                    asked[crowd.platform].append(crowd.ask(bot))
                for crowd in crowds:
                    pressed[crowd.platform].append(crowd.press(bot))
    _show(asked, pressed)


def _show(asked: dict[Platform, list[Answered]], pressed: dict[Platform, list[Answered]]) -> None:
    def row(what: str, unit: str, runs: dict[Platform, list[Answered]], of: Figure, digits: int) -> list[str]:
        return [what, unit, *(spread([of(run) for run in runs[one]], digits) for one in COLUMNS)]

    rows = [["", "", "Telegram", "MAX"]]
    for what, runs in ((TEXT, asked), (PRESS, pressed)):
        rows += [
            row(what, "updates/s", runs, lambda run: run.per_second, 0),
            row("", "CPU ms each", runs, lambda run: run.cpu_ms, 2),
            row("", "core busy, %", runs, lambda run: run.busy, 0),
            row("beside it, the sandbox", "CPU ms each", runs, lambda run: run.sandbox_cpu_ms, 2),
        ]
    show(
        f"{PEOPLE} people's updates at once, nothing paced (medians of {RUNS} runs, the bot on one core)",
        rows,
    )
    share = PER_SECOND * median(run.cpu_ms for run in asked[Platform.MAX] + pressed[Platform.MAX]) / 10
    print(  # noqa: T201
        f"  MAX itself allows {PER_SECOND} requests a second in all, {CHAT_PER_SECOND} into one chat, and gives at"
        f" most {AT_ONCE} events every {APART_S:g} s:\n  that is {PER_SECOND} of these updates a second, each"
        f" answered by one request, and {share:.0f} % of the bot's core."
    )
