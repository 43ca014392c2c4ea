"""docs/reading.md names every part of a reading, and every value that one can have."""

import dataclasses
import re
from typing import get_args

import pytest

from actions.reading import AmountPart, Form, Part, Reading
from tests.support import ROOT
from wayfinder.reading import manners, references, restrictions

PAGE = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
IN_CODE = set(re.findall(r"`(\w+)`", PAGE))


def names_in(table: tuple[tuple[str, object], ...]) -> list[str]:
    """Return the names that a table of patterns gives."""
    return [name for name, _ in table]


VALUES = {
    "parts": [field.name for field in dataclasses.fields(Reading)],
    "forms": get_args(Form),
    "parts of subjects": get_args(Part),
    "parts of amounts": get_args(AmountPart),
    "restrictions": [*names_in(restrictions._PATTERNS), "place", "publisher"],
    "references": names_in(references._PATTERNS),
    "shapes": names_in(manners._SHAPE_PATTERNS),
    "acts": names_in(manners._ACT_PATTERNS),
}


@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES.keys())
def test_every_value_is_on_the_page(values: list[str]) -> None:
    """A new one needs its line there."""
    assert [value for value in values if value not in IN_CODE] == []
