"""No fact is dead: each leads an answer to a question that is near to it, in its own words or figure."""

import pytest

from actions.answering.dispatch import answer_to
from actions.facts import load_facts
from actions.reading import NearFact
from actions.topics import PAY
from tests.support import LIVE_FACTS_FILE, question

FACTS = load_facts(LIVE_FACTS_FILE)
# Topics of which only figures and some sentences lead: there a statement is told beside them, or not at all.
FIGURES = (*PAY, "openings", "switch")


def answer_near(record, **named):
    """Return the answer to a yes/no question on a record's topic that is as near to it as can be."""
    found = (NearFact(record.id, 0.97),)
    return answer_to(question(record.topic, form="yes_no", professions=record.about[:1], facts=found, **named), FACTS)


@pytest.mark.parametrize("section", ["statements", "not_said"])
def test_every_record_leads_the_answer_to_a_question_that_is_near_to_it(section):
    """About whom it is, in its own words; what isn't said may follow the figure that is wanted instead."""
    untold = []
    for record in getattr(FACTS, section):
        if record.topic in FIGURES:
            continue
        answer = answer_near(record)
        told = "\n".join((answer.lead, *answer.support, *answer.limits))
        if record.statement.rstrip(".") not in told:
            untold.append((record.id, answer.lead))

    assert untold == []


def test_every_figure_is_told_of_its_profession():
    """The leading pay and the openings of each."""
    for pay in FACTS.salaries:
        first = FACTS.salaries_of(pay.profession)[0]
        answer = answer_to(question("salary_of", professions=(pay.profession,)), FACTS)

        assert f"${first.salary_usd_per_year:,}" in answer.lead
        assert f"${pay.salary_usd_per_year:,}" in answer.lead
    for openings in FACTS.openings:
        answer = answer_to(question("openings", professions=(openings.profession,)), FACTS)

        assert f"{openings.job_openings:,}" in answer.lead
