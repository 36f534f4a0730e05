"""One call of the bot: its query, body and the part of its path that varies, read as MAX reads them."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.platforms.sandbox.max.errors import malformed
from bot.platforms.sandbox.params import Json

_64_BITS = 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`part` is what stands in the path for `{id}`."""

    query: Mapping[str, str]
    body: Json
    part: str = ""

    def integer(self, name: str) -> int | None:
        """A number of the query; None if it is not there.

        Raises:
            MaxRefusal: It is no number of 64 bits.
        """
        return None if name not in self.query else _integer(name, self.query[name])

    def within(self, name: str, least: int, most: int, default: int) -> int:
        """A number of the query that has bounds."""
        number = self.integer(name)
        if number is not None and not least <= number <= most:
            raise malformed(f"{name}: must be between {least} and {most}")
        return default if number is None else number

    def flag(self, name: str) -> bool:
        """A boolean of the query: a lower-case word."""
        value = self.query.get(name, "false")
        if value not in ("true", "false"):
            raise malformed(f"{name}: true or false required")
        return value == "true"

    def path_id(self) -> int:
        """The chat named in the path."""
        return _integer("chat_id", self.part)


def _integer(name: str, value: str) -> int:
    try:
        number = int(value)
    except ValueError:
        raise malformed(f"{name}: a number required") from None
    if not -_64_BITS <= number < _64_BITS:
        raise malformed(f"{name}: a number of 64 bits required")
    return number
