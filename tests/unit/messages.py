"""Messages as the pipeline reads them, in the middle of a talk; and actions run on them."""

import asyncio
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering.figures import figures_of
from actions.answering.memory import NO_MEMORY, Memory
from actions.answering.question import Question
from actions.answering.resolve import questions_from
from actions.answering.topic_action import TopicAction
from actions.facts import load_facts
from actions.reading import Part, Reading, Subject
from actions.skills import SKILLS
from tests.support import tracker


def named(*names: str, part: Part = "asked") -> tuple[Subject, ...]:
    """Professions as a reading has them: an id of the facts is known, anything else is words."""
    known = {profession.id for profession in load_facts().professions}
    return tuple(Subject(name if name in known else None, name, part) for name in names)


def read(topic: str, *names: str, **parts: Any) -> Reading:
    """The reading of a whole question on `topic` that asks about those named."""
    return Reading(topic, **{"subjects": named(*names), **parts})


def half(*names: str, topic: str = "follow_up", **parts: Any) -> Reading:
    """The reading of half a question."""
    return read(topic, *names, is_fragment=True, **parts)


def told(topic: str, *professions: str, **parts: Any) -> Memory:
    """The memory of a talk in which the leading figure of each profession was told last, the highest first."""
    figures = figures_of(professions, "openings" if topic == "openings" else "pay", load_facts())
    rows = tuple(figure.row() for figure in sorted(figures, key=lambda figure: -figure.value))
    values = {
        "professions": professions, "facts": tuple(row.fact for row in rows), "results": (rows,) if rows else (), "introduced": True,
    }  # fmt: skip
    return Memory(topic=topic, **{**values, **parts})


def message(reading: Reading, memory: Memory = NO_MEMORY, channel: str = "rest") -> Tracker:
    """The conversation after a message that was read so, with what it remembers."""
    return tracker(slots={"memory": memory.to_slot()}, reading=reading, channel=channel)


def questions(reading: Reading, memory: Memory = NO_MEMORY) -> list[Question]:
    """The questions that such a message asks."""
    return questions_from(message(reading, memory), reading.topic, load_facts())


def question_of(reading: Reading, memory: Memory = NO_MEMORY) -> Question:
    """The first question that such a message asks."""
    return questions(reading, memory)[0]


def run(action: TopicAction, asked: Tracker) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Run an action on a conversation; return the messages sent and the slots after it."""
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, asked, {}))
    return dispatcher.messages, {**asked.slots, **{event["name"]: event["value"] for event in events}}


def by_topic(topic: str) -> TopicAction:
    """Return the action that owns a topic."""
    return SKILLS[topic]
