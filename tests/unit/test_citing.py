"""Who says it, and of when it is."""

import pytest

from actions.answering.citing import cite, lines_with_sources, one_source_line, with_source
from actions.facts import load_facts

FACTS = load_facts()
CITATIONS = {
    "dated": ("pay_mle_2022_08", "(Indeed, August 2022)"),
    "dated and cited": ("pay_mle_2022_06", "(Indeed, June 2022, cited by Coursera)"),
    "read on a day": ("pay_research_scientist", "(US Bureau of Labor Statistics, cited by Coursera in November 2022)"),
    "beside a dated figure": ("openings_data_analyst", "(Indeed, around August 2022)"),
    "undated": ("course_rating", "(Coursera, undated)"),
}


@pytest.mark.parametrize(("fact_id", "shown"), CITATIONS.values(), ids=CITATIONS.keys())
def test_a_citation_says_which_kind_of_date_it_has(fact_id, shown):
    """No date is passed off as another kind; what another cites is told second-hand."""
    assert cite(FACTS.fact(fact_id), FACTS) == shown


def test_who_says_it_stands_before_the_full_stop():
    """Of a sentence with or without one."""
    fact = FACTS.fact("course_rating")

    assert with_source("It is.", fact, FACTS) == with_source("It is", fact, FACTS) == "It is (Coursera, undated)."


def test_who_says_it_stands_where_it_changes():
    """Not behind each line of one source."""
    lines = lines_with_sources(FACTS.statements_on("define_ml")[:4], "(Coursera, undated)", FACTS)

    assert ["(" in line for line in lines] == [False, False, True, False]
    assert "IBM" in lines[2]


def test_a_list_has_one_line_on_whom_it_is_from():
    """Each source once, in their order."""
    assert one_source_line(FACTS.statements_on("define_ml"), FACTS) == (
        "Source: Coursera, undated; IBM, cited by Coursera in November 2022."
    )
    assert one_source_line([], FACTS) is None
