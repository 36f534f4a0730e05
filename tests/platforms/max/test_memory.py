"""What both directions of MAX remember: the seen beats the computed, and nothing grows beyond its bound."""

import pytest
from structlog.testing import capture_logs

from bot.platforms.max import memory as module
from bot.platforms.max.ids import dialog_id, mid_of
from bot.platforms.max.memory import Memory
from tests.platforms.max.incoming import ANNA, BOT, DIALOG, GROUP, SEQ

PICTURE = {"type": "image", "payload": {"token": "imgTok1"}}


@pytest.fixture
def memory() -> Memory:
    return Memory(BOT)


def test_a_dialogue_not_learnt_is_computed(memory):
    assert memory.real_chat(ANNA) == dialog_id(ANNA, BOT) == DIALOG
    assert memory.peer(DIALOG) is None


def test_a_learnt_dialogue_beats_the_computed_one_and_the_difference_is_said_once(memory):
    with capture_logs() as logs:
        memory.learn_dialog(ANNA, 77)
        memory.learn_dialog(ANNA + 1, 78)
    assert memory.real_chat(ANNA) == 77
    assert memory.peer(77) == ANNA
    assert [(line["log_level"], line["chat_id"]) for line in logs] == [("warning", 77)]


def test_a_group_is_its_own_chat(memory):
    assert memory.real_chat(GROUP) == GROUP


def test_a_message_never_seen_has_the_computed_id(memory):
    assert memory.mid(ANNA, SEQ) == mid_of(DIALOG, SEQ)
    assert memory.mid(GROUP, SEQ) == mid_of(GROUP, SEQ)


def test_the_id_follows_the_learnt_dialogue(memory):
    memory.learn_dialog(ANNA, 77)
    assert memory.mid(ANNA, SEQ) == mid_of(77, SEQ)


def test_a_seen_id_beats_the_computed_one_and_the_difference_is_said_once(memory):
    memory.see(DIALOG, "mid.other", SEQ)
    memory.see(GROUP, "mid.another", SEQ)
    with capture_logs() as logs:
        assert [memory.mid(ANNA, SEQ), memory.mid(ANNA, SEQ)] == ["mid.other"] * 2
        assert memory.mid(GROUP, SEQ) == "mid.another"
    assert [(line["log_level"], line["seen"]) for line in logs] == [("warning", "mid.other")]


@pytest.mark.parametrize("spell", [lambda mid: mid, lambda mid: mid.removeprefix("mid."), str.upper])
def test_another_spelling_of_the_computed_id_is_no_difference(memory, spell):
    seen = spell(mid_of(DIALOG, SEQ)).replace("MID.", "mid.")
    memory.see(DIALOG, seen, SEQ)
    with capture_logs() as logs:
        assert memory.mid(ANNA, SEQ) == seen
    assert logs == []


def test_a_number_that_no_message_has_is_refused(memory):
    with pytest.raises(ValueError, match="no message id"):
        memory.mid(ANNA, -1)


def test_files_of_a_message_are_known_even_if_there_are_none(memory):
    memory.keep_media("mid.1", [PICTURE])
    memory.keep_media("mid.2", [])
    assert memory.media("mid.1") == [PICTURE]
    assert memory.media("mid.2") == []
    assert memory.media("mid.3") is None


def test_adding_to_what_was_asked_does_not_change_what_is_kept(memory):
    memory.keep_media("mid.1", [PICTURE])
    found = memory.media("mid.1")
    assert found is not None
    found.append({"type": "inline_keyboard"})
    assert memory.media("mid.1") == [PICTURE]


def test_each_press_waits_until_it_is_answered_itself(memory):
    memory.pressed("first", ANNA, SEQ)
    memory.pressed("second", ANNA, SEQ)
    assert memory.answer("second") is True
    assert memory.is_unanswered("first", ANNA, SEQ)
    assert not memory.is_unanswered("second", ANNA, SEQ)
    assert not memory.is_unanswered("first", ANNA, SEQ + 1)
    assert not memory.is_unanswered("forged", ANNA, SEQ)


def test_it_is_known_in_which_chat_a_press_waits(memory):
    memory.pressed("one", ANNA, SEQ)
    assert memory.pressed_in("one") == ANNA
    memory.answer("one")
    assert memory.pressed_in("one") is None
    assert memory.pressed_in("forged") is None


def test_a_press_is_answered_once(memory):
    memory.pressed("one", ANNA, SEQ)
    assert [memory.answer("one"), memory.answer("one")] == [True, False]


def test_a_press_from_before_the_restart_is_answered_once_too(memory):
    assert [memory.answer("old"), memory.answer("old")] == [True, False]


def test_a_button_pressed_again_under_the_same_id_waits_again(memory):
    """MAX may take the id of the keyboard for that of each press."""
    memory.pressed("keyboard", ANNA, SEQ)
    memory.answer("keyboard")
    memory.pressed("keyboard", ANNA, SEQ)
    assert memory.is_unanswered("keyboard", ANNA, SEQ)
    assert memory.answer("keyboard") is True


def test_an_id_that_moved_to_another_message_waits_there_only(memory):
    memory.pressed("keyboard", ANNA, SEQ)
    memory.pressed("keyboard", ANNA, SEQ + 1)
    assert not memory.is_unanswered("keyboard", ANNA, SEQ)
    assert memory.is_unanswered("keyboard", ANNA, SEQ + 1)


def test_a_language_is_remembered_where_it_is_not_told(memory):
    assert memory.language(ANNA, None) is None
    assert memory.language(ANNA, "en") == "en"
    assert memory.language(ANNA, None) == "en"
    assert memory.language(ANNA, "ru") == memory.language(ANNA, None) == "ru"


def test_nothing_grows_beyond_its_bound(memory, monkeypatch):
    monkeypatch.setattr(module, "REMEMBERED", 50)
    for number in range(1, 200):
        memory.learn_dialog(number, dialog_id(number, BOT))
        memory.see(number, f"mid.{number}", number)
        memory.language(number, "ru")
        memory.keep_media(f"mid.{number}", [PICTURE])
        memory.pressed(f"press{number}", number, number)
        memory.answer(f"answered{number}")
    kept = {name: len(entries) for name, entries in vars(memory).items() if isinstance(entries, module._Recent)}
    assert set(kept.values()) == {50}
    assert len(kept) == 7
    assert memory.peer(dialog_id(199, BOT)) == 199
    assert memory.peer(dialog_id(149, BOT)) is None
    assert memory.media("mid.149") is None


def test_what_is_still_used_is_not_the_first_to_be_forgotten(memory, monkeypatch):
    monkeypatch.setattr(module, "REMEMBERED", 3)
    for mid in ("mid.1", "mid.2", "mid.3"):
        memory.keep_media(mid, [])
    memory.media("mid.1")
    memory.keep_media("mid.4", [])
    assert memory.media("mid.1") == []
    assert memory.media("mid.2") is None


def test_ten_thousand_of_each_are_remembered():
    assert module.REMEMBERED == 10_000
