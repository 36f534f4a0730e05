from datetime import datetime, timedelta

from storage.database import Database
from storage.geocode_cache import SqlGeocodeCache
from tests.storage.samples import NOW


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


async def test_an_answer_is_replaced_by_a_newer_one(database: Database) -> None:
    cache = SqlGeocodeCache(database, Clock())
    assert await cache.get("тверская 1") is None
    await cache.put("тверская 1", "[]")
    await cache.put("тверская 1", "[1]")
    assert await SqlGeocodeCache(database, Clock()).get("тверская 1") == "[1]"


async def test_old_answers_and_too_many_answers_are_forgotten(database: Database) -> None:
    clock = Clock()
    cache = SqlGeocodeCache(database, clock)
    for number in range(6):
        clock.now = NOW + timedelta(days=number)
        await cache.put(str(number), "[]")
    await cache.forget_before(NOW + timedelta(days=2))
    assert [await cache.get(str(number)) for number in range(6)] == [None, None, "[]", "[]", "[]", "[]"]
    await cache.forget_before(NOW, keep=1)
    assert [await cache.get(str(number)) for number in range(6)] == [None] * 5 + ["[]"]
