"""History, for a page that is loaded again and for other tabs; and what people think of answers."""

from typing import Any

import pytest

from tests.channels.visitor import Visitor, stored
from tests.conftest import Bot

QUESTION = "How much do ML engineers earn?"


def answer_of(message: dict[str, Any]) -> str:
    """Return the id of the answer that a message brings."""
    identifier: str = message["custom"]["answer"]["id"]
    return identifier


def test_history_is_what_was_said_in_order(visitor: Visitor) -> None:
    """Messages of both sides, the bot's as they came, with all that they brought."""
    (first,) = visitor.asks(QUESTION, "the-first-one")
    (second,) = visitor.asks("and data scientists?", "the-second-one")
    history = visitor.history()

    assert [(m["role"], m["id"]) for m in history] == [
        ("user", "the-first-one"), ("bot", "the-first-one.1"), ("user", "the-second-one"), ("bot", "the-second-one.1"),
    ]  # fmt: skip
    assert [history[0]["text"], history[2]["text"]] == [QUESTION, "and data scientists?"]
    assert [history[1] | {"recipient_id": "x"}, history[3] | {"recipient_id": "x"}] == [
        first | {"role": "bot", "recipient_id": "x"},
        second | {"role": "bot", "recipient_id": "x"},
    ]


def test_history_reads_the_same_twice(visitor: Visitor) -> None:
    """Ids and times don't change."""
    visitor.asks(QUESTION)

    assert visitor.history() == visitor.history()


def test_history_after_a_message_is_what_came_after_it(visitor: Visitor) -> None:
    """Of either side; after an id that isn't there, everything."""
    visitor.asks(QUESTION, "the-first-one")
    visitor.asks("hello", "the-second-one")

    assert visitor.history(after="the-first-one")[0]["id"] == "the-first-one.1"
    assert [m["id"] for m in visitor.history(after="the-first-one.1")] == ["the-second-one", "the-second-one.1"]
    assert visitor.history(after="the-second-one.1") == []
    assert len(visitor.history(after="no-such-id")) == 4


def test_history_is_never_more_than_a_hundred_messages(visitor: Visitor) -> None:
    """The newest."""
    for number in range(52):
        visitor.asks("hello", f"message-{number:02}")
    history = visitor.history()

    assert len(history) == 100
    assert history[0]["id"] == "message-02"
    assert history[-1]["id"] == "message-51.1"


def test_a_conversation_without_a_message_has_no_history(visitor: Visitor) -> None:
    """And it isn't created by asking."""
    assert visitor.history() == []


def test_feedback_is_shown_with_its_answer(visitor: Visitor) -> None:
    """With the reason that was given."""
    (message,) = visitor.asks(QUESTION)
    stored_reply = visitor.post("feedback", answer=answer_of(message), value="down", reason="too old")

    assert (stored_reply.status_code, stored_reply.json()) == (200, {"status": "stored"})
    assert visitor.history()[1]["feedback"] == {"value": "down", "reason": "too old"}


def test_a_second_feedback_changes_the_first(visitor: Visitor) -> None:
    """People may think again."""
    (message,) = visitor.asks(QUESTION)
    visitor.post("feedback", answer=answer_of(message), value="down", reason="too old")
    visitor.post("feedback", answer=answer_of(message), value="up")

    assert visitor.history()[1]["feedback"] == {"value": "up", "reason": None}


def test_feedback_is_no_message_and_disturbs_no_follow_up(web_bot: Bot, visitor: Visitor) -> None:
    """History doesn't show it as one, and what was talked about is still known."""
    (message,) = visitor.asks("How much do data scientists make?")
    visitor.post("feedback", answer=answer_of(message), value="up")
    (again,) = visitor.asks("say that again")

    assert "$102,069" in again["text"]
    assert [m["role"] for m in visitor.history()] == ["user", "bot", "user", "bot"]
    assert "feedback" not in visitor.history()[3]


def test_feedback_on_an_answer_of_another_conversation_is_refused(url: str, visitor: Visitor) -> None:
    """One can only judge what one was told."""
    (message,) = Visitor.arrives(url).asks(QUESTION)
    refused = visitor.post("feedback", answer=answer_of(message), value="up")

    assert (refused.status_code, refused.json()["error"]) == (404, "not_found")


@pytest.mark.parametrize(
    "more",
    [{"value": "sideways"}, {"value": None}, {}, {"value": "up", "reason": "x" * 501}, {"value": "up", "reason": 7}],
    ids=["another value", "null", "no value", "a reason that is too long", "a number for a reason"],
)
def test_what_is_no_feedback_is_refused(visitor: Visitor, more: dict[str, Any]) -> None:
    """Nothing is stored of it."""
    (message,) = visitor.asks(QUESTION)
    refused = visitor.post("feedback", answer=answer_of(message), **more)

    assert (refused.status_code, refused.json()["error"]) == (400, "bad_request")
    assert "feedback" not in visitor.history()[1]


def test_a_reason_is_stored_as_it_was_written(web_bot: Bot, visitor: Visitor) -> None:
    """Odd characters too."""
    (message,) = visitor.asks(QUESTION)
    visitor.post("feedback", answer=answer_of(message), value="down", reason="'; drop table events; -- 😀\x00")

    assert visitor.history()[1]["feedback"]["reason"] == "'; drop table events; -- 😀\x00"
    assert stored(web_bot.database, message["recipient_id"], "user") >= 1
