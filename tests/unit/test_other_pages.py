"""A pay figure of another source or year: told with its own source and date, and never ranked as if it were alike."""

from pathlib import Path

import pytest

from actions.answering.answer import Answer
from actions.answering.dispatch import answer_to
from actions.facts import Facts, load_facts
from tests.support import FACTS_FILE, question

SOURCE = """
  - id: glassdoor
    publisher: Glassdoor
    title: Salaries
    measures: the average pay of many professions
"""
ON_GLASSDOOR = """
  - id: pay_{profession}_2025
    profession: {profession}
    salary_usd_per_year: {dollars}
    measure: average
    source: glassdoor
    date_kind: as_of
    date: 2025-03-01
"""
MLOPS = """
  - id: mlops_engineer
    name: MLOps engineer
    plural: MLOps engineers
    aliases: [mlops engineer]
"""
APART = "Not to be ranked with these, for it is of another page and date: MLOps engineers, $206,000, average pay (Glassdoor, 1 March 2025)"
UNLIKE = "These are of different pages and dates, so I don't reckon the difference: like isn't compared with like."


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """The facts with a profession of which only Glassdoor, in 2025, gives the pay."""
    return _with(tmp_path, ON_GLASSDOOR.format(profession="mlops_engineer", dollars=206000))


def _with(folder: Path, salaries: str) -> Facts:
    text = FACTS_FILE.read_text(encoding="utf-8").replace("mlops engineer, ", "", 1)
    for section, more in (("sources", SOURCE), ("professions", MLOPS), ("salaries", salaries)):
        text = text.replace(f"\n{section}:\n", f"\n{section}:{more}", 1)
    copy = folder / "facts.yml"
    copy.write_text(text, encoding="utf-8")
    return load_facts(copy)


def _compare(facts: Facts, *professions: str) -> Answer:
    return answer_to(question("salary_compare", professions=professions), facts)


def test_the_ranking_of_all_has_one_page_and_the_other_figure_stands_apart(facts: Facts) -> None:
    """Highest though it is, it is in no row and no bar."""
    answer = _compare(facts)

    assert APART in answer.lines
    assert answer.table
    assert answer.chart
    assert [row[1] for row in answer.table.rows][:2] == ["$133,764", "$115,205"]
    assert 206_000 not in answer.chart.values
    assert "pay_mlops_engineer_2025" in answer.facts
    assert not any("pay_mlops_engineer_2025" in number.inputs for number in answer.computed)


def test_two_professions_without_a_page_in_common_stand_side_by_side(facts: Facts) -> None:
    """Both figures, no difference, no bar, and a word on why."""
    answer = _compare(facts, "mlops_engineer", "data_scientist")

    assert answer.lines[:3] == (
        "• MLOps engineers: $206,000, average pay (Glassdoor, 1 March 2025)",
        "• data scientists: $102,069, average pay (Indeed, undated, beside a figure of 10 August 2022)",
        UNLIKE,
    )
    assert (answer.table, answer.chart, answer.computed) == (None, None, ())


def test_figures_side_by_side_are_told_per_month_too(facts: Facts) -> None:
    """Each by itself, without a difference."""
    asked = question("salary_compare", professions=("mlops_engineer", "data_scientist"), period="month")
    answer = answer_to(asked, facts)

    assert [number.result for number in answer.computed] == [17_166.67, 8_505.75]
    assert any("$17,167, $8,506" in line for line in answer.lines)


def test_two_of_three_on_one_page_are_compared_and_the_third_stands_apart(facts: Facts) -> None:
    """What can be reckoned is."""
    lines = _compare(facts, "mlops_engineer", "data_scientist", "data_analyst").lines

    assert lines[0] == "data scientists earn $36,417 (55.5 %) more a year than data analysts:"
    assert APART in lines


def test_figures_of_one_other_page_are_compared_with_each_other(tmp_path: Path) -> None:
    """Two professions that share a page share it, also where one has a figure on another page first in the file."""
    both = [ON_GLASSDOOR.format(profession=p, dollars=d) for p, d in (("mlops_engineer", 206000), ("data_scientist", 150000))]
    lines = _compare(_with(tmp_path, "".join(both)), "mlops_engineer", "data_scientist").lines

    assert lines[0] == "MLOps engineers earn $56,000 (37.3 %) more a year than data scientists:"
    assert "Another figure for data scientists, of another page and date: $102,069" in lines[3]
    assert lines[4] == "That one is of another publisher or year, so I don't compare it with the others."


@pytest.mark.parametrize("topic", ["salary_compare", "sources"])
def test_the_age_of_figures_of_different_years_is_told_by_both(facts: Facts, topic: str) -> None:
    """The newest date doesn't speak for the oldest."""
    lines = answer_to(question(topic), facts).lines

    assert lines[-1] in (
        "What is dated here is of different ages: the oldest is of June 2022, the newest of 1 March 2025.",
        "What is dated here is of different ages: the oldest is of 10 August 2022, the newest of 1 March 2025.",
    )
