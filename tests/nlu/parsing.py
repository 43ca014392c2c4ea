"""Marked sentences, and what the trained model makes of them."""

import asyncio
import time
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import threadpoolctl
from rasa.core.agent import Agent
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message

from actions.reading import Reading
from actions.topics import ALSO_ASKED
from wayfinder.reading.message_reader import READING


@dataclass(frozen=True)
class Span:
    """An entity as it is marked, or as it was found: exact places in the text."""

    entity: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence with its intent and its marked entities."""

    text: str
    intent: str
    spans: frozenset[Span] = frozenset()


@dataclass(frozen=True)
class Parsed:
    """What was made of a sentence, and how long that took."""

    sentence: Sentence
    intent: str
    confidence: float
    spans: frozenset[Span]
    milliseconds: float

    @property
    def is_right(self) -> bool:
        """Return whether the intent is the sentence's own."""
        return self.intent == self.sentence.intent


def talk(memory: dict[str, Any] | None = None) -> DialogueStateTracker:
    """Return a talk with this memory; one that has just begun without."""
    slot = AnySlot("memory", [{"type": "custom"}], initial_value=memory, influence_conversation=False)
    return DialogueStateTracker("someone", [slot])


def read_sentences(paths: Iterable[Path]) -> list[Sentence]:
    """Return the sentences of YAML training files or test files, in the files' order."""
    return [sentence_of(message) for path in paths for message in load_data(str(path)).intent_examples]


def sentence_of(message: Message) -> Sentence:
    """Return an example of Rasa's training data as a sentence."""
    return Sentence(message.get(TEXT), message.get(INTENT), _spans(message.get(ENTITIES) or []))


def parse_all(model: str, sentences: Iterable[Sentence]) -> list[Parsed]:
    """Return the sentences as the trained model parses them, one at a time, in one thread as when serving."""
    agent = Agent.load(model)

    async def _parse() -> list[Parsed]:
        # The first message pays for what is set up on first use.
        await agent.parse_message("hello")
        parsed = []
        for sentence in sentences:
            start = time.perf_counter()
            found = await agent.parse_message(sentence.text)
            parsed.append(parsed_as(sentence, found, (time.perf_counter() - start) * 1000))
        return parsed

    # For the parsing alone: what is trained afterwards in this process has all processors.
    with threadpoolctl.threadpool_limits(1, user_api="blas"):
        return asyncio.run(_parse())


def parsed_as(sentence: Sentence, found: dict[str, Any], milliseconds: float) -> Parsed:
    """Return what Rasa found in a sentence."""
    intent = found[INTENT]
    return Parsed(sentence, intent["name"], intent["confidence"], _spans(found.get(ENTITIES) or []), milliseconds)


def _spans(entities: list[dict[str, Any]]) -> frozenset[Span]:
    # A further question is no span of the text, and nobody marks it.
    named = (entity for entity in entities if entity["entity"] != ALSO_ASKED)
    return frozenset(Span(entity["entity"], entity["start"], entity["end"]) for entity in named)


def read_all(model: str, texts: Iterable[str]) -> dict[str, Reading]:
    """Return what the trained model reads in each text, said at the beginning of a talk."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa warns of what it no longer does whenever it loads a model
        agent = Agent.load(model)

    async def _read() -> dict[str, Reading]:
        return {text: Reading.from_dict((await agent.parse_message(text))[READING]) for text in texts}

    with threadpoolctl.threadpool_limits(1, user_api="blas"):
        return asyncio.run(_read())
