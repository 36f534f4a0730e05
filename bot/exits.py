"""How a command that cannot go on ends: one line on standard error and exit code 2."""

from collections.abc import Callable
from typing import NoReturn, ParamSpec, TypeVar

import typer

from bot.errors import ConfigError

P = ParamSpec("P")
T = TypeVar("T")


def fail(line: str) -> NoReturn:
    """End the command."""
    typer.echo(f"gorod-bot: {line}", err=True)
    raise typer.Exit(2)


def or_exit(read: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What `read` gives; the command ends where the configuration or the city pack is wrong."""
    try:
        return read(*arguments, **named)
    except ConfigError as error:
        fail(str(error))
