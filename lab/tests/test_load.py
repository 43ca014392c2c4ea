"""The load generator, against a web server that remembers what it was sent."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from lab.bench.generator import Generator, LoadFailed
from lab.bench.load import Load, Outcome, is_answer, play
from scripts.servers import LOOPBACK


@dataclass
class Answering:
    """A server that answers each message with the same reply, and how many messages it had open at once."""

    reply: list[dict[str, Any]]
    received: list[tuple[str, str]] = field(default_factory=list)
    open: int = 0
    most_open: int = 0

    async def answer(self, request: web.Request) -> web.Response:
        """Keep the message, take a moment, and answer."""
        body = await request.json()
        self.received.append((body["sender"], body["message"]))
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        await asyncio.sleep(0.01)
        self.open -= 1
        return web.json_response(self.reply)


def played(server: Answering, make: Callable[[str], Load]) -> Outcome:
    """Return what comes of the load that `make` makes for the server's address."""

    async def run() -> Outcome:
        application = web.Application()
        application.router.add_post("/", server.answer)
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, LOOPBACK, 0)
        await site.start()
        try:
            return await play(make(f"http://{LOOPBACK}:{runner.addresses[0][1]}/"))
        finally:
            await runner.cleanup()

    return asyncio.run(run())


HELLO = [{"text": "Hello!"}]


def test_each_user_waits_for_an_answer_before_the_next_message() -> None:
    """Three users, two turns each: six messages, never more than three open."""
    server = Answering(HELLO)

    outcome = played(server, lambda url: Load(url, ("a", "b"), "x", users=3, turns=2))

    assert (len(outcome.milliseconds), outcome.unanswered, outcome.fewest_turns) == (6, 0, 2)
    assert server.most_open == 3
    assert all(ms >= 10 for ms in outcome.milliseconds)


def test_a_new_conversation_begins_after_its_turns_and_at_the_first_message() -> None:
    """Conversations of two turns; the third turn has another sender."""
    server = Answering(HELLO)

    played(server, lambda url: Load(url, ("a", "b", "c"), "x", turns=3, turns_per_conversation=2))

    assert server.received == [("x-0-0", "a"), ("x-0-0", "b"), ("x-0-1", "a")]


def test_one_conversation_goes_on_through_all_messages_and_again_from_the_first() -> None:
    """Without an end it has the sender as given."""
    server = Answering(HELLO)

    played(server, lambda url: Load(url, ("a", "b"), "x", turns=3, turns_per_conversation=None))

    assert server.received == [("x", "a"), ("x", "b"), ("x", "a")]


def test_turns_before_the_measured_one_are_played_and_not_in_the_outcome() -> None:
    """Of each three turns only the third counts."""
    server = Answering(HELLO)

    outcome = played(server, lambda url: Load(url, ("a",), "x", turns=6, turns_per_conversation=3, unmeasured=2))

    assert len(server.received) == 6
    assert len(outcome.milliseconds) == 2


def test_no_message_is_sent_after_the_time_is_up() -> None:
    """A load without a number of turns ends by itself."""
    server = Answering(HELLO)

    outcome = played(server, lambda url: Load(url, ("a",), "x", seconds=0.2))

    assert 0 < len(server.received) <= 20
    assert outcome.seconds < 5


@pytest.mark.parametrize(
    ("status", "reply", "is_one"),
    [
        (200, [{"text": "Hello!"}], True),
        (200, [{"image": "x.png"}, {"text": "Look."}], True),
        (200, [], False),
        (200, [{"text": ""}], False),
        (200, {"text": "Hello!"}, False),
        (200, [{"text": "Sorry."}], False),
        (500, [{"text": "Hello!"}], False),
    ],
)
def test_only_a_text_that_is_no_apology_is_an_answer(status: int, reply: Any, is_one: bool) -> None:
    """What a bot leaves unanswered mustn't count as a quick turn."""
    assert is_answer(status, reply, never="Sorry.") is is_one


def test_apologies_are_counted_as_unanswered() -> None:
    """They count neither as turns in a second."""
    outcome = played(Answering([{"text": "Sorry."}]), lambda url: Load(url, ("a",), "x", turns=2, never="Sorry."))

    assert outcome.unanswered == 2
    assert outcome.per_second == 0


def test_the_process_plays_one_load_after_another() -> None:
    """Nobody listens at the address, so nothing is answered, and both loads end."""
    with Generator() as generator:
        outcomes = [generator.play(Load(f"http://{LOOPBACK}:9/", ("a",), "x", turns=turns)) for turns in (1, 2)]

    assert [outcome.unanswered for outcome in outcomes] == [1, 2]


def test_a_load_that_the_process_cannot_read_fails_with_the_address() -> None:
    """The bench ends instead of waiting for ever."""
    with Generator() as generator, pytest.raises(LoadFailed, match="nowhere"):
        generator.play(Load("nowhere", (), "x", turns=1))
