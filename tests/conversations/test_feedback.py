"""Feedback over REST: what is stored of it with the conversation, and what is refused."""

import json
import sqlite3
import uuid
from typing import Any

import pytest

from tests.conftest import Bot

QUESTION = "how much do data engineers earn"


def test_a_click_is_stored_with_the_conversation_by_the_id_of_its_answer(bot: Bot) -> None:
    """Value and reason, and the click itself as a message of its own."""
    sender, answer = _asked(bot)
    _give(bot, sender, {"answer": answer, "value": "down", "reason": "which year?"})

    assert _feedback_stored(bot, sender) == [{answer: {"value": "down", "reason": "which year?"}}]
    assert _messages_stored(bot, sender) == [QUESTION, "👎 which year?"]


def test_a_second_click_replaces_the_first_and_both_are_in_the_stored_conversation(bot: Bot) -> None:
    """The last value of the slot counts; the history shows the change."""
    sender, answer = _asked(bot)
    _give(bot, sender, {"answer": answer, "value": "up"})
    _give(bot, sender, {"answer": answer, "value": "down", "reason": "old"})

    assert _feedback_stored(bot, sender) == [
        {answer: {"value": "up", "reason": None}},
        {answer: {"value": "down", "reason": "old"}},
    ]


def test_clicks_on_two_answers_stand_side_by_side(bot: Bot) -> None:
    """An earlier answer can be judged after a later one."""
    sender, first = _asked(bot)
    second = bot.says(sender, "and data analysts?").answer["id"]
    _give(bot, sender, {"answer": second, "value": "up"})
    _give(bot, sender, {"answer": first, "value": "down"})

    assert _feedback_stored(bot, sender)[-1] == {
        first: {"value": "down", "reason": None},
        second: {"value": "up", "reason": None},
    }


def test_words_replace_a_click_on_the_same_answer(bot: Bot) -> None:
    """Blame after a thumb up counts, also with thanks in between."""
    sender, answer = _asked(bot)
    _give(bot, sender, {"answer": answer, "value": "up"})
    bot.says(sender, "thanks")
    bot.says(sender, "that was the wrong answer")

    assert _feedback_stored(bot, sender)[-1] == {answer: {"value": "down", "reason": "that was the wrong answer"}}


def test_a_click_on_an_answer_that_never_was_stores_no_opinion(bot: Bot) -> None:
    """The reply says so, with an answer object like any other."""
    sender, _ = _asked(bot)
    reply = _give(bot, sender, {"answer": "never-given", "value": "up"})

    assert _feedback_stored(bot, sender) == []
    assert "can't find the answer" in reply[0]["text"]
    assert [part["custom"]["answer"]["topic"] for part in reply if "custom" in part] == ["feedback"]


def test_a_click_on_another_persons_answer_stores_no_opinion(bot: Bot) -> None:
    """Who knows an id can't judge in somebody else's name, nor learn what was answered."""
    owner, answer = _asked(bot)
    reply = _give(bot, f"other-{uuid.uuid4().hex}", {"answer": answer, "value": "down"})

    assert _feedback_stored(bot, owner) == []
    assert "can't find the answer" in reply[0]["text"]


MALFORMED: dict[str, object] = {
    "a text": "up",
    "a list": ["up"],
    "empty": {},
    "no answer": {"value": "up"},
    "an answer that is no text": {"answer": 7, "value": "up"},
    "no value": {"answer": "a"},
    "another value": {"answer": "a", "value": "sideways"},
    "a value that is no text": {"answer": "a", "value": ["up"]},
    "a reason that is no text": {"answer": "a", "value": "up", "reason": {"why": "so"}},
    "a reason that is too long": {"answer": "a", "value": "up", "reason": "x" * 501},
}


@pytest.mark.parametrize("feedback", MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_feedback_is_refused_with_a_code_and_a_cure(bot: Bot, feedback: object) -> None:
    """Status 400 and what to send instead; the conversation isn't touched."""
    sender = f"malformed-{uuid.uuid4().hex}"
    refused = bot.post({"sender": sender, "feedback": feedback})

    assert (refused.status_code, refused.json()["error"]) == (400, "bad_feedback")
    assert len(refused.json()["cure"]) > 20
    assert _messages_stored(bot, sender) == []


def test_feedback_beside_a_message_is_feedback(bot: Bot) -> None:
    """One request is one turn, and the click goes first."""
    sender, answer = _asked(bot)
    reply = bot.post({"sender": sender, "message": "hello", "feedback": {"answer": answer, "value": "up"}}).json()

    assert reply[0]["text"] == "Thank you, that is noted."
    assert _messages_stored(bot, sender) == [QUESTION, "👍"]


def _asked(bot: Bot) -> tuple[str, str]:
    """Ask something in a new conversation; return its sender and the id of the answer."""
    sender = f"feedback-{uuid.uuid4().hex}"
    return sender, bot.says(sender, QUESTION).answer["id"]


def _give(bot: Bot, sender: str, feedback: dict[str, str]) -> list[dict[str, Any]]:
    response = bot.post({"sender": sender, "feedback": feedback})
    response.raise_for_status()
    reply: list[dict[str, Any]] = response.json()
    return reply


def _feedback_stored(bot: Bot, sender: str) -> list[dict[str, Any]]:
    """Return the values that the slot had, one after the other, leaving out that it was empty."""
    events = _stored(bot, sender, "slot")
    return [event["value"] for event in events if event["name"] == "feedback" and event["value"]]


def _messages_stored(bot: Bot, sender: str) -> list[str]:
    return [event["text"] for event in _stored(bot, sender, "user")]


def _stored(bot: Bot, sender: str, kind: str) -> list[dict[str, Any]]:
    query = "select data from events where sender_id = ? and type_name = ? order by id"
    with sqlite3.connect(bot.database, timeout=10) as database:
        return [json.loads(data) for (data,) in database.execute(query, (sender, kind))]
