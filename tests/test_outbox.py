"""The outbox, with time that is told: pace, pauses, failures, and what a killed process leaves."""

import asyncio
import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import SendMediaGroup, SendMessage, TelegramMethod

from bot.domain.letters import Letter
from bot.domain.notices import NoticeKind, Switch
from bot.domain.photos import Photo
from bot.notices.push import AlbumPhoto, Push
from bot.outbox import lane, records
from tests.harness.sending import GROUP, START, Post

Refusal = Callable[[TelegramMethod[Any]], Exception | None]


@pytest.fixture
def post() -> Post:
    return Post()


def to(chat_id: int, error: type[Exception], message: str = "no") -> Refusal:
    """Refuse what goes into one chat."""
    return lambda method: error(method, message) if getattr(method, "chat_id", 0) == chat_id else None


def first(times: int, make: Callable[[TelegramMethod[Any]], Exception]) -> Refusal:
    """Refuse the first calls, whatever they are."""
    left = [times]

    def refuse(method: TelegramMethod[Any]) -> Exception | None:
        left[0] -= 1
        return make(method) if left[0] >= 0 else None

    return refuse


def most_in_a_second(times: list[float]) -> int:
    return max(sum(1 for other in times if at <= other < at + 1) for at in times)


def down(method: TelegramMethod[Any]) -> Exception:
    return TelegramServerError(method, "Bad Gateway")


def photos(number: int) -> tuple[AlbumPhoto, ...]:
    return tuple(
        AlbumPhoto(Photo(key=f"{one:064}", width=1, height=1, size=1, file_id=f"photo{one}"), "Было")
        for one in range(number)
    )


# Pace


async def test_thirty_a_second_and_never_more(post):
    for person in range(1, 301):
        post.queue.add(person)
    assert await post.drain() == 300
    times = post.messenger.times
    assert most_in_a_second(times) <= 30
    assert (len(times) - 1) / (times[-1] - times[0]) == pytest.approx(30, rel=0.02)
    gaps = [late - early for early, late in itertools.pairwise(times)]
    assert min(gaps) > 0.9 / 30, "no bursts"


@pytest.mark.parametrize("per_second", [30, 1e6])
async def test_a_fast_messenger_is_talked_to_strictly_one_after_another(per_second):
    """What was sent is on record before the next one goes: a killed process repeats one."""
    post = Post(per_second=per_second)
    for person in range(1, 41):
        post.queue.add(person)
    await post.drain()
    assert post.messenger.most_on_way == 1
    assert post.queue.log == [entry for n in range(1, 41) for entry in (("taken", n), ("sent", n))]


async def test_what_has_gone_while_the_queue_was_read_does_not_go_again(monkeypatch):
    """The answer of the database is older than the last record; and not only the pause of its chat protects it."""
    monkeypatch.setattr(lane, "CHAT_REST_S", 0)
    post = Post(per_second=1e6)
    post.queue.reading_s = 0.004
    for person in range(1, 900):
        post.queue.add(person)
    await post.drain()
    assert sorted(post.messenger.chats) == list(range(1, 900))


async def test_a_slow_messenger_is_still_given_thirty_a_second(post):
    post.messenger.seconds = 0.1
    for person in range(1, 301):
        post.queue.add(person)
    await post.drain()
    times = post.messenger.times
    assert (len(times) - 1) / (times[-1] - times[0]) == pytest.approx(30, rel=0.02)
    assert 3 <= post.messenger.most_on_way <= 5
    assert most_in_a_second(times) <= 30


async def test_a_messenger_that_hangs_has_twenty_to_answer_and_no_more(post):
    post.messenger.seconds = 25
    for person in range(1, 101):
        post.queue.add(person)
    await post.time.run(post.outbox.run(asyncio.Event()), until=20)
    assert post.messenger.most_on_way == 20


async def test_one_chat_gets_one_message_a_second_and_the_others_do_not_wait(post):
    for _ in range(4):
        post.queue.add(1)
    for person in range(2, 62):
        post.queue.add(person)
    await post.drain()
    own = [at for at, chat, _ in post.messenger.sent if chat == 1]
    assert all(late - early >= 1 for early, late in itertools.pairwise(own))
    assert max(at for at, chat, _ in post.messenger.sent if chat == 61) < 2.3


async def test_a_chat_with_more_than_a_batch_does_not_stop_the_others(post):
    for _ in range(200):
        post.queue.add(1, NoticeKind.ANSWERED)
    post.queue.add(2, NoticeKind.BROADCAST)
    await post.time.run(post.outbox.run(asyncio.Event()), until=1)
    assert 2 in post.messenger.chats


async def test_an_album_counts_as_many_as_it_has_photos(post):
    for person in range(1, 11):
        number = post.queue.add(person, NoticeKind.ANSWERED)
        post.words.made[number] = Push(text="ответ", album=photos(6))
    post.queue.add(99)
    await post.drain()
    albums = [at for at, _, method in post.messenger.sent if isinstance(method, SendMediaGroup)]
    assert all(late - early > 5.9 / 30 for early, late in itertools.pairwise(albums))
    for person in range(1, 11):
        album, text = [(at, method) for at, chat, method in post.messenger.sent if chat == person]
        assert isinstance(album[1], SendMediaGroup)
        assert isinstance(text[1], SendMessage)
        assert text[0] - album[0] >= 1


async def test_the_more_urgent_goes_first_and_overtakes_a_broadcast(post):
    for person in range(1, 200):
        post.queue.add(person, NoticeKind.BROADCAST)
    post.queue.add(500, NoticeKind.PUBLISHED)
    post.queue.add(501, NoticeKind.ANSWERED)

    async def urgent_later() -> None:
        await post.time.rest(3)
        post.queue.add(502, NoticeKind.ANSWERED)

    stop = asyncio.Event()
    late = asyncio.ensure_future(urgent_later())
    await post.time.run(post.outbox.run(stop), until=5)
    await late
    assert post.messenger.chats[:2] == [501, 500]
    assert next(at for at, chat, _ in post.messenger.sent if chat == 502) < 4.1


# What the messenger refuses


async def test_asked_to_wait_all_wait_and_nobody_is_to_blame(post):
    for person in range(1, 6):
        post.queue.add(person)
    post.messenger.refuse = first(1, lambda method: TelegramRetryAfter(method, "Too Many Requests", 7))
    await post.drain()
    assert post.messenger.times[0] >= 7
    assert post.queue.states() == ["sent"] * 5
    assert all(row.notice.send_fail_count == 0 for row in post.queue.rows.values())


@pytest.mark.parametrize("error", [TelegramServerError, TelegramNetworkError])
async def test_an_outage_is_waited_out_and_nobody_is_to_blame(post, error):
    for person in range(1, 6):
        post.queue.add(person)
    tried = []

    def refuse(method: TelegramMethod[Any]) -> Exception | None:
        tried.append(post.time.now)
        return error(method, "Bad Gateway") if len(tried) <= 6 else None

    post.messenger.refuse = refuse
    await post.time.run(post.outbox.run(asyncio.Event()), until=100)
    pauses = [round(late - early) for early, late in itertools.pairwise(tried)]
    assert pauses[:6] == [1, 2, 5, 10, 30, 30]
    assert post.messenger.most_on_way == 1, "one tries, the others wait"
    assert post.queue.states() == ["sent"] * 5
    assert all(row.notice.send_fail_count == 0 for row in post.queue.rows.values())


async def test_sends_that_failed_together_make_one_pause(post):
    post.messenger.seconds = 0.2
    for person in range(1, 7):
        post.queue.add(person)
    post.messenger.refuse = first(6, down)
    await post.time.run(post.outbox.run(asyncio.Event()), until=4)
    assert post.queue.states() == ["sent"] * 6


async def test_one_that_alone_fails_is_given_up_and_the_others_go(post, monkeypatch):
    monkeypatch.setattr(records, "OWN_S", (2, 10, 20, 30, 40, 50, 60))
    bad = post.queue.add(1, NoticeKind.ANSWERED)
    post.messenger.refuse = to(1, TelegramServerError)

    async def others_come() -> None:
        for person in range(2, 60):
            post.queue.add(person)
            await post.time.rest(10)

    coming = asyncio.ensure_future(others_come())
    await post.time.run(post.outbox.run(asyncio.Event()), until=600)
    coming.cancel()
    row = post.queue.rows.pop(bad)
    assert row.state.value == "failed"
    assert row.notice.send_fail_count == 8
    waited = [row for row in post.queue.rows.values() if row.state.value != "sent"]
    assert len(waited) <= 2


async def test_a_glitch_costs_a_second_and_nobody_is_to_blame(post):
    for person in range(1, 4):
        post.queue.add(person)
    post.messenger.refuse = first(1, down)
    await post.time.run(post.outbox.run(asyncio.Event()), until=10)
    assert post.queue.states() == ["sent"] * 3
    assert max(post.messenger.times) < 1.2
    assert post.queue.rows[1].notice.send_fail_count == 0


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (TelegramForbiddenError, "Forbidden: bot was blocked by the user"),
        (TelegramForbiddenError, "Forbidden: user is deactivated"),
        (TelegramBadRequest, "Bad Request: chat not found"),
    ],
)
async def test_who_cannot_be_reached_is_left_alone_and_nothing_is_lost(post, error, message):
    for person in (1, 2, 1, 1):
        post.queue.add(person)
    post.messenger.refuse = to(1, error, message)
    await post.drain()
    assert post.queue.people[1].blocked_at is not None
    assert post.queue.states() == ["held", "sent", "held", "held"]


async def test_what_will_never_be_taken_fails_with_the_reason(post):
    post.queue.add(1)
    post.queue.add(2)
    post.messenger.refuse = to(1, TelegramBadRequest, "Bad Request: can't parse entities")
    await post.drain()
    assert post.queue.states() == ["failed", "sent"]
    assert "parse entities" in post.queue.rows[1].reason


async def test_a_yes_that_cannot_be_read_is_a_yes(post):
    post.queue.add(1)
    post.messenger.refuse = first(
        1, lambda _m: ClientDecodeError("odd", ValueError("?"), {"ok": True, "result": 7})
    )
    await post.drain()
    assert post.queue.states() == ["sent"]


async def test_a_gateways_page_is_an_outage(post):
    post.queue.add(1)
    post.messenger.refuse = first(1, lambda _m: ClientDecodeError("odd", ValueError("?"), "<html>502</html>"))
    await post.time.run(post.outbox.run(asyncio.Event()), until=5)
    assert post.queue.states() == ["sent"]
    assert len(post.messenger.sent) == 1


async def test_an_album_is_not_sent_again_with_a_text_that_is_tried_again(post):
    post.words.made[post.queue.add(1)] = Push(text="ответ", album=photos(2))
    failing = first(1, down)
    post.messenger.refuse = lambda method: failing(method) if isinstance(method, SendMessage) else None
    await post.time.run(post.outbox.run(asyncio.Event()), until=10)
    assert [type(method) for _, _, method in post.messenger.sent] == [SendMediaGroup, SendMessage]


async def test_photos_that_the_messenger_does_not_know_are_uploaded_and_at_worst_left_out(post):
    post.words.made[post.queue.add(1)] = Push(text="ответ", album=photos(2))

    def refuse(method: TelegramMethod[Any]) -> Exception | None:
        is_album = isinstance(method, SendMediaGroup)
        return TelegramBadRequest(method, "wrong file identifier") if is_album else None

    post.messenger.refuse = refuse
    await post.drain()
    assert post.queue.states() == ["sent"]
    assert [type(method) for _, _, method in post.messenger.sent] == [SendMessage]


# What is not sent


async def test_a_kind_that_is_switched_off_is_not_sent(post):
    post.queue.person(1, switched_off=frozenset({Switch.NEWS}))
    post.queue.add(1, NoticeKind.BROADCAST)
    post.queue.add(1, NoticeKind.PUBLISHED)
    await post.drain()
    assert post.queue.states() == ["cancelled", "sent"]


async def test_one_that_cannot_be_put_into_words_does_not_stop_the_others(post):
    post.words.made[post.queue.add(1)] = KeyError("topic")
    post.queue.add(2)
    await post.drain()
    assert post.queue.states() == ["failed", "sent"]


async def test_one_with_nothing_to_say_any_more_is_cancelled(post):
    post.words.made[post.queue.add(1)] = None
    await post.drain()
    assert post.queue.states() == ["cancelled"]


async def test_what_was_put_off_into_the_quiet_hours_waits_for_the_morning(post):
    """A broadcast that begins at half past nine in the evening must not ring at one."""
    evening = START + timedelta(hours=9, minutes=30)  # 21:30 in Moscow
    post.time.now = timedelta(hours=11).total_seconds()  # 23:00
    post.queue.person(2, at_night=True)
    post.queue.add(1, NoticeKind.BROADCAST, due_at=evening)
    post.queue.add(2, NoticeKind.ANSWERED, due_at=evening)
    post.queue.add(3, NoticeKind.ANSWERED, due_at=evening)
    await post.drain()
    assert post.queue.states() == ["queued", "sent", "queued"]
    morning = START + timedelta(hours=20)  # 08:00
    assert [post.queue.rows[one].notice.due_at for one in (1, 3)] == [morning, morning]


async def test_what_is_due_a_moment_before_the_quiet_hours_still_goes(post):
    post.time.now = timedelta(hours=10, seconds=2).total_seconds()
    post.queue.add(1, due_at=START + timedelta(hours=10) - timedelta(seconds=1))
    await post.drain()
    assert post.queue.states() == ["sent"]


# Records


async def test_what_cannot_be_recorded_is_not_sent_again(post):
    post.queue.add(1)
    post.queue.away = 3
    await post.time.run(post.outbox.run(asyncio.Event()), until=10)
    assert post.messenger.chats == [1]
    assert post.queue.states() == ["sent"]


async def test_a_killed_process_repeats_one_at_most(post):
    for person in range(1, 60):
        post.queue.add(person)
    for moment in (0.3, 0.4, 1.1, 1.5):
        await post.time.run(post.outbox.run(asyncio.Event()), until=moment)
        post.restart()
    await post.drain()
    assert set(post.messenger.chats) == set(range(1, 60))
    assert len(post.messenger.chats) - 59 <= 4


async def test_two_never_send_at_once(post):
    for person in range(1, 31):
        post.queue.add(person)

    async def both() -> list[int]:
        return list(await asyncio.gather(post.outbox.drain(), post.outbox.drain()))

    assert await post.time.run(both()) == [30, 0]
    assert len(post.messenger.sent) == 30


# Running


async def test_a_wake_up_sends_at_once_and_the_clock_by_itself(post):
    stop = asyncio.Event()

    async def life() -> None:
        running = asyncio.ensure_future(post.outbox.run(stop))
        await post.time.rest(10.25)
        post.queue.add(1)
        post.outbox.wake()
        await post.time.rest(0.2)
        assert post.messenger.times == [pytest.approx(10.25, abs=0.05)]
        post.queue.add(2, due_at=post.time.clock() + timedelta(seconds=30))
        await post.time.rest(60)
        assert post.messenger.times[1] == pytest.approx(40.45, abs=1.1)
        stop.set()
        await running

    await post.time.run(life())


async def test_what_is_on_its_way_at_the_end_is_recorded_and_nothing_else_begins(post):
    post.messenger.seconds = 2
    for person in range(1, 100):
        post.queue.add(person)
    stop = asyncio.Event()

    async def life() -> None:
        running = asyncio.ensure_future(post.outbox.run(stop))
        await post.time.rest(0.2)
        stop.set()
        await running

    await post.time.run(life())
    assert post.time.now < 3
    assert post.queue.states().count("sent") == len(post.messenger.sent) <= 8


async def test_a_database_that_is_away_for_a_moment_ends_nothing(post, monkeypatch):
    post.queue.add(1)
    due, times = post.queue.due, [2]

    async def away(*arguments: Any, **more: Any) -> Any:
        times[0] -= 1
        if times[0] >= 0:
            raise OSError("locked")
        return await due(*arguments, **more)

    monkeypatch.setattr(post.queue, "due", away)
    await post.time.run(post.outbox.run(asyncio.Event()), until=10)
    assert post.messenger.chats == [1]


# The operators' group


async def test_the_group_gets_twenty_a_minute_and_residents_do_not_wait(post):
    for number in range(1, 31):
        post.queue.cards[number] = START + timedelta(seconds=number)
    for person in range(1, 31):
        post.queue.add(person)
    await post.time.run(post.outbox.run(asyncio.Event()), until=120)
    cards = [at for at, chat, _ in post.messenger.sent if chat == GROUP.chat_id]
    assert len(cards) == 30
    assert max(sum(1 for other in cards if at <= other < at + 60) for at in cards) <= 20
    assert all(late - early > 0.999 for early, late in itertools.pairwise(cards))
    assert max(at for at, chat, _ in post.messenger.sent if chat != GROUP.chat_id) < 1.2
    assert post.queue.done_cards == list(range(1, 31))


async def test_a_group_that_is_out_of_reach_stops_nobody_and_loses_nothing(post):
    post.queue.cards[1] = START
    post.queue.letters_unread = [Letter(id=5, resident_id=1, at=START, words="почему?")]
    for person in range(1, 11):
        post.queue.add(person)
    post.messenger.refuse = to(GROUP.chat_id, TelegramForbiddenError, "bot was kicked from the supergroup chat")
    await post.time.run(post.outbox.run(asyncio.Event()), until=60)
    assert post.queue.states() == ["sent"] * 10
    assert post.queue.cards
    assert post.queue.letters_unread
    post.messenger.refuse = lambda _method: None
    await post.time.run(post.outbox.run(asyncio.Event()), until=500)
    assert not post.queue.cards
    assert not post.queue.letters_unread


async def test_a_card_that_cannot_be_drawn_does_not_stop_the_next(post):
    post.queue.cards = {1: START, 2: START + timedelta(seconds=1)}
    post.shows = lambda number: KeyError("topic") if number == 1 else None
    await post.drain()
    assert post.queue.done_cards == [1, 2]
    assert post.messenger.chats == [GROUP.chat_id]


async def test_a_letter_is_read_out_with_the_name_escaped(post):
    post.queue.person(1, name="<b>Анна</b>")
    post.queue.letters_unread = [Letter(id=5, resident_id=1, at=START, words="5 < 6 & всё")]
    await post.drain()
    (_, _, method) = post.messenger.sent[0]
    assert isinstance(method, SendMessage)
    assert "&lt;b&gt;Анна&lt;/b&gt;" in method.text
    assert "5 &lt; 6 &amp; всё" in method.text
    assert not post.queue.letters_unread


async def test_a_full_group_does_not_keep_the_bot_from_stopping(post):
    for number in range(1, 41):
        post.queue.cards[number] = START + timedelta(seconds=number)
    stop = asyncio.Event()

    async def life() -> None:
        running = asyncio.ensure_future(post.outbox.run(stop))
        await post.time.rest(30)
        stop.set()
        await running

    await post.time.run(life())
    assert len(post.messenger.sent) == 20
    assert post.time.now < 32
