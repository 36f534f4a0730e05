"""Start, memory, and the processor time of a whole report, beside a bare aiogram bot for the same updates."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from PIL import Image

from bot.platforms.sandbox.people import Person
from tests.bench.processes import BARE, GOROD, BotProcess, bot_process, make_tables, wait_until
from tests.bench.server import sandbox
from tests.bench.tables import show, spread
from tests.harness.pictures import scene

RUNS = 5
REPORTS = 12
WARM_UP = 3
UPDATES = 7


@dataclass(frozen=True, slots=True)
class Figures:
    ready_s: float
    rss_mb: float
    cpu_ms: float
    """Of one report: the median of `REPORTS` after `WARM_UP`."""
    rss_after_mb: float


def measure() -> None:
    photo = one_megabyte()
    gorod, bare, first = [], [], []
    with TemporaryDirectory() as name:
        for run in range(RUNS + 1):
            gorod_folder, bare_folder = Path(name) / f"gorod{run}", Path(name) / f"bare{run}"
            gorod_folder.mkdir()
            bare_folder.mkdir()
            if run:
                make_tables(gorod_folder)
            figures = _run(GOROD, gorod_folder, photo, _report_to_gorod)
            (first if run == 0 else gorod).append(figures)
            if run:
                bare.append(_run(BARE, bare_folder, photo, _report_to_bare))
    _show(gorod, bare, first[0], len(photo))


def _run(command: tuple[str, ...], folder: Path, photo: bytes, report: Callable[[Person, bytes], None]) -> Figures:
    with sandbox() as messenger:
        anna = messenger.api.person()
        anna.says("/start")
        started = time.monotonic()
        with bot_process(command, folder, messenger.url, messenger.api.token) as bot:
            wait_until(lambda: _answers(anna) > 0, "the first answer")
            ready_s, rss_mb = time.monotonic() - started, bot.rss_mb
            costs = [_cost(bot, lambda: report(anna, photo)) for _ in range(WARM_UP + REPORTS)]
            return Figures(ready_s, rss_mb, 1000 * sum(costs[WARM_UP:]) / REPORTS, bot.rss_mb)


def _cost(bot: BotProcess, act: Callable[[], None]) -> float:
    before = bot.cpu_s
    act()
    time.sleep(0.15)  # the last answers are still being read by the bot
    return bot.cpu_s - before


def _report_to_gorod(anna: Person, photo: bytes) -> None:
    _and_wait(anna, lambda: anna.says("/start"), "Здравствуйте")
    _and_wait(anna, lambda: anna.says("📝 Сообщить о проблеме"), "Где это?")
    _and_wait(anna, lambda: anna.shares(55.7576, 37.6119), "Что случилось?")
    _and_wait(anna, lambda: anna.says("яма на дороге"), "О чём это?")
    _and_wait(anna, lambda: anna.taps("Ямы и выбоины на проезжей части"), "Покажите на фото")
    _and_wait(anna, lambda: anna.sends_file(photo, "IMG_1.jpg", "image/jpeg"), "Проверьте и отправляйте")
    _and_wait(anna, lambda: anna.taps("✅ Отправить"), "принято")


def _report_to_bare(anna: Person, photo: bytes) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: anna.says("/start"),
        lambda: anna.says("📝 Сообщить о проблеме"),
        lambda: anna.shares(55.7576, 37.6119),
        lambda: anna.says("яма на дороге"),
        lambda: anna.presses(anna.messages[-1]["message_id"], "topic", forged=True),
        lambda: anna.sends_file(photo, "IMG_1.jpg", "image/jpeg"),
        lambda: anna.presses(anna.messages[-1]["message_id"], "send", forged=True),
    )
    for act in acts:
        before = _answers(anna)
        act()
        wait_until(lambda before=before: _answers(anna) > before, "an echo")  # type: ignore[misc]


def _and_wait(anna: Person, act: Callable[[], object], words: str) -> None:
    act()
    wait_until(lambda: words in _last(anna), words)


def _answers(anna: Person) -> int:
    return sum(1 for message in anna.messages if message["from"]["is_bot"])


def _last(anna: Person) -> str:
    message = anna.messages[-1]
    return str(message.get("text") or message.get("caption") or "") if message["from"]["is_bot"] else ""


def one_megabyte() -> bytes:
    """A photo file of a phone: 2560 × 1920 and about a megabyte of JPEG."""
    picture = scene(3, (640, 480)).resize((2560, 1920), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((2560, 1920), 24).convert("RGB")
    out = BytesIO()
    Image.blend(picture, grain, 0.25).save(out, "JPEG", quality=84)
    return out.getvalue()


def _show(gorod: list[Figures], bare: list[Figures], first: Figures, photo_bytes: int) -> None:
    def row(what: str, unit: str, of: Callable[[Figures], float], digits: int, bound: str) -> list[str]:
        ours, theirs = [of(f) for f in gorod], [of(f) for f in bare]
        more = median(ours) - median(theirs)
        return [what, unit, spread(ours, digits), spread(theirs, digits), f"{more:+.{digits}f}", bound]

    rows = [
        ["", "", "Gorod Bot", "bare aiogram", "more", "wanted"],
        row("ready to answer", "s", lambda f: f.ready_s, 2, "at most +2"),
        row("resident memory when ready", "MB", lambda f: f.rss_mb, 0, "at most +80"),
        row(f"one report, {UPDATES} updates", "CPU ms", lambda f: f.cpu_ms, 1, "at most +60"),
        row("resident memory after the reports", "MB", lambda f: f.rss_after_mb, 0, "—"),
    ]
    show(f"Start, memory, a whole report (photo of {photo_bytes / 1e6:.2f} MB; medians of {RUNS} runs)", rows)
    print(f"  The very first start, which makes the database: {first.ready_s:.2f} s, {first.rss_mb:.0f} MB.")  # noqa: T201
