"""The rest of an album joins the line its first part has made: that person's, at once, while it counts."""

import pytest

from bot.domain.evidence import PhotoFile
from bot.domain.notices import Quiet
from bot.domain.photos import Photo
from bot.errors import BotError
from bot.services.album_photos import AlbumPhotos
from bot.services.moving import Moving
from bot.services.notifier import Notifier
from bot.services.ports import TakenPhoto
from tests.dialogues.test_mine import files_one

ANSWER = 3
"""The line of the history in which № 1 is answered."""


class Camera:
    """Every file is a picture of its own; "broken" is none."""

    async def __call__(self, file, source):
        if file.file_id == "broken":
            raise BotError
        return TakenPhoto(Photo(key=f"{int(file.file_id):064x}", width=1, height=1, size=1), None)


class NoSource:
    async def download(self, photo: PhotoFile, limit: int) -> bytes:
        raise NotImplementedError


@pytest.fixture
async def album(resident, olga, pavel, stage, clock):
    """Adds photos to the answer that Павел has just given to № 1."""
    await files_one(resident)
    await olga.says("/publish 1")
    await pavel.says("/answer 1 готово")
    city = stage.world.city
    notifier = Notifier(city=city, quiet=Quiet(22, 8, city.zone))
    moving = Moving(city=city, notifier=notifier, clock=clock)
    photos = AlbumPhotos(city=city, take_photo=Camera(), moving=moving, clock=clock)
    uow = stage.world.begin()

    async def add(file_id="1", *, of="Павел", seq=ANSWER, number=1):
        async with uow.reading():
            found = [await uow.residents.get(n) for n in range(1, 6)]
        person = next(one for one in found if one and one.name.startswith(of))
        file = PhotoFile(file_id=file_id, size=1, as_photo=True)
        return await photos.add(person, number, seq, file, NoSource(), uow)

    return add


@pytest.fixture
def attached(stage):
    async def count():
        uow = stage.world.begin()
        async with uow.reading():
            return len((await uow.reports.event(1, ANSWER)).photos)

    return count


async def test_each_photo_joins_once(album, attached):
    assert await album("1")
    assert await album("2")
    assert not await album("2")
    assert await attached() == 2


async def test_no_more_than_an_answer_may_have(album, attached):
    assert [await album(str(n)) for n in range(1, 8)] == [True] * 5 + [False] * 2
    assert await attached() == 5


async def test_nobody_else_adds_to_it(album, attached):
    assert not await album(of="Ольга")
    assert not await album(of="Анна")
    assert await attached() == 0


async def test_only_to_answers_and_refutations_that_are_there(album):
    assert not await album(seq=2, of="Ольга")
    assert not await album(seq=1, of="Анна")
    assert not await album(seq=9)
    assert not await album(number=9)


async def test_minutes_later_it_is_too_late(album, clock, attached):
    clock.move(minutes=11)
    assert not await album()
    assert await attached() == 0


async def test_an_answer_that_was_sent_back_takes_no_more(album, olga, attached):
    await olga.says("/return 1 не то")
    assert not await album()
    assert await attached() == 0


async def test_a_published_answer_takes_them_until_somebody_has_judged_it(album, olga, resident, stage, attached):
    await olga.says("/publish 1")
    assert await album("1")
    await stage.drain()
    await resident.presses("👍 Подтверждаю")
    assert not await album("2")
    assert await attached() == 1


async def test_a_file_that_is_none_says_so(album):
    with pytest.raises(BotError):
        await album("broken")
