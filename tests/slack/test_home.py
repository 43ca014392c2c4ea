"""What a person sees before asking: the Home tab, the prompts of the agent view and of the older assistant's."""

import time

import pytest

from tests.slack.fake import FakeSlack
from tests.slack.test_conversations import FIGURE


def test_home_says_what_the_bot_is_and_what_can_be_asked(slack: FakeSlack) -> None:
    """And what becomes of what is written."""
    slack.opens_home("ana")

    home = slack.wait_for(lambda: slack.team().homes.get(slack.team().user("ana").id))
    shown = str(home.payload["blocks"])
    assert home.payload["type"] == "home"
    assert "I'm Wayfinder, a bot" in shown
    assert "How much do ML engineers earn?" in shown
    assert "stored together with the time and your Slack user id" in shown


def test_an_example_on_home_is_answered_in_the_persons_messages(slack: FakeSlack) -> None:
    """The question stands at the top, the answer in its thread, and the thread goes on."""
    slack.opens_home("ben")
    slack.wait_for(lambda: slack.team().homes.get(slack.team().user("ben").id))
    known = {message.ts for message in slack.messages("ben")}

    slack.clicks("ben", "home", "Pay of ML engineers")

    question, answer = slack.wait_for(
        lambda: (new := [m for m in slack.messages("ben") if m.ts not in known]) and len(new) == 2 and new
    )
    assert question.text == "How much do ML engineers earn?"
    assert question.thread_ts is None
    assert answer.thread_ts == question.ts
    assert FIGURE in answer.text
    followed = slack.user_says("ben", "ben", "and data engineers?", thread=question.ts)
    assert "$115,205" in slack.answer(followed).text


def test_whoever_looks_at_the_agents_messages_gets_prompts(slack: FakeSlack) -> None:
    """Pinned to the conversation, not to a thread: naming one would make Slack drop them."""
    before = len(slack.calls("assistant.threads.setSuggestedPrompts"))
    slack.opens_home("ana", tab="messages")

    (call,) = slack.wait_for(lambda: slack.calls("assistant.threads.setSuggestedPrompts")[before:])
    assert call.ok
    assert "thread_ts" not in call.arguments
    assert [prompt["title"] for prompt in call.arguments["prompts"]] == [
        "Pay of ML engineers", "Pay compared", "How to become one", "Skills",
    ]  # fmt: skip
    assert call.arguments["prompts"][0]["message"] == "How much do ML engineers earn?"


def test_a_person_who_looks_at_a_channel_beside_us_is_left_alone(slack: FakeSlack) -> None:
    """The context isn't asked for; it is acknowledged all the same."""
    before = len(slack.calls())

    slack.looks_at("ana", "careers")
    time.sleep(0.5)

    assert len(slack.calls()) == before


@pytest.mark.parametrize("label", ["Pay of ML engineers", "Working from home"])
def test_every_example_on_home_is_a_question(slack: FakeSlack, label: str) -> None:
    """The first and the last of them are answered."""
    slack.opens_home("ana")
    slack.wait_for(lambda: slack.team().homes.get(slack.team().user("ana").id))
    known = {message.ts for message in slack.messages("ana")}

    slack.clicks("ana", "home", label)

    answer = slack.wait_for(lambda: [m for m in slack.messages("ana") if m.ts not in known and m.is_reply])[0]
    assert "I didn't understand" not in answer.text
