"""Words to the editors, so that nobody is left alone with a machine; kept until an editor has read them."""

from bot.domain.city import City
from bot.domain.letters import Letter
from bot.domain.residents import Resident
from bot.errors import TooManyLetters
from bot.services.ports import Clock, UnitOfWork

LETTERS_A_DAY = 10
LONGEST_LETTER = 4096


class Letters:
    """Takes letters from residents."""

    def __init__(self, *, city: City, clock: Clock) -> None:
        self._city = city
        self._clock = clock

    async def write(self, resident: Resident, words: str, uow: UnitOfWork) -> None:
        """Keep a letter.

        Raises:
            TooManyLetters: Ten a day are enough; the words stay in the chat.
        """
        now = self._clock()
        async with uow:
            since = self._city.start_of_day(now)
            if await uow.letters.count_of_resident(resident.id, since=since) >= LETTERS_A_DAY:
                raise TooManyLetters(limit=LETTERS_A_DAY)
            await uow.letters.add(Letter(resident_id=resident.id, at=now, words=words[:LONGEST_LETTER]))
            await uow.commit()
