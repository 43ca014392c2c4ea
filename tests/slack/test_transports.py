"""Over HTTP and over Socket Mode: acknowledged at once whatever a turn takes, and answered alike."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.slack.conftest import SLOW_SECONDS, SlackBot
from tests.slack.fake import FakeSlack
from tests.slack.test_clicks import small_print
from tests.slack.test_conversations import FIGURE, QUESTION
from tests.slack.test_private_answers import ephemeral

SLOW_QUESTION = "what skills does an ML engineer need?"
ACK_SECONDS = 0.2


@pytest.fixture(scope="module", params=["http", "socket"])
def strange_bot(
    request: pytest.FixtureRequest, start_slack_bot: Callable[..., SlackBot], strange_actions: Path
) -> Iterator[SlackBot]:
    """A bot of strange actions, over each transport."""
    running = start_slack_bot(request.param, actions_from=strange_actions)
    yield running
    running.stop()


@pytest.fixture
def strange(strange_bot: SlackBot) -> FakeSlack:
    """Its Slack."""
    return strange_bot.slack


def test_everything_is_acknowledged_at_once_while_turns_take_four_seconds(strange: FakeSlack) -> None:
    """Messages, mentions, commands, clicks and the Home tab. Of three rounds the best counts: a busy machine isn't ours to test."""
    rounds = [acknowledgements(strange) for _ in range(3)]

    assert min(map(max, rounds)) < ACK_SECONDS


def acknowledgements(slack: FakeSlack) -> list[float]:
    """Return how many seconds the acknowledgement of everything took that came during slow turns."""
    answer = slack.answer(slack.user_says("careers", "ana", f"@wayfinder {QUESTION}"))
    slow = [slack.user_says("careers", "ana", f"@wayfinder {SLOW_QUESTION}") for _ in range(2)]
    time.sleep(0.5)
    during = [
        *slack.user_says("ben", "ben", SLOW_QUESTION).deliveries,
        *slack.user_says("careers", "ben", "and data engineers?", thread=slow[0].ts).deliveries,
        *slack.opens_home("ana"),
        slack.runs_command("ana", "careers", SLOW_QUESTION),
        slack.clicks("ana", answer, "Pay compared"),
        slack.clicks("ana", answer, "👍"),
    ]
    told = [delivery.wait() for said in slow for delivery in said.deliveries] + [each.wait() for each in during]
    assert all(delivery.acked and len(delivery.attempts) == 1 for delivery in told)
    return [delivery.ack_seconds for delivery in told]


@pytest.mark.parametrize("strange_bot", ["http"], indirect=True)
def test_a_slow_turn_is_answered_once(strange: FakeSlack) -> None:
    """And takes its time."""
    started = time.monotonic()
    said = strange.user_says("ana", "ana", SLOW_QUESTION)

    strange.answer(said, timeout=20)

    assert time.monotonic() - started > SLOW_SECONDS
    assert len(strange.answers(said)) == 1


@pytest.mark.parametrize("strange_bot", ["http"], indirect=True)
def test_a_slow_turn_holds_nobody_else_up(strange: FakeSlack) -> None:
    """Another thread is answered meanwhile."""
    slow = strange.user_says("careers", "ana", f"@wayfinder {SLOW_QUESTION}")
    quick = strange.user_says("careers", "ben", f"@wayfinder {QUESTION}")

    strange.answer(quick)

    assert strange.answers(slow) == []
    strange.answer(slow, timeout=20)


@pytest.mark.parametrize("strange_bot", ["http"], indirect=True)
def test_what_is_said_in_a_thread_during_its_slow_turn_is_answered_after_it(strange: FakeSlack) -> None:
    """In the order in which it was said."""
    said = strange.user_says("ben", "ben", SLOW_QUESTION)
    said.deliveries[0].wait()
    strange.user_says("ben", "ben", "tell me more", thread=said.ts)

    first, second = strange.wait_for(lambda: (a := strange.answers(said)) and len(a) == 2 and a, timeout=20)

    assert first.ts < second.ts
    assert "of what" not in second.text


@pytest.mark.parametrize("strange_bot", ["http"], indirect=True)
def test_a_crash_in_a_turn_gives_an_apology_in_the_thread(strange: FakeSlack) -> None:
    """And the next question there is answered."""
    said = strange.user_says("careers", "ana", "@wayfinder what kinds of products do ML engineers build?")
    assert "something went wrong on my side" in strange.answer(said).text

    again = strange.user_says("careers", "ana", QUESTION, thread=said.ts)

    assert FIGURE in strange.answer(again).text


def test_a_reminder_comes_into_the_thread_that_it_was_set_in(strange: FakeSlack) -> None:
    """Long after the turn, and nowhere else."""
    said = strange.user_says("careers", "ana", "@wayfinder goodbye")
    strange.answer(said)

    told = strange.wait_for(lambda: (a := strange.answers(said)) and len(a) == 2 and a)

    assert [m.text[: len(w)] for m, w in zip(told, ("Until soon", "Ask me about"), strict=True)] == [
        "Until soon",
        "Ask me about",
    ]
    helped = [call for call in strange.calls("chat.postMessage") if call.arguments["text"].startswith("Ask me about")]
    assert [call.arguments["thread_ts"] for call in helped] == [said.ts]


def test_a_reminder_of_a_command_comes_to_its_sender_alone(strange: FakeSlack) -> None:
    """As a direct message, for nobody else saw the command."""
    strange.runs_command("ben", "quiet", "goodbye")
    ephemeral(strange, "quiet", "ben")

    strange.wait_for(
        lambda: [m for m in strange.messages("ben") if m.text.startswith("Ask me about") and not m.thread_ts]
    )

    assert [m for m in strange.messages("quiet") if m.bot_id and not m.ephemeral_to] == []


def test_a_click_changes_the_post_and_is_answered(strange: FakeSlack) -> None:
    """Interactions take the same way."""
    answer = strange.answer(strange.user_says("ana", "ana", QUESTION))

    strange.clicks("ana", answer, "Pay compared")

    strange.wait_for(lambda: [m for m in strange.messages("ana", answer.thread_ts) if "$133,764" in m.text])
    assert "Asked: Pay compared" in small_print(answer)


def test_a_delivery_that_comes_again_is_answered_once(strange: FakeSlack) -> None:
    """Over Socket Mode Slack sends the envelope again."""
    said = strange.user_says("ana", "ana", QUESTION)
    strange.answer(said)

    strange.redeliver(said.deliveries[0])
    time.sleep(0.8)

    assert len(strange.answers(said)) == 1


@pytest.mark.parametrize("strange_bot", ["socket"], indirect=True)
def test_a_lost_connection_is_made_again(strange: FakeSlack) -> None:
    """Whether Slack announces it or not; over HTTP each request has its own."""
    slack = strange
    slack.sockets_reconnect()
    slack.wait_for_connection(timeout=30)
    assert FIGURE in slack.answer(slack.user_says("ana", "ana", QUESTION), timeout=20).text

    slack.sockets_break()
    slack.wait_for_connection(timeout=30)

    assert FIGURE in slack.answer(slack.user_says("ana", "ana", QUESTION), timeout=20).text
