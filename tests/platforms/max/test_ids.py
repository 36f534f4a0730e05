"""Ids of MAX's messages: the recorded pairs, and there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.max.ids import chat_and_seq, dialog_id, mid_of

RECORDED = [
    (472107880, 116993690454357274, "mid.000000001c23cb68019fa524407e751a"),
    (-72891795490955, 116329890167999364, "mid.ffffbdb48e6c3775019d496b34394b84"),
]


@pytest.mark.parametrize(("chat_id", "seq", "mid"), RECORDED)
def test_recorded_ids_are_computed_from_chat_and_number(chat_id, seq, mid):
    assert mid_of(chat_id, seq) == mid
    assert chat_and_seq(mid) == (chat_id, seq)


def test_a_recorded_dialogue_is_the_exclusive_or_of_its_two_people():
    assert dialog_id(212843158, 277639678) == 472107880


@given(st.integers(-(2**63), 2**63 - 1), st.integers(0, 2**63 - 1))
def test_every_chat_and_number_come_back_from_their_id(chat_id, seq):
    mid = mid_of(chat_id, seq)
    assert chat_and_seq(mid) == (chat_id, seq)
    assert len(mid) == 36


@given(st.from_regex(r"(mid\.)?[0-9a-f]{16}[0-7][0-9a-f]{15}", fullmatch=True))
def test_every_id_comes_back_from_its_chat_and_number(mid):
    assert mid_of(*chat_and_seq(mid)) == f"mid.{mid.removeprefix('mid.')}"


@pytest.mark.parametrize(
    "mid",
    [
        "",
        "mid.",
        "mid.000000001c23cb68019fa524407e751",
        "mid.000000001c23cb68019fa524407e751a0",
        "mid.000000001c23cb68019fa524407e751g",
        "mid.000000001c23cb68019fa524407e751a\n",
        "mid.0x0000001c23cb68019fa524407e751a",
        "mid.000000001c23cb68_19fa524407e751a",
        "mid.٠٠٠٠٠٠٠٠1c23cb68019fa524407e751a",
        "mid.000000001c23cb68ffffffffffffffff",
        "117571584000000007",
    ],
)
def test_what_only_looks_like_an_id_is_refused(mid):
    with pytest.raises(ValueError, match="message id"):
        chat_and_seq(mid)


@pytest.mark.parametrize(("chat_id", "seq"), [(2**63, 1), (-(2**63) - 1, 1), (1, -1), (1, 2**63)])
def test_numbers_beyond_their_bits_have_no_id(chat_id, seq):
    with pytest.raises(ValueError, match="no message id"):
        mid_of(chat_id, seq)
