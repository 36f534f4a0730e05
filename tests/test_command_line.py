"""`gorod-bot` as an administrator meets it: exit codes, and failures that are one line without a secret.

Most commands run in this process; those that start the bot or a server run as programs.
"""

import os
import re
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot import logs
from bot.__main__ import app
from storage.migrate import HEAD
from tests.browser.program import START_S, Program, clean_environment

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "bot" / "cities" / "moscow" / "topics.toml"
SECRET = "7000001:" + "Wrong-token_of_35_letters" * 2


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, and no settings in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("GOROD_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(logs, "set_up_logs", lambda: None)  # pytest has logging in its own hands
    return tmp_path


def gorod(*arguments: str, **settings: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env=settings, catch_exceptions=False)


def refusal(result: Result) -> str:
    """The one line on standard error of a command that could not start."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert line.startswith("gorod-bot: ")
    return line.removeprefix("gorod-bot: ")


# Configuration


@pytest.mark.parametrize("command", ["run", "check", "migrate"])
@pytest.mark.usefixtures("folder")
def test_an_unknown_key_in_the_environment_stops_the_start(command):
    assert refusal(gorod(command, GOROD_TELEGRAM__TOKN="x")).startswith("GOROD_TELEGRAM__TOKN: unknown key")


@pytest.mark.parametrize("command", ["run", "check", "migrate"])
def test_an_unknown_key_in_the_file_stops_the_start(command, folder):
    (folder / "config.toml").write_text("[sandbox]\nprot = 1\n", encoding="utf-8")
    assert refusal(gorod(command)) == "sandbox.prot: unknown key"


@pytest.mark.parametrize("command", ["run", "check", "migrate"])
@pytest.mark.usefixtures("folder")
def test_a_missing_configuration_file_is_named(command):
    assert refusal(gorod(command, "--config", "nowhere.toml")).startswith("nowhere.toml: cannot be read")


def test_a_configuration_file_is_read_from_where_it_is_said_to_be(folder):
    (folder / "city.toml").write_text('[city]\npack = "atlantis"\n', encoding="utf-8")
    result = gorod("check", "--config", "city.toml")
    assert result.exit_code == 2
    assert "atlantis" in result.output


# Database


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_database_that_cannot_be_opened_is_named(command, folder):
    (folder / "file").touch()
    url = f"sqlite+aiosqlite:///{folder}/file/gorod.db"
    line = refusal(gorod(command, GOROD_STORAGE__URL=url, GOROD_TELEGRAM__TOKEN=SECRET))
    assert line.startswith("storage.url: ")


def test_a_database_server_that_does_not_answer_shows_no_password(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    url = f"postgresql+asyncpg://gorod:sekret@127.0.0.1:{port}/gorod"
    assert refusal(gorod("migrate", GOROD_STORAGE__URL=url)).startswith("storage.url: ")
    result = gorod("check", GOROD_STORAGE__URL=url)
    assert result.exit_code == 2
    assert "sekret" not in result.output


@pytest.mark.usefixtures("folder")
def test_migrate_may_be_repeated():
    for _ in range(2):
        result = gorod("migrate")
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout == f"The tables are at revision {HEAD}.\n"


# check


def test_check_is_content_with_the_defaults_and_says_what_it_proved(folder):
    result = gorod("check")
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    lines = result.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        f"ok   {what}" for what in ("city", "storage", "photos", "geocoder", "telegram", "max")
    ]
    gorod("migrate")
    assert f"tables at revision {HEAD}" in gorod("check").stdout


def test_check_tries_everything_and_marks_what_failed(folder):
    (folder / "file").touch()
    result = gorod(
        "check",
        GOROD_STORAGE__URL=f"sqlite+aiosqlite:///{folder}/file/gorod.db",
        GOROD_PHOTOS__URL="nonsense://x",
    )
    assert result.exit_code == 2
    marks = {line.split()[1].rstrip(":"): line.split()[0] for line in result.stdout.splitlines()}
    fine = dict.fromkeys(("city", "geocoder", "telegram", "max"), "ok")
    assert marks == {**fine, "storage": "FAIL", "photos": "FAIL"}


# Topics


def test_the_catalogue_of_the_city_has_no_mistakes():
    result = gorod("topics", "check", str(CATALOGUE))
    files = (CATALOGUE, CATALOGUE.with_name("examples.toml"), CATALOGUE.with_name("stops.toml"))
    assert (result.exit_code, result.output) == (0, "".join(f"{file}: no mistakes found.\n" for file in files))


def test_mistakes_of_a_catalogue_are_named_with_their_lines(tmp_path):
    text = CATALOGUE.read_text(encoding="utf-8")
    broken = tmp_path / "topics.toml"
    broken.write_text(text.replace('photo = "required"', 'photo = "perhaps"', 1), encoding="utf-8")
    line = text[: text.index('photo = "required"')].count("\n") + 1
    result = gorod("topics", "check", str(broken))
    assert (result.exit_code, result.stderr) == (1, "")
    assert re.match(
        rf"{re.escape(str(broken))}:{line}: .*perhaps|{re.escape(str(broken))}:{line}: ", result.stdout
    )
    assert all(re.match(rf"{re.escape(str(broken))}:\d+: \S", one) for one in result.stdout.splitlines())


def test_a_catalogue_that_is_not_there_is_named(tmp_path):
    assert refusal(gorod("topics", "check", str(tmp_path / "no.toml"))).startswith(f"{tmp_path / 'no.toml'}: ")


def test_search_shows_the_topics_that_words_find():
    result = gorod("topics", "search", "яма на дороге", "--date", "2026-11-22")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split()[1] == "road-potholes"
    assert "atlantis" in refusal(gorod("topics", "search", "яма", "--pack", "atlantis"))


# The program


@pytest.mark.usefixtures("folder")
def test_without_a_command_it_says_what_there_is():
    result = gorod()
    assert all(command in result.output for command in ("run", "check", "migrate", "topics"))
    assert gorod("fly").exit_code == 2


@pytest.mark.usefixtures("folder")
def test_a_port_that_is_taken_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = refusal(gorod("run", GOROD_SANDBOX__PORT=str(port), GOROD_WEB__PORT="0"))
    assert line.startswith("sandbox.port: ")
    assert str(port) in line


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A Bot API server; its base URL."""
    serving = Program(tmp_path, ["-m", "bot.platforms.sandbox", "--port", "0"], clean_environment())
    try:
        yield re.findall(r"http://\S+", serving.wait_for("Sandbox messenger: ")["event"])[0]
    finally:
        code = serving.stop()
    assert code == 0, serving.output


def test_a_wrong_token_is_refused_in_one_line_that_does_not_hold_it(server, tmp_path):
    """The program itself, log and all: a token must not get out by any way."""
    settings = {"GOROD_TELEGRAM__TOKEN": SECRET, "GOROD_TELEGRAM__API_BASE": server}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=tmp_path,
        env=clean_environment(**settings, GOROD_GEOCODER__PROVIDER="none", GOROD_WEB__PORT="0"),
        capture_output=True,
        encoding="utf-8",
        timeout=START_S,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    [line] = done.stderr.splitlines()
    assert line.startswith("gorod-bot: telegram.token: refused by http://")
    assert SECRET not in line
    assert SECRET.partition(":")[2][:10] not in line


def test_check_refuses_a_wrong_token_without_showing_it(server, folder):
    settings = {"GOROD_TELEGRAM__TOKEN": SECRET, "GOROD_TELEGRAM__API_BASE": server}
    result = gorod("check", **settings, GOROD_GEOCODER__PROVIDER="none")
    assert result.exit_code == 2
    assert "FAIL telegram: " in result.stdout
    assert SECRET.partition(":")[2][:10] not in result.output


# The package


def test_the_wheel_holds_everything_the_program_reads(tmp_path):
    """What is no Python file is easily left out, and missed only by those who install."""
    subprocess.run(  # noqa: S603 our own build
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=START_S,
    )
    [wheel] = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    wanted = {
        str(path.relative_to(ROOT))
        for pattern in (
            "bot/**/*.py",
            "handlers/*.py",
            "storage/**/*.py",
            "locales/*/*.ftl",
            "storage/migrations/versions/*.py",
            "bot/cities/*/*.toml",
            "bot/cities/*/*.geojson",
            "bot/platforms/sandbox/static/*",
        )
        for path in ROOT.glob(pattern)
        if "__pycache__" not in path.parts
    }
    assert len([name for name in wanted if name.endswith(".ftl")]) >= 20
    assert wanted <= inside
    assert not [name for name in inside if name.startswith(("tests/", "data/")) or name.endswith(".db")]
