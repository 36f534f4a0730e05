"""Who writes to the bot and who works for the city, as stored."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.areas import Area, AreaNews, NewArea
from bot.domain.broadcasts import Audience
from bot.domain.letters import Letter
from bot.domain.linking import LinkCode
from bot.domain.operators import Invitation, Operator, Role
from bot.domain.places import Place
from bot.domain.points import PointsEntry
from bot.domain.residents import Account, Platform, Resident


class Residents(Protocol):
    async def of(self, platform: Platform, user_id: int) -> Resident | None:
        """Whose account this is, whichever of theirs."""
        ...

    async def add(
        self, *, platform: Platform, user_id: int, chat_id: int, name: str, locale: str, created_at: datetime
    ) -> Resident: ...

    async def update(self, resident: Resident) -> None: ...

    async def accounts(self, resident_id: int) -> Sequence[Account]:
        """All of the person's, in the order of the messengers."""
        ...

    async def reachable(self, resident_id: int) -> Sequence[Account]:
        """Those of them that have not blocked the bot."""
        ...

    async def set_account_blocked(self, account: Account, at: datetime | None) -> None:
        """Of one account; `set_blocked` says that the person cannot be reached."""
        ...

    async def set_address(self, resident_id: int, account: Account) -> None:
        """Write to one of the person's accounts from now on; it is taken for reachable."""
        ...

    async def detach(self, resident_id: int, account: Account) -> None:
        """The account is nobody's; it must not be the one that is written to."""
        ...

    async def merge(self, kept_id: int, gone_id: int) -> None:
        """All that is theirs, accounts too, is the kept one's; settings and address stay as the kept one's are."""
        ...

    async def get(self, resident_id: int) -> Resident | None: ...

    async def set_blocked(self, resident_id: int, at: datetime | None) -> None: ...

    async def set_banned(self, resident_id: int, at: datetime | None) -> None: ...

    async def wanting_digest(self, *, after: int, limit: int) -> Sequence[Resident]:
        """Residents with an id above `after`, by id, who switched the digest on or follow a place by the week."""
        ...

    async def audience_count(self, audience: Audience, of: str) -> int:
        """How many residents a broadcast would reach: not blocked, news not switched off."""
        ...

    async def audience(self, audience: Audience, of: str, *, after: int, limit: int) -> Sequence[int]:
        """Their ids above `after`, in order."""
        ...

    async def districts(self, prefix: str, limit: int) -> Sequence[str]:
        """Names of districts with reports, that begin so, whatever the case; by name."""
        ...


class LinkCodes(Protocol):
    """Codes that link accounts, by their hashes."""

    async def put(self, code: LinkCode) -> None:
        """Keep it; an older one of the same person is good for nothing any more."""
        ...

    async def get(self, code_hash: str) -> LinkCode | None: ...

    async def take(self, code_hash: str) -> LinkCode | None:
        """Remove it and give it, once; None when there is none (any more)."""
        ...

    async def remove_expired(self, before: datetime) -> int:
        """Those that expired before."""
        ...


class Operators(Protocol):
    """Operators besides the owners, and invitations."""

    async def of(self, resident_id: int) -> Operator | None: ...

    async def put(self, operator: Operator, *, invited_by: int) -> None:
        """Insert or replace the person's role."""
        ...

    async def remove(self, resident_id: int) -> bool: ...

    async def all(self) -> Sequence[Operator]:
        """By role and name."""
        ...

    async def working_for(self, role: Role, agency_id: str | None) -> Sequence[Operator]:
        """Operators of a role; of one agency, if given."""
        ...

    async def add_invitation(self, invitation: Invitation) -> None: ...

    async def take_invitation(self, code_hash: str) -> Invitation | None:
        """Remove it and give it, once; None when there is none (any more)."""
        ...

    async def remove_invitations(self, before: datetime) -> int:
        """Those that expired before."""
        ...


class Letters(Protocol):
    async def add(self, letter: Letter) -> None: ...

    async def count_of_resident(self, resident_id: int, *, since: datetime) -> int: ...

    async def unread(self, limit: int) -> Sequence[Letter]:
        """Letters that have not been shown to the editors, the oldest first."""
        ...

    async def set_read(self, letter_id: int) -> None: ...


class Points(Protocol):
    """The ledger: entries are added, never changed."""

    async def book(self, entry: PointsEntry) -> bool:
        """False when this resident has points for this report and occasion already."""
        ...

    async def balance(self, resident_id: int) -> int: ...

    async def of_resident(self, resident_id: int, *, offset: int, limit: int) -> Sequence[PointsEntry]:
        """The latest first."""
        ...


class Areas(Protocol):
    """The parts of the city that residents follow, and what happens there."""

    async def add(self, area: NewArea) -> Area: ...

    async def of_resident(self, resident_id: int) -> Sequence[Area]:
        """In the order they were added."""
        ...

    async def get(self, resident_id: int, area_id: int) -> Area | None:
        """None when there is none, or it is not the resident's."""
        ...

    async def listening(self, place: Place, *, after: int, limit: int) -> tuple[Sequence[Area], int | None]:
        """Areas that a place lies in and whose residents hear at once, by number, above `after`; where to go on.

        The page may be shorter than `limit`, or empty, while there is more; None ends it.
        """
        ...

    async def set_at_once(self, resident_id: int, area_id: int, at_once: bool) -> None:
        """Nothing happens when the area is not the resident's."""
        ...

    async def set_address(self, resident_id: int, area_id: int, address: str) -> None:
        """Nothing happens when the area is not the resident's."""
        ...

    async def remove(self, resident_id: int, area_id: int) -> None:
        """Nothing happens when the area is not the resident's."""
        ...

    async def note(self, news: AreaNews) -> None:
        """Keep it for those who listen and for the digest; what a report has had before is left out."""
        ...

    async def untold(self, limit: int) -> Sequence[AreaNews]:
        """News that somebody may still have to be told, the oldest first."""
        ...

    async def set_told(self, news: AreaNews, told: int | None) -> None:
        """How far it has come: the last area, or None for all."""
        ...

    async def news(self, area: NewArea, *, since: datetime, limit: int) -> Sequence[AreaNews]:
        """What happened in an area, the latest first.

        Args:
            limit: Of what is looked at: the area's surroundings included.
        """
        ...

    async def remove_old_news(self, before: datetime) -> int:
        """Those that all have been told; how many."""
        ...
