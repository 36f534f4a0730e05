"""The process that decodes photos: it answers, refuses, dies and comes back; the bot stays."""

import asyncio
import sys
from collections.abc import Iterator

import pytest

from bot.photos.prepared import NotAnImage, PhotoBroken, PhotoTooLarge, PreparedPhoto
from bot.photos.preparing import prepare
from bot.photos.workshop import WORKER, PhotoWorkshop
from tests.harness.pictures import street, with_place


@pytest.fixture(scope="module")
def workshop() -> Iterator[PhotoWorkshop]:
    workshop = PhotoWorkshop()
    yield workshop
    workshop.close()


async def test_a_photo_comes_back_as_if_it_had_been_prepared_here(workshop):
    for data in (street(1), with_place(55.7576, 37.6119)):
        assert await workshop.prepare(data) == prepare(data)


async def test_a_refusal_keeps_its_reason(workshop):
    with pytest.raises(NotAnImage):
        await workshop.prepare(b"not an image at all")
    with pytest.raises(PhotoBroken):
        await workshop.prepare(street(1)[:900])
    with pytest.raises(PhotoTooLarge):
        await workshop.prepare(b"\xff" * (20 * 1024 * 1024 + 1))


async def test_photos_that_come_at_once_are_all_answered(workshop):
    made = await asyncio.gather(
        *(workshop.prepare(street(n)) for n in range(1, 5)), workshop.prepare(b"x"), return_exceptions=True
    )
    assert [type(one) for one in made] == [PreparedPhoto] * 4 + [NotAnImage]


@pytest.mark.parametrize(
    "program",
    ["import os; os.abort()", "print('no frame at all ' * 9)", "import time; time.sleep(60)"],
    ids=["crash", "nonsense", "hang"],
)
async def test_a_process_that_fails_breaks_one_photo_and_not_the_bot(program):
    workshop = PhotoWorkshop((sys.executable, "-c", program), timeout_s=2)
    try:
        with pytest.raises(PhotoBroken):
            await workshop.prepare(street(1))
        workshop.child.command = WORKER
        assert await workshop.prepare(street(1)) == prepare(street(1))
    finally:
        workshop.close()


async def test_the_process_ends_with_the_bot():
    workshop = PhotoWorkshop()
    await workshop.prepare(street(1))
    process = workshop.child.process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(10) == 0
    workshop.close()
