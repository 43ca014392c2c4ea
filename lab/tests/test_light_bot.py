"""The stock light bot is whole: what it understands, it answers."""

import ast
from pathlib import Path
from typing import Any

import yaml

from lab.bench import peers

FOLDER = peers.LIGHT_BOT


def test_every_intent_has_sentences_a_rule_and_an_action_with_a_text() -> None:
    """The peer must do as much as this bot for its figures to mean anything."""
    intents = set(_read("domain.yml")["intents"])
    texts = {f"action_{key}" for key in _texts()}
    rules = {rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in _read("data/rules.yml")["rules"]}

    assert {example["intent"] for example in _read("data/nlu.yml")["nlu"]} == intents
    assert set(rules) == intents
    assert set(rules.values()) == texts == set(_read("domain.yml")["actions"])


def test_every_button_asks_for_an_intent() -> None:
    """A button is `/ask_<what follows>`."""
    intents = set(_read("domain.yml")["intents"])

    assert {f"ask_{following}" for _, all_following in _texts().values() for following in all_following} <= intents


def test_it_has_about_as_many_intents_and_actions_as_this_bot() -> None:
    """Within a quarter."""
    ours, light = yaml.safe_load(Path("domain.yml").read_text()), _read("domain.yml")

    assert 0.8 <= len(light["intents"]) / len(ours["intents"]) <= 1.25
    assert 0.8 <= len(light["actions"]) / len(ours["actions"]) <= 1.25


def _read(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text())
    return read


def _texts() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return TEXTS without importing the module, whose actions would then be run by this process too."""
    tree = ast.parse((FOLDER / "actions.py").read_text())
    [value] = (
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "TEXTS"
    )
    texts: dict[str, tuple[str, tuple[str, ...]]] = ast.literal_eval(value)
    return texts
