"""An editor may take any record out: the check refuses it with the cure, or every answer does without it."""

import dataclasses

import pytest

from actions.answering.dispatch import answer_to
from actions.facts import Facts
from actions.facts.facts_check import find_faults
from actions.facts.facts_file import read_records
from actions.facts.queries import facts_from
from actions.facts.records import SECTIONS, Statement
from actions.reading import Amount, NearFact, Restriction
from actions.topics import CAREER_TOPICS
from tests.support import FACTS_FILE, question

READ = read_records(FACTS_FILE, SECTIONS)
ASKED = (
    {},
    {"form": "list", "person": {"job": "nurse"}},
    {
        "form": "how_to",
        "own_job": "data_scientist",
        "restrictions": (Restriction("place", "Berlin"),),
        "amounts": (Amount(1e5, "USD", "year"),),
    },
    {"form": "which", "professions": ("data_scientist", "machine_learning_engineer")},
)


def without(*record_ids: str) -> Facts | None:
    """Return the facts without these records, or None where the check refuses that."""
    records = {section: tuple(r for r in kept if r.id not in record_ids) for section, kept in READ.records.items()}
    places = {record_id: place for record_id, place in READ.places.items() if record_id not in record_ids}
    faults = find_faults(dataclasses.replace(READ, records=records, places=places))
    return None if faults else facts_from(records, "trial")


@pytest.mark.parametrize("section", SECTIONS)
def test_taking_a_record_out_is_refused_or_leaves_every_topic_with_an_answer(section: str) -> None:
    """No action names a record that an editor may take out."""
    silent = []
    for record in READ.records[section]:
        facts = without(record.id)
        for topic in CAREER_TOPICS if facts else ():
            for asked in ASKED:
                try:
                    told = answer_to(question(topic, **asked), facts).lead
                except Exception as failure:  # to be listed, not to stop the list
                    silent.append((record.id, topic, asked, repr(failure)))
                else:
                    assert told

    assert silent == []


def test_what_isnt_said_is_no_longer_said_once_its_record_is_taken_out() -> None:
    """The answer is there without it, as docs/facts.md tells editors."""
    asked = question("outlook", facts=(NearFact("not_said_ai_replace", 0.9),))
    before, after = (answer_to(asked, facts).lead for facts in (without(), without("not_said_ai_replace")) if facts)

    assert before == "My sources don't say whether AI will replace ML engineers."
    assert after
    assert "replace" not in after


FIGURES_ALONE = pytest.mark.xfail(strict=True, reason="on these topics no statement leads")


@pytest.mark.parametrize(
    "topic",
    [
        pytest.param(topic, marks=[FIGURES_ALONE] if topic in ("salary_compare", "salary_location") else [])
        for topic in CAREER_TOPICS
    ],
)
def test_a_statement_on_any_topic_is_told_who_asks_for_it(topic: str) -> None:
    """Whatever an editor writes a statement on, somebody whose question is near to it hears it."""
    more = Statement(id="new", topic=topic, statement="Something new.", source="coursera_guide", date_kind="undated")
    facts = facts_from({**READ.records, "statements": (*READ.records["statements"], more)}, "trial")
    answer = answer_to(
        question(topic, form="yes_no", professions=("machine_learning_engineer",), facts=(NearFact("new", 0.95),)),
        facts,
    )

    assert "new" in answer.facts
    assert "Something new" in answer.lead
