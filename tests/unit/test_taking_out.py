"""An editor may take any record out: the check refuses it with the cure, or every answer does without it."""

import dataclasses

import pytest

from actions.answering.dispatch import answer_to
from actions.facts import Facts
from actions.facts.facts_check import find_faults
from actions.facts.facts_file import read_records
from actions.facts.queries import facts_from
from actions.facts.records import SECTIONS, Statement
from actions.topics import CAREER_TOPICS
from tests.support import FACTS_FILE, question

READ = read_records(FACTS_FILE, SECTIONS)
ASKED = (
    {"text": "and where"},
    {"text": "why, in berlin, now, without a degree or experience", "place": "Berlin", "amount": "120k"},
    {"text": "of both", "professions": ("data_scientist", "machine_learning_engineer")},
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
                    told = answer_to(question(topic, **asked), facts).lines
                except Exception as failure:  # to be listed, not to stop the list
                    told = ()
                    silent.append((record.id, topic, asked["text"], repr(failure)))
                if not told:
                    silent.append((record.id, topic, asked["text"], "no line"))

    assert silent == []


@pytest.mark.parametrize(
    ("gap_id", "topic", "asked", "words"),
    [
        ("gap_pay_by_place", "salary_location", {"place": "Berlin"}, "give no pay by place"),
        ("gap_judgement", "salary_assess", {"amount": "120k"}, "Whether it is good for you"),
        ("gap_openings_mle", "openings", {}, "not for ML engineers themselves"),
        ("gap_openings_by_place", "openings", {"place": "Berlin"}, "openings by place"),
        ("gap_self_taught", "switch", {"text": "with no degree"}, "without any degree"),
    ],
)
def test_a_gap_that_a_source_fills_is_taken_out_and_no_longer_said(
    gap_id: str, topic: str, asked: dict[str, str], words: str
) -> None:
    """The answer is there without it, as docs/facts.md tells editors."""
    before, after = (
        "\n".join(answer_to(question(topic, **asked), facts).lines) for facts in (without(), without(gap_id)) if facts
    )

    assert words in before
    assert after
    assert words not in after


@pytest.mark.parametrize("topic", CAREER_TOPICS)
def test_a_statement_on_any_topic_is_told_there(topic: str) -> None:
    """Whatever an editor writes a statement on, somebody who asks about it hears it."""
    profession = "data_scientist" if topic == "salary_of" else "machine_learning_engineer"
    asked = {
        "salary_of": {"professions": (profession,)},
        "salary_location": {"place": "Berlin"},
        "salary_assess": {"amount": "120k"},
    }.get(topic, {})
    more = Statement(
        id="new", topic=topic, statement="Something new.", profession=profession, source="coursera_guide", date_kind="undated"
    )  # fmt: skip
    facts = facts_from({**READ.records, "statements": (*READ.records["statements"], more)}, "trial")
    answer = answer_to(question(topic, **asked), facts)

    assert "new" in answer.facts
    assert "Something new." in "\n".join(answer.lines)
