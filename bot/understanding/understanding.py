"""All that can be understood of a resident's words, behind one door."""

import asyncio
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

from bot.domain.catalogue import Catalogue, Elsewhere, Emergency
from bot.understanding.gist import GistReader
from bot.understanding.mentions import Mentions, mentions_of
from bot.understanding.problems import Problems
from bot.understanding.small_talk import SmallTalk, SmallTalkReader
from bot.understanding.stops import Stops
from bot.understanding.topic_search import Suggestions, TopicIndex
from bot.understanding.words import Lemmas


class Understanding:
    """Made once of a catalogue."""

    def __init__(self, catalogue: Catalogue, *, cache: Path | None = None) -> None:
        """Read the catalogue, and learn from its examples.

        Args:
            cache: Folder for what was learned, so that the next start is quicker; None for none.
        """
        self.index = TopicIndex(catalogue, cache=cache)
        self._worker = ThreadPoolExecutor(1, "topics")  # more would only take the interpreter from the event loop
        gist = GistReader(catalogue, self.index.learned)
        self._stops = Stops(catalogue, self.index.lemmas, gist)
        self._small_talk = SmallTalkReader(self.index.lemmas, gist, self.index.fit)
        self._problems = Problems(catalogue, self.index.lemmas)

    @property
    def lemmas(self) -> Lemmas:
        """For others that compare words: the dictionary is loaded once."""
        return self.index.lemmas

    def danger(self, words: str, passed: Collection[str] = ()) -> Emergency | None:
        """The emergency that the words tell of; none of those whose ids are in `passed`."""
        return self._stops.danger(words, passed)

    def elsewhere(self, words: str, passed: Collection[str] = ()) -> Elsewhere | None:
        """The service that the words are for, if it is not the city's; none of those in `passed`."""
        return self._stops.elsewhere(words, passed)

    def small_talk(self, words: str, *, only_sure: bool = False) -> SmallTalk | None:
        """What the words are when they report nothing, and are no danger and nothing for others either.

        Args:
            only_sure: Only what nothing else can be meant by.
        """
        kind = self._small_talk.of(words, only_sure=only_sure or self.danger(words) is not None)
        return kind if kind is SmallTalk.ADDRESS or not self._stops.is_named(words) else None

    def mentions(self, words: str) -> Mentions:
        """The address and the details that the words name."""
        return mentions_of(words, self.lemmas)

    async def topics(
        self,
        words: str,
        *,
        day: date,
        by_hand: Mapping[str, bool] | None = None,
        place: str | None = None,
        limit: int = 3,
    ) -> Suggestions:
        """Topics open on `day` that the words may mean; none when they fit no topic.

        Args:
            by_hand: Topics that are open or closed whatever the day.
            place: The kind of object at the place, as in the catalogue, where it is known.
        """
        suggest = partial(self.index.suggest, words, day=day, by_hand=by_hand, place=place, limit=limit)
        return await asyncio.get_running_loop().run_in_executor(self._worker, suggest)

    async def problems(self, words: str, *, day: date) -> tuple[str, ...]:
        """The words problem by problem, where they tell of several; else all of them as one."""
        return await self._problems.of(words, day=day, topics=self.topics)
