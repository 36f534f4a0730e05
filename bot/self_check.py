"""`gorod-bot check`: proves each part of the configuration for itself, and says what to mend."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256

from bot.city_pack import load_city
from bot.config import Settings
from bot.domain.places import Point
from bot.errors import BotError, ConfigError
from bot.geocoding.geocoder import open_geocoder
from bot.photos.store import ObstorePhotos
from bot.platforms import telegram
from bot.platforms.max.client import MaxError
from bot.platforms.max.messenger import make_client
from bot.services.ports import GeocoderUnavailable
from storage.database import open_database
from storage.migrate import HEAD, revision

NO_TOKEN = "no token: the bot is not there"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Proof:
    """What was tried and how it went, in a line."""

    what: str
    is_fine: bool
    says: str


async def check_all(settings: Settings) -> list[Proof]:
    """Try everything, the failures too: an administrator sees all of them at once."""
    checks: tuple[tuple[str, Callable[[Settings], Awaitable[str]]], ...] = (
        ("city", _city),
        ("storage", _storage),
        ("photos", _photos),
        ("geocoder", _geocoder),
        ("telegram", _telegram),
        ("max", _max),
    )
    proofs = []
    for what, prove in checks:
        try:
            proofs.append(Proof(what, True, await prove(settings)))
        except (ConfigError, BotError) as error:
            proofs.append(Proof(what, False, str(error)))
    return proofs


async def _city(settings: Settings) -> str:
    city = load_city(settings.city.pack)
    return f"{city.title.en}, {len(city.catalogue.topics)} topics"


async def _storage(settings: Settings) -> str:
    database = await open_database(settings.storage.url)
    try:
        at = await revision(database)
    finally:
        await database.close()
    if at == HEAD:
        return f"reachable, tables at revision {at}"
    return (
        f"reachable, tables {'not made yet' if at is None else f'at revision {at}'}; `run` brings them to {HEAD}"
    )


async def _photos(settings: Settings) -> str:
    store, probe = ObstorePhotos(settings.photos.url), b"gorod-bot check"
    key = sha256(probe).hexdigest()
    await store.put(key, probe)
    if await store.get(key) != probe:
        raise ConfigError(f"photos.url: {settings.photos.url} gives back other bytes than were written")
    await store.remove(key)
    return "written, read and removed a file"


class _NoCache:
    async def get(self, question: str) -> str | None:  # noqa: ARG002
        return None

    async def put(self, question: str, answer: str) -> None: ...


async def _geocoder(settings: Settings) -> str:
    if settings.uses_sandbox and not settings.geocoder.base_url:
        return "the sandbox brings its own"
    if settings.geocoder.provider == "none":
        return "none configured: reports go without addresses"
    city = load_city(settings.city.pack)
    south, west, north, east = city.bounds
    geocoder = open_geocoder(
        provider=settings.geocoder.provider,
        base_url=settings.geocoder.base_url,
        api_key=settings.geocoder.api_key.get_secret_value(),
        user_agent=settings.geocoder.user_agent,
        timeout_s=settings.geocoder.timeout_s,
        city=city,
        cache=_NoCache(),
    )
    async with geocoder as opened:
        try:
            place = await opened.describe(Point((south + north) / 2, (west + east) / 2), "ru")
        except GeocoderUnavailable:
            chosen = settings.geocoder
            raise ConfigError(
                f"geocoder.provider: {chosen.provider} gave no answer in {chosen.timeout_s:g} s"
            ) from None
    return f"answered: {place.address if place else 'nothing known at the middle of the city'}"


async def _telegram(settings: Settings) -> str:
    if settings.uses_sandbox:
        return f"no token: `run` starts the sandbox at http://{settings.sandbox.host}:{settings.sandbox.port}"
    if not settings.telegram.token.get_secret_value():
        return NO_TOKEN
    bot = telegram.make_bot(settings.telegram.token.get_secret_value(), settings.telegram.api_base)
    try:
        me = await telegram.ask_once(bot)
    finally:
        await bot.session.close()
    return f"@{me.username} at {settings.telegram.api_base}"


async def _max(settings: Settings) -> str:
    token = settings.max.token.get_secret_value()
    if not token:
        return NO_TOKEN
    client = make_client(token, settings.max.api_base, settings.max.ca_file)
    try:
        me = await client.me()
    except MaxError as error:
        raise ConfigError(f"max: {client.api_base}: {error.code} {error.message}") from None
    finally:
        await client.close()
    return f"@{me.get('username', '')} at {client.api_base}"
