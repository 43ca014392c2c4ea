"""What a session keeps between two messages: what an answer leaves, what is read back, and what can't be read."""

import pytest

from actions.answering.answer import Answer
from actions.answering.buttons import Button
from actions.answering.memory import KEPT, NO_MEMORY, Memory, feedback_in, memory_in
from actions.answering.remember import memory_after, slots_after
from tests.support import question, tracker

DUTIES = Button("Duties", "What are the duties of an ML engineer?", "responsibilities")
TOLD = Answer("salary", "answered", ("…",), facts=("pay_a", "pay_b"), buttons=(DUTIES,))
THANKS = Answer("thanks", "social", ("…",))
LOST = Answer("unclear", "clarify", ("…",), understood=False)
WHICH = Answer("skills", "clarify", ("…",), asked=question("skills", rivals=("skills", "education")), understood=False)


def after(*answers, memory=NO_MEMORY):
    """Return the memory after these answers, whose ids are 1, 2, …"""
    for number, answer in enumerate(answers, start=1):
        memory = memory_after(memory, answer, str(number))
    return memory


def test_an_answer_leaves_its_id_its_facts_and_its_buttons():
    """The facts of all answers are kept, each once; of the buttons only the last ones."""
    memory = after(TOLD, Answer("openings", "answered", ("…",), facts=("pay_b", "openings_a")))

    assert memory.answers == ("1", "2")
    assert memory.told == ("pay_a", "pay_b", "openings_a")
    assert memory.offered == ()
    assert after(TOLD).offered == (DUTIES,)


@pytest.mark.parametrize(
    ("answers", "failures"),
    [((LOST,), 1), ((LOST, WHICH), 2), ((LOST, TOLD), 0), ((LOST, THANKS), 0), ((TOLD, LOST), 1), ((), 0)],
    ids=["once", "twice", "then understood", "then thanked", "after an answer", "never"],
)
def test_failures_are_counted_in_a_row(answers, failures):
    """Whatever is understood begins the count anew."""
    assert after(*answers).failures == failures


@pytest.mark.parametrize(
    ("answer", "asked_back"),
    [(WHICH, True), (LOST, False), (TOLD, False), (THANKS, False)],
    ids=["which", "unclear", "answer", "talk"],
)
def test_asking_back_is_remembered_for_the_next_message_only(answer, asked_back):
    """What is picked then is the person's own question."""
    assert after(answer).asked_back is asked_back
    assert after(answer, TOLD).asked_back is False


@pytest.mark.parametrize(
    ("answers", "judged"),
    [((TOLD, THANKS), "1"), ((TOLD, LOST), "2"), ((THANKS,), None)],
    ids=["talk", "a failure", "nothing"],
)
def test_praise_and_blame_are_about_the_last_answer_that_was_more_than_talk(answers, judged):
    """A thank you in between is nothing to judge; not to have been understood is."""
    assert after(*answers).judged == judged


def test_only_so_many_answers_are_kept_for_feedback():
    """The hundred newest."""
    memory = after(*[THANKS] * 130)

    assert (len(memory.answers), memory.answers[0], memory.answers[-1]) == (100, "31", "130")


def test_a_memory_is_carried_in_slots_and_read_back():
    """What one message leaves is what the next one finds."""
    memory = after(TOLD, LOST)

    slots = slots_after(LOST, memory)

    assert memory_in(tracker(slots=slots)) == memory
    assert set(KEPT) - {"feedback"} <= set(slots)


def test_what_another_version_kept_is_no_memory():
    """It is left out, and no action fails for it."""
    kept = [
        {},
        {"offered": "Duties", "failures": "many", "answers": "abc", "told": {"a": 1}, "judged": 7},
        {"offered": 3, "failures": -1, "answers": 5, "told": [None, 4], "judged": ["x"]},
        {"offered": [{"title": "Duties"}], "failures": "²", "answers": [[]], "told": True, "judged": {}},
    ]

    assert [slots for slots in kept if memory_in(tracker(slots=slots)) != Memory()] == []


@pytest.mark.parametrize(
    ("slot", "read"), [({"1": {"value": "up"}}, {"1": {"value": "up"}}), (None, {}), ("up", {}), ([1], {})]
)
def test_feedback_is_read_by_answer_id_or_not_at_all(slot, read):
    """Anything but a map is no feedback."""
    assert feedback_in(tracker(slots={"feedback": slot})) == read
