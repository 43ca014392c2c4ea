"""A reading is stored with its message and read back; without one, intent and entities count."""

import json
from dataclasses import replace

import pytest

from actions.reading import VERSION, Amount, NearFact, Reading, Restriction, Subject, reading_of
from tests.support import tracker

KNOWN = ("machine_learning_engineer", "data_scientist")
WHOLE = Reading(
    "salary_compare",
    ranking=(("salary_compare", 0.8), ("salary", 0.1)),
    form="yes_no",
    subjects=(Subject("data_scientist", "DS"), Subject(None, "nurse", "own")),
    restrictions=(Restriction("company", "Google"),),
    amounts=(Amount(60.0, "USD", "hour", False, "offer", "$60"),),
    period="month",
    currency="EUR",
    refers=("difference", "that"),
    numbers=(2,),
    shape=("short",),
    acts=("doubt",),
    facts=(NearFact("remote_sometimes", 0.71, "sometimes"), NearFact("pay_data_scientist", 0.5)),
    facts_here=(NearFact("gap_worth_it", 0.4),),
    further=("remote",),
    unseen=("visas",),
    picked=1,
    measure="pay",
    is_named=True,
    is_fragment=True,
    is_too_long=True,
    person={"degree": "biology"},
)
BY_ENTITIES = {
    "intent": {"name": "ask_salary"},
    "entities": [
        {"entity": "profession", "value": "data_scientist"},
        {"entity": "profession", "value": "nurse"},
        {"entity": "place", "value": "Berlin"},
        {"entity": "level", "value": "senior"},
        {"entity": "period", "value": "month"},
        {"entity": "amount", "value": "5k"},
        {"entity": "also_asked", "value": "remote"},
        {"entity": "place", "value": None},
    ],
}
READ_BY_ENTITIES = Reading(
    "salary",
    subjects=(Subject("data_scientist", "data_scientist"), Subject(None, "nurse")),
    restrictions=(Restriction("place", "Berlin"), Restriction("level", "senior")),
    amounts=(Amount(5_000.0, "USD", "month", True, written="5k"),),
    period="month",
    further=("remote",),
)


def test_a_reading_comes_back_from_what_is_stored_as_it_was():
    """Through JSON, with every part filled."""
    stored = json.loads(json.dumps(WHOLE.to_dict()))

    assert Reading.from_dict(stored) == replace(WHOLE, ranking=())  # which stands beside it


def test_every_part_is_tried_by_the_test_above():
    """A part that stays empty there would prove nothing."""
    empty = Reading("salary")

    assert [name for name in Reading.__dataclass_fields__ if getattr(WHOLE, name) == getattr(empty, name)] == []


def test_the_first_choice_picked_is_kept():
    """Its number is 0, which is no empty part."""
    assert Reading.from_dict(Reading("unclear", picked=0).to_dict()).picked == 0


def test_empty_parts_take_no_room():
    """A plain question is its version, topic and form."""
    assert Reading("salary").to_dict() == {"version": VERSION, "topic": "salary", "form": "statement"}


def test_a_message_is_what_its_reading_says():
    """Whatever intent and entities say."""
    ranking = [{"name": f"ask_{topic}", "confidence": sure} for topic, sure in WHOLE.ranking]

    assert reading_of({**BY_ENTITIES, "reading": WHOLE.to_dict(), "intent_ranking": ranking}, KNOWN) == WHOLE


@pytest.mark.parametrize(
    "stored",
    [
        None,
        {},
        "salary",
        {**WHOLE.to_dict(), "version": VERSION - 1},
        {**WHOLE.to_dict(), "version": None},
        {"version": VERSION},
        {"version": VERSION, "topic": "weather"},
        {"version": VERSION, "topic": "openings", "person": 3},
        {"version": VERSION, "topic": "openings", "period": "eon"},
        {"version": VERSION, "topic": "openings", "amounts": [{"value": "x", "currency": "USD", "period": "year"}]},
        {"version": VERSION, "topic": "openings", "subjects": [{"words": "nurse", "who": "me"}]},
        {"version": VERSION, "topic": "openings", "amounts": [7]},
        {"version": VERSION, "topic": "openings", "facts": 3},
        {"version": VERSION, "topic": "openings", "facts": [["remote_sometimes"]]},
    ],
    ids=[
        "none",
        "empty",
        "a text",
        "an old version",
        "no version",
        "no topic",
        "no topic of ours",
        "no person",
        "no period",
        "no number",
        "a part of another name",
        "a number for a record",
        "a number for a list",
        "too short a record",
    ],
)
def test_without_a_reading_that_can_be_read_intent_and_entities_count(stored):
    """Older rows, triggers and clients that send what they parsed themselves: never an error."""
    assert reading_of({**BY_ENTITIES, "reading": stored}, KNOWN) == READ_BY_ENTITIES


def test_a_message_without_anything_is_unclear():
    """A trigger without an intent or with a stranger's, missing entities: nothing is named."""
    messages = [{"text": "how much", "intent": None, "entities": None}, {"intent": {"name": "ask_weather"}}, {}]

    assert [reading_of(message, KNOWN) for message in messages] == [Reading("unclear")] * 3


def test_the_text_of_a_message_is_never_read():
    """Only what the pipeline found counts."""
    asked = tracker("how much do data scientists make in Berlin per month")

    assert reading_of(asked.latest_message, KNOWN) == Reading("unclear")
