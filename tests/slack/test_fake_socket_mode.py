"""The fake Slack's Socket Mode: links, envelopes, acknowledgements, and reconnecting."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.slack.fake import App, FakeSlack
from tests.slack.fake.calling import call

Socket = aiohttp.ClientWebSocketResponse


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """A Slack of its own for each test, whose app uses Socket Mode and whose retries come at once."""
    with FakeSlack(App(socket_mode=True), retry_after=(0.0, 0.05)) as slack:
        yield slack


def link(fake: FakeSlack) -> str:
    """Return a link for one connection."""
    return str(call(fake, "apps.connections.open", fake.app.app_token)["url"])


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Socket]:
    """Open a connection, past its hello."""
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        hello = await socket.receive_json(timeout=5)
        assert hello["type"] == "hello"
        yield socket


async def acknowledge(socket: Socket, payload: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the next envelope, acknowledged."""
    envelope: dict[str, Any] = await socket.receive_json(timeout=5)
    more = {} if payload is None else {"payload": payload}
    await socket.send_json({"envelope_id": envelope["envelope_id"], **more})
    return envelope


def test_an_event_comes_in_an_envelope_and_is_acknowledged(fake: FakeSlack) -> None:
    """By the envelope's id."""

    async def play() -> dict[str, Any]:
        async with connected(link(fake)) as socket:
            delivery = fake.user_says("careers", "ana", "hello").deliveries[0]
            envelope = await acknowledge(socket)
            await asyncio.to_thread(delivery.wait)
            assert delivery.acked
            return envelope

    envelope = asyncio.run(play())
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("events_api", False)
    assert envelope["payload"]["event"]["text"] == "hello"
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")


def test_an_event_that_was_not_acknowledged_comes_again(fake: FakeSlack) -> None:
    """After three seconds, in a new envelope, with the number of the retry."""

    async def play() -> tuple[dict[str, Any], dict[str, Any]]:
        async with connected(link(fake)) as socket:
            fake.user_says("careers", "ana", "hello")
            return await socket.receive_json(timeout=5), await acknowledge(socket)

    first, again = asyncio.run(play())
    assert again["payload"]["event_id"] == first["payload"]["event_id"]
    assert again["envelope_id"] != first["envelope_id"]
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")


def test_an_event_waits_for_a_connection(fake: FakeSlack) -> None:
    """It is tried again like one that was not acknowledged."""
    delivery = fake.user_says("careers", "ana", "hello").deliveries[0].wait()

    assert [attempt.reason for attempt in delivery.attempts] == ["connection_failed"] * 3


def test_a_command_takes_its_answer_from_the_acknowledgement(fake: FakeSlack) -> None:
    """Its envelope says that it may."""

    async def play() -> dict[str, Any]:
        async with connected(link(fake)) as socket:
            delivery = fake.runs_command("ana", "careers", "hello")
            envelope = await acknowledge(socket, {"text": "one moment"})
            await asyncio.to_thread(delivery.wait)
            return envelope

    assert asyncio.run(play())["accepts_response_payload"] is True
    assert [message.text for message in fake.messages("careers")] == ["one moment"]


def test_several_connections_take_turns(fake: FakeSlack) -> None:
    """Each event goes to one of them."""

    async def play() -> set[str]:
        async with connected(link(fake)) as one, connected(link(fake)) as other:
            fake.user_says("careers", "ana", "first")
            fake.user_says("careers", "ana", "second")
            envelopes = [await acknowledge(one), await acknowledge(other)]
            return {envelope["payload"]["event"]["text"] for envelope in envelopes}

    assert asyncio.run(play()) == {"first", "second"}


def test_a_link_works_once(fake: FakeSlack) -> None:
    """And an invented one not at all."""
    used = link(fake)

    async def play() -> None:
        async with connected(used):
            pass
        for url in (used, used.partition("?")[0]):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                async with connected(url):
                    pass

    asyncio.run(play())


def test_ten_connections_are_the_most(fake: FakeSlack) -> None:
    """The eleventh is refused."""

    async def play() -> None:
        async with aiohttp.ClientSession() as session:
            sockets = [await session.ws_connect(link(fake)) for _ in range(10)]
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(link(fake))
            for socket in sockets:
                await socket.close()

    asyncio.run(play())


def test_a_reconnect_is_asked_for_before_the_connection_closes(fake: FakeSlack) -> None:
    """So that an app can open another in time."""

    async def play() -> tuple[dict[str, Any], aiohttp.WSMsgType]:
        async with connected(link(fake)) as socket:
            asking = asyncio.create_task(asyncio.to_thread(fake.sockets_reconnect))
            said = await socket.receive_json(timeout=5)
            then = await socket.receive(timeout=5)
            await asking
            return said, then.type

    said, then = asyncio.run(play())
    assert (said["type"], said["reason"]) == ("disconnect", "refresh_requested")
    assert then in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)


def test_an_app_without_socket_mode_is_turned_away() -> None:
    """As link_disabled."""
    with FakeSlack(retry_after=()) as fake:
        url = link(fake)

        async def play() -> dict[str, Any]:
            async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
                said: dict[str, Any] = await socket.receive_json(timeout=5)
                return said

        assert asyncio.run(play()) == {"type": "disconnect", "reason": "link_disabled"}
