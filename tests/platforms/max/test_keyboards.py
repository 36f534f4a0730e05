"""aiogram's keyboards into MAX's attachment."""

import pytest
from aiogram.types import (
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    KeyboardButtonPollType,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    WebAppInfo,
)
from structlog.testing import capture_logs

from bot.platforms.max.keyboards import attachments_of


def inline(*rows):
    return InlineKeyboardMarkup(inline_keyboard=list(rows))


def press(text="?", data="x"):
    return InlineKeyboardButton(text=text, callback_data=data)


def link(url="https://e.org", text="?"):
    return InlineKeyboardButton(text=text, url=url)


def rows(markup):
    [attachment] = attachments_of(markup)
    assert attachment["type"] == "inline_keyboard"
    return attachment["payload"]["buttons"]


def test_buttons_become_those_of_max():
    keyboard = inline(
        [press("Отправить", "rep:send:42")],
        [link("https://example.org/rules", "Правила")],
        [InlineKeyboardButton(text="Номер", copy_text=CopyTextButton(text="42"))],
        [InlineKeyboardButton(text="Карта", web_app=WebAppInfo(url="https://e.org/map"))],
    )
    assert rows(keyboard) == [
        [{"type": "callback", "text": "Отправить", "payload": "rep:send:42"}],
        [{"type": "link", "text": "Правила", "url": "https://example.org/rules"}],
        [{"type": "clipboard", "text": "Номер", "payload": "42"}],
        [{"type": "link", "text": "Карта", "url": "https://e.org/map"}],
    ]


def test_a_reply_keyboard_becomes_buttons_that_say_their_text():
    keyboard = ReplyKeyboardMarkup(
        keyboard=[
            [KeyboardButton(text="Где я", request_location=True)],
            [KeyboardButton(text="Мой номер", request_contact=True)],
            [
                KeyboardButton(text="Новый отчёт"),
                KeyboardButton(text="Форма", web_app=WebAppInfo(url="https://e.org")),
            ],
        ],
        resize_keyboard=True,
        is_persistent=True,
    )
    assert rows(keyboard) == [
        [{"type": "request_geo_location", "text": "Где я", "quick": False}],
        [{"type": "request_contact", "text": "Мой номер"}],
        [
            {"type": "message", "text": "Новый отчёт"},
            {"type": "link", "text": "Форма", "url": "https://e.org"},
        ],
    ]


@pytest.mark.parametrize("markup", [None, ReplyKeyboardRemove(), ForceReply(), inline(), inline([])])
def test_no_button_is_no_keyboard(markup):
    assert attachments_of(markup) == []


def test_a_row_has_seven_buttons_at_most():
    assert list(map(len, rows(inline([press()] * 16)))) == [7, 7, 2]


@pytest.mark.parametrize(
    "narrow",
    [link(), KeyboardButton(text="?", request_contact=True), KeyboardButton(text="?", request_location=True)],
)
def test_a_row_with_a_wide_button_has_three_at_most(narrow):
    """Four links in a row are refused with `errors.maxRowSize`."""
    if isinstance(narrow, KeyboardButton):
        keyboard = ReplyKeyboardMarkup(keyboard=[[narrow, *[KeyboardButton(text="?")] * 4]])
    else:
        keyboard = inline([press(), press(), press(), press(), narrow])
    assert list(map(len, rows(keyboard))) == [3, 2]


def test_rows_without_buttons_and_buttons_without_words_are_left_out():
    keyboard = inline([], [press(""), press("  "), press("Да")], [press(" ")], [press("Нет")])
    assert [[button["text"] for button in row] for row in rows(keyboard)] == [["Да"], ["Нет"]]


@pytest.mark.parametrize(
    ("keyboard", "fields"),
    [
        (inline([InlineKeyboardButton(text="тайна", switch_inline_query="q")]), ["switch_inline_query"]),
        (inline([InlineKeyboardButton(text="тайна", pay=True)]), ["pay"]),
        (inline([link("tg://user?id=5", "тайна")]), ["url"]),
        (
            ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="тайна", request_poll=KeyboardButtonPollType())]]),
            ["request_poll"],
        ),
    ],
)
def test_a_button_that_max_has_not_is_left_out_and_told_of(keyboard, fields):
    with capture_logs() as logs:
        assert attachments_of(keyboard) == []
    assert [(line["log_level"], line["fields"]) for line in logs] == [("warning", fields)]
    assert "тайна" not in str(logs)


def test_a_label_is_cut_to_128():
    assert rows(inline([press("я" * 200)]))[0][0]["text"] == "я" * 128
    assert rows(inline([press("🔥" * 200)]))[0][0]["text"] == "🔥" * 64


@pytest.mark.parametrize(
    ("keyboard", "finding"),
    [
        (inline([press(data="x" * 1025)]), "payload is longer than 1024"),
        (inline([link("https://e.org/" + "x" * 2035)]), "url is longer than 2048"),
        (inline(*[[press()]] * 31), "31 rows"),
        (inline(*[[press()] * 8] * 16), "32 rows"),
    ],
)
def test_what_is_larger_than_max_takes_is_a_clear_error(keyboard, finding):
    with pytest.raises(ValueError, match=finding):
        attachments_of(keyboard)


def test_the_largest_keyboard_passes():
    keyboard = inline(*[[press(data="x" * 1024)] * 7] * 30)
    assert sum(map(len, rows(keyboard))) == 210
