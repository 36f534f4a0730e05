"""`gorod-bot export`: the export of `/export` without a messenger and its limits."""

import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import IO

from bot.city_pack import load_city
from bot.config import Settings
from bot.domain.periods import YEARS, Period
from bot.errors import ConfigError
from bot.services.export_formats import Form
from bot.services.exporting import write_export
from bot.texts import Translator
from bot.wording import export_words
from storage.database import open_database
from storage.migrate import HEAD, revision
from storage.unit_of_work import SqlUnitOfWork

ALWAYS = Period(date(YEARS.start, 1, 1), date(YEARS.stop, 12, 31))


async def export_to(settings: Settings, file: str, form: str, days: tuple[date | None, date | None]) -> int:
    """Write the reports filed from the first day to the last; how many there were.

    Args:
        file: A path, or "-" for standard output.

    Raises:
        ConfigError: The database cannot be opened, or is of another version: a bot that runs is left in peace.
        OSError: The file cannot be written.
    """
    city = load_city(settings.city.pack)
    translator = Translator(city.zone)
    since, until = Period(days[0] or ALWAYS.first, days[1] or ALWAYS.last).moments(city.zone)
    database = await open_database(settings.storage.url)
    try:
        found = await revision(database)
        if found != HEAD:
            raise ConfigError(
                f"storage.url: its tables are at revision {found or 'none'}, not {HEAD}: gorod-bot migrate"
            )
        uow = SqlUnitOfWork(database)
        words = export_words(translator.of(translator.locales[0]))
        with _opened(file) as out:
            async with uow.reading():
                count = await write_export(out, since, until, Form(form), words, city, uow)
            out.flush()
        return count
    finally:
        await database.close()


def _opened(file: str) -> "nullcontext[IO[bytes]] | IO[bytes]":
    return nullcontext(sys.stdout.buffer) if file == "-" else Path(file).open("wb")
