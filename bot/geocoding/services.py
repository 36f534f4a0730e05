"""geopy's geocoders by name, each with what it understands of our wishes.

Apart from `geocoding`, which is the same for all. Rests on the parameter names of geopy 2: `viewbox`, `bbox`,
`bounds`, `language` and so on are found by signature, so that a service geopy adds later works as it is.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from geopy.adapters import AioHTTPAdapter
from geopy.exc import ConfigurationError, GeocoderNotFound, GeocoderParseError
from geopy.geocoders import get_geocoder_for_service

from bot.domain.city import City
from bot.errors import ConfigError

MOST_ASKED_FOR = 10
"""More than are shown: some will lie outside the city or be there twice."""

_KEYS = ("api_key", "apikey", "subscription_key")
_YANDEX_LOCALES = {"ru": "ru_RU", "en": "en_RU"}
_PHOTON_LOCALES = frozenset({"en", "de", "fr"})
_PUBLIC = {"nominatim": 1.0, "photon": 1.0}
"""Requests a second that the free public services ask their users to keep to."""
_PAID_PER_SECOND = 10.0


class _Adapter(AioHTTPAdapter):
    async def get_json(self, url: str, **options: Any) -> Any:
        """An empty body, which aiohttp reads as None, must not pass for «nothing found»."""
        found = await super().get_json(url, **options)  # type: ignore[no-untyped-call]
        if found is None:
            raise GeocoderParseError("empty answer")
        return found


@dataclass(frozen=True, slots=True)
class Service:
    """A geopy geocoder (an async context manager) and its manners.

    Attributes:
        per_second: Requests to send at most; 0 for as many as there are.
    """

    name: str
    geocoder: Any
    per_second: float

    def wishes(self, city: City, locale: str) -> dict[str, Any]:
        """Arguments of `geocode` that keep the answers in the city."""
        south, west, north, east = city.bounds
        corners = [(south, west), (north, east)]
        known = {
            "exactly_one": False,
            "limit": MOST_ASKED_FOR,
            "addressdetails": True,
            "viewbox": corners,
            "bounded": True,
            "bbox": corners,
            "bounds": corners,
            "country_codes": city.country.lower(),
            **self._language(locale),
        }
        return _understood(self.geocoder.geocode, known)

    def wishes_at_point(self, locale: str) -> dict[str, Any]:
        """Arguments of `reverse`."""
        return _understood(self.geocoder.reverse, {"exactly_one": True, **self._language(locale)})

    def _language(self, locale: str) -> dict[str, str]:
        if self.name == "photon" and locale not in _PHOTON_LOCALES:
            return {}
        return {"language": locale, "lang": _YANDEX_LOCALES.get(locale, "ru_RU")}


def make_service(provider: str, *, base_url: str, api_key: str, user_agent: str, timeout_s: float) -> Service:
    """Make the geocoder that geopy calls `provider`.

    Raises:
        ConfigError: geopy knows none of that name, or it needs other settings.
    """
    name = provider.strip().lower()
    try:
        service: Callable[..., Any] = get_geocoder_for_service(name)  # type: ignore[no-untyped-call]
    except GeocoderNotFound:
        raise ConfigError(
            f"geocoder.provider: {provider!r} is unknown; nominatim, photon, yandex, geopy's others or none are"
        ) from None
    takes = inspect.signature(service).parameters
    options: dict[str, Any] = {
        **_key(name, takes, api_key),
        **_address(name, takes, base_url),
        "user_agent": user_agent,
        "timeout": aiohttp.ClientTimeout(total=timeout_s),
        "adapter_factory": _Adapter,
    }
    if is_loopback(base_url):
        options["proxies"] = {}
    try:
        geocoder = service(**options)
    except (ConfigurationError, TypeError, ValueError) as error:
        raise ConfigError(f"geocoder.provider: {name}: {str(error).splitlines()[0]}") from None
    return Service(name, geocoder, _per_second(name, base_url))


def is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _key(name: str, takes: Any, api_key: str) -> dict[str, str]:
    parameter = next((key for key in _KEYS if key in takes), None)
    if parameter and api_key:
        return {parameter: api_key}
    if parameter and (
        takes[parameter].default is inspect.Parameter.empty or name in {"here", "google", "googlev3"}
    ):
        raise ConfigError(f"geocoder.api_key: {name} needs one")
    missing = [n for n, p in takes.items() if n != "domain" and p.default is p.empty]
    if missing:
        raise ConfigError(f"geocoder.provider: {name} needs {' and '.join(missing)}, which cannot be set here")
    return {}


def _address(name: str, takes: Any, base_url: str) -> dict[str, str]:
    if not base_url:
        if "domain" in takes and takes["domain"].default is inspect.Parameter.empty:
            raise ConfigError(f"geocoder.base_url: {name} needs one")
        return {}
    url = urlsplit(base_url)
    if url.scheme not in {"http", "https"} or not url.netloc or url.query:
        raise ConfigError(f"geocoder.base_url: {base_url} is not http(s)://host[:port][/path]")
    if "domain" not in takes:
        raise ConfigError(f"geocoder.base_url: {name} has an address of its own")
    return {"domain": f"{url.netloc}{url.path}".rstrip("/"), "scheme": url.scheme}


def _per_second(name: str, base_url: str) -> float:
    if is_loopback(base_url):
        return 0
    return _PAID_PER_SECOND if base_url else _PUBLIC.get(name, _PAID_PER_SECOND)


def _understood(method: Callable[..., Any], wishes: dict[str, Any]) -> dict[str, Any]:
    takes = inspect.signature(method).parameters
    return {name: wish for name, wish in wishes.items() if name in takes}
