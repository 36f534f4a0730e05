"""A sender that is killed at any moment loses nothing, and repeats at most one notice a kill.

The short form of what `make bench` does with fifty kills: the real outbox over a real database and a socket.
"""

import sys
from pathlib import Path

import pytest

from tests.bench.draining import UNPACED, fill, kill_and_restart, lean_server

NOTICES, KILLS = 150, 5


@pytest.mark.skipif(sys.platform == "win32", reason="nothing kills like SIGKILL there")
def test_kills_lose_nothing_and_repeat_one_each_at_most(tmp_path: Path) -> None:
    path = fill(tmp_path / "gorod.db", NOTICES)
    with lean_server() as server:
        losses = kill_and_restart(path, server, NOTICES, KILLS, UNPACED)
    assert losses.kills >= KILLS - 1, "the kills met a sender at work"
    assert losses.lost == 0
    assert losses.repeated <= losses.kills
