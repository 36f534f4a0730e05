"""Start, memory, and the processor time of a whole report, beside a bare aiogram bot for the same updates."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from PIL import Image

from bot.platforms.sandbox.api import BotApi
from bot.platforms.sandbox.people import Person
from tests.bench.processes import BARE, GOROD, BotProcess, bot_process, make_tables, wait_until
from tests.bench.server import sandbox
from tests.bench.tables import show, spread
from tests.harness.pictures import scene

RUNS = 5
WARM_UP, REPORTS = 10, 15
"""Reports before counting and counted; one resident files no more than twenty a day."""
UPDATES = 7

SendPhoto = Callable[[BotApi, Person, bytes], None]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one process; processor milliseconds are those of one report, after `WARM_UP`."""

    ready_s: float
    rss_mb: float
    photo_ms: float
    file_ms: float
    rss_after_mb: float
    decoding_ms: float
    decoding_mb: float
    """Of the process that decodes photos; a bare bot has none."""


def measure() -> None:
    picture = one_megabyte()
    gorod: list[Figures] = []
    bare: list[Figures] = []
    with TemporaryDirectory() as name:
        for run in range(RUNS + 1):
            folder = Path(name) / f"gorod{run}"
            folder.mkdir()
            if run == 0:
                first = _run(GOROD, folder, picture, _report_to_gorod)
                continue
            make_tables(folder)
            gorod.append(_run(GOROD, folder, picture, _report_to_gorod))
            bare.append(_run(BARE, folder, picture, _report_to_bare))
    _show(gorod, bare, first, len(picture))


def _run(
    command: tuple[str, ...],
    folder: Path,
    picture: bytes,
    report: Callable[[BotApi, Person, SendPhoto, bytes], None],
) -> Figures:
    with sandbox() as messenger:
        anna = messenger.api.person()
        anna.says("/start")
        started = time.monotonic()
        with bot_process(command, folder, messenger.url, messenger.api.token) as bot:
            wait_until(lambda: _answers(anna) > 0, "the first answer")
            ready_s, rss_mb = time.monotonic() - started, bot.rss_mb
            for _ in range(WARM_UP):
                report(messenger.api, anna, as_photo, picture)
            photo_ms, file_ms = (
                _cost(bot, lambda send=send, who=who: report(messenger.api, who, send, picture))  # type: ignore[misc]
                for send, who in ((as_photo, _somebody(messenger.api, 1)), (as_file, _somebody(messenger.api, 2)))
            )
            decoders = bot.children
            photos = WARM_UP + 2 * REPORTS
            return Figures(
                ready_s,
                rss_mb,
                photo_ms,
                file_ms,
                bot.rss_mb,
                decoding_ms=1000 * sum(decoder.cpu_s for decoder in decoders) / photos,
                decoding_mb=sum(decoder.rss_mb for decoder in decoders),
            )


def _cost(bot: BotProcess, act: Callable[[], None]) -> float:
    """Processor milliseconds of one act, over `REPORTS` of them."""
    time.sleep(0.3)  # the last answers of whatever was before are still being read by the bot
    before = bot.cpu_s
    for _ in range(REPORTS):
        act()
    time.sleep(0.3)
    return 1000 * (bot.cpu_s - before) / REPORTS


def _somebody(api: BotApi, number: int) -> Person:
    return api.add_person(5000 + number, f"Resident {number}")


def as_photo(api: BotApi, who: Person, picture: bytes) -> None:
    """As a photo in high definition: the messenger's own largest size is that of the picture."""
    with api.state.transaction():
        file = api.state.add_file("photo", picture, extension=".jpg", mime="image/jpeg")
        size = {"width": 2560, "height": 1920, "file_size": len(picture)}
        ids = {name: file[name] for name in ("file_id", "file_unique_id")}
        api.state.put_file({**file, "object": [{**ids, **size}]})
        who.sends({"photo": [{**ids, **size}]})


def as_file(_api: BotApi, who: Person, picture: bytes) -> None:
    who.sends_file(picture, "IMG_1.jpg", "image/jpeg")


def _report_to_gorod(api: BotApi, who: Person, send_photo: SendPhoto, picture: bytes) -> None:
    for act, words in (
        (lambda: who.says("/start"), "Здравствуйте"),
        (lambda: who.says("📝 Сообщить о проблеме"), "Где это?"),
        (lambda: who.shares(55.7576, 37.6119), "Что случилось?"),
        (lambda: who.says("яма на дороге"), "Покажите на фото"),
        (lambda: send_photo(api, who, picture), "Проверьте и отправляйте"),
        (lambda: who.taps("✅ Отправить"), "принято"),
    ):
        act()
        wait_until(lambda words=words: words in _last(who), words)  # type: ignore[misc]


def _report_to_bare(api: BotApi, who: Person, send_photo: SendPhoto, picture: bytes) -> None:
    acts: tuple[Callable[[], object], ...] = (
        lambda: who.says("/start"),
        lambda: who.says("📝 Сообщить о проблеме"),
        lambda: who.shares(55.7576, 37.6119),
        lambda: who.says("яма на дороге"),
        lambda: send_photo(api, who, picture),
        lambda: who.presses(who.messages[-1]["message_id"], "send", forged=True),
    )
    for act in acts:
        before = _answers(who)
        act()
        wait_until(lambda before=before: _answers(who) > before, "an echo")  # type: ignore[misc]


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
    Image.blend(picture, grain, 0.25).save(out, "JPEG", quality=81)
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
        row(f"one report, {UPDATES} updates", "CPU ms", lambda f: f.photo_ms, 1, "at most +60"),
        row("the same, the photo sent as a file", "CPU ms", lambda f: f.file_ms, 1, "—"),
        row("resident memory after the reports", "MB", lambda f: f.rss_after_mb, 0, "—"),
        row("beside it, the photo process: a photo", "CPU ms", lambda f: f.decoding_ms, 1, "—"),
        row("beside it, the photo process: memory", "MB", lambda f: f.decoding_mb, 0, "—"),
    ]
    show(f"Start, memory, a whole report (photo of {photo_bytes / 1e6:.2f} MB; medians of {RUNS} runs)", rows)
    print(f"  The very first start, which makes the database: {first.ready_s:.2f} s, {first.rss_mb:.0f} MB.")  # noqa: T201
