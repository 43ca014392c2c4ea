"""What is replaced in Rasa stands on lines that are still there."""

import ast
import hashlib
import importlib.util
import json
from pathlib import Path

import pytest
import rasa.core.actions.action
import rasa.core.actions.forms
import rasa.core.agent
import rasa.core.processor
import yaml
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain

from tests.support import ROOT
from wayfinder.patches import PATCHES, apply_patches
from wayfinder.patches.graph_runner import SequentialGraphRunner
from wayfinder.patches.remote_actions import LeanAction
from wayfinder.patches.rule_lookup import RuleIndex
from wayfinder.stores.live_tracker import TURNS_KEPT
from wayfinder.stores.tracker_store import SqlTrackerStore


def source_of(name: str) -> str:
    """Return the installed source of `module:Class.function`, or of a whole module, whatever was put in its place."""
    module, _, path = name.partition(":")
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    text = Path(spec.origin).read_text(encoding="utf-8")
    node: ast.AST = ast.parse(text)
    for part in path.split(".") if path else ():
        node = next(n for n in ast.iter_child_nodes(node) if getattr(n, "name", None) == part)
    return (ast.get_source_segment(text, node) if path else text) or ""


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.put.__name__.strip("_"))
def test_rasa_has_not_changed_underneath(patch) -> None:
    """If it has: read what is new, decide whether the patch is still right, and put in the new digest."""
    digest = hashlib.sha256("".join(source_of(name) for name in patch.relies_on).encode()).hexdigest()[:16]

    assert digest == patch.digest, f"{patch.relies_on} changed"


def test_every_patch_is_in_place_once_the_server_has_made_its_stores(tmp_path: Path) -> None:
    """The store that endpoints.yml names applies them."""
    store = SqlTrackerStore(Domain.empty(), db=str(tmp_path / "conversations.db"))

    assert rasa.core.processor.DaskGraphRunner is SequentialGraphRunner
    assert rasa.core.actions.action.RemoteAction is LeanAction
    assert rasa.core.actions.forms.RemoteAction is LeanAction
    assert rasa.core.agent.FailSafeTrackerStore(store) is store
    other = rasa.core.agent.FailSafeTrackerStore(InMemoryTrackerStore(Domain.empty()))
    assert isinstance(other, FailSafeTrackerStore)


def test_patches_can_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a setting, to compare."""
    monkeypatch.setattr(rasa.core.processor, "DaskGraphRunner", "as it was")
    monkeypatch.setenv("WAYFINDER_PATCHES", "off")
    apply_patches()

    assert rasa.core.processor.DaskGraphRunner == "as it was"


def test_no_rule_looks_back_further_than_conversations_are_kept_in_memory() -> None:
    """A rule or story of more messages than that would never apply."""
    paths = [*(ROOT / "data" / "rules").glob("*.yml"), *(ROOT / "data" / "stories").glob("*.yml")]
    written = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]
    steps = [entry["steps"] for file in written for kind in ("rules", "stories") for entry in file.get(kind, [])]

    assert steps
    assert max(sum("intent" in step or "user" in step for step in entry) for entry in steps) <= TURNS_KEPT


@pytest.mark.parametrize(
    ("state", "answer"),
    [
        pytest.param({"prev_action": {"action_name": "action_listen"}, "user": {"intent": "ask"}}, True, id="intent"),
        pytest.param({"prev_action": {"action_name": "action_listen"}, "user": {"text": "hello"}}, False, id="text"),
        pytest.param({"prev_action": {"action_name": "action_listen"}}, False, id="any message"),
        pytest.param({"prev_action": {"action_name": "action_answer"}}, True, id="after an action"),
    ],
)
def test_rules_are_searched_by_text_if_one_could_apply_to_it(state, answer) -> None:
    """Else the search is left out."""
    assert RuleIndex({json.dumps([{}, state]): "action_answer"}).asks_for_intents is answer
