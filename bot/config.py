"""Settings: a TOML file, the environment over it; they mirror config.example.toml.

An unknown key or a bad value stops the start with one line that names the key (`ConfigError`). Tokens are
`SecretStr`s, so that no log and no traceback shows them.
"""

import os
import re
import tomllib
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from bot.errors import ConfigError

ENV_PREFIX = "GOROD_"
DEFAULT_FILE = Path("config.toml")

Port = int


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _is_not_a_boolean(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise ValueError(
                "is true or false where text or a number is expected"
            )  # or pydantic reads it as 1 or 0
        return value


class TelegramSettings(_Section):
    token: SecretStr = SecretStr("")
    api_base: str = Field("https://api.telegram.org", pattern=r"^https?://[^/\s]+(/\S*)?$")
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")

    @field_validator("token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr) -> SecretStr:
        if token.get_secret_value() and not re.fullmatch(r"\d+:[\w-]+", token.get_secret_value()):
            raise ValueError("is not a bot token (digits, a colon, letters)")
        return token


class MaxSettings(_Section):
    token: SecretStr = SecretStr("")
    api_base: str = Field("", pattern=r"^(https?://[^/\s]+(/\S*)?)?$")
    ca_file: str = ""
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")

    @field_validator("token")
    @classmethod
    def _fits_a_header(cls, token: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[!-~]*", token.get_secret_value()):
            raise ValueError("is not a bot token (letters, digits and signs without spaces)")
        return token


class StorageSettings(_Section):
    url: str = Field("sqlite+aiosqlite:///data/gorod.db", min_length=1, repr=False)
    redis: str = Field("", repr=False)


class PhotoSettings(_Section):
    url: str = Field("file:///data/photos", min_length=1, repr=False)


class GeocoderSettings(_Section):
    provider: str = Field("nominatim", min_length=1)
    base_url: str = ""
    api_key: SecretStr = SecretStr("")
    user_agent: str = Field("gorod-bot", min_length=1)
    timeout_s: float = Field(3.0, gt=0, le=30)


class OperatorSettings(_Section):
    owners: tuple[str, ...] = ()
    group: str = ""

    @field_validator("owners")
    @classmethod
    def _name_a_messenger(cls, owners: tuple[str, ...]) -> tuple[str, ...]:
        for position, owner in enumerate(owners, 1):
            if not re.fullmatch(r"(telegram|max):\d+", owner):  # not shown: it may be a token in the wrong place
                raise ValueError(f'entry {position} is not "telegram:<id>" or "max:<id>"')
        return owners

    @field_validator("group")
    @classmethod
    def _names_a_chat(cls, group: str) -> str:
        if group and not re.fullmatch(r"(telegram|max):-?\d+", group):
            raise ValueError('is not "telegram:<chat id>" or "max:<chat id>"')
        return group


class NoticeSettings(_Section):
    quiet_from: int = Field(22, ge=0, le=23)
    quiet_to: int = Field(8, ge=0, le=23)
    telegram_per_second: float = Field(30, gt=0)
    max_per_second: float = Field(20, gt=0)


class CitySettings(_Section):
    pack: str = Field("moscow", min_length=1)


class WebSettings(_Section):
    host: str = "127.0.0.1"
    port: Port = Field(8081, ge=0, le=65535)


class SandboxSettings(_Section):
    host: Literal["127.0.0.1", "localhost"] = "127.0.0.1"
    port: Port = Field(8080, ge=0, le=65535)


class Settings(_Section):
    """All sections; names are a contract (design § 8)."""

    telegram: TelegramSettings = TelegramSettings()
    max: MaxSettings = MaxSettings()
    storage: StorageSettings = StorageSettings()
    photos: PhotoSettings = PhotoSettings()
    geocoder: GeocoderSettings = GeocoderSettings()
    operators: OperatorSettings = OperatorSettings()
    notices: NoticeSettings = NoticeSettings()
    city: CitySettings = CitySettings()
    web: WebSettings = WebSettings()
    sandbox: SandboxSettings = SandboxSettings()

    @model_validator(mode="after")
    def _is_supported(self) -> Self:
        for name, mode in (("telegram", self.telegram.mode), ("max", self.max.mode)):
            if mode == "webhook":
                raise ValueError(f'{name}.mode: this version receives updates by "polling" only')
        if self.storage.redis:
            raise ValueError("storage.redis: this version keeps dialogues in the database; remove the key")
        return self

    @property
    def uses_sandbox(self) -> bool:
        """No token of any messenger: the bot talks to its own sandbox in the browser."""
        return not (self.telegram.token.get_secret_value() or self.max.token.get_secret_value())


def load_settings(file: Path | None = None, environment: dict[str, str] | None = None) -> Settings:
    """Read the settings.

    Args:
        file: The TOML file; None takes `config.toml` of the working directory if it is there.
        environment: `GOROD_<SECTION>__<KEY>` overrides, lists separated by commas; the process's own by default.

    Raises:
        ConfigError: One line that names the file or key and what is wrong.
    """
    values = _from_file(file)
    for name, text in sorted((os.environ if environment is None else environment).items()):
        if name.startswith(ENV_PREFIX):
            _override(values, name, text)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise ConfigError(_first_line(error.errors(include_input=False, include_url=False)[0])) from None


def _from_file(file: Path | None) -> dict[str, Any]:
    if file is None and not DEFAULT_FILE.exists():
        return {}
    path = file or DEFAULT_FILE
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from None


def _override(values: dict[str, Any], name: str, text: str) -> None:
    section_name, _, key = name.removeprefix(ENV_PREFIX).lower().partition("__")
    section = Settings.model_fields.get(section_name)
    if section is None or not isinstance(section.annotation, type) or key not in section.annotation.model_fields:
        raise ConfigError(f"{name}: unknown key in the environment")
    is_list = section.annotation.model_fields[key].annotation == tuple[str, ...]
    table = values.setdefault(section_name, {})
    if isinstance(table, dict):
        table[key] = [part.strip() for part in text.split(",") if part.strip()] if is_list else text


def _first_line(error: ErrorDetails) -> str:
    key = ".".join(str(part) for part in error["loc"])
    reason = error["msg"].removeprefix("Value error, ").replace("\n", " ")
    if error["type"] == "extra_forbidden":
        reason = "unknown key"
    return f"{key}: {reason}" if key else reason
