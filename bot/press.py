"""The press of a button that is being handled.

Some messengers take an edit of the pressed message for the answer to the press, which saves a call of the few a
chat may get; what is to be answered in words must then not be edited before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_IN_HAND: ContextVar[str | None] = ContextVar("press_in_hand", default=None)


@contextmanager
def handled(query_id: str) -> Iterator[None]:
    """The press is handled here, and an edit may answer it."""
    token = _IN_HAND.set(query_id)
    try:
        yield
    finally:
        _IN_HAND.reset(token)


@contextmanager
def to_be_answered_in_words() -> Iterator[None]:
    """Whatever is edited here, the press still waits for its answer."""
    token = _IN_HAND.set(None)
    try:
        yield
    finally:
        _IN_HAND.reset(token)


def in_hand() -> str | None:
    """The id of the press that an edit may answer; None when there is none."""
    return _IN_HAND.get()
