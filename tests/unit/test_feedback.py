"""Praise and blame, in words and by a click, and what is noted of them."""

import pytest

from actions.answering.memory import SLOT, Memory
from actions.reading import Reading
from tests.support import tracker
from tests.unit.messages import by_topic, run

GOOD, BAD, NEITHER = (Reading("feedback", acts=acts) for acts in (("praise",), ("blame",), ()))


def told(**slots):
    """Return the slots of a conversation with an answer and a thank you."""
    return {SLOT: Memory(introduced=True, answers=("first", "second"), judged="first").to_slot(), **slots}


@pytest.mark.parametrize(
    ("reading", "value", "words"),
    [(GOOD, "up", "noted"), (BAD, "down", "Sorry")],
    ids=["praise", "blame"],
)
def test_an_opinion_in_words_is_noted_for_the_last_answer_that_was_more_than_talk(reading, value, words):
    """With the words as its reason."""
    messages, slots = run(by_topic("feedback"), tracker("what I think", slots=told(), reading=reading))

    assert slots["feedback"] == {"first": {"value": value, "reason": "what I think"}}
    assert words in messages[0]["text"]


def test_a_second_opinion_replaces_the_first_and_leaves_other_answers_alone():
    """What was thought of another answer stays."""
    before = {"zeroth": {"value": "up", "reason": None}, "first": {"value": "up", "reason": "nice"}}

    _, slots = run(by_topic("feedback"), tracker("no, that was wrong", slots=told(feedback=before), reading=BAD))

    assert slots["feedback"] == {
        "zeroth": {"value": "up", "reason": None},
        "first": {"value": "down", "reason": "no, that was wrong"},
    }


def test_an_opinion_on_nothing_is_not_said_to_be_noted_for_an_answer():
    """Who praises before anything was answered is thanked, and nothing is noted."""
    messages, slots = run(by_topic("feedback"), tracker("that was helpful", reading=GOOD))

    assert messages[0]["text"].startswith("Thank you for saying so.")
    assert "feedback" not in slots


def test_words_that_are_no_opinion_are_noted_for_no_answer():
    """They are stored with the conversation like all that is written."""
    messages, slots = run(by_topic("feedback"), tracker("I have a suggestion", slots=told(), reading=NEITHER))

    assert messages[0]["text"].startswith("Thank you for saying so.")
    assert "feedback" not in slots


def click(**given):
    """Return the entities by which a channel tells of a click."""
    return list(given.items())


def test_a_click_is_noted_for_the_answer_that_it_names_and_changes_nothing_else():
    """Topic, offers and count of failures stay as they were, so that the talk goes on."""
    entities = click(answer_id="second", feedback_value="down", feedback_reason="too long")

    messages, slots = run(by_topic("feedback"), tracker("👎 too long", entities, told()))

    assert slots == {**told(), "feedback": {"second": {"value": "down", "reason": "too long"}}}
    assert messages[0]["text"] == "Thank you, that is noted."


def test_a_click_without_a_reason_has_none():
    """None, and not an empty text."""
    _, slots = run(by_topic("feedback"), tracker("👍", click(answer_id="first", feedback_value="up"), told()))

    assert slots["feedback"] == {"first": {"value": "up", "reason": None}}


@pytest.mark.parametrize(
    "entities",
    [
        click(answer_id="no such", feedback_value="up"),
        click(answer_id="first", feedback_value="sideways"),
        click(answer_id="first"),
    ],
    ids=["unknown answer", "unknown value", "no value"],
)
def test_a_click_that_cannot_be_taken_is_said_not_to_be(entities):
    """Nothing is noted, and that is what the reply says."""
    messages, slots = run(by_topic("feedback"), tracker("👍", entities, told()))

    assert messages[0]["text"] == "I can't find the answer that this is about, so I noted nothing."
    assert slots == told()


def test_a_long_reason_is_cut():
    """To 500 characters."""
    entities = click(answer_id="first", feedback_value="up", feedback_reason="x" * 501)

    _, slots = run(by_topic("feedback"), tracker("👍", entities, told()))

    assert slots["feedback"]["first"]["reason"] == "x" * 500
