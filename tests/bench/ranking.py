"""What residents' words are understood as: right how often, sure how often, how quickly, and what it costs."""

import asyncio
import json
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bot.city_pack import load_city
from bot.topic_evaluation import Sentence, by_locale, judge, read_sentences
from bot.understanding.understanding import Understanding
from tests.bench.tables import show

SENTENCES = Path(__file__).parents[1] / "relevance"
TOPIC_SETS = ("tuning", "held_out", "blind_topics")
"""The first may be tuned on; the others only judge."""
CONSIDERED = 50
AT_ONCE = 20
"""Residents who write in the same moment, when the lag of the loop is measured."""

START = """
import json, sys, time
from pathlib import Path
import bot.memory
from bot.city_pack import load_city

def resident():
    return int(open("/proc/self/status").read().split("VmRSS:")[1].split()[0]) / 1024

bot.memory.load()
catalogue = load_city("moscow").catalogue
before, started, used = resident(), time.perf_counter(), time.process_time()
from bot.understanding.understanding import Understanding
understanding = Understanding(catalogue, cache=Path(sys.argv[1]))
seconds, used = time.perf_counter() - started, time.process_time() - used
bot.memory.settle()
print(json.dumps([seconds, used, resident() - before]))
"""


def measure() -> None:
    with TemporaryDirectory() as folder:
        starts = [["start", "seconds", "of the processor", "wanted", "MB more when ready"]]
        for what, wanted in (("nothing learned yet", "under 3"), ("from the file", "")):
            seconds, used, more = _started(folder)
            starts.append([what, f"{seconds:.2f}", f"{used:.2f}", wanted, f"{more:.0f}"])
        catalogue = load_city("moscow").catalogue
        understanding = Understanding(catalogue, cache=Path(folder))
        sets = {name: read_sentences(file, catalogue) for name in TOPIC_SETS if (file := _file(name)).exists()}
        show("Topics for residents' words", list(_topics(understanding, sets)))
        show("Dangers, matters for others, no reports", list(_kinds(understanding)))
        everything = [sentence for sentences in sets.values() for sentence in sentences]
        unused = Understanding(catalogue, cache=Path(folder))
        show("One suggestion", asyncio.run(_times(unused, everything)))
        show("Start of the understanding", starts)


def _file(name: str) -> Path:
    return SENTENCES / f"{name}.toml"


def _started(folder: str) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and MB of memory, of a process of its own."""
    done = subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-c", START, folder], check=True, capture_output=True, encoding="utf-8"
    )
    seconds, used, more = json.loads(done.stdout)
    return seconds, used, more


def _topics(understanding: Understanding, sets: dict[str, list[Sentence]]) -> Iterable[Sequence[str]]:
    yield ["sentences", "", "count", "first", "among 3", "MRR", "sure", "right if sure"]
    for name, sentences in sets.items():
        judged = judge(sentences, lambda text, day: understanding.index.suggest(text, day=day, limit=CONSIDERED))
        for locale, found in by_locale(judged):
            yield [
                name,
                locale,
                str(found.count),
                f"{found.first:.1%}",
                f"{found.among_three:.1%}",
                f"{found.mrr:.3f}",
                f"{found.sure:.1%}",
                f"{found.right_if_sure:.1%}",
            ]
    yield ["wanted", "", "", "80%", "93%", "", "", "95%"]


def _kinds(understanding: Understanding) -> Iterable[Sequence[str]]:
    """Positives that are found, whatever their kind, and others that are taken for one."""
    yield ["sentences", "count", "found", "of the right kind", "others", "taken for one"]
    stops: tuple[tuple[str, str, str, Callable[[str], str]], ...] = (
        ("emergencies", "emergency", "", lambda text: _id(understanding.danger(text))),
        ("elsewhere", "where", "none", lambda text: _id(understanding.elsewhere(text))),
        ("not_reports", "kind", "report", lambda text: understanding.small_talk(text) or "report"),
    )
    for name, key, ordinary, told in stops:
        for file in (_file(name), _file(f"blind_{name}")):
            if not file.exists():
                continue
            found = [
                (_kind(one, key, ordinary), told(one["text"]) or ordinary)
                for one in tomllib.loads(file.read_text(encoding="utf-8"))["sentence"]
            ]
            positive = [(kind, said) for kind, said in found if kind != ordinary]
            others = [said for kind, said in found if kind == ordinary]
            yield [
                file.stem,
                str(len(positive)),
                _share(said != ordinary for _, said in positive),
                _share(said == kind for kind, said in positive),
                str(len(others)),
                _share(said != ordinary for said in others),
            ]
    yield ["wanted", "", "97% dangers, 90% no reports", "", "", "2% dangers"]


def _id(stop: Any) -> str:
    return stop.id if stop else ""


def _kind(one: dict[str, Any], key: str, ordinary: str) -> str:
    if one.get("is_report") is True:
        return ordinary
    return str(one.get(key) or one.get("elsewhere") or ordinary)


def _share(are: Iterable[bool]) -> str:
    counted = list(are)
    return f"{sum(counted) / len(counted):.1%}" if counted else "-"


async def _times(understanding: Understanding, sentences: list[Sentence]) -> list[list[str]]:
    """Of an understanding that nobody has used before: no cache knows the words."""
    late: list[float] = []

    async def tick() -> None:
        while True:
            started = time.perf_counter()
            await asyncio.sleep(0.001)
            late.append((time.perf_counter() - started) * 1000 - 1)

    async def suggest(sentence: Sentence) -> float:
        started = time.perf_counter()
        await understanding.topics(sentence.text, day=sentence.day)
        return (time.perf_counter() - started) * 1000

    rows = [["", "median ms", "p99 ms", "wanted"]]
    took = [await suggest(one) for one in sentences]
    rows.append([f"one after another ({len(took)})", f"{median(took):.1f}", f"{_p99(took):.1f}", "under 30"])
    ticking = asyncio.ensure_future(tick())
    for start in range(0, len(sentences), AT_ONCE):
        await asyncio.gather(*map(suggest, sentences[start : start + AT_ONCE]))
    ticking.cancel()
    rows.append([f"the event loop is late, {AT_ONCE} at once", f"{median(late):.1f}", f"{_p99(late):.1f}", ""])
    return rows


def _p99(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]
