"""What a resident's words do to a draft besides describing it.

A danger stops it, the topic and the place that the words name are taken. A guess never replaces what the resident
chose, and everything that words have led to says so on the card, one press away from something else.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.city import City
from bot.domain.drafts import Draft, about, at
from bot.domain.places import Place, PlaceSource
from bot.domain.surroundings import kind_at
from bot.services.draft_details import with_details
from bot.services.places import Places
from bot.services.ports import Clock
from bot.understanding.topic_search import Suggestions
from bot.understanding.understanding import Understanding

SUGGESTIONS = 3

UNSAID = frozenset({PlaceSource.PHOTO})
"""Where the camera was is only a guess at where the problem is: an address in words replaces it."""
SAID_IN_PASSING = UNSAID | {PlaceSource.WORDS}


class Hearing:
    """Understands words for drafts of one city."""

    def __init__(self, *, city: City, understanding: Understanding, places: Places, clock: Clock) -> None:
        self._city = city
        self._understanding = understanding
        self._places = places
        self._clock = clock

    def stopped(self, draft: Draft, words: str) -> Draft:
        """The draft with the danger, or the matter for another service, that the words tell of."""
        danger = self._understanding.danger(words, draft.passed)
        if danger is not None:
            return replace(draft, stop=danger.id)
        elsewhere = self._understanding.elsewhere(words, draft.passed) if draft.stop is None else None
        return draft if elsewhere is None else replace(draft, stop=elsewhere.id)

    async def heard(self, before: Draft, draft: Draft, said: str, locale: str, *, instead: bool = False) -> Draft:
        """The draft once its description has got some words.

        Args:
            before: The draft without them.
            said: The words that are new.
            instead: They stand in the place of others, which may have named the place.
        """
        draft = await self.guessed(self.stopped(draft, said))
        draft = with_details(before, draft, self._city.catalogue)
        return await self._placed(draft, said, locale, SAID_IN_PASSING if instead else UNSAID)

    async def guessed(self, draft: Draft) -> Draft:
        """The draft on the topic of its description, where that is sure and the resident has chosen none."""
        if self._is_chosen(draft) or not draft.description:
            return draft
        suggested = await self.topics(draft, draft.description)
        ids = [found.topic_id for found in suggested.found]
        if suggested.sure and ids:
            return about(draft, ids[0], guessed=True)
        if draft.topic_id in ids:
            return draft
        return replace(about(draft, None), topic_query=draft.topic_query)

    async def topics(self, draft: Draft, words: str) -> Suggestions:
        """Topics open today that the words may mean at the draft's place."""
        return await self._understanding.topics(
            words,
            day=self._city.today(self._clock()),
            by_hand=self._city.switches.open,
            place=kind_at(draft.place.address) if draft.place else None,
            limit=SUGGESTIONS,
        )

    def _is_chosen(self, draft: Draft) -> bool:
        return draft.topic_id in self._city.catalogue.topics and not draft.topic_guessed

    async def _placed(self, draft: Draft, said: str, locale: str, replaceable: frozenset[PlaceSource]) -> Draft:
        """The draft at the address among the words; with several to choose from while it has no place."""
        if draft.place is not None and draft.place.source not in replaceable:
            return draft
        address = self._understanding.mentions(said).address
        found: Sequence[Place] = await self._places.mentioned(address, locale) if address else ()
        if len(found) == 1:
            return at(draft, found[0])
        return replace(draft, candidates=tuple(found)) if found and draft.place is None else draft
