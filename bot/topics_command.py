"""`gorod-bot topics`: checks a catalogue, tries it with words, and judges it by sentences."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day  # noqa: N812  # options are called `date`
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.exits import fail, or_exit

if TYPE_CHECKING:
    from bot.domain.city import City
    from bot.understanding.understanding import Understanding

LONGEST_LINE = 10_000
"""Bytes of a line of standard input that are read; a message of a messenger has 4096 characters."""
SHOWN = 10
CONFUSED_SHOWN = 20
EXAMPLES, STOPS = "examples.toml", "stops.toml"

topics = typer.Typer(no_args_is_help=True, help="The catalogue of topics, for those who edit it.")

Words = Annotated[str, typer.Argument(help="What a resident might write.")]
Pack = Annotated[str, typer.Option(help="City pack.")]
Date = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="For the seasons; today by default.")]


@topics.command("check")
def check_topics(
    file: Annotated[Path, typer.Argument(help="A catalogue such as bot/cities/moscow/topics.toml.")],
) -> None:
    """Say what is wrong with a catalogue and the sentences beside it, a line each."""
    from bot.catalogue_check import check_catalogue  # noqa: PLC0415
    from bot.examples_check import check_examples  # noqa: PLC0415
    from bot.stops_check import check_stops  # noqa: PLC0415

    beside = {EXAMPLES: check_examples, STOPS: check_stops}
    checks: dict[Path, Any] = {file: beside.get(file.name, check_catalogue)}
    if file.name not in beside:
        checks |= {file.with_name(name): check for name, check in beside.items() if file.with_name(name).exists()}
    wrong = False
    for path, check in checks.items():
        try:
            findings = check(path)
        except OSError as error:
            fail(f"{path}: cannot be read: {error.strerror}")
        for finding in findings:
            typer.echo(f"{path}:{finding.line}: {finding.text}")
        wrong = wrong or bool(findings)
        if not findings:
            typer.echo(f"{path}: no mistakes found.")
    if wrong:
        raise typer.Exit(1)


@topics.command("search")
def search_topics(words: Words, pack: Pack = "moscow", date: Date = None) -> None:
    """Show the topics that typed words find, the best first."""
    opened = _open(pack)
    for found in opened.understanding.index.search(words, day=opened.day(date)):
        typer.echo(opened.line(found.topic_id, found.score))


@topics.command("suggest")
def suggest_topics(
    words: Annotated[str | None, typer.Argument(help="What a resident might write.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Read a text a line from standard input, write a JSON object a line.")
    ] = False,
    pack: Pack = "moscow",
    date: Date = None,
) -> None:
    """Show what a resident's message would be understood as: a danger, no report, or these topics."""
    if as_json == (words is not None):
        fail('topics suggest: give either a text in quotes or "--json" and texts on standard input')
    opened = _open(pack)
    day = opened.day(date)
    if words is None:
        for line in _lines():
            typer.echo(json.dumps(opened.understood(line, day), ensure_ascii=False).encode())
        return
    for line in opened.told(words, day):
        typer.echo(line)


@topics.command("evaluate")
def evaluate_topics(
    file: Annotated[Path, typer.Argument(help="Sentences such as tests/relevance/tuning.toml.")],
    pack: Pack = "moscow",
) -> None:
    """Judge the suggestions by sentences whose topics are known; show which topics are confused."""
    from bot.topic_evaluation import by_locale, confusions, judge, read_sentences  # noqa: PLC0415

    opened = _open(pack)
    sentences = or_exit(read_sentences, file, opened.city.catalogue)
    judged = judge(sentences, lambda text, day: opened.understanding.index.suggest(text, day=day, limit=50))
    typer.echo(f"{'':8}{'sentences':>10}{'first':>9}{'among 3':>9}{'MRR':>8}{'sure':>9}{'right if sure':>15}")
    for name, found in by_locale(judged):
        shares = f"{found.first:9.1%}{found.among_three:9.1%}{found.mrr:8.3f}{found.sure:9.1%}"
        typer.echo(f"{name:8}{found.count:10}{shares}{found.right_if_sure:15.1%}")
    confused = confusions(judged)
    if confused:
        typer.echo(
            f"\nConfused, the most frequent first ({min(CONFUSED_SHOWN, len(confused))} of {len(confused)}):"
        )
    for one in confused[:CONFUSED_SHOWN]:
        typer.echo(f"{one.times:3}  {one.meant} taken for {one.got}: {one.example}")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A city pack and all that its words are understood by."""

    city: "City"
    understanding: "Understanding"

    def day(self, asked: datetime | None) -> Day:
        return (asked or datetime.now(self.city.zone)).date()

    def line(self, topic_id: str, score: float) -> str:
        return f"{score:7.3f}  {topic_id:<28} {self.city.catalogue.topics[topic_id].title.ru}"

    def understood(self, text: str, day: Day) -> dict[str, Any]:
        """As JSON; a text that reports nothing is never sure of a topic."""
        suggested = self.understanding.index.suggest(text, day=day, limit=SHOWN)
        danger, elsewhere = self.understanding.danger(text), self.understanding.elsewhere(text)
        is_report = bool(text.strip()) and self.understanding.small_talk(text) is None
        return {
            "text": text,
            "emergency": danger.id if danger else None,
            "elsewhere": elsewhere.id if elsewhere else None,
            "is_report": is_report,
            "topics": [{"id": found.topic_id, "score": round(found.score, 6)} for found in suggested.found],
            "sure": suggested.sure and is_report,
        }

    def told(self, text: str, day: Day) -> Iterator[str]:
        """The same in words."""
        catalogue, found = self.city.catalogue, self.understood(text, day)
        for kind, stops in (("emergency", catalogue.emergencies), ("elsewhere", catalogue.elsewhere)):
            if found[kind] is not None:
                stop = stops[found[kind]]
                yield f"{kind}: {stop.id}: {stop.title.ru} {', '.join(stop.phones)}".rstrip()
        talk = self.understanding.small_talk(text)
        if talk is not None:
            yield f"no report: {talk}"
        for topic in found["topics"]:
            yield self.line(topic["id"], topic["score"])
        if not found["topics"]:
            yield "no topic fits: the resident is asked"
        else:
            yield "sure: the first is taken" if found["sure"] else "not sure: the first three are offered"


def _open(pack: str) -> _Opened:
    """Quick where the bot has run before: what it learned is in its folder."""
    from bot.city_pack import load_city  # noqa: PLC0415
    from bot.understanding.understanding import Understanding  # noqa: PLC0415

    city = or_exit(load_city, pack)
    cache = Path("data/cache")
    return _Opened(city, Understanding(city.catalogue, cache=cache if cache.is_dir() else None))


def _lines() -> Iterator[str]:
    """The lines of standard input as they come; of a monster its beginning, and no letter that is none."""
    source = sys.stdin.buffer
    while line := source.readline(LONGEST_LINE):
        if not line.endswith(b"\n"):
            while (rest := source.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
        yield line.decode(errors="replace").strip("\ufeff\r\n")
