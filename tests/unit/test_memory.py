"""The state of a talk: what the slot keeps and gives back, of older versions too, and what can't be read."""

import json

import pytest

from actions.answering.buttons import Button
from actions.answering.memory import NO_MEMORY, SLOT, VERSION, Memory, Shown, feedback_in, memory_in
from actions.reading import Amount, Restriction
from tests.support import tracker

WHOLE = Memory(
    topic="salary_compare",
    form="which",
    professions=("data_scientist", "data_engineer"),
    unknown=("nurse",),
    restrictions=(Restriction("company", "Google"),),
    amount=Amount(60.0, "USD", "hour", False, "offer", "$60"),
    period="month",
    facts=("pay_data_engineer", "pay_data_scientist"),
    results=(
        (Shown("remote_sometimes", "statement"),),
        (Shown("pay_data_engineer", "pay", "data_engineer", 115205), Shown("pay_data_scientist", "pay", "data_scientist", 102069)),
    ),
    offered=(Button("Pay of data analysts", "How much do data analysts earn?", "salary_of", ("data_analyst",)),),
    asked_back=True,
    refused=2,
    failures=1,
    introduced=True,
    shape=("short",),
    told=("pay_data_engineer",),
    limits_told=("company",),
    clicked=("How many job openings are there?",),
    answers=("a1", "a2"),
    judged="a2",
    person={"job": "nurse", "degree": "biology"},
)  # fmt: skip


def kept(memory):
    """Return the memory that is read from the slot of another, through JSON."""
    return memory_in(tracker(slots={SLOT: json.loads(json.dumps(memory.to_slot()))}))


def test_a_memory_comes_back_from_its_slot_as_it_was():
    """With every part filled."""
    assert kept(WHOLE) == WHOLE
    assert [name for name in Memory.__dataclass_fields__ if getattr(WHOLE, name) == getattr(NO_MEMORY, name)] == []


def test_an_empty_memory_takes_no_room():
    """Only its version, and the form that a question has if none is said."""
    assert NO_MEMORY.to_slot() == {"version": VERSION, "form": "statement"}
    assert kept(NO_MEMORY) == NO_MEMORY


def test_the_rows_to_take_up_are_those_of_the_newest_result_that_has_enough():
    """One row is enough for "that", two for "the other"."""
    one, two = (Shown("a", "pay"),), (Shown("b", "pay"), Shown("c", "pay"))
    memory = Memory(results=(two, one))

    assert (memory.last_rows(), memory.last_rows(2), memory.last_rows(3)) == (one, two, ())


def test_a_conversation_that_an_older_version_began_goes_on():
    """What its slots have is taken over; what was shown then can't be taken up."""
    slots = {
        "topic": "salary_of", "text": "ds or nurse pay", "profession": ["data_scientist"], "place": "Berlin", "level": "senior",
        "amount": "120k", "period": "month", "facts": ["pay_data_scientist"], "introduced": True, "failures": "1", "asked_back": True,
        "answers": ["a1"], "judged": "a1", "told": ["pay_data_scientist"], "offered": None,
    }  # fmt: skip

    assert memory_in(tracker(slots=slots)) == Memory(
        topic="salary_of",
        professions=("data_scientist",),
        restrictions=(Restriction("place", "Berlin"), Restriction("level", "senior")),
        period="month",
        facts=("pay_data_scientist",),
        asked_back=True,
        failures=1,
        introduced=True,
        told=("pay_data_scientist",),
        answers=("a1",),
        judged="a1",
    )


def test_an_unknown_profession_of_an_older_version_is_not_taken_for_a_known_one():
    """Its slot had ids and words in one list."""
    memory = memory_in(tracker(slots={"topic": "salary_of", "profession": ["data_scientist", "nurse"]}))

    assert (memory.professions, memory.unknown) == (("data_scientist",), ("nurse",))


@pytest.mark.parametrize(
    "slots",
    [
        {},
        {"offered": "Duties", "failures": "many", "answers": "abc", "told": {"a": 1}, "judged": 7},
        {"offered": 3, "failures": -1, "answers": 5, "told": [None, 4], "judged": ["x"]},
        {"offered": [{"title": "Duties"}], "failures": "²", "answers": [[]], "told": True, "judged": {}},
        {"topic": 7, "profession": "nurse", "place": 3, "period": [], "facts": "pay"},
    ],
)
def test_old_slots_that_cannot_be_read_are_left_out(slots):
    """No action fails for them."""
    assert memory_in(tracker(slots=slots)) == NO_MEMORY


@pytest.mark.parametrize(
    "slot",
    [
        "salary",
        {"version": VERSION + 1, "topic": "salary"},
        {"version": VERSION, "restrictions": [{"kind": "place"}]},
        {"version": VERSION, "results": [[["a"]]]},
        {"version": VERSION, "results": 3},
        {"version": VERSION, "amount": {"value": 3}},
        {"version": VERSION, "person": 3},
    ],
    ids=["a text", "a later version", "half a restriction", "half a row", "a number", "half an amount", "nobody"],
)
def test_a_memory_that_cannot_be_read_is_none(slot):
    """The talk begins anew, and no action fails."""
    assert memory_in(tracker(slots={SLOT: slot})) == NO_MEMORY


@pytest.mark.parametrize(
    ("slot", "read"), [({"1": {"value": "up"}}, {"1": {"value": "up"}}), (None, {}), ("up", {}), ([1], {})]
)
def test_feedback_is_read_by_answer_id_or_not_at_all(slot, read):
    """Anything but a map is no feedback."""
    assert feedback_in(tracker(slots={"feedback": slot})) == read
