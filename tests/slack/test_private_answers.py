"""Answers for one person: the slash command, how they are shared, and the message shortcut."""

import time

import pytest

from tests.slack.fake import FakeSlack, Message
from tests.slack.test_clicks import small_print
from tests.slack.test_conversations import FIGURE, QUESTION, kinds


def ephemeral(slack: FakeSlack, channel: str, user: str, count: int = 1) -> list[Message]:
    """Return what only `user` sees in a channel, when there is so much of it."""
    who = slack.team().user(user).id

    def found() -> list[Message]:
        seen = [message for message in slack.messages(channel) if message.ephemeral_to == who]
        return seen if len(seen) >= count else []

    return slack.wait_for(found)


@pytest.fixture
def channel(slack: FakeSlack, request: pytest.FixtureRequest) -> str:
    """A channel of the test's own, in which the bot isn't."""
    name = f"c-{abs(hash(request.node.name)) % 10**8}"
    slack.add_channel(name, with_bot=False)
    return name


def test_a_command_is_answered_to_its_sender_alone(slack: FakeSlack, channel: str) -> None:
    """Also where the bot is no member."""
    slack.runs_command("ana", channel, QUESTION)

    (answer,) = ephemeral(slack, channel, "ana")

    assert FIGURE in answer.text
    assert f"You asked: {QUESTION}" in small_print(answer)
    assert [message for message in slack.messages(channel) if not message.ephemeral_to] == []


def test_a_command_knows_what_the_same_person_asked_there_before(slack: FakeSlack, channel: str) -> None:
    """And not what another did."""
    slack.runs_command("ana", channel, "what skills does an ML engineer need?")
    ephemeral(slack, channel, "ana")
    slack.runs_command("ana", channel, "tell me more")
    slack.runs_command("ben", channel, "tell me more")

    assert "of what" not in ephemeral(slack, channel, "ana", 2)[1].text
    assert "of what" in ephemeral(slack, channel, "ben")[0].text


def test_a_command_without_a_question_says_what_can_be_asked(slack: FakeSlack, channel: str) -> None:
    """As help does."""
    slack.runs_command("ana", channel, "")

    assert "Ask me about" in ephemeral(slack, channel, "ana")[0].text


def test_an_answer_can_be_shared_with_the_channel_once(slack: FakeSlack, channel: str) -> None:
    """With the question, who asked it, and the sources; with nothing to click."""
    slack.runs_command("ana", channel, QUESTION)
    (answer,) = ephemeral(slack, channel, "ana")

    slack.clicks("ana", answer, "Share with this channel")

    (shared,) = slack.wait_for(lambda: [m for m in slack.messages(channel) if not m.ephemeral_to])
    ana = slack.team().user("ana").id
    assert f"<@{ana}> asked me: {QUESTION}" in shared.text
    assert FIGURE in shared.text
    assert "Source: Indeed" in small_print(shared)
    assert not {"actions", "context_actions"} & set(kinds(shared))
    slack.wait_for(lambda: not any(block["block_id"].startswith("share") for block in answer.blocks))


def test_a_button_of_a_private_answer_is_answered_in_private(slack: FakeSlack, channel: str) -> None:
    """And gives way to the choice there, too."""
    slack.runs_command("ana", channel, QUESTION)
    (answer,) = ephemeral(slack, channel, "ana")

    slack.clicks("ana", answer, "Pay compared")

    second = ephemeral(slack, channel, "ana", 2)[1]
    assert "$133,764" in second.text
    assert "Asked: Pay compared" in small_print(answer)
    assert f"You asked: {QUESTION}" in small_print(answer)
    assert [message for message in slack.messages(channel) if not message.ephemeral_to] == []


def test_the_shortcut_answers_a_message_in_its_thread(slack: FakeSlack) -> None:
    """Where the bot is a member."""
    said = slack.user_says("careers", "ben", "how much do data engineers make?")

    slack.uses_shortcut("ana", "careers", said.ts)

    assert "$115,205" in slack.answer(said).text


def test_after_the_shortcut_the_thread_is_ours(slack: FakeSlack) -> None:
    """Follow-ups need no mention, and know the question."""
    said = slack.user_says("careers", "ben", "what skills does an ML engineer need?")
    slack.uses_shortcut("ana", "careers", said.ts)
    slack.answer(said)

    more = slack.user_says("careers", "ben", "tell me more", thread=said.ts)

    assert "of what" not in slack.answer(more).text


def test_the_shortcut_answers_in_private_where_the_bot_is_no_member(slack: FakeSlack) -> None:
    """Slack refuses its post."""
    said = slack.user_says("quiet", "ben", QUESTION)

    slack.uses_shortcut("ana", "quiet", said.ts)

    (answer,) = ephemeral(slack, "quiet", "ana")
    assert FIGURE in answer.text
    time.sleep(0.5)
    assert slack.answers(said) == []
