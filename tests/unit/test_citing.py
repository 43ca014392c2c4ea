"""Who says it, of when it is, and how old that is today."""

import datetime

import pytest

from actions.answering.citing import age_of, asked_gaps, cite, gap_lines, told_by_source
from actions.facts import load_facts
from tests.support import TODAY, question

CITATIONS = {
    "dated": ("pay_mle_2022_08", "(Indeed, 10 August 2022)"),
    "dated and cited": ("pay_mle_2022_06", "(Indeed, June 2022, cited by Coursera)"),
    "read on a day": ("pay_research_scientist", "(US Bureau of Labor Statistics, undated, read 8 November 2022)"),
    "beside a dated figure": ("openings_data_analyst", "(Indeed, undated, beside a figure of 10 August 2022)"),
    "undated": ("course_ml_specialization", "(Coursera, undated)"),
}
NEWEST_2022_08 = "pay_data_engineer"


@pytest.mark.parametrize(("fact_id", "shown"), CITATIONS.values(), ids=CITATIONS.keys())
def test_a_citation_says_which_kind_of_date_it_has(fact_id, shown):
    """No date is passed off as another kind."""
    facts = load_facts()

    assert cite(facts.fact(fact_id), facts) == shown


@pytest.mark.parametrize(
    ("now", "line", "results"),
    [
        (datetime.date(2023, 8, 9), "What is dated here is less than a year old at its newest.", []),
        (datetime.date(2023, 8, 10), "What is dated here is at least a year old.", []),
        (datetime.date(2026, 8, 9), "What is dated here is at least 3 years old.", [3]),
        (datetime.date(2026, 8, 10), "What is dated here is at least 4 years old.", [4]),
    ],
    ids=["under a year", "one year", "the day before four years", "four years"],
)
def test_an_answer_says_how_old_its_newest_date_is(now, line, results):
    """Full years count, and each number told is computed from a fact."""
    facts = load_facts()
    used = [facts.fact("pay_mle_2022_06"), facts.fact(NEWEST_2022_08), facts.fact("growth_postings")]

    lines, computed = age_of(used, facts, now)

    assert lines == [line]
    assert [(c.result, c.inputs, c.unit) for c in computed] == [(years, (NEWEST_2022_08,), "years") for years in results]


def test_facts_without_a_date_are_of_unknown_age():
    """Where nothing is dated, that is said."""
    facts = load_facts()

    assert age_of([facts.fact("growth_postings")], facts, TODAY) == (
        ["None of it is dated, so I can't say how old it is."],
        (),
    )


def test_statements_are_told_source_by_source():
    """A source with several statements is named once; one with a single statement behind it."""
    facts = load_facts()

    lines = told_by_source(facts.statements_on("define_ml"), facts)

    assert lines[0].endswith("(Coursera, undated)")
    assert lines[1] == "IBM, undated, read 8 November 2022:"
    assert [line[:2] for line in lines[2:]] == ["• ", "• ", "• "]


@pytest.mark.parametrize(
    ("topic", "text", "ids"),
    [
        ("outlook", "what is the job outlook", ["gap_forecast"]),
        ("outlook", "will AI replace them?", ["gap_forecast", "gap_worth_it"]),
        ("salary", "how much do they earn", ["gap_why_figures_differ"]),
        ("skills", "do i need python or calculus", ["gap_languages", "gap_how_much_maths"]),
        ("define_ml", "what is it", []),
    ],
    ids=["always", "asked for", "always, on pay", "two at once", "none"],
)
def test_an_answer_tells_what_is_missing_only_as_far_as_it_is_asked(topic, text, ids):
    """Gaps that always hold are told; others wait for their words."""
    facts = load_facts()
    asked = question(topic, text)

    assert [gap.id for gap in asked_gaps(facts.gaps_in(topic), asked)] == ids
    assert gap_lines(asked, facts) == [gap.statement for gap in facts.gaps if gap.id in ids]
