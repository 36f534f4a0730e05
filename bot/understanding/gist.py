"""How likely words tell of a danger, are for another service, or report nothing, rather than a problem.

Learned beside the topics, by the same means and in the same tables: each danger, each matter for others and each
kind of small talk is one more class, with what people write about it for its texts. What only sounds like a danger
is a class too, so that a burnt bin is not a fire. Without examples nothing is learned, and the patterns decide.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import resources

import numpy as np

from bot.domain.catalogue import Catalogue, Need, Titles, Topic
from bot.understanding.learned import Learned

SCALE = 1.0
"""From differences of scores to chances."""
LONGEST_TEXT = 1000
REMEMBERED = 64

DANGER, ELSEWHERE, NEITHER, TALK = "danger", "elsewhere", "neither", "talk"
"""The kinds of class beside the topics; each is learned as a kind of place is."""

Examples = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Gist:
    """Chances by id, all between 0 and 1; what is left to 1 are the topics, and what only sounds like a danger."""

    dangers: Mapping[str, float] = field(default_factory=dict)
    elsewhere: Mapping[str, float] = field(default_factory=dict)
    talk: Mapping[str, float] = field(default_factory=dict)


class GistReader:
    """Reads the gist by what was learned of a catalogue that was `widened`."""

    def __init__(self, catalogue: Catalogue, learned: Learned | None) -> None:
        self._learned = learned
        self._names = [(name, kind) for name, kind, _ in _classes(catalogue)]
        self._topics = len(catalogue.topics)
        self.of = lru_cache(maxsize=REMEMBERED)(self._of)

    def _of(self, words: str) -> Gist | None:
        """None when nothing was learned, or nothing of the words is known."""
        scores = self._learned.scores(words[:LONGEST_TEXT]) if self._learned else None
        if scores is None:
            return None
        chances = np.exp(SCALE * (scores - scores.max()).astype(np.float64))
        chances /= chances.sum()
        found = list(zip(self._names, chances[self._topics :].tolist(), strict=True))

        def of(wanted: str) -> dict[str, float]:
            return {name: chance for (name, kind), chance in found if kind == wanted}

        return Gist(of(DANGER), of(ELSEWHERE), of(TALK))


def widened(catalogue: Catalogue) -> Catalogue:
    """The catalogue with a topic more for each class that is none, behind its own; only for learning."""
    more = {f"{kind}:{name}": _as_topic(name, kind, texts) for name, kind, texts in _classes(catalogue)}
    return replace(catalogue, topics={**catalogue.topics, **more})


def _classes(catalogue: Catalogue) -> list[tuple[str, str, Examples]]:
    """Name, kind and examples of each class that has any."""
    classes: list[tuple[str, str, Examples]] = [
        *((danger.id, DANGER, danger.examples) for danger in catalogue.emergencies.values()),
        *((matter.id, ELSEWHERE, matter.examples) for matter in catalogue.elsewhere.values()),
        (NEITHER, NEITHER, catalogue.harmless),
        *((name, TALK, {"": texts}) for name, texts in _small_talk().items()),
    ]
    return [one for one in classes if any(one[2].values())]


@lru_cache(maxsize=1)
def _small_talk() -> Examples:
    text = resources.files("bot.understanding").joinpath("small_talk.toml").read_text(encoding="utf-8")
    return {name: tuple(table["examples"]) for name, table in tomllib.loads(text).items() if "examples" in table}


def _as_topic(name: str, kind: str, examples: Examples) -> Topic:
    return Topic(
        id=name,
        category_id="",
        agency_id="",
        title=Titles("", ""),
        hint=Titles("", ""),
        photo=Need.OPTIONAL,
        description=Need.OPTIONAL,
        deadline_days=1,
        place=kind,
        examples=examples,
    )
