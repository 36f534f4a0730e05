"""Settings: what stops the start and how it is said, and that config.example.toml mirrors them."""

import re
import tomllib
import traceback
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.config import Settings, load_settings
from bot.errors import ConfigError

EXAMPLE = Path(__file__).parents[1] / "config.example.toml"
TOKEN = "123456:AAsekret-Sekret_sekret"
EMPTY = dict[str, str]()


def sections() -> dict[str, type[BaseModel]]:
    found = {}
    for name, field in Settings.model_fields.items():
        assert isinstance(field.annotation, type)
        assert issubclass(field.annotation, BaseModel)
        found[name] = field.annotation
    return found


@pytest.fixture
def written(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def refusal(file: Path, environment: dict[str, str] | None = None) -> str:
    """The one line that stops the start; nothing of a secret in it, nor in the traceback."""
    with pytest.raises(ConfigError) as caught:
        load_settings(file, environment or EMPTY)
    line = str(caught.value)
    assert line
    assert "\n" not in line
    shown = line + "".join(traceback.format_exception(caught.value))
    assert "sekret" not in shown.lower()
    return line


# The example


def test_the_example_loads_as_it_is_and_equals_the_defaults() -> None:
    assert load_settings(EXAMPLE, EMPTY) == Settings()


def test_the_example_has_every_key_and_no_other() -> None:
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert {name: list(table) for name, table in example.items()} == {
        name: list(section.model_fields) for name, section in sections().items()
    }


def test_each_key_of_the_example_has_a_comment_with_its_default() -> None:
    comment: list[str] = []
    seen = 0
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            comment.append(line.removeprefix("#").strip())
        elif " = " in line:
            key, _, value = line.partition(" = ")
            assert f"Default: {value}" in " ".join(comment), key
            comment, seen = [], seen + 1
        else:
            comment = []
    assert seen == sum(len(section.model_fields) for section in sections().values())


# The file


@pytest.mark.parametrize(
    ("toml", "names"),
    [
        ("[telegram]\ntokens = 'sekret'", "telegram.tokens: unknown key"),
        ("[telegrams]\ntoken = 'sekret'", "telegrams: unknown key"),
        ("token = 'sekret'", "token: unknown key"),
        ("telegram = 'sekret'", "telegram: "),
        ("[telegram]\ntoken = 5", "telegram.token: "),
        ("[telegram]\ntoken = 'sekret'", "telegram.token: is not a bot token"),
        ("[telegram]\ntoken = '123456:'", "telegram.token: is not a bot token"),
        (f"[telegram]\ntoken = '{TOKEN} '", "telegram.token: is not a bot token"),
        ("[telegram]\napi_base = 'api.telegram.org'", "telegram.api_base: "),
        ("[telegram]\nmode = 'pushing'", "telegram.mode: "),
        ("[telegram]\nmode = 'webhook'", "telegram.mode: "),
        ("[max]\ntoken = 'sekret of two words'", "max.token: is not a bot token"),
        ("[max]\napi_base = 'platform-api2.max.ru'", "max.api_base: "),
        ("[max]\nmode = 'webhook'", "max.mode: "),
        ("[max]\ntoken = ['sekret']", "max.token: "),
        ("[storage]\nurl = ''", "storage.url: "),
        ("[storage]\nredis = 'redis://user:sekret@host'", "storage.redis: "),
        ("[photos]\nurl = 5", "photos.url: "),
        ("[geocoder]\ntimeout_s = 0", "geocoder.timeout_s: "),
        ("[geocoder]\ntimeout_s = 31", "geocoder.timeout_s: "),
        ("[geocoder]\ntimeout_s = nan", "geocoder.timeout_s: "),
        ("[operators]\nowners = ['1234567']", "operators.owners: "),
        ("[operators]\nowners = 'telegram:1234567'", "operators.owners: "),
        (f"[operators]\nowners = ['{TOKEN}']", "operators.owners: "),
        ("[notices]\nquiet_from = 24", "notices.quiet_from: "),
        ("[notices]\ntelegram_per_second = inf", "notices.telegram_per_second: "),
        ("[web]\nport = 65536", "web.port: "),
        ("[web]\nport = true", "web.port: "),
        ("[sandbox]\nhost = '0.0.0.0'", "sandbox.host: "),
        ("[sandbox]\nport = 'http'", "sandbox.port: "),
    ],
)
def test_a_bad_value_stops_the_start_with_its_key(written: Path, toml: str, names: str) -> None:
    written.write_text(toml, encoding="utf-8")
    assert refusal(written).startswith(names)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "absent.toml"
    assert str(missing) in refusal(missing)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert str(tmp_path) in refusal(tmp_path)


@pytest.mark.parametrize("content", [b"[telegram\n", b"[telegram]\ntoken = 123:sekret\n", b"[telegram]\n# \xff\n"])
def test_broken_toml_is_named(written: Path, content: bytes) -> None:
    written.write_bytes(content)
    assert refusal(written).startswith(f"{written}: is not TOML")


def test_a_byte_order_mark_of_an_editor_does_no_harm(written: Path) -> None:
    written.write_bytes(b"\xef\xbb\xbf[web]\nport = 9000\n")
    assert load_settings(written, EMPTY).web.port == 9000


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(None, EMPTY) == Settings()


def test_config_toml_of_the_working_directory_is_read(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written.write_text("[city]\npack = 'tver'\n", encoding="utf-8")
    monkeypatch.chdir(written.parent)
    assert load_settings(None, EMPTY).city.pack == "tver"


# The environment


def test_the_environment_goes_over_the_file(written: Path) -> None:
    written.write_text("[web]\nport = 9000\nhost = '::1'\n", encoding="utf-8")
    settings = load_settings(written, {"GOROD_WEB__PORT": "9001", "GOROD_TELEGRAM__TOKEN": TOKEN, "HOME": "/"})
    assert (settings.web.host, settings.web.port) == ("::1", 9001)
    assert settings.telegram.token.get_secret_value() == TOKEN
    assert not settings.uses_sandbox


def test_the_process_environment_counts_when_none_is_given(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written.write_text("", encoding="utf-8")
    monkeypatch.setenv("GOROD_SANDBOX__PORT", "8090")
    assert load_settings(written).sandbox.port == 8090


@pytest.mark.parametrize(
    ("text", "owners"),
    [("telegram:1, max:2,", ("telegram:1", "max:2")), ("telegram:1", ("telegram:1",)), ("", ())],
)
def test_a_list_in_the_environment_is_separated_by_commas(
    written: Path, text: str, owners: tuple[str, ...]
) -> None:
    written.write_text("[operators]\nowners = ['telegram:9']\n", encoding="utf-8")
    assert load_settings(written, {"GOROD_OPERATORS__OWNERS": text}).operators.owners == owners


@pytest.mark.parametrize(
    "name",
    ["GOROD_TELEGRAM__TOKENS", "GOROD_TELEGRAMS__TOKEN", "GOROD_TELEGRAM", "GOROD_TELEGRAM_TOKEN", "GOROD_"],
)
def test_an_unknown_key_in_the_environment_is_named(written: Path, name: str) -> None:
    written.write_text("", encoding="utf-8")
    assert refusal(written, {name: "sekret"}).startswith(f"{name}: unknown key")


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("GOROD_TELEGRAM__TOKEN", "sekret", "telegram.token: "),
        ("GOROD_TELEGRAM__MODE", "webhook", "telegram.mode: "),
        ("GOROD_MAX__TOKEN", "sekret sekret", "max.token: "),
        ("GOROD_MAX__MODE", "webhook", "max.mode: "),
        ("GOROD_STORAGE__REDIS", "redis://:sekret@host", "storage.redis: "),
        ("GOROD_WEB__PORT", "sekret", "web.port: "),
    ],
)
def test_a_bad_value_in_the_environment_is_named(written: Path, name: str, text: str, key: str) -> None:
    written.write_text("", encoding="utf-8")
    assert refusal(written, {name: text}).startswith(key)


def test_a_section_that_is_no_table_is_refused_whatever_the_environment_says(written: Path) -> None:
    written.write_text("telegram = 'sekret'\n", encoding="utf-8")
    assert refusal(written, {"GOROD_TELEGRAM__MODE": "polling"}).startswith("telegram: ")


# Secrets


def test_settings_never_show_a_secret() -> None:
    settings = Settings.model_validate(
        {
            "telegram": {"token": TOKEN, "webhook_secret": "sekret"},
            "max": {"token": "sekret", "webhook_secret": "sekret"},
            "storage": {"url": "postgresql+asyncpg://gorod:sekret@host/gorod"},
            "photos": {"url": "s3://key:sekret@bucket"},
            "geocoder": {"api_key": "sekret"},
        }
    )
    for shown in (repr(settings), str(settings), f"{settings}", repr(settings.storage), str(settings.telegram)):
        assert "sekret" not in shown.lower()
        assert TOKEN not in shown
    assert re.search(r"gorod-bot", repr(settings)), "what is no secret is shown"
