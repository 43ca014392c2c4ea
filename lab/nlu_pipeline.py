"""Run our NLU components over sentences: in cross-validation, or as the trained model."""

import asyncio
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import threadpoolctl
import yaml
from rasa.core.agent import Agent
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import class_from_module_path

from actions.topics import ALSO_ASKED

FOLDS = 5
SEED = 11


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


def read_sentences(paths: Iterable[Path]) -> list[Sentence]:
    """Return the sentences of YAML training files or test files, in the files' order."""
    return [
        Sentence(message.get(TEXT), message.get(INTENT), _spans(message.get(ENTITIES) or []))
        for path in paths
        for message in load_data(str(path)).intent_examples
    ]


def cross_validate(data: Path, config: Path) -> list[Parsed]:
    """Return each training sentence as a pipeline trained without it parses it.

    The extractors and the encoder are trained once, for they learn nothing from sentences;
    the classifier and what comes after it are trained for each of FOLDS folds on the marked
    entities, and tested on the extractors' own.
    """
    training_data = load_data(str(data))
    examples = [message for message in training_data.training_examples if message.get(INTENT)]
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalModelStorage.create(Path(folder))
        components = list(_components(config, storage))
        first = next(number for number, part in enumerate(components) if isinstance(part, IntentClassifier))
        for component in components[:first]:
            if hasattr(component, "train"):
                component.train(training_data)
        seen = [_bare(message) for message in examples]
        taken = np.array([_process(components[:first], message) for message in seen])
        for message, example in zip(seen, examples, strict=True):
            example.features = message.features
        parsed: list[Parsed | None] = [None] * len(examples)
        fold_of = _folds([message.get(INTENT) for message in examples])
        for fold in range(FOLDS):
            kept = [message for message, own in zip(examples, fold_of, strict=True) if own != fold]
            rest = TrainingData(
                kept, entity_synonyms=training_data.entity_synonyms, lookup_tables=training_data.lookup_tables
            )
            for component in components[first:]:
                if hasattr(component, "train"):
                    component.train(rest)
            for place in np.flatnonzero(fold_of == fold):
                taken[place] += _process(components[first:], seen[place])
                parsed[place] = _parsed(_sentence(examples[place]), seen[place].data, float(taken[place]))
    return [one for one in parsed if one is not None]


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
            parsed.append(_parsed(sentence, found, (time.perf_counter() - start) * 1000))
        return parsed

    # For the parsing alone: what is trained afterwards in this process has all processors.
    with threadpoolctl.threadpool_limits(1, user_api="blas"):
        return asyncio.run(_parse())


def _components(config: Path, storage: LocalModelStorage) -> Iterator[Any]:
    for number, entry in enumerate(yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]):
        component = class_from_module_path(entry["name"])
        given = {key: value for key, value in entry.items() if key != "name"}
        name = f"{component.__name__}{number}"
        context = ExecutionContext(GraphSchema({}), model_id="report", node_name=name)
        yield component.create({**component.get_default_config(), **given}, storage, Resource(name), context)


def _process(components: Iterable[Any], message: Message) -> float:
    """Run the components over the message and return the milliseconds that took."""
    start = time.perf_counter()
    for component in components:
        component.process([message])
    return (time.perf_counter() - start) * 1000


def _folds(intents: list[str]) -> Any:
    """Return the fold of each sentence, dealing out each intent in turn after a seeded shuffle."""
    shuffled = np.random.default_rng(SEED).permutation(len(intents))
    by_intent = shuffled[np.argsort(np.array(intents)[shuffled], kind="stable")]
    fold_of = np.empty(len(intents), dtype=int)
    fold_of[by_intent] = np.arange(len(intents)) % FOLDS
    return fold_of


def _bare(message: Message) -> Message:
    return Message({TEXT: message.get(TEXT)})


def _sentence(message: Message) -> Sentence:
    return Sentence(message.get(TEXT), message.get(INTENT), _spans(message.get(ENTITIES) or []))


def _parsed(sentence: Sentence, found: dict[str, Any], milliseconds: float) -> Parsed:
    intent = found[INTENT]
    return Parsed(sentence, intent["name"], intent["confidence"], _spans(found.get(ENTITIES) or []), milliseconds)


def _spans(entities: list[dict[str, Any]]) -> frozenset[Span]:
    # A further question is no span of the text, and nobody marks it.
    named = (entity for entity in entities if entity["entity"] != ALSO_ASKED)
    return frozenset(Span(entity["entity"], entity["start"], entity["end"]) for entity in named)
