"""docs/speed.md says what was measured."""

import json
from pathlib import Path

from lab.bench.page import PAGE, page_with_figures, write_page

BENCH = {
    "date": "2026-11-20",
    "machine": "2 processors",
    "measures": {"turn": {"p50, ms": {"wayfinder": 9.5, "floor": 1234.5}, "p99, ms": {"wayfinder": 20.0}}},
    "targets": [
        {"target": "quick", "at_most": 0.4, "found": 0.3, "met": True},
        {"target": "many", "at_least": 4, "found": 3.5, "met": False},
        {"target": "long", "at_most": 1.3, "found": None, "met": None},
    ],
    "notes": ["light left 2 messages unanswered"],
}
TEXT = """# Speed
<!-- targets -->
old
<!-- end of targets -->
<!-- measures -->
<!-- end of measures -->
<!-- profile -->
<!-- end of profile -->
The end.
"""
EXPECTED = """# Speed
<!-- targets -->
Measured on 2026-11-20 (2 processors):

| target | limit | found | |
|---|---|---|---|
| quick | ≤ 0.4 | 0.30 | met |
| many | ≥ 4 | 3.50 | missed |
| long | ≤ 1.3 |  | not measured |

Note: light left 2 messages unanswered.
<!-- end of targets -->
<!-- measures -->
**A turn of one user who is alone**

| | Wayfinder | floor |
|---|---|---|
| p50, ms | 9.50 | 1,234 |
| p99, ms | 20.00 |  |
<!-- end of measures -->
<!-- profile -->
Not measured yet.
<!-- end of profile -->
The end.
"""


def test_the_page_has_the_figures_of_the_last_run() -> None:
    """If not: a whole run of the bench or the profile writes them, and nobody by hand."""
    text = PAGE.read_text(encoding="utf-8")

    assert page_with_figures(text) == text


def test_figures_stand_between_the_marks_and_the_rest_stays(tmp_path: Path) -> None:
    """Old figures go, and what was never measured is said to be so."""
    (tmp_path / "bench.json").write_text(json.dumps(BENCH))
    page = tmp_path / "speed.md"
    page.write_text(TEXT)

    write_page(page, tmp_path)

    assert page.read_text() == EXPECTED
