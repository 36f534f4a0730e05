"""Who works on reports for the city, and what each may see and do.

What a role may do to a report itself stands in `life_cycle`; here is the rest.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.residents import Platform


class Role(StrEnum):
    """One person has one role; owners come from the configuration, the others by invitation."""

    OWNER = "owner"
    EDITOR = "editor"
    AGENCY = "agency"
    CONTROL = "control"
    ANALYST = "analyst"


class Right(StrEnum):
    """What is asked besides moving a report."""

    SEE_REPORTS = "see_reports"
    SEE_FIGURES = "see_figures"
    BROADCAST = "broadcast"
    SWITCH_TOPICS = "switch_topics"
    BAN = "ban"
    MANAGE_OPERATORS = "manage_operators"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: frozenset(Right),
    Role.EDITOR: frozenset(
        {Right.SEE_REPORTS, Right.SEE_FIGURES, Right.BROADCAST, Right.SWITCH_TOPICS, Right.BAN}
    ),
    Role.AGENCY: frozenset({Right.SEE_REPORTS, Right.SEE_FIGURES}),
    Role.CONTROL: frozenset({Right.SEE_REPORTS, Right.SEE_FIGURES}),
    Role.ANALYST: frozenset({Right.SEE_FIGURES}),
}

INVITED = (Role.EDITOR, Role.AGENCY, Role.CONTROL, Role.ANALYST)
"""Roles that an invitation can give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A person with a role.

    Attributes:
        resident_id: The person, as the bot knows everyone who writes to it.
        name: As the person calls themselves in the messenger.
        agency_id: Whose reports an `AGENCY` operator sees and answers; None for the other roles.
        since: None for owners, who stand in the configuration.
    """

    resident_id: int
    name: str
    role: Role
    agency_id: str | None = None
    since: datetime | None = None

    def may(self, right: Right) -> bool:
        return right in RIGHTS[self.role]

    def sees_agency(self, agency_id: str) -> bool:
        """Whether reports and figures of an agency are this operator's business."""
        return self.role is not Role.AGENCY or self.agency_id == agency_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link that makes one person an operator, once.

    Attributes:
        code_hash: SHA-256 of the code in the link, hexadecimal: the code itself is not stored.
        invited_by: The operator's resident id.
        expires_at: A day after it was made.
    """

    code_hash: str
    role: Role
    agency_id: str | None
    invited_by: int
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """The chat of a messenger where the operators work together."""

    platform: Platform
    chat_id: int
