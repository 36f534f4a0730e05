"""Our file ids of MAX's files: there and back, and what strangers may put in their place."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.residents import Platform
from bot.messenger import platform_of
from bot.platforms.max.attachments import contents_of
from bot.platforms.max.files import LONGEST_FILE_ID, FileRef, pack, unpack

PHOTO = FileRef("image", "imgTok1", "https://i.oneme.ru/i?r=BT1", "9000000101")

refs = st.builds(
    FileRef,
    kind=st.sampled_from(["image", "file", "video", "audio", "sticker"]),
    token=st.text(max_size=80),
    url=st.none() | st.text(max_size=80),
    unique=st.text(max_size=20),
    name=st.none() | st.text(max_size=40),
    size=st.none() | st.integers(0, 2**63 - 1),
)


@given(refs)
def test_every_file_comes_back_from_its_id(ref):
    file_id = pack(ref)
    assert unpack(file_id) == ref
    assert pack(unpack(file_id)) == file_id


@given(refs)
def test_an_id_is_a_word_that_tells_its_messenger(ref):
    file_id = pack(ref)
    assert platform_of(file_id) is Platform.MAX
    assert file_id.isascii()
    assert file_id.replace(".", "").replace("-", "").replace("_", "").isalnum()


def test_the_longest_file_that_a_stranger_can_send_has_an_id_that_is_read_back():
    attachment = {
        "type": "file",
        "payload": {"token": '"' * 2048, "url": "https://" + "\\" * 1300},
        "filename": "\U0001f525" * 5000,
        "size": 2**63 - 1,
    }
    (content,) = contents_of([attachment], None)
    file_id = content["document"]["file_id"]
    assert 10_000 < len(file_id) < LONGEST_FILE_ID
    assert unpack(file_id).token == '"' * 2048


def packed(value: object) -> str:
    return "max1." + base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "file_id",
    [
        "",
        "max1.",
        "AgACAgIAAxkBAAIB",
        pack(PHOTO).removeprefix("max1."),
        pack(PHOTO).replace("max1.", "max2."),
        pack(PHOTO) + "!",
        pack(PHOTO)[:-5],
        "max1.ж",
        "max1.A",
        packed({"kind": "image"}),
        packed(["image", "t", None, "u", None]),
        packed(["image", "t", None, "u", None, None, None]),
        packed(["image", 7, None, "u", None, None]),
        packed(["image", "t", None, "u", None, True]),
        packed(["image", "t", None, "u", None, 1.5]),
        packed(["image", "t", ["https://x"], "u", None, None]),
        "max1." + base64.urlsafe_b64encode(b"[" * 10_000).decode().rstrip("="),
        "max1." + base64.urlsafe_b64encode(b"\xff\xfe[]").decode().rstrip("="),
        "max1." + "A" * LONGEST_FILE_ID,
    ],
)
def test_what_we_have_not_packed_is_refused(file_id):
    with pytest.raises(ValueError):  # noqa: PT011 - json and base64 have their own words
        unpack(file_id)
