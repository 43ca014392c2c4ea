"""What tests share: questions, trackers, answers and the facts as plain YAML, each made in one place."""

import datetime
import functools
import importlib
import pkgutil
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Tracker

import actions
from actions.answering.answer import Answer, message_for
from actions.answering.dispatch import answer_to
from actions.answering.question import Question
from actions.facts import load_facts
from actions.reading import Reading
from actions.topics import intent_of

ROOT = Path(__file__).resolve().parent.parent
# Frozen: what the tests run on. Only tests/facts reads the live file.
FACTS_FILE = ROOT / "tests" / "facts.yml"
LIVE_FACTS_FILE = ROOT / "actions" / "facts.yml"
# Four full years after 10 August 2022, the newest figure that carries a date of its own.
TODAY = datetime.date(2026, 9, 1)
# The action server imports every module in actions/, and so do the tests: only then is every topic owned.
for _module in pkgutil.walk_packages(actions.__path__, "actions."):
    importlib.import_module(_module.name)
FACT_SECTIONS = ("salaries", "openings", "statements")


def files(*patterns: str) -> list[Path]:
    """Return the project's files that fit the patterns, sorted; one that fits nothing would check nothing, so it fails."""
    found = {pattern: list(ROOT.glob(pattern)) for pattern in patterns}
    assert [pattern for pattern, paths in found.items() if not paths] == []
    return sorted(path for paths in found.values() for path in paths)


def name_of(path: Path) -> str:
    """Return a file's path below the project, as a failed check names it."""
    return path.relative_to(ROOT).as_posix()


def question(topic: str, **named: Any) -> Question:
    """A question on `topic`, asked on TODAY, that names what `named` says; of ML engineers where it names nobody."""
    is_default = not (named.get("professions") or named.get("unknown"))
    return Question(topic=topic, today=TODAY, **{"is_default": is_default, **named})


def answered(topic: str, **named: Any) -> Answer:
    """The answer to such a question, by the skill that owns its topic."""
    return answer_to(question(topic, **named), load_facts())


def text_of(topic: str, **named: Any) -> str:
    """The text that a person sees in answer to such a question."""
    asked = question(topic, **named)
    return message_for(answer_to(asked, load_facts()), asked, load_facts()).text


def tracker(
    text: str = "",
    entities: Iterable[tuple[str, str]] = (),
    slots: dict[str, Any] | None = None,
    channel: str = "rest",
    reading: Reading | None = None,
) -> Tracker:
    """Return the conversation as the action server sees it after one message, with its `reading` if it has one.

    `entities` are pairs of entity and value.
    """
    message: dict[str, Any] = {
        "text": text,
        "entities": [{"entity": entity, "value": value} for entity, value in entities],
    }
    if reading is not None:
        message["reading"] = reading.to_dict()
        message["intent_ranking"] = [{"name": intent_of(topic), "confidence": sure} for topic, sure in reading.ranking]
    events = [{"event": "user", "text": text, "input_channel": channel}]
    return Tracker("someone", slots or {}, message, events, False, None, {}, "action_listen")


@functools.cache
def raw_facts(path: Path = FACTS_FILE) -> dict[str, dict[str, Any]]:
    """Return the facts of a file by id as PyYAML reads them, without our own reader."""
    return {fact_id: fact for section in FACT_SECTIONS for fact_id, fact in raw_section(section, path).items()}


@functools.cache
def raw_section(section: str, path: Path = FACTS_FILE) -> dict[str, dict[str, Any]]:
    """Return one section of a facts file by id as PyYAML reads it."""
    return {record["id"]: record for record in _raw(path)[section]}


@functools.cache
def _raw(path: Path) -> dict[str, list[dict[str, Any]]]:
    read: dict[str, list[dict[str, Any]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def copy_actions(folder: Path) -> Path:
    """Copy the actions and their wording to `folder`, to be changed there; return the copied actions/."""
    shutil.copytree(ROOT / "data" / "responses", folder / "data" / "responses")
    shutil.copytree(ROOT / "actions", folder / "actions", ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "actions"


def copy_project(folder: Path) -> Path:
    """Lay out the project in `folder`, links but for the actions and their wording; return the copied actions/."""
    for path in ROOT.iterdir():
        if path.name not in ("actions", "data", "var") and not path.name.startswith("."):
            (folder / path.name).symlink_to(path)
    return copy_actions(folder)


@functools.cache
def domain() -> dict[str, Any]:
    """Return domain.yml as PyYAML reads it."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return read
