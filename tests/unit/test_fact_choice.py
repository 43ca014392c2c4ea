"""Which fact leads: only one about the subject, only from a nearness on, and a fact that is there isn't denied."""

import pytest

from actions.answering.fact_choice import choose, is_about, nearest_first, statements_about
from actions.facts import load_facts
from actions.reading import NearFact
from tests.support import question

FACTS = load_facts()
OWN, SCIENTIST, ANALYST, RESEARCH = (
    "machine_learning_engineer", "data_scientist", "data_analyst", "computer_information_research_scientist",
)  # fmt: skip


def near(*rows):
    """Return records with their nearness, and the answer to a yes/no question where there is one."""
    return tuple(NearFact(*row) for row in rows)


def chosen(topic, *rows, **named):
    """Return the id of the record that may lead and whether it is sure, or None."""
    choice = choose(question(topic, facts=near(*rows), **named), FACTS)
    return None if choice is None else (choice.record.id, choice.is_sure)


def test_the_nearest_statement_leads():
    """If it is near enough."""
    assert chosen("remote", ("remote_sometimes", 0.7), ("remote_depends", 0.6)) == ("remote_sometimes", True)


def test_nothing_near_is_nothing_chosen():
    """An id that is gone since the message was read is none."""
    assert chosen("remote") is None
    assert chosen("remote", ("gone", 0.9)) is None


@pytest.mark.parametrize(
    ("topic", "similarity", "is_sure"),
    [("remote", 0.47, False), ("remote", 0.49, True), ("skills", 0.57, False), ("skills", 0.59, True)],
    ids=["below, on its topic", "above, on its topic", "below, on another", "above, on another"],
)
def test_on_the_topic_that_was_understood_less_nearness_is_needed(topic, similarity, is_sure):
    """The classifier has spoken too."""
    assert chosen(topic, ("remote_sometimes", similarity)) == ("remote_sometimes", is_sure)


def test_the_topic_that_was_understood_decides_between_two_alike():
    """Its record goes before one that is nearer by less than it counts for."""
    assert chosen("remote", ("skills_languages", 0.63), ("remote_sometimes", 0.6)) == ("remote_sometimes", True)
    assert chosen("remote", ("skills_languages", 0.83), ("remote_sometimes", 0.6)) == ("skills_languages", True)


def test_a_figure_that_is_nearer_leaves_the_answer_to_the_figures():
    """ "Is the pay good" is about the figure."""
    assert chosen("salary", ("pay_mle_2022_08", 0.7), ("pay_six_figures", 0.6)) is None
    assert chosen("salary", ("pay_six_figures", 0.7), ("pay_mle_2022_08", 0.6)) == ("pay_six_figures", True)


@pytest.mark.parametrize(
    ("rows", "leads"),
    [
        ([("gap_worth_it", 0.7)], ("gap_worth_it", True)),
        ([("gap_worth_it", 0.6), ("growth_postings", 0.58)], ("growth_postings", True)),
        ([("gap_worth_it", 0.55)], ("gap_worth_it", True)),
        ([("gap_worth_it", 0.55), ("growth_postings", 0.5)], ("gap_worth_it", False)),
        ([("gap_worth_it", 0.5)], ("gap_worth_it", False)),
    ],
    ids=["surely", "a statement as near", "nothing else near", "a statement near by", "far"],
)
def test_what_isnt_said_must_be_surer(rows, leads):
    """A fact that is there must not be denied."""
    assert chosen("outlook", *rows) == leads


@pytest.mark.parametrize(("similarity", "answer"), [(0.61, None), (0.63, "sometimes")], ids=["not near enough", "near"])
def test_a_yes_or_no_is_said_of_a_question_near_to_the_one_that_was_answered(similarity, answer):
    """Its editor answered that one, and no other."""
    asked = question("remote", form="yes_no", facts=near(("remote_sometimes", similarity, "sometimes")))

    assert choose(asked, FACTS).answer == answer


ABOUT = {
    "ours, nobody named": ("remote_sometimes", {}, True),
    "ours, we are named": ("remote_sometimes", {"professions": (OWN,)}, True),
    "ours, another is named": ("remote_sometimes", {"professions": (ANALYST,)}, False),
    "ours, an unknown one is named": ("remote_sometimes", {"unknown": ("nurse",)}, False),
    "ours beside an unknown one": ("remote_sometimes", {"professions": (OWN,), "unknown": ("nurse",)}, True),
    "of two, one is named": ("team_with_data_scientists", {"professions": (SCIENTIST,)}, True),
    "another's, it is named": ("role_data_scientist", {"professions": (SCIENTIST,)}, True),
    "another's, another is named": ("growth_research_scientists", {"professions": (ANALYST,)}, False),
    "another's outlook, nobody named": ("growth_research_scientists", {}, True),
    "of nobody, another is named": ("uses_shopping", {"professions": (ANALYST,)}, True),
    "of nobody on the market, another is named": ("demand_automation", {"professions": (ANALYST,)}, False),
    "of nobody, an unknown one is named": ("uses_shopping", {"unknown": ("nurse",)}, False),
}  # fmt: skip


@pytest.mark.parametrize(("fact", "named", "may_lead"), ABOUT.values(), ids=ABOUT.keys())
def test_only_a_record_about_whom_is_asked_may_lead(fact, named, may_lead):
    """However near it is: ML engineers' facts answer for nobody else, and the other way round."""
    record = FACTS.fact(fact)

    assert is_about(record, question(record.topic, **named)) is may_lead
    assert (chosen(record.topic, (fact, 0.95), **named) is not None) is may_lead


def test_records_on_the_sources_answer_questions_on_the_sources():
    """However near they are to others."""
    row = ("sources_811_salaries", 0.8)

    assert chosen("salary", row) is None
    assert chosen("sources", row) == ("sources_811_salaries", True)
    assert chosen("salary", row, form="source") == ("sources_811_salaries", True)
    assert chosen("salary", ("sources_811_salaries", 0.95)) is None


def test_what_is_wanted_again_is_sure():
    """It was told already."""
    assert chosen("remote", ("remote_sometimes", 0.1), operation="again") == ("remote_sometimes", True)


def test_statements_of_a_topic_are_those_about_the_subject_in_the_order_of_the_facts():
    """Research scientists' growth is none of ours."""
    ours = [s.id for s in statements_about(question("outlook"), "outlook", FACTS)]
    theirs = [s.id for s in statements_about(question("outlook", professions=(RESEARCH,)), "outlook", FACTS)]

    assert ours[:2] == ["growth_postings", "demand_best_job_2019"]
    assert theirs == ["growth_research_scientists", "growth_research_scientists_faster"]


def test_the_nearest_come_first_and_the_rest_keep_their_order():
    """As far as the question is near to any."""
    steps = [s for s in FACTS.statements_on("become") if s.step]
    asked = question("become", facts=near((steps[2].id, 0.6), (steps[1].id, 0.5)))

    assert [s.step for s in nearest_first(steps, asked)] == [3, 2, 1]
    assert [s.step for s in nearest_first(steps, question("become"))] == [1, 2, 3]
