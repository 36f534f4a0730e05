"""Calls over real HTTP on loopback: what goes out, what failures become, what is tried again."""

import asyncio
import traceback

import pytest

from bot.platforms.max.client import BUSY_S, UNSENT_S, MaxError
from bot.platforms.max.responses import LARGEST_ANSWER
from tests.platforms.max.small_max import TOKEN


async def test_the_token_goes_raw_without_bearer(client, server):
    assert (await client.me())["username"] == "demo_report_bot"
    assert server.seen[0].headers["Authorization"] == TOKEN


async def test_a_refused_token_is_a_401_with_the_servers_words(server, make_client):
    with pytest.raises(MaxError) as refused:
        await make_client(server.url, "Bearer x").me()
    assert (refused.value.status, refused.value.code) == (401, "verify.token")
    assert refused.value.message == "Malformed access token"


async def test_success_false_is_a_failure_though_http_says_200(client, server):
    server.replies("PUT /messages", 200, {"success": False, "message": "no such message"})
    with pytest.raises(MaxError, match="no such message") as refused:
        await client.call("PUT", "/messages", query={"message_id": "m"}, body={})
    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, "No access token", "No access token"),
        (502, "<html><h1>Bad Gateway</h1></html>", "Bad Gateway"),
        (200, "<html>captive portal</html>", "captive portal"),
        (200, "[]", "[]"),
        (400, "[" * 100_000, "[[["),
        (400, {"error": "only this"}, "only this"),
        (400, {"code": 5, "message": {"a": 1}}, "a"),
    ],
)
async def test_any_body_of_a_failure_is_read_as_far_as_it_goes(client, server, status, body, words):
    server.replies("GET /me", status, body)
    with pytest.raises(MaxError) as refused:
        await client.me()
    assert refused.value.status == status
    assert words in refused.value.message
    assert len(refused.value.message) <= 300


async def test_an_empty_good_answer_is_an_empty_object(client, server):
    server.replies("DELETE /messages", 200, "")
    assert await client.call("DELETE", "/messages") == {}


async def test_an_endless_answer_is_not_read_to_its_end(client, server):
    server.replies("GET /me", 200, "x" * (LARGEST_ANSWER + 1), times=2)
    with pytest.raises(MaxError, match="more than"):
        await client.me()


@pytest.mark.parametrize("body", [{"code": "too.many.requests", "message": "slow down"}, "too many requests"])
async def test_a_429_without_retry_after_is_waited_out(client, server, rests, body):
    server.replies("GET /me", 429, body, times=3)
    assert (await client.me())["is_bot"] is True
    assert tuple(rests) == BUSY_S


async def test_a_429_that_stays_is_told_after_three_waits(client, server, rests):
    server.replies("POST /messages", 429, "too many requests", times=9)
    with pytest.raises(MaxError, match="too many requests"):
        await client.call("POST", "/messages", query={"user_id": 1}, body={"text": "x"})
    assert len(server.seen) == 4


async def test_retry_after_is_obeyed(client, server, rests):
    server.replies("GET /me", 429, {}, Retry_After="3")
    await client.me()
    assert rests == [3.0]


async def test_a_long_retry_after_is_the_callers_to_wait(client, server, rests):
    server.replies("GET /me", 429, {}, times=9, Retry_After="600")
    with pytest.raises(MaxError) as refused:
        await client.me()
    assert refused.value.retry_after == 600
    assert len(server.seen) == 1


@pytest.mark.parametrize("header", ["soon", "-1", "nan", "Wed, 21 Oct 2026 07:28:00 GMT", "9" * 400])
async def test_a_retry_after_of_no_number_is_as_none(client, server, rests, header):
    server.replies("GET /me", 429, {}, Retry_After=header)
    await client.me()
    assert rests == [BUSY_S[0]]


async def test_a_server_error_is_told_at_once(client, server, rests):
    server.replies("POST /messages", 503, {"code": "service.unavailable", "message": "later"})
    with pytest.raises(MaxError) as refused:
        await client.call("POST", "/messages", query={"user_id": 1}, body={"text": "x"})
    assert refused.value.status == 503
    assert not rests


async def test_what_surely_did_not_go_out_is_tried_three_times(make_client, rests, unused_tcp_port):
    client = make_client(f"http://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(MaxError) as refused:
        await client.call("POST", "/messages", query={"user_id": 1}, body={"text": "x"})
    assert refused.value.was_not_sent
    assert tuple(rests) == UNSENT_S


@pytest.mark.parametrize("trouble", ["breaks_off", "keeps_waiting"])
@pytest.mark.parametrize(("method", "tries"), [("POST", 1), ("PUT", 2), ("DELETE", 2), ("GET", 2)], ids=str)
async def test_only_what_may_come_twice_is_repeated(client, server, rests, trouble, method, tries):
    """A message that was posted again after a broken connection would stand in the chat twice."""
    call = f"{method} /messages"
    getattr(server, trouble).add(call)
    with pytest.raises(MaxError) as refused:
        await client.call(method, "/messages", query={"user_id": 1}, timeout_s=0.05)
    assert refused.value.status == 0
    assert len(rests) == tries - 1
    assert len(server.calls(call)) >= tries
    if tries == 1:
        assert len(server.calls(call)) == 1


async def test_the_token_is_in_no_failure(server, make_client, unused_tcp_port):
    """Not in words, representation or traceback, whether the server repeats it or nobody is there."""
    server.replies("GET /me", 401, f"Malformed access token {TOKEN}")
    for base in (server.url, f"http://127.0.0.1:{unused_tcp_port}"):
        client = make_client(base)
        with pytest.raises(MaxError) as refused:
            await client.me()
        told = [str(refused.value), repr(refused.value), repr(client), *traceback.format_exception(refused.value)]
        assert not [line for line in told if TOKEN in line]
        assert refused.value.__context__ is None


async def test_a_redirect_is_not_followed(client, server):
    """It would take the token along."""
    server.replies("GET /me", 302, "", Location=f"{server.storage.url}/files/x")
    with pytest.raises(MaxError) as refused:
        await client.me()
    assert refused.value.status == 302
    assert not server.storage.headers


async def test_cookies_are_not_kept(client, server):
    server.replies("GET /me", 200, {"user_id": 1}, Set_Cookie="a=b; Path=/")
    await client.me()
    await client.me()
    assert "Cookie" not in server.seen[1].headers


async def test_queries_are_written_as_max_reads_them(client, server):
    query = {"disable_link_preview": True, "notify": False, "user_ids": [1, 2], "marker": None, "url": "a&b=c d"}
    await client.call("GET", "/chats", query=query)
    assert server.seen[0].query == {
        "disable_link_preview": "true",
        "notify": "false",
        "user_ids": "1,2",
        "url": "a&b=c d",
    }


async def test_updates_are_asked_for_from_a_marker_on(client, server):
    assert await client.updates(25493971, timeout_s=30, limit=100) == {"updates": [], "marker": 7}
    await client.updates(None)
    assert server.seen[0].query == {"marker": "25493971", "timeout": "30", "limit": "100"}
    assert "marker" not in server.seen[1].query


async def test_subscriptions_are_their_urls(client, server):
    entries = {"subscriptions": [{"url": "https://a.example/hook"}, {"time": 1}, "?", {"url": None}]}
    server.replies("GET /subscriptions", 200, entries)
    server.replies("GET /subscriptions", 200, {"subscriptions": None})
    assert await client.subscriptions() == ["https://a.example/hook"]
    assert await client.subscriptions() == []
    await client.unsubscribe("https://a.example/hook?x=1&y=2")
    assert server.calls("DELETE /subscriptions")[0].query == {"url": "https://a.example/hook?x=1&y=2"}


async def test_the_menu_is_patched(client, server):
    await client.set_commands([{"name": "start", "description": "Начать"}])
    assert server.calls("PATCH /me/commands")[0].body == {"commands": [{"name": "start", "description": "Начать"}]}


async def test_each_try_waits_for_its_turn_in_the_chat(server, make_client):
    turns = []

    class Counted:
        async def turn(self, chat=None):
            turns.append(chat)

    client = make_client(server.url, pace=Counted())
    server.replies("PUT /messages", 429, "")
    server.replies("PUT /messages", 200, {})
    await client.call("PUT", "/messages", chat=7)
    await client.me()
    assert turns == [7, 7, None]


async def test_a_cancelled_call_stays_cancelled(client, server):
    server.keeps_waiting.add("GET /updates")
    asking = asyncio.create_task(client.updates(None))
    await server.request_comes()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking


async def test_a_closed_client_opens_again(client):
    await client.me()
    await client.close()
    assert await client.me()
