"""Files on their way to MAX and back, over real HTTP to storage hosts of their own."""

import pytest
from aiogram.types import BufferedInputFile, FSInputFile

from bot.platforms.max.files import FileRef, pack
from bot.platforms.max.responses import MaxError
from bot.platforms.max.transfers import Transfers
from bot.platforms.max.uploads import READY_TRIES, Uploads
from tests.platforms.max.small_max import TOKEN

NOT_READY = {"code": "attachment.not.ready", "message": "Key: errors.process.attachment.file.not.processed"}
JPEG = BufferedInputFile(b"\xff\xd8jpeg", "яма во дворе.jpg")


@pytest.fixture
async def uploads(client, rests):
    transfers = Transfers()
    yield Uploads(client, transfers, rest=rests)
    await transfers.close()


async def test_a_picture_goes_up_in_the_field_data_with_its_name_and_type(uploads, server, bot):
    made = await uploads.attachment(bot, "image", JPEG, timeout_s=5)
    assert made == {"type": "image", "payload": {"token": "imgTok31"}}
    assert server.calls("POST /uploads")[0].query == {"type": "image"}
    [upload] = server.storage.uploads
    assert upload["field"] == "data"
    assert upload["filename"] == "яма во дворе.jpg"
    assert upload["type"] == "image/jpeg"
    assert upload["content"] == b"\xff\xd8jpeg"


async def test_the_token_never_goes_to_the_upload_host(uploads, server, bot):
    await uploads.attachment(bot, "image", JPEG, timeout_s=5)
    [headers] = server.storage.headers
    assert "Authorization" not in headers
    assert TOKEN not in str(headers)


async def test_a_file_of_the_disk_goes_up_with_its_length(uploads, server, bot, tmp_path, monkeypatch):
    """Storage hosts may not take a body of unknown length; nor is the file read into memory for it."""
    (tmp_path / "отчёт.csv").write_bytes(b"a;b\n" * 50_000)
    monkeypatch.setattr(FSInputFile, "read", None)
    server.storage.answer = '{"fileId": 700101, "token": "fileTok2"}'
    made = await uploads.attachment(bot, "file", FSInputFile(tmp_path / "отчёт.csv"), timeout_s=5)
    assert made == {"type": "file", "payload": {"token": "fileTok2"}}
    [upload] = server.storage.uploads
    assert len(upload["content"]) == 200_000
    assert upload["length"] > 200_000
    assert upload["filename"] == "отчёт.csv"


@pytest.mark.parametrize(
    ("kind", "place", "answer", "token"),
    [
        ("image", {}, '{"photos": {"a==": {"token": "T1"}}}', "T1"),
        ("file", {}, '{"fileId": 1, "token": "T2"}', "T2"),
        ("video", {"token": "T3"}, "<retval>1</retval>", "T3"),
        ("audio", {"token": "T4"}, "<retval>1</retval>", "T4"),
    ],
)
async def test_each_type_has_its_token_elsewhere(uploads, server, bot, kind, place, answer, token):
    server.replies("POST /uploads", 200, {"url": f"{server.storage.url}/upload", **place})
    server.storage.answer = answer
    made = await uploads.attachment(bot, kind, JPEG, timeout_s=5)
    assert made == {"type": kind, "payload": {"token": token}}


@pytest.mark.parametrize("answer", ["", "{}", '{"photos": {}}', '{"photos": {"a": {}}}', '{"token": 5}', "[1]"])
async def test_an_upload_without_a_token_is_a_failure(uploads, server, bot, answer):
    server.storage.answer = answer
    with pytest.raises(MaxError, match="no token"):
        await uploads.attachment(bot, "image", JPEG, timeout_s=5)


async def test_a_refusal_with_200_is_a_refusal(uploads, server, bot):
    server.storage.answer = '{"error_code": "503", "error_data": "IMAGE_INVALID_FORMAT"}'
    with pytest.raises(MaxError, match="IMAGE_INVALID_FORMAT") as refused:
        await uploads.attachment(bot, "image", JPEG, timeout_s=5)
    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("status", "told"), [(403, 400), (404, 400), (415, 400), (413, 413), (503, 503), (302, 400)]
)
async def test_a_refused_file_says_nothing_of_the_person_it_is_for(uploads, server, bot, status, told):
    """A 403 would mark them as one who has stopped the bot."""
    server.storage.status, server.storage.answer = status, "no"
    with pytest.raises(MaxError) as refused:
        await uploads.attachment(bot, "image", JPEG, timeout_s=5)
    assert refused.value.status == told


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://e.org/x", "/upload", None, ""])
async def test_an_upload_address_that_is_not_of_the_web_is_refused(uploads, server, bot, url):
    server.replies("POST /uploads", 200, {"url": url})
    with pytest.raises(MaxError, match="not an address of the web"):
        await uploads.attachment(bot, "image", JPEG, timeout_s=5)


async def test_an_upload_does_not_follow_where_its_host_sends_it(uploads, server, bot):
    server.storage.files["x"] = 200, b'{"token": "T"}'
    server.storage.redirect = f"{server.storage.url}/files/x"
    with pytest.raises(MaxError, match=r"upload\.refused"):
        await uploads.attachment(bot, "image", JPEG, timeout_s=5)
    assert len(server.storage.headers) == 1


async def test_an_unreachable_upload_host_is_a_network_failure(uploads, server, bot, unused_tcp_port):
    server.replies("POST /uploads", 200, {"url": f"http://127.0.0.1:{unused_tcp_port}/upload"})
    with pytest.raises(MaxError) as refused:
        await uploads.attachment(bot, "image", JPEG, timeout_s=5)
    assert refused.value.status == 0


@pytest.mark.parametrize(
    ("name", "kind", "sent"),
    [
        ("../../etc/passwd", "file", "passwd"),
        ("C:\\фото\\яма.jpg", "image", "яма.jpg"),
        ('a"b\r\nX-Evil: 1.txt', "file", 'a"bX-Evil: 1.txt'),
        (None, "image", "photo.jpg"),
        ("", "file", "file.bin"),
        ("x" * 300 + ".pdf", "file", "x" * 196 + ".pdf"),
    ],
)
async def test_a_file_name_is_made_harmless(uploads, server, bot, name, kind, sent):
    server.storage.answer = '{"token": "T"}'
    file = BufferedInputFile(b"x", "placeholder")
    file.filename = name
    await uploads.attachment(bot, kind, file, timeout_s=5)
    [upload] = server.storage.uploads
    assert upload["field"] == "data"
    assert upload["filename"] == sent
    assert upload["content"] == b"x"


async def test_our_own_file_is_sent_by_its_token(uploads, server, bot):
    file_id = pack(FileRef("image", "imgTok1", None, "9"))
    made = await uploads.attachment(bot, "image", file_id, timeout_s=5)
    assert made == {"type": "image", "payload": {"token": "imgTok1"}}
    assert not server.seen


async def test_a_picture_of_the_web_is_sent_by_its_address(uploads, bot):
    made = await uploads.attachment(bot, "image", "https://e.org/x.jpg", timeout_s=5)
    assert made == {"type": "image", "payload": {"url": "https://e.org/x.jpg"}}


@pytest.mark.parametrize(
    "file_id",
    [
        "AgACAgIAAxkBAAIB",
        "max1.???",
        "",
        pack(FileRef("file", "fileTok", None, "9")),
        pack(FileRef("image", "", "https://e.org/x", "9")),
    ],
)
async def test_another_messengers_file_or_another_kind_is_refused(uploads, bot, file_id):
    with pytest.raises(MaxError, match="wrong file identifier"):
        await uploads.attachment(bot, "image", file_id, timeout_s=5)


async def test_what_is_not_ready_is_sent_again_soon(uploads, client, server, rests):
    server.replies("POST /messages", 400, NOT_READY, times=2)
    await uploads.when_ready(
        lambda: client.call("POST", "/messages", query={"user_id": 1}, body={"text": "x"}),
    )
    assert rests == pytest.approx([0.3, 0.48])


async def test_what_is_never_ready_is_given_up_within_half_a_minute(uploads, client, server, rests):
    server.replies("PUT /messages", 400, NOT_READY, times=99)
    with pytest.raises(MaxError, match=r"not\.processed"):
        await uploads.when_ready(lambda: client.call("PUT", "/messages", query={"message_id": "m"}, body={}))
    assert len(server.seen) == READY_TRIES
    assert 15 < sum(rests) <= 30
    assert max(rests) <= 4


async def test_another_refusal_is_not_tried_again(uploads, client, server):
    server.replies("POST /messages", 400, {"code": "proto.payload", "message": "no"})
    with pytest.raises(MaxError):
        await uploads.when_ready(lambda: client.call("POST", "/messages", query={"user_id": 1}, body={}))
    assert len(server.seen) == 1
