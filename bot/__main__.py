"""The command line: `gorod-bot run`, `check`, `migrate`, `export`, `topics`."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from bot import memory
from bot.errors import ConfigError
from bot.exits import fail, or_exit
from bot.logs import set_up_logs
from bot.topics_command import topics

Config = Annotated[
    Path | None, typer.Option("--config", metavar="PATH", help="Settings; config.toml if it is there.")
]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Residents report what is broken in their city by talking to a bot.",
)
app.add_typer(topics, name="topics")


@app.command()
def run(config: Config = None) -> None:
    """Run the bot; without a token it starts its own sandbox messenger in the browser."""
    memory.load()
    from bot.config import load_settings  # noqa: PLC0415
    from bot.running import run as run_app  # noqa: PLC0415  # seconds that other commands need not wait

    set_up_logs()
    settings = or_exit(load_settings, config)
    _in_loop(run_app(settings))


@app.command()
def check(config: Config = None) -> None:
    """Prove the configuration: settings, city pack, database, photo store, geocoder, token."""
    from bot.config import load_settings  # noqa: PLC0415
    from bot.self_check import check_all  # noqa: PLC0415

    settings = or_exit(load_settings, config)
    failed = False
    for finding in _in_loop(check_all(settings)):
        failed = failed or not finding.is_fine
        typer.echo(f"{'ok  ' if finding.is_fine else 'FAIL'} {finding.what}: {finding.says}")
    raise typer.Exit(2 if failed else 0)


@app.command()
def migrate(config: Config = None) -> None:
    """Bring the database's tables to this version; `run` does it too."""
    from bot.config import load_settings  # noqa: PLC0415
    from storage import migrate as migration  # noqa: PLC0415
    from storage.database import open_database  # noqa: PLC0415

    settings = or_exit(load_settings, config)

    async def bring() -> None:
        database = await open_database(settings.storage.url)
        try:
            await migration.migrate(database)
        finally:
            await database.close()

    _in_loop(bring())
    typer.echo(f"The tables are at revision {migration.HEAD}.")


@app.command()
def export(
    file: Annotated[str, typer.Argument(help="Where to write; - is standard output.")],
    form: Annotated[
        Literal["csv", "geojson"], typer.Option("--format", help="A table, or points on a map.")
    ] = "csv",
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of filing.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of filing.")] = None,
    config: Config = None,
) -> None:
    """Write the reports of a period to a file, however many there are; without days, all of them."""
    from bot.config import load_settings  # noqa: PLC0415
    from bot.export_command import export_to  # noqa: PLC0415

    settings = or_exit(load_settings, config)
    days = (since and since.date(), until and until.date())
    try:
        count = _in_loop(export_to(settings, file, form, days))
    except BrokenPipeError:  # whoever read it has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
    except OSError as error:
        fail(f"{file}: cannot be written: {error.strerror}")
    typer.echo(f"{count} reports.", err=True)


def _in_loop(work: Coroutine[Any, Any, Any]) -> Any:
    """Run in an event loop; a failed start is one line and exit code 2."""
    factory = None
    if sys.platform != "win32":
        import uvloop  # noqa: PLC0415

        factory = uvloop.new_event_loop
    try:
        with asyncio.Runner(loop_factory=factory) as runner:
            return runner.run(work)
    except ConfigError as error:
        fail(str(error))
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def main() -> None:
    """Entry point of the `gorod-bot` command."""
    app()


if __name__ == "__main__":
    main()
