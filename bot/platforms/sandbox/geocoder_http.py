"""The geocoder over HTTP in Nominatim's protocol, as geopy and its users speak it."""

from aiohttp import web

from bot.platforms.sandbox.geocoder import Geocoder
from bot.platforms.sandbox.params import Json


class GeocoderHttp:
    """Routes `/geocoder/search` and `/geocoder/reverse`; parameters it does not know are ignored."""

    def __init__(self, geocoder: Geocoder) -> None:
        self._geocoder = geocoder

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/geocoder/search", self._search), web.get("/geocoder/reverse", self._reverse)]

    async def _search(self, request: web.Request) -> web.Response:
        query = request.query
        words = query.get("q") or ", ".join(v for k in ("street", "city") if (v := query.get(k)))
        if "ru" not in query.get("countrycodes", "ru").split(","):
            return web.json_response([])
        try:
            limit = min(max(int(query.get("limit", 10)), 1), 40)
            box = _box(query["viewbox"]) if query.get("bounded") == "1" and "viewbox" in query else None
        except ValueError:
            return _refused("Parameter must be a number")
        places = self._geocoder.search(words, limit=limit, box=box, english=_english(request))
        return web.json_response([_asked(place, request) for place in places])

    async def _reverse(self, request: web.Request) -> web.Response:
        try:
            lat, lon = float(request.query["lat"]), float(request.query["lon"])
        except (KeyError, ValueError):
            return _refused("Need coordinates to reverse geocode")
        place = self._geocoder.reverse(lat, lon, english=_english(request))
        return web.json_response({"error": "Unable to geocode"} if place is None else _asked(place, request))


def _box(viewbox: str) -> tuple[float, float, float, float]:
    """South, west, north, east of Nominatim's `lon,lat,lon,lat` of any two corners."""
    x1, y1, x2, y2 = (float(part) for part in viewbox.split(","))
    return min(y1, y2), min(x1, x2), max(y1, y2), max(x1, x2)


def _english(request: web.Request) -> bool:
    language = request.query.get("accept-language") or request.headers.get("Accept-Language") or "ru"
    return language.strip().lower().startswith("en")


def _asked(place: Json, request: web.Request) -> Json:
    details = request.query.get("addressdetails", "1" if request.path.endswith("reverse") else "0") == "1"
    hidden = () if details else ("address",)
    return {key: value for key, value in place.items() if key not in hidden}


def _refused(message: str) -> web.Response:
    return web.json_response({"error": {"code": 400, "message": message}}, status=400)
