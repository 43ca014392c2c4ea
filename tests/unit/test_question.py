"""A question is read from the message's entities and the slots."""

import datetime

import pytest

from actions.answering.answer import Answer
from actions.answering.memory import CARRIED, NO_MEMORY
from actions.answering.read_question import question_from
from actions.answering.remember import slots_after
from actions.facts import load_facts
from tests.support import question, tracker
from tests.unit.messages import marked

SLOTS = {
    "topic": "salary_of", "text": "ds or nurse pay", "profession": ["data_scientist", "nurse"], "place": "Berlin", "level": "senior", "amount": "120k",
    "period": "month", "facts": ["pay_data_scientist"], "introduced": True,
}  # fmt: skip


def read(*args, **kwargs):
    """Return the question that a tracker of these holds, on the topic salary."""
    return question_from(tracker(*args, **kwargs), "salary", load_facts())


@pytest.mark.parametrize(
    ("named", "known", "unknown"),
    [
        (["ML engineers"], ("machine_learning_engineer",), ()),
        (["mle", "machine learning engineer"], ("machine_learning_engineer",), ()),
        (["data scientist", "SWEs"], ("data_scientist", "software_engineer"), ()),
        (["nurse"], (), ("nurse",)),
        (["Nurse", "data_engineer"], ("data_engineer",), ("Nurse",)),
        (["web developer"], (), ("web developer",)),
        ([], (), ()),
    ],
    ids=["one", "the same twice", "two in order", "unknown", "one of each", "near to one", "none"],
)
def test_professions_are_known_by_id_and_unknown_as_written(named, known, unknown):
    """A profession of the facts is its id; any other keeps the person's words."""
    message = marked(" and ".join(named), [("profession", words) for words in named])

    asked = question_from(message, "salary", load_facts())

    assert (asked.professions, asked.unknown_professions) == (known, unknown)


@pytest.mark.parametrize(
    ("text", "entity", "known", "unknown"),
    [
        ("what do RNs earn", ("profession", "RNs", "registered nurse"), (), ("RNs",)),
        ("pay of Tree Surgeons?", ("profession", "Tree Surgeons", "tree_surgeon"), (), ("Tree Surgeons",)),
        ("what do ds people earn", ("profession", "ds people", "data_scientist"), ("data_scientist",), ()),
    ],
    ids=["another name", "another spelling", "known by the value"],
)
def test_an_unknown_profession_is_told_in_the_words_of_the_message(text, entity, known, unknown):
    """What the extractor made of them is nobody's words; only a profession of the facts is known by it."""
    asked = question_from(marked(text, [entity]), "salary", load_facts())

    assert (asked.professions, asked.unknown_professions) == (known, unknown)


@pytest.mark.parametrize(
    ("amount", "kept"), [("120k", "120k"), ("six figures", None)], ids=["number", "no number"]
)
def test_an_amount_without_a_number_is_none(amount, kept):
    """With it nothing can be reckoned, so it decides nothing."""
    assert read("…", [("amount", amount)]).amount == kept


def test_the_first_of_several_places_levels_amounts_and_periods_counts():
    """Each is one value; a number is taken as text."""
    asked = read("…", [("place", "Berlin"), ("place", "Paris"), ("level", "junior"), ("amount", 120), ("period", "month")])

    assert (asked.place, asked.level, asked.amount, asked.period) == ("Berlin", "junior", "120", "month")


def test_a_question_without_entities_or_text_names_nothing():
    """Missing parts of a message are no error."""
    bare = tracker()
    bare.latest_message = {"text": None, "entities": None}

    asked = question_from(bare, "unclear", load_facts())

    assert (asked.text, asked.professions, asked.place, asked.before) == ("", (), None, None)
    assert not asked.names_a_profession()


def test_the_ranking_holds_subjects_in_order_and_no_talk():
    """Intents become topics; greetings and unknown names fall out."""
    asked = read("…", ranking=["ask_near_miss", "greet", "ask_courses", None, "ask_openings", "nlu_fallback"])

    assert asked.ranking == ("near_miss", "courses", "openings")


def test_the_slots_are_the_question_before():
    """What was answered last can be taken up again, unknown professions too."""
    before = read("and in euros?", slots=SLOTS).before

    assert (before.topic, before.professions, before.unknown_professions) == ("salary_of", ("data_scientist",), ("nurse",))
    assert (before.place, before.level, before.amount, before.period) == ("Berlin", "senior", "120k", "month")
    assert (before.text, before.facts_told) == ("ds or nurse pay", ("pay_data_scientist",))


def test_without_a_subject_there_is_no_question_before():
    """Only a question about the career can be followed up."""
    before = [read("and you?", slots={**SLOTS, "topic": topic}).before for topic in (None, "greet", "near_miss", "nonsense")]

    assert before == [None] * 4


def test_slots_are_carried_and_read_back_as_the_same_question():
    """What an answer leaves behind is what the next message finds."""
    asked = question("salary_of", "juniors per hour?", professions=("data_engineer",), unknown_professions=("nurse",), level="junior", period="hour")

    slots = slots_after(Answer("salary_of", "answered", (), ("pay_data_engineer",), asked=asked), NO_MEMORY)
    before = read("…", slots=slots).before

    assert set(CARRIED) <= set(slots)
    assert before.text == "juniors per hour?"
    assert (before.professions, before.unknown_professions, before.level, before.period) == (
        ("data_engineer",), ("nurse",), "junior", "hour",
    )  # fmt: skip


@pytest.mark.parametrize(("introduced", "first"), [(None, True), (False, True), (True, False)])
def test_the_first_question_of_a_conversation_is_known_by_a_slot(introduced, first):
    """Until the bot has introduced itself, a question is the first."""
    assert read("hi", slots={"introduced": introduced}).is_first is first


@pytest.mark.parametrize(("channel", "terminal"), [("cmdline", True), ("rest", False), (None, False)])
def test_the_terminal_is_known_by_its_channel(channel, terminal):
    """`rasa shell` calls its channel cmdline."""
    assert read("hi", channel=channel).in_terminal is terminal


def test_today_comes_from_the_environment_if_set(monkeypatch):
    """Tests set today; the question carries it."""
    monkeypatch.setenv("WAYFINDER_TODAY", "2031-05-06")

    assert read("hi").today == datetime.date(2031, 5, 6)


def test_asking_on_another_topic_keeps_what_is_named():
    """Only the topic changes."""
    asked = question("salary", professions=("data_engineer",), place="Berlin").asking("openings")

    assert (asked.topic, asked.professions, asked.place) == ("openings", ("data_engineer",), "Berlin")
