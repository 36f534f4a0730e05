"""Commands of operators by role: for `/help`, and for the messenger's own menu.

Only a list to read: whether a role may is decided by the use case behind each command.
"""

from collections.abc import Sequence

from bot.domain.operators import Role

_OWNER, _EDITOR, _AGENCY, _CONTROL = Role.OWNER, Role.EDITOR, Role.AGENCY, Role.CONTROL
_EDITORS = frozenset({_OWNER, _EDITOR})
_ANSWERING = _EDITORS | {_AGENCY}
_DECIDING = _EDITORS | {_CONTROL}
_SEEING = _EDITORS | {_AGENCY, _CONTROL}

DESK_COMMANDS: Sequence[tuple[str, str, frozenset[Role]]] = (
    ("queue", "command-queue", _SEEING),
    ("show", "command-show", _SEEING),
    ("publish", "command-publish", _EDITORS),
    ("reject", "command-reject", _EDITORS),
    ("assign", "command-assign", _EDITORS),
    ("answer", "command-answer", _ANSWERING),
    ("promise", "command-promise", _ANSWERING),
    ("return", "command-return", _DECIDING),
    ("return", "command-dispute", frozenset({_AGENCY})),
    ("close", "command-close", _DECIDING),
    ("overdue", "command-overdue", _SEEING),
    ("find", "command-find", _SEEING),
    ("audit", "command-audit", _SEEING),
    ("stats", "command-stats", frozenset(Role)),
    ("export", "command-export", frozenset(Role)),
    ("broadcast", "command-broadcast", _EDITORS),
    ("topic", "command-topic", _EDITORS),
    ("ban", "command-ban", _EDITORS),
    ("unban", "command-unban", _EDITORS),
    ("operators", "command-operators", frozenset({_OWNER})),
    ("invite", "command-invite", frozenset({_OWNER})),
)
"""Name, what it does, for whom; in the order of a working day."""


def commands_of(role: Role) -> list[tuple[str, str]]:
    """Pairs of command and what it does."""
    return [(name, text) for name, text, roles in DESK_COMMANDS if role in roles]
