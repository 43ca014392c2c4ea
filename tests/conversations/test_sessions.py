"""What a conversation keeps and what it forgets: an hour's silence, a restart, and what an older version stored."""

import json
import sqlite3
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import Bot

HOURS = 3600


@pytest.fixture(scope="module")
def old_bot(start_bot: Callable[..., Bot]) -> Bot:
    """A bot of our own, for it is restarted: what it has in memory would know nothing of the time that passed."""
    return start_bot()


def test_after_two_hours_half_a_question_knows_nothing_of_what_was_asked_before(old_bot: Bot) -> None:
    """A new session has begun: it is about pay, as at the beginning of any talk, and the bot introduces itself."""
    sender = _someone()
    before = old_bot.says(sender, "how many openings for data scientists in Berlin")
    _make_older(old_bot, sender, 2 * HOURS)
    after = old_bot.says(sender, "and data engineers?")

    assert "23,757" in before.text
    assert "$115,205" in after.text
    assert "16,290" not in after.text
    assert after.answer["about"]["place"] is None
    assert "this conversation is stored" in after.text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("2", "didn't understand"),
        ("say that again", "haven't told you anything yet"),
        ("summarise this chat", "haven't told you anything yet"),
        ("says who?", "All I know comes from these sources"),
    ],
)
def test_after_two_hours_nothing_is_left_to_refer_to(old_bot: Bot, said: str, words: str) -> None:
    """Neither the offers nor the answer nor the facts told."""
    sender = _someone()
    old_bot.says(sender, "how much do ml engineers earn")
    _make_older(old_bot, sender, 2 * HOURS)
    after = old_bot.says(sender, said)

    assert words in after.text
    assert "What I just told you" not in after.text


def test_within_the_hour_the_subject_is_kept(old_bot: Bot) -> None:
    """Half an hour of silence is no new session."""
    sender = _someone()
    old_bot.says(sender, "how many openings for data scientists")
    _make_older(old_bot, sender, HOURS // 2)
    after = old_bot.says(sender, "and data engineers?")

    assert "16,290" in after.text
    assert "this conversation is stored" not in after.text


def test_feedback_on_an_answer_of_the_session_before_is_not_taken_for_this_one(old_bot: Bot) -> None:
    """A click after two hours says that it can't find the answer, rather than to note it nowhere."""
    sender = _someone()
    answer = old_bot.says(sender, "how much do ml engineers earn").answer
    _make_older(old_bot, sender, 2 * HOURS)
    old_bot.says(sender, "hello")
    reply = old_bot.post({"sender": sender, "feedback": {"answer": answer["id"], "value": "up"}}).json()

    assert "can't find the answer" in reply[0]["text"]


def test_two_people_do_not_share_what_they_talked_about(bot: Bot) -> None:
    """What one asks is nothing that the other could follow up."""
    one, other = _someone(), _someone()
    bot.says(one, "how many openings for data scientists")
    bot.says(other, "how much do software engineers earn per month")
    answers = [bot.says(one, "and data engineers?").answer, bot.says(other, "and data engineers?").answer]

    assert [answer["topic"] for answer in answers] == ["openings", "salary_of"]
    assert [answer["about"]["period"] for answer in answers] == [None, "month"]


def test_after_a_restart_the_talk_goes_on(start_bot: Callable[..., Bot]) -> None:
    """Half a question, an offer picked by number, feedback and the summary all know what came before."""
    bot = start_bot()
    told = bot.says("restarted", "how many openings for data scientists")
    bot.rasa.stop()
    bot.rasa.start()
    bot.rasa.wait_until_healthy()
    picked = bot.says("restarted", "the second one")
    followed_up = bot.says("restarted", "and openings of data engineers?")
    noted = bot.post({"sender": "restarted", "feedback": {"answer": told.answer["id"], "value": "up"}}).json()
    summed_up = bot.says("restarted", "summarise this chat")

    assert picked.answer["topic"] == "salary_compare"
    assert followed_up.answer["facts"] == ["openings_data_engineer"]
    assert noted[0]["text"] == "Thank you, that is noted."
    assert {"openings_data_scientist", "openings_data_engineer"} <= set(summed_up.answer["facts"])


OF_ANOTHER_VERSION: dict[str, tuple[str, Any]] = {
    "offers that are no list": ("offered", "nonsense"),
    "offers without a topic": ("offered", [{"title": "Duties", "payload": "What are the duties?"}]),
    "a count that is no number": ("failures", "many"),
    "a topic that is gone": ("topic", "salary_by_zodiac_sign"),
    "professions that are no list": ("profession", "nurse"),
    "facts that are gone": ("facts", ["pay_of_the_year_1922"]),
    "facts told that are gone": ("told", ["pay_of_the_year_1922"]),
    "answers that are no list": ("answers", "abc"),
    "a judged answer that is no id": ("judged", {"id": 7}),
    "feedback that is no map": ("feedback", ["up"]),
    "a slot that is gone": ("favourite_colour", "red"),
}


@pytest.mark.parametrize(("slot", "value"), OF_ANOTHER_VERSION.values(), ids=OF_ANOTHER_VERSION.keys())
def test_what_another_version_stored_in_a_conversation_breaks_nothing(bot: Bot, slot: str, value: object) -> None:
    """Half a question, a pick, sources, feedback and a summary are answered all the same."""
    sender = _someone()
    bot.says(sender, "how much do data engineers earn")
    _store_slot(bot, sender, slot, value)
    replies = [
        bot.says(sender, said)
        for said in ("says who?", "2", "per month?", "that was helpful", "summarise this chat", "and data analysts?")
    ]

    assert [answer["status"] for reply in replies for answer in reply.answers if answer["status"] == "error"] == []
    assert "$65,652" in replies[-1].text


def _someone() -> str:
    return f"session-{uuid.uuid4().hex}"


def _make_older(bot: Bot, sender: str, seconds: int) -> None:
    """Move all that is stored of a conversation back in time, both where Rasa keeps the time of an event."""
    bot.rasa.stop()
    with sqlite3.connect(bot.database, timeout=10) as database:
        events = database.execute("select id, data from events where sender_id = ?", (sender,)).fetchall()
        assert events
        for event_id, data in events:
            event = json.loads(data)
            event["timestamp"] -= seconds
            database.execute(
                "update events set timestamp = ?, data = ? where id = ?",
                (event["timestamp"], json.dumps(event), event_id),
            )
    bot.rasa.start()
    bot.rasa.wait_until_healthy()


def _store_slot(bot: Bot, sender: str, name: str, value: object) -> None:
    """Store a slot's value behind all else that a conversation has."""
    event = {"event": "slot", "timestamp": time.time(), "name": name, "value": value}
    with sqlite3.connect(bot.database, timeout=10) as database:
        database.execute(
            "insert into events (sender_id, type_name, timestamp, data) values (?, 'slot', ?, ?)",
            (sender, event["timestamp"], json.dumps(event)),
        )
