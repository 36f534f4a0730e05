"""Reports by number and by words: what a report is found by, and the search for operators.

Words count in their dictionary forms, those of the description, the address and the topic alike; a report is found
when it has all that were asked for.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, product

from bot.domain.catalogue import Catalogue
from bot.domain.operators import Right
from bot.domain.reports import NewReport, Report
from bot.domain.residents import Resident
from bot.services.counting import whose
from bot.services.ports import UnitOfWork
from bot.services.staff import Staff
from bot.understanding.words import IDLE, LONGEST_WORD, Lemmas, plain

FOUND = 10
MOST_ASKED = 12
"""Words of a search that count."""
MOST_READINGS = 6
"""A written word can be a form of several: «стали» of «сталь» and of «стать». So many combinations are tried."""

_NUMBER = re.compile(r"(?:№|N|#)?\s*(\d{1,18})", re.IGNORECASE)
_TOKEN = re.compile(r"\d+|[а-я]+|[a-z]+")


class WordIndex:
    """Words of reports and of searches, in the forms they are compared in."""

    def __init__(self, catalogue: Catalogue, lemmas: Lemmas) -> None:
        self._catalogue = catalogue
        self._lemmas = lemmas
        self._of_topic = lru_cache(maxsize=None)(self._topic_words)

    def of(self, report: NewReport) -> list[str]:
        """All that the report can be found by, each once."""
        found = dict.fromkeys(self._of_topic(report.topic_id))
        for text in (report.description, report.place.address, report.place.district):
            for word in _words(text or ""):
                found |= dict.fromkeys(self._forms(word))
        return list(found)

    def asked(self, text: str) -> list[tuple[str, ...]]:
        """The forms that each word of a search may stand for."""
        return [self._forms(word) for word in dict.fromkeys(_words(text))][:MOST_ASKED]

    def _topic_words(self, topic_id: str) -> tuple[str, ...]:
        topic = self._catalogue.topics.get(topic_id)
        titles = f"{topic.title.ru} {topic.title.en}" if topic else ""
        return tuple(form for word in _words(titles) for form in self._forms(word))

    def _forms(self, word: str) -> tuple[str, ...]:
        return (word,) if word.isdigit() else self._lemmas.of(word)


class Finding:
    """Looks for reports; an agency's operators find those of their agency."""

    def __init__(self, *, staff: Staff, index: WordIndex) -> None:
        self._staff = staff
        self._index = index

    async def find(self, person: Resident, text: str, uow: UnitOfWork) -> Sequence[Report]:
        """The report of that number first, if the text is one, then those with all of the words, the latest first.

        Raises:
            NotAnOperator, NotAllowed: Why not.
        """
        found: dict[int, Report] = {}
        named: list[Report] = []
        async with uow.reading():
            operator = await self._staff.require(person, Right.SEE_REPORTS, uow)
            if number := _NUMBER.fullmatch(text.strip()):
                report = await uow.reports.get(int(number[1]))
                named = [report] if report is not None and report.is_business_of(operator) else []
            asked = self._index.asked(text)
            for words in islice(product(*asked), MOST_READINGS) if asked else ():
                more = await uow.reports.find(words, agency_id=whose(operator), limit=FOUND)
                found |= {report.number: report for report in more if report.is_business_of(operator)}
        latest = [found[number] for number in sorted(found, reverse=True)]
        return [*named, *(report for report in latest if report not in named)][:FOUND]


def _words(text: str) -> list[str]:
    """Words and numbers; without idle words, single letters, and the tails of monsters."""
    tokens = (token[:LONGEST_WORD] for token in _TOKEN.findall(plain(text)))
    return [token for token in tokens if token.isdigit() or (len(token) > 1 and token not in IDLE)]
