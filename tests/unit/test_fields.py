"""No field of a record is dead: change it, and an answer or what is understood changes."""

import dataclasses
import types
import typing
from collections.abc import Iterator
from typing import Any

import pytest

from actions.answering.answer import message_for
from actions.answering.dispatch import answer_to
from actions.errors import WayfinderError
from actions.facts import Facts
from actions.facts.dates import PartialDate
from actions.facts.facts_file import read_records
from actions.facts.queries import facts_from
from actions.facts.records import SECTIONS, Fact
from actions.topics import CAREER_TOPICS
from tests.support import FACTS_FILE, question
from wayfinder.reading.profession_names import ProfessionNames

READ = read_records(FACTS_FILE, SECTIONS)
ASKED: tuple[dict[str, Any], ...] = (
    {"text": "so"},
    {"text": "why, without a degree or experience, and for my bachelor's in statistics"},
    {"text": "of them", "professions": ("data_scientist",)},
    {"text": "of them", "professions": ("computer_information_research_scientist",)},
    {"text": "of them", "unknown_professions": ("statistician",)},
)
WORDS = ("zz data scientist", "data scientist", "data scientists", "datascientist", "data science", "statistician")
COMMON = set(Fact.__annotations__) - {"source"}
FIELDS = [
    pytest.param(section, field.name, id=f"{section}.{field.name}")
    for section, kind in SECTIONS.items()
    for field in dataclasses.fields(kind)
    # What all facts have is tried on pay.
    if field.name != "id" and (section == "salaries" or field.name not in COMMON)
]


def told(facts: Facts) -> Iterator[object]:
    """Yield what people see of the facts, and whom they understand, little by little."""
    names = ProfessionNames.of(facts.professions)
    yield [names.meaning(word) for word in WORDS], [facts.professions_near(word) for word in WORDS]
    yield facts.professions_in("Pay of a data scientist, of data scientists")
    for topic in CAREER_TOPICS:
        for named in ASKED:
            asked = question(topic, **named)
            message = message_for(answer_to(asked, facts), asked, facts)
            yield message.text, message.buttons, {**(message.answer or {}), "id": "", "facts_version": ""}


BEFORE = list(told(facts_from(READ.records, "")))


@pytest.mark.parametrize(("section", "field"), FIELDS)
def test_a_field_that_changes_changes_what_is_told(section: str, field: str) -> None:
    """In each record of the section at once."""
    kind = typing.get_type_hints(SECTIONS[section])[field]
    changed = tuple(
        dataclasses.replace(record, **{field: _other(getattr(record, field), kind, record)})
        for record in READ.records[section]
    )

    assert _differs(facts_from({**READ.records, section: changed}, ""))


def _differs(facts: Facts) -> bool:
    try:
        return any(now != then for now, then in zip(told(facts), BEFORE, strict=True))
    except (WayfinderError, KeyError):
        return True  # it is read, for it leads nowhere now


def _other(value: Any, kind: Any, record: Any) -> Any:
    """Return another value of the same kind; what was left out is given."""
    kinds = [one for one in typing.get_args(kind) if one is not types.NoneType]
    choices = typing.get_args(kinds[0]) if kinds and typing.get_origin(kinds[0]) is typing.Literal else ()
    if typing.get_origin(kind) is typing.Literal:
        choices = typing.get_args(kind)
    if choices:
        return next((choice for choice in choices if choice != value), None)
    if isinstance(value, tuple):
        return ("so",) if value else value
    if isinstance(value, PartialDate):
        return PartialDate(value.year - 1, 1)
    if isinstance(value, (int, float)):
        return value + 1
    return f"zz {value}" if value else value
