"""Names agree: intents, topics, actions, rules, slots and entities, in domain, data and code."""

import ast
import functools
import re
from collections import Counter

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from actions.answering.memory import OLD_SLOTS, SLOT
from actions.skills import SKILLS
from actions.topics import CAREER_TOPICS, FOLLOW_UP, SOCIAL_TOPICS, UNCOVERED_TOPICS, intent_of
from tests.support import domain, files, name_of

TOPICS = (*CAREER_TOPICS, *UNCOVERED_TOPICS, *SOCIAL_TOPICS, FOLLOW_UP)
INTENTS = sorted(intent_of(topic) for topic in TOPICS)
TRAINING_KEYS = {"version", "nlu", "rules", "stories", "responses"}
DATA_FILES = files("data/**/*.y*ml")
ACTION_FILES = files("actions/**/*.py")
SKILL_FILES = [path.stem for path in files("actions/skills/[!_]*.py")]
# Wording that is of no one skill.
SHARED = ("channels", "shared")
# A mark in a sentence: [words](entity).
MARK = re.compile(r"\[([^]]*)\]\(([a-z_]+)\)")


@functools.cache
def read(path):
    """Return what a YAML file holds."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def training(section):
    """Return all entries of one section below data/."""
    return [entry for path in DATA_FILES for entry in (read(path).get(section) or [])]


def intents_in(path):
    """Return the intents that a file of sentences or rules is about."""
    blocks = [entry for entry in read(path).get("nlu", []) if "intent" in entry]
    steps = [step for rule in read(path).get("rules", []) for step in rule["steps"] if "intent" in step]
    return {entry["intent"] for entry in blocks + steps}


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
    return sorted(
        name for name, run in executor.actions.items() if run.__self__.__class__.__module__.startswith("actions.")
    )


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


def test_the_rule_of_a_topic_runs_the_action_that_owns_it():
    """What the rule names is what answers the topic."""
    owners = {(intent_of(topic),): [SKILLS[topic].name()] for topic in TOPICS}

    assert rule_actions() == owners


def test_one_word_finds_all_of_a_skill():
    """Its actions, sentences, rules and conversations have one name, and there is nothing of any other."""
    found = {
        "data/nlu": [path.stem for path in files("data/nlu/*")],
        "data/rules": [path.stem for path in files("data/rules/*")],
        "data/responses": [path.stem for path in files("data/responses/*") if path.stem not in SHARED],
        "tests/conversations": sorted({path.parent.name for path in files("tests/conversations/*/*.yml")}),
    }
    wrong = {folder: set(names) ^ set(SKILL_FILES) for folder, names in found.items() if names != SKILL_FILES}

    assert wrong == {}


def test_sentences_and_rule_of_a_topic_are_with_the_skill_that_answers_it():
    """Whoever looks for one finds the other."""
    skill_of = {intent_of(topic): SKILLS[topic].__module__.split(".")[-1] for topic in TOPICS}
    astray = [
        f"{name_of(path)}: {intent} belongs in {skill_of[intent]}.yml"
        for path in DATA_FILES
        for intent in sorted(intents_in(path))
        if skill_of[intent] != path.stem
    ]

    assert astray == []


def test_no_training_sentence_stands_twice():
    """Neither under one topic nor under two, whatever is marked in it."""
    times = Counter(
        MARK.sub(r"\1", sentence).lower()
        for entry in training("nlu")
        if "intent" in entry
        for sentence in entry["examples"].splitlines()
    )

    assert [sentence for sentence, count in times.items() if count > 1] == []


def test_the_domain_lists_the_actions_that_the_server_has(registered):
    """An action missing on either side is found only when somebody asks; a base class is no action."""
    assert sorted(domain()["actions"]) == registered


def test_no_name_of_a_rule_or_story_stands_twice():
    """Each says what it is for, once."""
    names = [entry.get("rule") or entry.get("story") for entry in training("rules") + training("stories")]

    assert sorted(names) == sorted(set(names))


def test_the_slots_are_the_memory_the_feedback_and_what_older_versions_kept():
    """No slot is set that nobody reads, and none is read that isn't there."""
    assert sorted(domain()["slots"]) == sorted([SLOT, "feedback", *OLD_SLOTS])


def test_no_slot_influences_the_conversation_or_fills_itself():
    """Rules alone decide on the action; actions alone set slots."""
    wrong = {
        slot: settings
        for slot, settings in domain()["slots"].items()
        if settings["influence_conversation"] is not False
        or settings["mappings"] != [{"type": "custom"}]
        # Both are maps, for which Rasa has no type.
        or (settings["type"] not in ("text", "bool", "list") and slot not in (SLOT, "feedback"))
    }

    assert wrong == {}


def test_the_entities_of_the_training_sentences_are_those_of_the_domain():
    """A misspelt entity in a sentence would be a new one."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in DATA_FILES)

    # What a message asks besides is found from its clauses, and feedback is marked by channels.
    assert {entity for _, entity in MARK.findall(text)} == set(domain()["entities"]) - {
        "also_asked",
        "answer_id",
        "feedback_value",
        "feedback_reason",
    }


def test_the_files_below_data_hold_training_data_and_nothing_else():
    """Rasa reads every YAML file there."""
    strange = {name_of(path): keys for path in DATA_FILES if (keys := set(read(path)) - TRAINING_KEYS)}

    assert strange == {}


def test_actions_import_neither_rasa_nor_what_is_nearer_to_the_person():
    """Nothing flows back: no rasa, wayfinder, scripts or lab in actions/."""
    nearer = {"rasa", "wayfinder", "scripts", "lab", "tests"}

    assert {name_of(path): wrong for path in ACTION_FILES if (wrong := imports_of(path) & nearer)} == {}


def imports_of(path):
    """Return the packages that a file imports from."""
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or ".").split(".")[0])
    return imported


def test_nothing_outside_the_laboratory_imports_it():
    """It measures the product and shares its tests, and both do without it."""
    code = files(*(f"{folder}/**/*.py" for folder in ("actions", "wayfinder", "scripts", "tests")))
    imports = re.compile(r"^\s*(from|import) lab\b", re.MULTILINE)

    assert [name_of(path) for path in code if imports.search(path.read_text(encoding="utf-8"))] == []
