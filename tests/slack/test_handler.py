"""What becomes of a row whose answer is known, when Slack makes trouble: nothing is forgotten, nothing is tried for ever."""

import asyncio
import dataclasses
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rasa.core.agent import Agent
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.engine import make_url

from tests.slack.fake import FakeSlack
from wayfinder.channels.slack.block_limits import Post
from wayfinder.channels.slack.deliveries import Delivery
from wayfinder.channels.slack.delivery_inbox import Inbox, Row
from wayfinder.channels.slack.inbox_worker import GIVE_UP_SECONDS, Handler
from wayfinder.channels.slack.installations import Workspaces
from wayfinder.channels.slack.slack_answers import Answers
from wayfinder.channels.slack.slack_settings import SlackSettings
from wayfinder.channels.slack.slack_turn import SlackOutput
from wayfinder.channels.slack.web_api_calls import Call, find_post, post
from wayfinder.stores.database import make_engine


@dataclass
class Desk:
    """A handler with a real inbox and a fake Slack, and an agent that isn't needed."""

    slack: FakeSlack
    inbox: Inbox
    handler: Handler
    client: AsyncWebClient

    def row(self, unsure: bool, *calls: Call) -> Row:
        """Return a claimed row whose answer are these calls."""
        self.inbox.add(
            Delivery(f"key-{time.time_ns()}", "message", self.slack.team().id, "C1", "1.0", "U1"), list(calls)
        )
        row = self.inbox.claim()
        assert row is not None
        return dataclasses.replace(row, unsure=unsure)

    def handle(self, row: Row) -> None:
        """Let the handler handle a row."""
        asyncio.run(self.handler.handle(row))

    def claim(self) -> Row | None:
        """Return the row when it is due again."""
        with self.inbox._engine.begin() as db:
            db.exec_driver_sql("update slack_inbox set due = 0")
        return self.inbox.claim()

    def posts(self, thread: str) -> list[str]:
        """Return the texts of our posts in a thread of careers."""
        return [message.text for message in self.slack.messages("careers", thread) if message.bot_id]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of its own for each test."""
    with FakeSlack(retry_after=()) as slack:
        settings = SlackSettings("s", slack.bot_token, None, None, None, slack.api_url, frozenset(), "", ())
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        inbox = Inbox(make_engine(make_url(f"sqlite:///{tmp_path / 'inbox.db'}"), 4))

        async def nowhere(conversation: str, message: object) -> None:
            raise AssertionError("nothing is said outside of turns here")

        answers = Answers(settings, Agent(), lambda: SlackOutput(nowhere))
        workspaces = Workspaces(settings, client, None)
        yield Desk(slack, inbox, Handler(inbox, answers, workspaces, lambda token: client), client)


def answer_to(desk: Desk, marker: str = "m#0", text: str = "the answer") -> tuple[str, Call]:
    """Return a thread in careers, and the call that answers there."""
    said = desk.slack.user_says("careers", "ana", "a question")
    return said.ts, post(said.channel, said.ts, Post(text, []), marker, said.ts)


def test_an_answer_that_may_be_there_is_looked_for_first(desk: Desk) -> None:
    """It is, so nothing is posted."""
    thread, call = answer_to(desk)
    desk.handle(desk.row(False, call))

    desk.handle(desk.row(True, call))

    assert desk.posts(thread) == ["the answer"]
    assert desk.claim() is None


def test_an_answer_that_isnt_there_is_posted(desk: Desk) -> None:
    """Others' posts, and our others, aren't taken for it."""
    thread, call = answer_to(desk)
    desk.handle(
        desk.row(False, dataclasses.replace(post(call.arguments["channel"], thread, Post("another", []), "n#0")))
    )

    desk.handle(desk.row(True, call))

    assert desk.posts(thread) == ["another", "the answer"]


def test_an_answer_is_found_on_any_page_of_a_long_thread(desk: Desk) -> None:
    """Slack gives a thread in pages."""
    thread, call = answer_to(desk)
    for number in range(105):
        desk.slack.user_says("careers", "ben", f"talk {number}", thread=thread)
    desk.handle(desk.row(False, call))

    found = asyncio.run(find_post(desk.client, call))

    assert found is not None
    assert len(desk.slack.calls("conversations.replies")) > 1


@pytest.mark.parametrize("method", ["conversations.replies", "auth.test"])
def test_while_nobody_can_look_it_stays_unsure(desk: Desk, method: str) -> None:
    """And is posted no second time when they can."""
    thread, call = answer_to(desk)
    if method == "conversations.replies":
        desk.handle(desk.row(False, call))
    else:  # posted by a process before; this one doesn't know yet who it is
        asyncio.run(desk.client.chat_postMessage(**call.arguments))
    desk.slack.faults.rate_limit(method)

    desk.handle(desk.row(True, call))
    again = desk.claim()

    assert again is not None
    assert again.unsure
    desk.handle(again)
    assert desk.posts(thread) == ["the answer"]


def test_where_looking_is_refused_for_good_it_is_posted(desk: Desk) -> None:
    """Twice is better than never."""
    thread, call = answer_to(desk)
    desk.slack.faults.fail("conversations.replies", "missing_scope")

    desk.handle(desk.row(True, call))

    assert desk.posts(thread) == ["the answer"]


def test_after_a_refusal_nobody_needs_to_look(desk: Desk) -> None:
    """A rate limit is a clear no."""
    _, call = answer_to(desk)
    desk.slack.faults.rate_limit("chat.postMessage")

    desk.handle(desk.row(False, call))
    again = desk.claim()

    assert again is not None
    assert not again.unsure


def test_calls_that_are_made_arent_made_again(desk: Desk) -> None:
    """The rest is, in order."""
    thread, first = answer_to(desk, "m#0", "one")
    second, third = (post(first.arguments["channel"], thread, Post(text, []), text) for text in ("two", "three"))
    row = desk.row(False, first, second, third)
    desk.inbox.note_made(row, 1)

    desk.handle(dataclasses.replace(row, made=1))

    assert desk.posts(thread) == ["two", "three"]


def test_what_slack_doesnt_take_for_an_hour_is_given_up(desk: Desk) -> None:
    """A later answer would only confuse."""
    _, call = answer_to(desk)
    desk.slack.faults.rate_limit("chat.postMessage")

    desk.handle(dataclasses.replace(desk.row(False, call), received=time.time() - GIVE_UP_SECONDS - 1))

    assert desk.claim() is None


def test_what_nobody_foresaw_is_tried_again_later(desk: Desk) -> None:
    """Here, an argument that the client can't send."""
    _, call = answer_to(desk)
    row = desk.row(False, call)
    assert row.calls is not None
    spoilt = dataclasses.replace(call, arguments={**call.arguments, "text": object()})

    desk.handle(dataclasses.replace(row, calls=[spoilt]))
    again = desk.claim()

    assert again is not None
    assert again.unsure


def test_a_token_that_is_refused_ends_the_row(desk: Desk) -> None:
    """Nobody could be answered with it."""
    _, call = answer_to(desk)
    desk.slack.faults.fail("auth.test", "invalid_auth")

    desk.handle(desk.row(False, call))

    assert desk.claim() is None


def test_a_message_over_which_processes_die_gets_an_apology(desk: Desk) -> None:
    """The fourth doesn't try what three died of."""
    said = desk.slack.user_says("careers", "ana", "a question")
    team = desk.slack.team().id
    desk.inbox.add(Delivery("key", "message", team, said.channel, said.ts, "U1", "a question", at=said.ts))
    for _ in range(4):
        row = desk.claim()
    assert row is not None
    assert row.unsure

    desk.handle(row)

    assert "something went wrong on my side" in desk.posts(said.ts)[0]
