"""Our NLU pipeline in cross-validation: each training sentence as a pipeline that never saw it parses it."""

import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import class_from_module_path

from tests.nlu.parsing import Parsed, parsed_as, sentence_of
from wayfinder.topics.model_classifier import examples_in_order

FOLDS = 5
SEED = 11


def cross_validate(data: Path, config: Path) -> list[Parsed]:
    """Return each training sentence as a pipeline trained without it parses it.

    The extractors and the encoder are trained once, for they learn nothing from sentences;
    the classifier and what comes after it are trained for each of FOLDS folds on the marked
    entities, and tested on the extractors' own.
    """
    training_data = load_data(str(data))
    # In an order of their own: the folds are those of the sentences, not of the files.
    examples = examples_in_order(training_data)
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
            rest = TrainingData(kept)
            for component in components[first:]:
                if hasattr(component, "train"):
                    component.train(rest)
            for place in np.flatnonzero(fold_of == fold):
                taken[place] += _process(components[first:], seen[place])
                parsed[place] = parsed_as(sentence_of(examples[place]), seen[place].data, float(taken[place]))
    return [one for one in parsed if one is not None]


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
