"""Who lives in the MAX side of the sandbox: for tests the people of Telegram's, for the page two of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.platforms.sandbox.api import ANNA, BORIS, GROUP, OLGA, PAVEL, VERA

MIKHAIL = 700_314_159
MARINA = 700_271_828
BOT_ID = 520_100_200
TOKEN = "sandbox-max"  # noqa: S105 no secret: it opens nothing but the sandbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """A person; `part` is what they are here to play, a hint on the page."""

    user_id: int
    first_name: str
    last_name: str = ""
    part: str = "resident"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A group: who of the people is in it, by status. The bot is its administrator."""

    chat_id: int
    title: str
    members: Mapping[int, str] = field(default_factory=dict)


EVERYBODY = (
    Somebody(user_id=ANNA, first_name="Анна", last_name="Смирнова"),
    Somebody(user_id=BORIS, first_name="Борис"),
    Somebody(user_id=OLGA, first_name="Ольга", part="owner"),
    Somebody(user_id=PAVEL, first_name="Павел", part="agency"),
    Somebody(user_id=VERA, first_name="Вера", part="control"),
)
OPERATORS = Gathering(chat_id=GROUP, title="Операторы", members={OLGA: "creator", PAVEL: "member", VERA: "member"})
FROM_MAX = (
    Somebody(user_id=MIKHAIL, first_name="Михаил"),
    Somebody(user_id=MARINA, first_name="Марина", part="owner"),
)
