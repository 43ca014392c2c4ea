"""What a conversation keeps and what it forgets: an hour's silence, a restart, and what an older version stored."""

import json
import sqlite3
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.conftest import Bot, Reply

HOURS = 3600
PAY = "how much do ml engineers earn"
# What is said two hours after the pay was told, and words of the answer.
NOTHING_LEFT = {
    "2": "question",
    "say that again": "haven't told you anything yet",
    "summarise this chat": "haven't told you anything yet",
    "says who?": "What I know comes from two articles",
}
# What was asked by somebody, and how many seconds ago.
ASKED = {
    "in a place": ("how many openings for data scientists in Berlin", 2 * HOURS),
    "half an hour ago": ("how many openings for data scientists", HOURS // 2),
    "just now": ("how many openings for data scientists", 0),
    "to be summed up": ("how many openings for data scientists", 0),
    "judged late": (PAY, 2 * HOURS),
    **dict.fromkeys(NOTHING_LEFT, (PAY, 2 * HOURS)),
}


@dataclass(frozen=True)
class Talk:
    """What somebody asked, and was told, before the bot was started anew."""

    sender: str
    told: Reply


@pytest.fixture(scope="module")
def old_bot(start_bot: Callable[..., Bot]) -> Bot:
    """A bot of our own, for it is restarted: what it has in memory would know nothing of the time that passed."""
    return start_bot()


@pytest.fixture(scope="module")
def talks(old_bot: Bot) -> dict[str, Talk]:
    """What ASKED says, each by somebody else, as long ago as it says; the bot has been restarted since."""
    talks = {}
    for name, (question, _) in ASKED.items():
        sender = _someone()
        talks[name] = Talk(sender, old_bot.says(sender, question))
    old_bot.rasa.stop()
    for name, (_, seconds) in ASKED.items():
        _make_older(old_bot, talks[name].sender, seconds)
    old_bot.rasa.start()
    old_bot.rasa.wait_until_healthy()
    return talks


def test_after_two_hours_half_a_question_knows_nothing_of_what_was_asked_before(
    old_bot: Bot, talks: dict[str, Talk]
) -> None:
    """A new session has begun: it is about pay, as at the beginning of any talk, and the bot introduces itself."""
    before = talks["in a place"]
    after = old_bot.says(before.sender, "and data engineers?")

    assert "23,757" in before.told.text
    assert "$115,205" in after.text
    assert "16,290" not in after.text
    assert after.answer["about"]["place"] is None
    assert "Chats are saved" in after.text


@pytest.mark.parametrize("said", NOTHING_LEFT)
def test_after_two_hours_nothing_is_left_to_refer_to(old_bot: Bot, talks: dict[str, Talk], said: str) -> None:
    """Neither the offers nor the answer nor the facts told."""
    after = old_bot.says(talks[said].sender, said)

    assert NOTHING_LEFT[said] in after.text
    assert "$110,673" not in after.text


def test_within_the_hour_the_subject_is_kept(old_bot: Bot, talks: dict[str, Talk]) -> None:
    """Half an hour of silence is no new session."""
    after = old_bot.says(talks["half an hour ago"].sender, "and data engineers?")

    assert "16,290" in after.text
    assert "Chats are saved" not in after.text


def test_feedback_on_an_answer_of_the_session_before_is_not_taken_for_this_one(
    old_bot: Bot, talks: dict[str, Talk]
) -> None:
    """A click after two hours says that it can't find the answer, rather than to note it nowhere."""
    sender, answer = talks["judged late"].sender, talks["judged late"].told.answer
    old_bot.says(sender, "hello")
    reply = old_bot.post({"sender": sender, "feedback": {"answer": answer["id"], "value": "up"}}).json()

    assert "can't find the answer" in reply[0]["text"]


def test_after_a_restart_the_talk_goes_on(old_bot: Bot, talks: dict[str, Talk]) -> None:
    """Half a question, an offer picked by number and feedback all know what came before."""
    sender, told = talks["just now"].sender, talks["just now"].told
    picked = old_bot.says(sender, "the second one")
    followed_up = old_bot.says(sender, "and openings of data engineers?")
    noted = old_bot.post({"sender": sender, "feedback": {"answer": told.answer["id"], "value": "up"}}).json()

    assert picked.answer["topic"] == "salary_compare"
    assert followed_up.answer["facts"] == ["openings_data_engineer"]
    assert noted[0]["text"] == "Thank you, that is noted."


def test_after_a_restart_the_summary_has_what_was_told_before_it(old_bot: Bot, talks: dict[str, Talk]) -> None:
    """And what was told since."""
    sender = talks["to be summed up"].sender
    old_bot.says(sender, "and data engineers?")
    summed_up = old_bot.says(sender, "summarise this chat")

    assert set(summed_up.answer["facts"]) == {"openings_data_scientist", "openings_data_engineer"}


def test_two_people_do_not_share_what_they_talked_about(bot: Bot) -> None:
    """What one asks is nothing that the other could follow up."""
    one, other = _someone(), _someone()
    bot.says(one, "how many openings for data scientists")
    bot.says(other, "how much do software engineers earn per month")
    answers = [bot.says(one, "and data engineers?").answer, bot.says(other, "and data engineers?").answer]

    assert [answer["topic"] for answer in answers] == ["openings", "salary_of"]
    assert [answer["about"]["period"] for answer in answers] == [None, "month"]


# What a version without the memory kept in slots of their own.
OF_AN_OLDER_VERSION: dict[str, tuple[str, Any]] = {
    "offers that are no list": ("offered", "nonsense"),
    "offers without a topic": ("offered", [{"title": "Duties", "payload": "What are the duties?"}]),
    "a count that is no number": ("failures", "many"),
    "a topic that is gone": ("topic", "salary_by_zodiac_sign"),
    "professions that are no list": ("profession", "nurse"),
    "facts that are gone": ("facts", ["pay_of_the_year_1922"]),
    "facts told that are gone": ("told", ["pay_of_the_year_1922"]),
    "answers that are no list": ("answers", "abc"),
    "a judged answer that is no id": ("judged", {"id": 7}),
    "a slot that is gone": ("favourite_colour", "red"),
}
# What the memory of another version may hold.
OF_ANOTHER_VERSION: dict[str, Any] = {
    "no memory": None,
    "a memory that is no map": "nonsense",
    "a memory of a later version": {"version": 99, "topic": ["salary"]},
    "a topic that is gone": {"topic": "salary_by_zodiac_sign"},
    "a profession that is gone": {"topic": "salary_of", "professions": ["alchemist_of_gold"]},
    "facts that are gone": {"topic": "salary", "facts": ["pay_of_the_year_1922"], "told": ["pay_of_the_year_1922"]},
    "results of facts that are gone": {"topic": "salary", "results": [[["pay_of_the_year_1922", "pay", None, 7.0]]]},
    "results that are no rows": {"topic": "salary", "results": ["nonsense"]},
    "a restriction of other parts": {"topic": "salary", "restrictions": [{"planet": "Mars"}]},
    "an amount that is no amount": {"topic": "salary_assess", "amount": "ninety"},
    "offers that are no list": {"topic": "salary", "offered": "nonsense"},
    "counts that are no numbers": {"topic": "salary", "failures": "many", "refused": "often"},
    "a person that is no map": {"topic": "salary", "person": "nurse"},
}


@pytest.mark.parametrize(("slot", "value"), OF_AN_OLDER_VERSION.values(), ids=OF_AN_OLDER_VERSION.keys())
def test_what_an_older_version_stored_in_a_conversation_breaks_nothing(bot: Bot, slot: str, value: object) -> None:
    """Half a question, a pick, sources, feedback and a summary are answered all the same."""
    sender = _someone()
    bot.says(sender, "how much do data engineers earn")
    _store_slot(bot, sender, "memory", None)
    _store_slot(bot, sender, slot, value)

    _goes_on_without_an_error(bot, sender)


@pytest.mark.parametrize("memory", OF_ANOTHER_VERSION.values(), ids=OF_ANOTHER_VERSION.keys())
def test_the_memory_of_another_version_breaks_nothing(bot: Bot, memory: object) -> None:
    """As little as feedback by another version does."""
    sender = _someone()
    bot.says(sender, "how much do data engineers earn")
    _store_slot(bot, sender, "memory", {"version": 1, **memory} if isinstance(memory, dict) else memory)
    _store_slot(bot, sender, "feedback", ["up"])

    _goes_on_without_an_error(bot, sender)


def _goes_on_without_an_error(bot: Bot, sender: str) -> None:
    replies = [
        bot.says(sender, said)
        for said in ("says who?", "2", "per month?", "that was helpful", "summarise this chat", "data analysts' pay?")
    ]

    assert [answer["status"] for reply in replies for answer in reply.answers if answer["status"] == "error"] == []
    assert all(reply.answers for reply in replies)
    assert "$65,652" in replies[-1].text


def _someone() -> str:
    return f"session-{uuid.uuid4().hex}"


def _make_older(bot: Bot, sender: str, seconds: int) -> None:
    """Move all that is stored of a conversation back in time, both where Rasa keeps the time of an event."""
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


def _store_slot(bot: Bot, sender: str, name: str, value: object) -> None:
    """Store a slot's value behind all else that a conversation has."""
    event = {"event": "slot", "timestamp": time.time(), "name": name, "value": value}
    with sqlite3.connect(bot.database, timeout=10) as database:
        database.execute(
            "insert into events (sender_id, type_name, timestamp, data) values (?, 'slot', ?, ?)",
            (sender, event["timestamp"], json.dumps(event)),
        )
