import pytest

from bot.domain.linking import CODE_SIGNS, LINK_PREFIX, may_be_code, read_code, shown_code

LOOK_ALIKE = {"0": "O", "1": "I", "5": "S", "8": "B", "2": "Z", "6": "G"}


@pytest.mark.parametrize(
    "typed",
    [
        "ACEH-KMPX",
        "acehkmpx",
        " ACEH KMPX\n",
        "A C E H K M P X",
        "АСЕН-КМРХ",  # Cyrillic, every letter
        "асен—кмрх",
        "https://max.ru/id7_bot?start=link_ACEHKMPX",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert read_code(typed) == "ACEHKMPX"
    assert may_be_code(typed)


@pytest.mark.parametrize("typed", ["", "ACEHKMP", "ACEHKMPXX", "ACEHKMP!", "светофор", "ACEH0MPX", "link_"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_the_longest_message_is_read_in_no_time() -> None:
    assert read_code("-" * 100_000) is None


def test_a_sentence_is_no_try_at_a_code() -> None:
    assert not may_be_code("Яма на дороге, колесо пробил")
    assert may_be_code("ACEH-KMP")


def test_no_sign_can_be_mistaken_for_another() -> None:
    assert len(set(CODE_SIGNS)) == len(CODE_SIGNS)
    for digit, letter in LOOK_ALIKE.items():
        assert not {digit, letter} <= set(CODE_SIGNS)
    assert not set(CODE_SIGNS) & set("01OIL")


def test_a_code_that_is_shown_is_read_again() -> None:
    code = CODE_SIGNS[:8]
    assert shown_code(code) == f"{code[:4]}-{code[4:]}"
    assert read_code(shown_code(code)) == code
    assert read_code(LINK_PREFIX + code) == code
