"""Messages as an extractor marks them, each entity with the place of its words in the text; and actions run on them."""

import asyncio
from collections.abc import Iterable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answering.topic_action import TopicAction
from actions.skills import SKILLS
from tests.support import tracker


def marked(text: str, entities: Iterable[tuple[str, ...]], **kwargs: Any) -> Tracker:
    """Return the conversation after one message whose `entities` stand in its text.

    Each is entity and words, and as a third, where it is another, the value that the extractor made of the words.
    """
    rows = [(entity, words, *value) for entity, words, *value in entities]
    asked = tracker(text, [(row[0], row[-1]) for row in rows], **kwargs)
    for found, (_, words, *_) in zip(asked.latest_message["entities"], rows, strict=True):
        found["start"] = text.index(words)
        found["end"] = found["start"] + len(words)
    return asked


def run(action: TopicAction, asked: Tracker) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Run an action on a conversation; return the messages sent and the slots after it."""
    dispatcher = CollectingDispatcher()
    events = asyncio.run(action.run(dispatcher, asked, {}))
    return dispatcher.messages, {**asked.slots, **{event["name"]: event["value"] for event in events}}


def by_topic(topic: str) -> TopicAction:
    """Return the action that owns a topic."""
    return SKILLS[topic]
