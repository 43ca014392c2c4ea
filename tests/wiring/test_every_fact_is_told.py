"""No fact is dead: each is told by some answer, in its own words and figures, and each gap too."""

import functools

import pytest

from actions.topics import CAREER_TOPICS
from tests.support import raw_facts, raw_section
from tests.wiring.every_question import every_answer

FACTS, GAPS = raw_facts(), raw_section("gaps")
# The answer on sources lists whatever there is, so it tells only what is its own.
TELLING = {topic for topic in CAREER_TOPICS if topic != "sources"}


def shown(fact):
    """Return what a person must see of a fact: its words, or its figure."""
    if "salary_usd_per_year" in fact:
        return f"${fact['salary_usd_per_year']:,}"
    if "job_openings" in fact:
        return f"{fact['job_openings']:,} openings"
    return fact["statement"]


@functools.cache
def texts_telling():
    """Return, for each fact, the texts of the answers that list it."""
    told = {fact_id: set() for fact_id in FACTS}
    for topic in CAREER_TOPICS:
        for _, _, answer, message in every_answer(topic):
            for fact_id in answer.facts:
                if topic in TELLING or FACTS[fact_id].get("topic") == topic:
                    told[fact_id].add(message.text)
    return told


@pytest.mark.parametrize("fact_id", FACTS)
def test_every_fact_is_told_by_some_answer(fact_id):
    """Some topic, profession and wording gets it, and every answer that lists it shows it."""
    told = texts_telling()[fact_id]

    assert told != set()
    assert [text for text in told if shown(FACTS[fact_id]).lower() not in text.lower()] == []


@pytest.mark.parametrize("gap_id", GAPS)
def test_every_gap_is_told_by_some_answer(gap_id):
    """What the sources don't say is said to somebody."""
    statement = GAPS[gap_id]["statement"]

    assert any(statement in message.text for topic in CAREER_TOPICS for _, _, _, message in every_answer(topic))
