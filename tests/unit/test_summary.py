"""The summary of a chat, its help, and answers that are asked for again."""

import pytest

from actions.answering.dispatch import answers_to
from actions.answering.memory import Memory
from actions.answering.menu import HELP
from actions.facts import load_facts
from actions.topics import CAREER_TOPICS
from tests.support import answered, question

# a fact of each kind -> its line
LINES = {
    "pay_data_engineer": "• data engineers: $115,205, average pay (Indeed, undated, beside a figure of 10 August 2022)",
    "pay_research_scientist": (
        "• computer and information research scientists: $131,490, median pay (US Bureau of Labor Statistics, undated, "
        "read 8 November 2022)"
    ),
    "openings_data_analyst": "• data analysts: 38,748 openings (Indeed, undated, beside a figure of 10 August 2022)",
    "growth_postings": (
        "• Postings for ML engineers grew by 344 percent from 2015 to 2018; no source is cited for that figure. (Coursera, undated)"
    ),
    "course_ml_specialization": "• Machine Learning Specialization by Stanford University, on Coursera (Coursera, undated)",
    "remote_sometimes": (
        "• ML engineers can sometimes work from home, depending on their current assignments and the company's policy. "
        "(Indeed, undated, beside a figure of 10 August 2022)"
    ),
}


def summary(*told):
    """Return the summary of a session that told these facts."""
    return answered("summary", "sum it up", memory=Memory(told=told))


@pytest.mark.parametrize(("fact", "line"), LINES.items(), ids=LINES.keys())
def test_a_fact_of_each_kind_is_summed_up_in_a_line_with_its_source(fact, line):
    """Heading, fact, age."""
    answer = summary(fact)

    assert answer.lines[:2] == ("What I have told you so far:", line)
    assert (len(answer.lines), answer.facts) == (3, (fact,))


def test_figures_come_first_and_words_after():
    """Pay, openings, then what was said."""
    answer = summary("remote_sometimes", "openings_data_analyst", "pay_data_engineer", "growth_postings")

    assert answer.facts == ("pay_data_engineer", "openings_data_analyst", "remote_sometimes", "growth_postings")


def test_a_long_summary_is_cut_and_says_so():
    """Fourteen facts fit a phone; the answer names those alone."""
    told = tuple(statement.id for statement in load_facts().statements[:15])

    cut, whole = summary(*told), summary(*told[:14])

    assert cut.facts == whole.facts == told[:14]
    assert "And more in words; ask me again for any of it." in cut.lines
    assert "And more in words; ask me again for any of it." not in whole.lines


@pytest.mark.parametrize("told", [(), ("no_longer_a_fact",)], ids=["nothing told", "a fact that is gone"])
def test_with_nothing_to_sum_up_that_is_said(told):
    """And three questions are offered."""
    answer = summary(*told)

    assert answer.lines == ("I haven't told you anything yet. You could ask:",)
    assert (answer.facts, len(answer.buttons)) == ((), 3)


def test_sources_of_facts_that_are_gone_are_all_sources():
    """A conversation that is older than the facts goes on."""
    answer = answered("sources", "says who", before=question("salary", facts_told=("no_longer_a_fact",)))

    assert answer.lines[0] == "All I know comes from these sources:"


def test_the_help_has_every_subject_once():
    """Nothing that can be asked is left out or shown twice."""
    shown = [topic for topics in HELP.values() for topic in topics]

    assert sorted(shown) == sorted(CAREER_TOPICS)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("what can't you do", True), ("what can’t you do", True), ("what cant u answer", True), ("what are your limits", True),
        ("is there anything you don't know", True), ("what can you do", False), ("help", False), ("cantina", False),
    ],
)  # fmt: skip
def test_who_asks_what_it_cannot_do_is_told_that_alone(text, limits):
    """And who asks what it can do gets the examples."""
    answer = answered("help", text)
    lines = "\n".join(answer.lines)

    assert ("My sources are all I know, and their dated figures are of 2022." in lines) is limits
    assert ("• How much do ML engineers earn?" in lines) is not limits
    assert [(year.result, year.inputs) for year in answer.computed] == [(2022, ("pay_mle_2022_08",))] * limits


@pytest.mark.parametrize(
    ("turn", "first_line"),
    [
        (0, "That stands as I said it:"),
        (1, "The same as before:"),
        (2, "Once more, what I know of it:"),
        (3, "That stands as I said it:"),
    ],
)
def test_the_same_asked_again_is_said_to_be_the_same_in_words_that_vary(turn, first_line):
    """By the number of answers so far."""
    before = question("remote", facts_told=("remote_sometimes",))
    asked = question("remote", before=before, memory=Memory(answers=("id",) * turn))

    (answer,) = answers_to([asked], load_facts())

    assert answer.lines[0] == first_line


@pytest.mark.parametrize(
    "asked",
    [
        {"topic": "skills"},
        {"topic": "remote", "place": "Berlin"},
        {"topic": "remote", "professions": ("machine_learning_engineer",)},
    ],
    ids=["another topic", "another place", "another name"],
)
def test_another_question_is_not_said_to_be_the_same(asked):
    """Even where the same facts answer it."""
    before = question("remote", facts_told=("remote_sometimes",))

    (answer,) = answers_to([question(**asked, before=before)], load_facts())

    assert answer.lines[0] not in (
        "That stands as I said it:",
        "The same as before:",
        "Once more, what I know of it:",
    )
