"""The transaction that a use case works in."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

from storage.areas import SqlAreas
from storage.broadcasts import SqlBroadcasts
from storage.database import Database, Reading, Transaction
from storage.drafts import SqlDrafts
from storage.figures import SqlFigures
from storage.group_cards import SqlGroupCards
from storage.letters import SqlLetters
from storage.link_codes import SqlLinkCodes
from storage.markers import SqlMarkers
from storage.notices import SqlNotices
from storage.operators import SqlOperators
from storage.photos import SqlPhotos
from storage.points import SqlPoints
from storage.reports import SqlReports
from storage.residents import SqlResidents
from storage.switches import SqlSwitches


class SqlUnitOfWork:
    """One transaction an `async with`; what is not committed is rolled back on exit. Can be entered again.

    It begins with the first statement and ends with `commit()`: from then on others may write, and a statement
    that still follows begins another one.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._transaction: Transaction | Reading | None = None

    @property
    def residents(self) -> SqlResidents:
        return SqlResidents(self._entered())

    @property
    def areas(self) -> SqlAreas:
        return SqlAreas(self._entered())

    @property
    def link_codes(self) -> SqlLinkCodes:
        return SqlLinkCodes(self._entered())

    @property
    def drafts(self) -> SqlDrafts:
        return SqlDrafts(self._entered())

    @property
    def reports(self) -> SqlReports:
        return SqlReports(self._entered())

    @property
    def letters(self) -> SqlLetters:
        return SqlLetters(self._entered())

    @property
    def photos(self) -> SqlPhotos:
        return SqlPhotos(self._entered())

    @property
    def operators(self) -> SqlOperators:
        return SqlOperators(self._entered())

    @property
    def group_cards(self) -> SqlGroupCards:
        return SqlGroupCards(self._entered())

    @property
    def notices(self) -> SqlNotices:
        return SqlNotices(self._entered())

    @property
    def broadcasts(self) -> SqlBroadcasts:
        return SqlBroadcasts(self._entered())

    @property
    def points(self) -> SqlPoints:
        return SqlPoints(self._entered())

    @property
    def switches(self) -> SqlSwitches:
        return SqlSwitches(self._entered())

    @property
    def figures(self) -> SqlFigures:
        return SqlFigures(self._entered())

    @property
    def markers(self) -> SqlMarkers:
        return SqlMarkers(self._entered())

    async def commit(self) -> None:
        await self._entered().commit()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[None]:
        """Look only: each statement sees what is committed, and nothing can be committed."""
        self._enter(self._database.looking())
        try:
            yield
        finally:
            reading, self._transaction = self._entered(), None
            await reading.close()

    async def __aenter__(self) -> Self:
        self._enter(self._database.transaction())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        transaction, self._transaction = self._entered(), None
        await transaction.close()

    def _enter(self, transaction: Transaction | Reading) -> None:
        if self._transaction is not None:
            raise RuntimeError("this unit of work is entered already: leave it first, or make another")
        self._transaction = transaction

    def _entered(self) -> Transaction | Reading:
        if self._transaction is None:
            raise RuntimeError("a repository works only inside `async with` of its unit of work")
        return self._transaction
