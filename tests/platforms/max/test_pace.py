"""The limits of MAX in a time that tests move themselves."""

import asyncio
import heapq
import itertools

import pytest

from bot.pacing import LATE_S, SLOWER
from bot.platforms.max.pace import CHAT_PER_SECOND, PER_SECOND, Pace

Sent = list[tuple[float, object]]


class Time:
    """Seconds that pass only when everybody rests."""

    def __init__(self):
        self.now = 100.0
        self._resting = []
        self._numbers = itertools.count()

    def time(self):
        return self.now

    async def rest(self, seconds):
        over = asyncio.Event()
        heapq.heappush(self._resting, (self.now + seconds, next(self._numbers), over))
        await over.wait()

    async def passes(self, *waiting):
        """Until all of these are done."""
        tasks = [asyncio.ensure_future(one) for one in waiting]
        while not all(task.done() for task in tasks):
            for _ in range(5):  # whoever can go on does
                await asyncio.sleep(0)
            if self._resting:
                self.now, _, over = heapq.heappop(self._resting)
                over.set()
        await asyncio.gather(*tasks)


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def pace(time):
    return Pace(watch=time)


@pytest.fixture
def send(pace, time):
    """Takes a turn and notes when it came."""

    async def one(chat, sent, name=None):
        await pace.turn(chat)
        sent.append((time.now, chat if name is None else name))

    return one


def most_in_a_second(sent):
    return max(sum(start <= moment < start + 1 for moment, _ in sent) for start, _ in sent)


async def test_no_second_has_more_than_thirty_requests(send, time):
    sent: Sent = []
    await time.passes(*(send(chat, sent) for chat in range(200)))
    assert most_in_a_second(sent) <= PER_SECOND
    assert sent[-1][0] - sent[0][0] < 200 / PER_SECOND * 1.05


async def test_the_common_pace_is_steady(send, time):
    sent: Sent = []
    await time.passes(*(send(None, sent) for _ in range(60)))
    distances = [later - sooner for (sooner, _), (later, _) in itertools.pairwise(sent)]
    assert min(distances) > SLOWER / PER_SECOND - LATE_S - 1e-6, (
        "what the event loop was late by is caught up with"
    )


async def test_a_chat_gets_two_at_once_and_two_a_second(send, time):
    sent: Sent = []
    await time.passes(*(send(7, sent) for _ in range(9)))
    assert sent[1][0] - sent[0][0] < 0.1
    assert most_in_a_second(sent) == CHAT_PER_SECOND
    assert sent[-1][0] - sent[0][0] < 4.5


async def test_turns_come_in_the_order_they_were_asked_for(send, time):
    sent: Sent = []
    await time.passes(*(send(7, sent, name) for name in "abcdefg"))
    assert [name for _, name in sent] == list("abcdefg")


async def test_a_busy_chat_does_not_hold_up_the_others(send, time):
    sent: Sent = []
    await time.passes(*(send(7, sent) for _ in range(20)), send(8, sent))
    assert next(moment for moment, chat in sent if chat == 8) - sent[0][0] < 0.2


async def test_a_chat_has_no_more_than_two_a_second_when_the_common_limit_delays_it(send, time):
    """Its turns are counted when they came, not when they were due."""
    sent: Sent = []
    crowd = [send(chat, sent) for chat in range(100, 145)]
    await time.passes(*crowd, *(send(7, sent) for _ in range(6)))
    assert most_in_a_second([one for one in sent if one[1] == 7]) <= CHAT_PER_SECOND


async def test_after_a_quiet_time_nobody_waits(send, time):
    sent: Sent = []
    await time.passes(send(7, sent), send(7, sent))
    time.now += 60
    before = time.now
    await time.passes(send(7, sent))
    assert sent[-1][0] == before


async def test_who_gives_up_waiting_holds_up_nobody(pace, time):
    await pace.turn(7)
    await time.passes(pace.turn(7))
    given_up = asyncio.ensure_future(pace.turn(7))
    await asyncio.sleep(0)
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up
    before = time.now
    await time.passes(pace.turn(7))
    assert time.now - before < 1.1


async def test_chats_are_forgotten_when_their_second_is_over(pace, time):
    for chat in range(1, 3000):
        await time.passes(pace.turn(chat))
    assert len(pace._lanes) < 3 * PER_SECOND


async def test_a_chat_that_is_never_quiet_keeps_no_others_remembered(pace, time):
    for chat in range(10, 3000):
        await time.passes(pace.turn(chat))
        if chat % 15 == 0:
            await time.passes(pace.turn(7))
    assert len(pace._lanes) < 3 * PER_SECOND


async def test_a_chat_that_waits_for_its_first_turn_is_not_forgotten(send, time):
    """Remembered anew, it would have two more turns in the same second."""
    sent: Sent = []
    crowd = [send(None, sent) for _ in range(60)]
    await time.passes(*crowd, send(7, sent), send(8, sent), *(send(7, sent) for _ in range(4)))
    assert most_in_a_second([one for one in sent if one[1] == 7]) <= CHAT_PER_SECOND
