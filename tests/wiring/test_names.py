"""Names agree: intents, topics, actions, rules, slots and entities, in domain, data and code."""

import ast
import functools
import re
from pathlib import Path

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from actions.answering.memory import CARRIED, KEPT
from actions.skills import SKILLS
from actions.topics import CAREER_TOPICS, FOLLOW_UP, SOCIAL_TOPICS, UNCOVERED_TOPICS, intent_of
from tests.support import ROOT, domain

TOPICS = (*CAREER_TOPICS, *UNCOVERED_TOPICS, *SOCIAL_TOPICS, FOLLOW_UP)
INTENTS = sorted(intent_of(topic) for topic in TOPICS)
TRAINING_KEYS = {"version", "nlu", "rules", "stories", "responses"}
DATA_FILES = sorted((ROOT / "data").rglob("*.y*ml"))
ACTION_FILES = sorted((ROOT / "actions").rglob("*.py"))


def shown(path: Path) -> str:
    """Return a path as a test's id."""
    return str(path.relative_to(ROOT))


@functools.cache
def training(section):
    """Return all entries of one section below data/."""
    return [entry for path in DATA_FILES for entry in (yaml.safe_load(path.read_text(encoding="utf-8")).get(section) or [])]


def rule_actions():
    """Return the actions of each intent's rules."""
    found = {}
    for rule in training("rules"):
        intents = [step["intent"] for step in rule["steps"] if "intent" in step]
        actions = [step["action"] for step in rule["steps"] if "action" in step]
        found.setdefault(tuple(intents), []).extend(actions)
    return found


@pytest.fixture(scope="module")
def registered():
    """The actions that an action server finds in actions/, as it finds them."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return sorted(name for name, run in executor.actions.items() if run.__self__.__class__.__module__.startswith("actions."))


def test_the_intents_are_the_topics():
    """Every topic can be asked for, and every intent leads to a topic."""
    assert sorted(domain()["intents"]) == INTENTS


def test_every_intent_has_training_sentences_and_no_other_has():
    """Data and domain name the same intents."""
    assert sorted({entry["intent"] for entry in training("nlu") if "intent" in entry}) == INTENTS


def test_every_intent_has_exactly_one_rule():
    """One question, one action."""
    rules = [step["intent"] for rule in training("rules") for step in rule["steps"] if "intent" in step]

    assert sorted(rules) == INTENTS


@pytest.mark.parametrize("topic", TOPICS)
def test_the_rule_of_a_topic_runs_the_action_that_owns_it(topic):
    """What the rule names is what answers the topic."""
    assert rule_actions()[(intent_of(topic),)] == [SKILLS[topic].name()]


def test_the_domain_lists_the_actions_that_the_server_has(registered):
    """An action missing on either side is found only when somebody asks; a base class is no action."""
    assert sorted(domain()["actions"]) == registered


def test_no_name_of_a_rule_or_story_stands_twice():
    """Each says what it is for, once."""
    names = [entry.get("rule") or entry.get("story") for entry in training("rules") + training("stories")]

    assert sorted(names) == sorted(set(names))


def test_the_slots_are_what_is_carried_and_that_the_bot_introduced_itself():
    """No slot is set that nobody reads, and none is read that isn't there."""
    assert sorted(domain()["slots"]) == sorted([*CARRIED, *KEPT, "introduced"])


@pytest.mark.parametrize("slot", domain()["slots"])
def test_no_slot_influences_the_conversation_or_fills_itself(slot):
    """Rules alone decide on the action; actions alone set slots."""
    settings = domain()["slots"][slot]

    assert settings["influence_conversation"] is False
    assert settings["mappings"] == [{"type": "custom"}]
    assert settings["type"] in ("text", "bool", "list") or slot == "feedback"  # a map, for which Rasa has no type


def test_the_entities_of_the_training_sentences_are_those_of_the_domain():
    """A misspelt entity in a sentence would be a new one."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in DATA_FILES)

    # What a message asks besides is found from its clauses, and feedback is marked by channels.
    assert set(re.findall(r"\]\(([a-z_]+)\)", text)) == set(domain()["entities"]) - {"also_asked", "answer_id", "feedback_value", "feedback_reason"}


@pytest.mark.parametrize("path", DATA_FILES, ids=shown)
def test_a_file_below_data_holds_training_data_and_nothing_else(path):
    """Rasa reads every YAML file there."""
    assert set(yaml.safe_load(path.read_text(encoding="utf-8"))) <= TRAINING_KEYS


@pytest.mark.parametrize("path", ACTION_FILES, ids=shown)
def test_actions_import_neither_rasa_nor_what_is_nearer_to_the_person(path):
    """Nothing flows back: no rasa, wayfinder, scripts or lab in actions/."""
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or ".").split(".")[0])

    assert imported & {"rasa", "wayfinder", "scripts", "lab", "tests"} == set()


def test_nothing_outside_the_laboratory_imports_it():
    """It measures the product and shares its tests, and both do without it."""
    files = [path for folder in ("actions", "wayfinder", "scripts", "tests") for path in (ROOT / folder).rglob("*.py")]
    imports = re.compile(r"^\s*(from|import) lab\b", re.MULTILINE)

    assert len(files) > 200
    assert [shown(path) for path in files if imports.search(path.read_text(encoding="utf-8"))] == []
