"""Markup of MAX becomes entities that lie within the text, whatever a stranger puts there."""

import pytest
from aiogram.types import MessageEntity
from aiogram.utils.text_decorations import html_decoration
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.platforms.max.entities import MOST_ENTITIES, entities_of
from tests.platforms.max.incoming import Json


def marked(kind: str, offset: object, length: object, **fields: object) -> Json:
    return {"type": kind, "from": offset, "length": length, **fields}


@pytest.mark.parametrize(
    ("kind", "ours"),
    [
        ("strong", "bold"),
        ("emphasized", "italic"),
        ("underline", "underline"),
        ("strikethrough", "strikethrough"),
        ("monospaced", "code"),
        ("quote", "blockquote"),
        ("heading", "bold"),
    ],
)
def test_each_kind_of_markup_has_its_entity(kind, ours):
    assert entities_of([marked(kind, 2, 3)], "ямы на дороге") == [{"type": ours, "offset": 2, "length": 3}]


def test_a_highlight_has_no_entity():
    assert entities_of([marked("highlighted", 0, 3)], "яма") == []


def test_a_link_carries_its_address():
    found = entities_of([marked("link", 0, 3, url="https://example.org")], "яма")
    assert found == [{"type": "text_link", "offset": 0, "length": 3, "url": "https://example.org"}]


def test_a_mention_carries_the_person_by_the_name_that_is_written():
    found = entities_of([marked("user_mention", 0, 4, user_id=271828182)], "Пётр, яма")
    person = {"id": 271828182, "is_bot": False, "first_name": "Пётр"}
    assert found == [{"type": "text_mention", "offset": 0, "length": 4, "user": person}]


@pytest.mark.parametrize(
    "pointless",
    [
        marked("link", 0, 3),
        marked("link", 0, 3, url=7),
        marked("link", 0, 3, url="https://" + "x" * 2048),
        marked("user_mention", 0, 3, user_link="max://user/1"),
        marked("user_mention", 0, 3, user_id="271828182"),
        marked("user_mention", 0, 3, user_id=True),
        marked("blink", 0, 3),
        marked("strong", 0, 0),
        marked("strong", -1, 2),
        marked("strong", 3, 1),
        marked("strong", 2**80, 1),
        marked("strong", 0.0, 1),
        marked("strong", True, 1),
        marked("strong", None, None),
        {"type": ["strong"], "from": 0, "length": 1},
        "strong",
        None,
    ],
)
def test_markup_that_says_nothing_is_left_out(pointless):
    assert entities_of([pointless], "яма") == []


@pytest.mark.parametrize("markup", [None, {}, "strong", 7, [[[]]]])
def test_markup_that_is_no_list_of_marks_is_left_out(markup):
    assert entities_of(markup, "яма") == []


def test_what_reaches_beyond_the_text_is_cut():
    assert entities_of([marked("strong", 1, 2**62)], "яма") == [{"type": "bold", "offset": 1, "length": 2}]


@pytest.mark.parametrize(("offset", "length"), [(1, 1), (0, 1), (1, 3), (2, 2)])
def test_an_entity_that_splits_a_character_is_left_out(offset, length):
    """The text is cut by them in aiogram, which would stop at half a character."""
    assert entities_of([marked("strong", offset, length)], "🔥я🔥") == []


@pytest.mark.parametrize(
    ("text", "length"),
    [("/start", 6), ("/start street_12", 6), ("/help\nяма", 5), ("/help@demo_bot x", 14), ("/", 1)],
)
def test_a_command_is_marked_up_to_its_end(text, length):
    assert entities_of(None, text) == [{"type": "bot_command", "offset": 0, "length": length}]


@pytest.mark.parametrize("text", ["яма /start", " /start", "//"[:0] + "start"])
def test_a_slash_further_on_is_no_command(text):
    assert entities_of(None, text) == []


def test_entities_come_in_the_order_of_the_text_the_longer_first():
    markup = [marked("strong", 4, 2), marked("emphasized", 0, 2), marked("underline", 0, 6)]
    assert [(one["type"], one["offset"]) for one in entities_of(markup, "ямы на")] == [
        ("underline", 0),
        ("italic", 0),
        ("bold", 4),
    ]


def test_a_flood_of_marks_is_bounded():
    assert len(entities_of([marked("strong", 0, 1)] * 10_000, "яма")) == MOST_ENTITIES


@settings(max_examples=300, deadline=None)
@given(
    st.text("яx🔥\n/", max_size=12),
    st.lists(
        st.builds(
            marked,
            st.sampled_from(["strong", "link", "user_mention", "quote"]),
            st.integers(-2, 20),
            st.integers(-2, 20),
            url=st.just("https://example.org"),
            user_id=st.just(1),
        ),
        max_size=4,
    ),
)
def test_aiogram_can_cut_the_text_by_every_entity(text, markup):
    entities = [MessageEntity.model_validate(one) for one in entities_of(markup, text)]
    for entity in entities:
        assert 1 <= len(entity.extract_from(text).encode("utf-16-le")) // 2 == entity.length
    html_decoration.unparse(text, entities)
