"""How files go up to the fake MAX and come down: two steps, two hosts, and a token that only one may see."""

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot.platforms.sandbox.api import ANNA
from bot.platforms.sandbox.max.api import MaxApi
from bot.platforms.sandbox.max.errors import MaxRefusal
from tests.platforms.max.fake_calls import FIXTURES, Caller, calling, keyboard, press, shape
from tests.platforms.sandbox_pictures import jpeg

BAD_PICTURE = (200, FIXTURES["responses"]["upload refused (HTTP 200!)"])


@pytest.fixture
async def bot() -> AsyncIterator[Caller]:
    api = MaxApi()
    api.person(ANNA).says("/start")
    api.take_updates()
    async with calling(api) as caller:
        yield caller


async def down(bot: Caller, url: str, **headers: str) -> tuple[int, bytes]:
    async with bot.http.get(url, headers=headers) as response:
        return response.status, await response.read()


async def test_a_picture_goes_up_and_comes_down(bot):
    status, answer = await bot.uploads(jpeg())
    (token,) = (photo["token"] for photo in answer["photos"].values())
    assert (status, shape(list(answer["photos"].values()))) == (200, [{"token": "str"}])
    (sent,) = (await bot.sends(ANNA, attachments=[{"type": "image", "payload": answer}]))["attachments"]
    assert shape(sent["payload"]) == {"photo_id": "int", "token": "str", "url": "str"}
    assert sent["payload"]["token"] == token
    assert await down(bot, sent["payload"]["url"]) == (200, jpeg())
    again = await bot.sends(ANNA, attachments=[{"type": "image", "payload": {"token": token}}])
    assert again["attachments"] == [sent], "a token serves more than once"
    photo = bot.api.history(ANNA)[-1]["photo"]
    assert [(size["file_id"], size["width"], size["height"]) for size in photo] == [(token, 1600, 900)]


async def test_a_file_keeps_its_name_and_bytes(bot):
    status, answer = await bot.uploads(b"a;b", "отчёт.csv", "file")
    assert (status, shape(answer)) == (200, shape(FIXTURES["responses"]["upload file"]))
    attachment = {"type": "file", "payload": {"token": answer["token"]}}
    (sent,) = (await bot.sends(ANNA, text="вот", attachments=[attachment]))["attachments"]
    assert (sent["filename"], sent["size"]) == ("отчёт.csv", 3)
    assert await down(bot, sent["payload"]["url"]) == (200, b"a;b")
    document = bot.api.history(ANNA)[-1]["document"]
    assert document["file_name"] == "отчёт.csv"
    assert bot.api.download(bot.api.state.file(document["file_id"])["file_path"]) == b"a;b"


@pytest.mark.parametrize(("kind", "name"), [("video", "a.mp4"), ("audio", "a.mp3")])
async def test_of_a_video_the_token_comes_first_and_no_json_after(bot, kind, name):
    first = await bot.ok("POST", "/uploads", type=kind)
    assert shape(first) == shape(FIXTURES["responses"]["POST /uploads video|audio"])
    attachment = {"type": kind, "payload": {"token": first["token"]}}
    assert (await bot.refused("POST", "/messages", {"attachments": [attachment]}, user_id=ANNA))[:3] == "400"
    answer = await bot.uploads(b"....", name, kind, url=first["url"])
    assert answer == (200, FIXTURES["responses"]["upload video|audio body"])
    assert (await bot.sends(ANNA, attachments=[attachment]))["attachments"][0]["type"] == kind


async def test_the_first_step_gives_an_address_of_this_server(bot):
    first = await bot.ok("POST", "/uploads", type="image")
    assert shape(first) == shape(FIXTURES["responses"]["POST /uploads image|file"])
    assert first["url"].startswith(bot.base + "/")
    for kind in ("photo", "", "IMAGE"):
        assert (await bot.refused("POST", "/uploads", type=kind))[:3] == "400"
    assert (await bot.call("POST", "/uploads", token=None, type="image"))[0] == 401


async def test_the_hosts_of_files_must_not_see_the_token(bot):
    token = {"Authorization": bot.api.token}
    assert (await bot.uploads(jpeg(), headers=token))[0] == 403
    attachment = await bot.image(jpeg())
    (sent,) = (await bot.sends(ANNA, attachments=[attachment]))["attachments"]
    assert (await down(bot, sent["payload"]["url"], **token))[0] == 403
    assert (await down(bot, sent["payload"]["url"] + "x"))[0] == 404


async def test_the_name_of_the_field_is_recorded_and_must_be_the_one_all_agree_on(bot):
    assert (await bot.uploads(jpeg(), field="file"))[0] == 400
    assert (await bot.uploads(jpeg()))[0] == 200
    assert list(bot.api.uploads.fields) == ["file", "data"]


async def test_what_is_no_form_with_a_file_is_refused(bot):
    first = await bot.ok("POST", "/uploads", type="image")
    async with bot.http.post(first["url"], data=jpeg()) as response:
        assert response.status == 400
    async with bot.http.post(first["url"], data={"data": "text"}) as response:
        assert response.status == 400


async def test_an_address_takes_one_file(bot):
    first = await bot.ok("POST", "/uploads", type="image")
    assert (await bot.uploads(jpeg(), url=first["url"]))[0] == 200
    assert (await bot.uploads(jpeg(), url=first["url"]))[0] == 404


def png(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("data", [b"no picture", jpeg()[:500], png(7681, 1), b""])
async def test_a_bad_picture_is_refused_with_success(bot, data):
    assert await bot.uploads(data) == BAD_PICTURE


@pytest.mark.parametrize(("kind", "name"), [("image", "a.pdf"), ("image", "a"), ("video", "a.jpg")])
async def test_the_ending_must_fit_the_type(bot, kind, name):
    assert (await bot.uploads(jpeg(), name, kind))[0] == 415


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"token": "nobody's"},
        {"token": 5},
        {"photos": {}},
        {"photos": {"a": "b"}},
        {"url": "https://example.org/a.jpg"},
        {"token": "x", "url": "https://example.org/a.jpg"},
        {"photo_id": 5},
    ],
)
async def test_a_picture_that_is_not_there_is_refused(bot, payload):
    body = {"text": "x", "attachments": [{"type": "image", "payload": payload}]}
    assert (await bot.refused("POST", "/messages", body, user_id=ANNA))[:17] == "400 proto.payload"


async def test_a_token_is_of_its_type(bot):
    picture, file = await bot.image(jpeg()), await bot.file(b"x", "x.txt")
    for wrong in ({**picture, "type": "file"}, {**file, "type": "image"}):
        assert (await bot.refused("POST", "/messages", {"attachments": [wrong]}, user_id=ANNA))[:3] == "400"


async def test_pictures_go_together_and_a_file_alone(bot):
    picture, file = await bot.image(jpeg()), await bot.file(b"x", "x.txt")
    first = await bot.ok("POST", "/uploads", type="video")
    await bot.uploads(b"....", "a.mp4", url=first["url"])
    clip = {"type": "video", "payload": {"token": first["token"]}}
    sent = await bot.sends(ANNA, text="x", attachments=[picture, clip, picture, keyboard([press("a")])])
    assert len(sent["attachments"]) == 4
    for mixed in ([picture, file], [file, file]):
        assert (await bot.refused("POST", "/messages", {"attachments": mixed}, user_id=ANNA))[:3] == "400"
    twelve: list[Any] = [picture] * 12
    assert len((await bot.sends(ANNA, attachments=twelve))["attachments"]) == 12
    assert (await bot.refused("POST", "/messages", {"attachments": [*twelve, picture]}, user_id=ANNA))[:3] == "400"


async def test_a_fresh_file_is_not_ready_as_often_as_it_is_told(bot):
    bot.api.not_ready = 2
    file, picture = await bot.file(b"x", "x.txt"), await bot.image(jpeg())
    bot.api.not_ready = 0
    for _ in range(2):
        said = await bot.call("POST", "/messages", {"attachments": [file]}, user_id=ANNA)
        assert said == (400, FIXTURES["errors"]["not_ready"]["body"])
    await bot.sends(ANNA, attachments=[file])
    await bot.sends(ANNA, attachments=[file])
    sent = await bot.sends(ANNA, text="x", attachments=[keyboard([press("a")])])
    changed = {"attachments": [picture]}
    said = await bot.refused("PUT", "/messages", changed, message_id=sent["mid"])
    assert said.startswith("400 attachment.not.ready: Key: errors.process.attachment.image")
    callback = bot.api.person(ANNA).presses(sent["seq"], "a")
    assert (await bot.refused("POST", "/answers", {"message": changed}, callback_id=callback))[:24] == (
        "400 attachment.not.ready"
    )
    await bot.ok("POST", "/answers", {"message": changed}, callback_id=callback)


async def test_the_second_step_can_be_refused_too(bot):
    bot.api.refuse_next(MaxRefusal(503, text="later"), "POST /upload")
    assert await bot.uploads(jpeg()) == (503, "later")
    assert (await bot.uploads(jpeg()))[0] == 200


async def test_what_a_person_sends_can_be_downloaded_and_sent_on(bot):
    bot.api.person(ANNA).sends_photo(jpeg(exif=True), "яма")
    (update,) = (await bot.updates())["updates"]
    (image,) = update["message"]["body"]["attachments"]
    status, data = await down(bot, image["payload"]["url"])
    assert (status, b"camera" in data) == (200, False)
    token = image["payload"]["token"]
    assert (await bot.sends(ANNA, attachments=[{"type": "image", "payload": {"token": token}}]))["attachments"]
