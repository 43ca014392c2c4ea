"""Pay figures in words, for a period, and what they can't tell."""

import pytest

from actions.answering.pay_figures import figure, figure_bullets, limits, named_figures, per_period, reckoning
from actions.facts import load_facts
from tests.support import question

FIGURES = {
    "with its sample": ("pay_mle_2022_08", "$110,673, average base pay of 811 salaries (Indeed, 10 August 2022)"),
    "without one": ("pay_mle_2022_06", "$125,672, average base pay (Indeed, June 2022, cited by Coursera)"),
    "a median": ("pay_research_scientist", "$131,490, median pay (US Bureau of Labor Statistics, undated, read 8 November 2022)"),
    "undated": ("pay_data_analyst", "$65,652, average pay (Indeed, undated, beside a figure of 10 August 2022)"),
}


@pytest.mark.parametrize(("fact_id", "words"), FIGURES.values(), ids=FIGURES.keys())
def test_a_figure_is_told_with_what_it_measures_who_says_so_and_when(fact_id, words):
    """In words without a bullet, so that it can stand within a sentence."""
    facts = load_facts()

    assert figure(facts.fact(fact_id), facts) == words


def test_figures_in_a_list_have_bullets_and_if_need_be_names():
    """Of one profession the name stands above; of several it stands before each."""
    facts = load_facts()
    analysts = facts.salaries_of("data_analyst")
    words = "$65,652, average pay (Indeed, undated, beside a figure of 10 August 2022)"

    assert figure_bullets(analysts, facts) == [f"• {words}"]
    assert named_figures(analysts, facts) == [f"• data analysts: {words}"]


def test_without_another_period_nothing_is_divided():
    """The figures are of a year already."""
    pay = load_facts().salaries_of("data_analyst")

    assert [period for period in [None, "year", "fortnight"] if per_period(pay, period) != ([], [])] == []


def test_amounts_of_several_figures_are_joined_by_commas():
    """However many there are, in the order of the figures."""
    facts = load_facts()
    three = [*facts.salaries_of("machine_learning_engineer"), *facts.salaries_of("data_analyst")]

    lines, computed = per_period(three, "month")

    assert lines == ["Per month that is, in the same order, $9,223, $10,473, $5,471 (a year has 12 months)."]
    assert [number.result for number in computed] == [9222.75, 10472.67, 5471.0]


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("hour", "a full-time year has 2,080 working hours"),
        ("day", "a full-time year has 260 working days"),
        ("week", "a year has 52 weeks"),
        ("month", "a year has 12 months"),
    ],
)
def test_a_year_of_work_is_assumed_only_where_it_matters(period, told):
    """A twelfth of a year's pay is a month's, however long people work."""
    assert reckoning(period) == told


LIMITS = {
    "nothing named": ("how much", {}, []),
    "a level": ("…", {"level": "senior"}, ["For your level (senior) my sources give no figure; they don't split by level or experience."]),
    "a place": ("…", {"place": "Berlin"}, ["My sources say nothing about Berlin in particular."]),
    "the country": ("…", {"place": "the US"}, []),
    "a currency": ("how much in euros", {}, ["My figures are in US dollars only, and I have no exchange rate for euros (EUR)."]),
    "a city that sounds like a currency": (
        "in san francisco", {"place": "San Francisco"}, ["My sources say nothing about San Francisco in particular."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "named", "lines"), LIMITS.values(), ids=LIMITS.keys())
def test_what_figures_cannot_tell_is_said_of_what_was_asked_alone(text, named, lines):
    """Level, place and currency, each where it is named."""
    assert limits(question("salary", text, **named)) == lines
