"""The trained model reads form, restrictions, references, manners and subjects as a person would; what it doesn't is listed."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from actions.reading import Reading
from tests.nlu.parsing import read_all
from tests.nlu.reading_tables import FORMS, MANNERS, REFERENCES, RESTRICTIONS, SUBJECTS

# Known failures, each with what is read instead; the list shrinks.
WRONG_MANNERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {"tl;dr": ((), ())}
WRONG_SUBJECTS = {
    "as a data scientist, can i switch to data engineering?": (("data_scientist", "asked"), ("data_engineer", "asked")),
}


@pytest.fixture(scope="module")
def readings(model: Path) -> dict[str, Reading]:
    """What is read in each sentence of the tables."""
    return read_all(str(model), {*FORMS, *RESTRICTIONS, *REFERENCES, *MANNERS, *SUBJECTS})


def wrong(readings: dict[str, Reading], table: Mapping[str, Any], part: Callable[[Reading], Any]) -> dict[str, Any]:
    """Return what is read in each sentence of `table` that is read wrongly."""
    found = {text: part(readings[text]) for text in table}
    return {text: found[text] for text, expected in table.items() if found[text] != expected}


def test_the_form_of_a_question(readings: dict[str, Reading]) -> None:
    """What kind of answer its first sentence must be."""
    assert wrong(readings, FORMS, lambda reading: reading.form) == {}


def test_what_narrows_a_question(readings: dict[str, Reading]) -> None:
    """Each kind of restriction, in any order, and none where nothing narrows it."""
    table = {text: set(kinds) for text, kinds in RESTRICTIONS.items()}

    assert wrong(readings, table, lambda reading: {one.kind for one in reading.restrictions}) == {}


def test_what_a_message_takes_up(readings: dict[str, Reading]) -> None:
    """The operations, in any order, and the numbers that they count with."""
    table = {text: (set(operations), numbers) for text, (operations, numbers) in REFERENCES.items()}

    assert wrong(readings, table, lambda reading: (set(reading.refers), reading.numbers)) == {}


def test_how_an_answer_is_wanted_and_what_else_a_message_does(readings: dict[str, Reading]) -> None:
    """Shape and acts."""
    assert wrong(readings, MANNERS, lambda reading: (reading.shape, reading.acts)) == WRONG_MANNERS


def test_whom_a_message_names_and_as_what(readings: dict[str, Reading]) -> None:
    """In the order of the message, with the part that each plays."""
    table = SUBJECTS

    assert (
        wrong(readings, table, lambda reading: tuple((one.profession, one.part) for one in reading.subjects))
        == WRONG_SUBJECTS
    )


def test_a_reading_comes_back_as_it_was_stored(readings: dict[str, Reading]) -> None:
    """From what JSON has of it."""
    assert [text for text, reading in readings.items() if Reading.from_dict(reading.to_dict()) != reading] == []
