"""Corrections: names that a message takes back, and what the question before becomes."""

import pytest

from actions.answering.read_question import question_from, questions_from
from actions.facts import load_facts
from tests.support import answered, question
from tests.unit.messages import marked

OWN, SCIENTIST, ENGINEER, ANALYST = "machine_learning_engineer", "data_scientist", "data_engineer", "data_analyst"


def read(text, *named):
    """Return the question of a message that names these entities."""
    return question_from(marked(text, named), "follow_up", load_facts())


@pytest.mark.parametrize(
    ("text", "named", "meant", "dropped"),
    [
        ("data engineers, not data scientists", ["data engineers", "data scientists"], (ENGINEER,), (SCIENTIST,)),
        ("data engineers, not scientists", ["data engineers", "scientists"], (ENGINEER,), (SCIENTIST,)),
        ("not the data scientists", ["data scientists"], (), (SCIENTIST,)),
        ("I didn't mean data scientists", ["data scientists"], (), (SCIENTIST,)),
        ("i dont mean a data scientist but an analyst", ["data scientist", "analyst"], (ANALYST,), (SCIENTIST,)),
        ("analysts instead of data engineers", ["analysts", "data engineers"], (ANALYST,), (ENGINEER,)),
        ("the analyst rather than the data engineer", ["analyst", "data engineer"], (ANALYST,), (ENGINEER,)),
        ("not about MLEs, about analysts", ["MLEs", "analysts"], (ANALYST,), (OWN,)),
        ("no, I meant analysts", ["analysts"], (ANALYST,), ()),
        ("not bad, and data scientists?", ["data scientists"], (SCIENTIST,), ()),
        ("nothing on data scientists", ["data scientists"], (SCIENTIST,), ()),
    ],
)
def test_a_name_behind_not_is_taken_back(text, named, meant, dropped):
    """Only right behind it; a name that stands for a near profession is that one's."""
    asked = read(text, *[("profession", words) for words in named])

    assert (asked.professions, asked.dropped) == (meant, dropped)


@pytest.mark.parametrize(
    ("text", "named", "place", "period", "amount", "level"),
    [
        ("not berlin, munich", [("place", "berlin"), ("place", "munich")], "munich", None, None, None),
        ("not in berlin but munich", [("place", "berlin"), ("place", "munich")], "munich", None, None, None),
        ("per hour, not per month", [("period", "hour"), ("period", "month")], None, "hour", None, None),
        ("not 90k, 95k", [("amount", "90k"), ("amount", "95k")], None, None, "95k", None),
        ("not senior, junior", [("level", "senior"), ("level", "junior")], None, None, None, "junior"),
        ("not in berlin", [("place", "berlin")], None, None, None, None),
    ],
)
def test_a_place_period_amount_or_level_is_taken_back_too(text, named, place, period, amount, level):
    """What is left is what is meant."""
    asked = read(text, *named)

    assert (asked.place, asked.period, asked.amount, asked.level) == (place, period, amount, level)


@pytest.mark.parametrize(
    ("before", "new", "dropped", "professions"),
    [
        ((OWN, SCIENTIST), (ENGINEER,), (OWN,), (SCIENTIST, ENGINEER)),
        ((SCIENTIST,), (ENGINEER,), (SCIENTIST,), (ENGINEER,)),
        ((OWN, SCIENTIST, ANALYST), (), (ANALYST,), (OWN, SCIENTIST)),
        ((OWN, SCIENTIST), (ENGINEER,), (ANALYST,), (ENGINEER,)),
        ((OWN, SCIENTIST), (SCIENTIST,), (OWN,), (SCIENTIST,)),
    ],
    ids=["one of two", "the only one", "one of three without a new one", "one that wasn't named", "the other is meant"],
)
def test_a_name_takes_the_place_of_the_one_that_is_taken_back(before, new, dropped, professions):
    """The rest of a comparison stays."""
    answer = answered(
        "follow_up", professions=new, dropped=dropped, before=question("salary_compare", professions=before)
    )

    assert answer.asked.professions == professions


@pytest.mark.parametrize("topic", ["salary", "salary_of", "salary_location"])
def test_with_nobody_left_it_is_asked_whose_pay_is_meant(topic):
    """ "Not data scientists" is no question on ML engineers."""
    answer = answered(
        "follow_up", "not data scientists", dropped=(SCIENTIST,), before=question(topic, professions=(SCIENTIST,))
    )

    assert (answer.topic, answer.status, answer.facts) == ("salary_of", "clarify", ())


@pytest.mark.parametrize(
    ("text", "professions"),
    [
        ("and are there many openings?", (ENGINEER,)),
        ("what about openings", (ENGINEER,)),
        ("how many openings do they have", (ENGINEER,)),
        ("how many openings are there", ()),
    ],
)
def test_a_whole_question_keeps_the_profession_only_if_it_takes_up_what_was_said(text, professions):
    """ "And …", "what about …" and "they" go on; anything else begins anew."""
    slots = {"topic": "salary_of", "text": "de pay", "profession": [ENGINEER]}

    (asked,) = questions_from(marked(text, [], slots=slots), "openings", load_facts())

    assert asked.professions == professions


@pytest.mark.parametrize("topic", ["greet", "near_miss", "off_topic", "thanks"])
def test_talk_and_other_subjects_take_no_profession_over(topic):
    """ "And what is the weather like" is about nobody."""
    slots = {"topic": "salary_of", "text": "de pay", "profession": [ENGINEER]}

    (asked,) = questions_from(marked("and what is it like", [], slots=slots), topic, load_facts())

    assert asked.professions == ()
