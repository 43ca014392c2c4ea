"""The laboratory is whole, as far as that shows without starting a bot: what `make test` tries of it."""

import ast
import json
import pkgutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from lab.bench.generator import percentile
from lab.bench.page import PAGE, page_with_figures, write_page
from lab.bench.peers import LIGHT_BOT
from lab.profiled_server import NODE, STAGES
from scripts.servers import ROOT

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


def test_every_intent_of_the_light_bot_has_sentences_a_rule_and_an_action_with_a_text() -> None:
    """The peer must do as much as this bot for its figures to mean anything."""
    intents = set(_read("domain.yml")["intents"])
    texts = {f"action_{key}" for key in _texts()}
    rules = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in _read("data/rules.yml")["rules"]}

    assert {example["intent"] for example in _read("data/nlu.yml")["nlu"]} == intents
    assert set(rules) == intents
    assert set(rules.values()) == texts == set(_read("domain.yml")["actions"])


def test_every_button_of_the_light_bot_asks_for_an_intent() -> None:
    """A button is `/ask_<what follows>`."""
    intents = set(_read("domain.yml")["intents"])

    assert {f"ask_{following}" for _, all_following in _texts().values() for following in all_following} <= intents


def test_the_light_bot_has_about_as_many_intents_and_actions_as_this_bot() -> None:
    """Within a quarter."""
    ours, light = yaml.safe_load((ROOT / "domain.yml").read_text()), _read("domain.yml")

    assert 0.8 <= len(light["intents"]) / len(ours["intents"]) <= 1.25
    assert 0.8 <= len(light["actions"]) / len(ours["actions"]) <= 1.25


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


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([3.0, 1.0, 2.0], 0.5, 2.0),
        ([1.0, 2.0, 3.0, 4.0], 0.5, 2.0),
        ([float(n) for n in range(1, 101)], 0.99, 99.0),
        ([7.0], 0.99, 7.0),
    ],
)
def test_a_percentile_is_one_of_the_values(values: list[float], share: float, expected: float) -> None:
    """The smallest that so many don't exceed."""
    assert percentile(values, share) == expected


def test_every_stage_of_the_profile_is_a_function_that_there_is() -> None:
    """One that was renamed is found here, and not at the end of a measurement."""
    functions = [pkgutil.resolve_name(function.replace(":", ".")) for function in [*STAGES, NODE]]

    assert len(functions) > 10
    assert all(callable(function) for function in functions)


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((LIGHT_BOT / name).read_text())
    return read


def _texts() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return TEXTS without importing the module, whose actions would then be run by this process too."""
    tree = ast.parse((LIGHT_BOT / "actions.py").read_text())
    [value] = (
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "TEXTS"
    )
    texts: dict[str, tuple[str, tuple[str, ...]]] = ast.literal_eval(value)
    return texts
