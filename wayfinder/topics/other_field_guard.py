"""Turns questions away that are about another line of work, though no occupation is found in them."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.topics import CAREER_INTENTS, OWN_PROFESSION, intent_of
from wayfinder.reading.profession_names import ProfessionNames, names_in_facts
from wayfinder.topics.marked_entities import MarkedEntities
from wayfinder.topics.model_classifier import ModelClassifier, examples_in_order
from wayfinder.topics.ranking import put_first
from wayfinder.topics.sentence_encoder import sentence_features
from wayfinder.topics.similarities import Floats
from wayfinder.topics.topic_features import PROFESSION, entity_features
from wayfinder.topics.topic_model import Fitting, fit
from wayfinder.topics.training_errors import NoTopicExamples

NEAR_MISS = intent_of("near_miss")
OWN, OTHER = "own field", "other field"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class OtherFieldGuard(ModelClassifier):
    """Makes a near miss of a question about the career that names no profession and sounds like another field's.

    Who names no profession is told about the ML engineer; but "is the bar exam hard" and "what do umpires'
    assistants get" name none that the extractor finds. So this learns from the marked professions of
    the training data what questions on other work sound like, the marks themselves left out.
    """

    MODEL_FILE = "fields.npz"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults, each with its reason: measured on questions written apart from the training data."""
        return {
            # From this probability on a question is turned away. Of 33 questions on other work in which no occupation
            # was found 20 are above it, of 1,276 questions on the career 2.
            "other_field_needed": 0.4,
            # A story names much besides what it asks about; from so many words on nothing is turned away here.
            "most_words": 30,
            # As in the topic classifier, whose reasons hold here too.
            "regularisation": 0.1,
            "kernel_width": 0.7,
            "entity_weight": 2.0,
            "dimensions": 384,
        }

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the questions about careers.

        Raises:
            NoTopicExamples: they are all of one field, or have no features.
        """
        field_of = _FieldsByMark(names_in_facts())
        examples = [
            (_row(features, message.get(ENTITIES) or []), field)
            for message in examples_in_order(training_data)
            if (field := field_of(message)) and (features := sentence_features(message)) is not None
        ]
        rows, fields = [row for row, _ in examples], [field for _, field in examples]
        if len(set(fields)) < 2:
            raise NoTopicExamples(
                f"The guard against other fields found {len(examples)} questions with features, all of one field; it "
                "needs some with a marked profession that no fact is about, and SentenceEncoder before it in config.yml"
            )
        how = {name: self._config[name] for name in Fitting.__dataclass_fields__ if name in self._config}
        self._model = fit(np.vstack(rows), fields, frozenset([OWN]), frozenset([OTHER]), Fitting(**how))
        self.persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Make a near miss of each message that is about another field."""
        for message in messages:
            if self._is_to_be_judged(message) and self.other_field(message) >= self._config["other_field_needed"]:
                put_first(message, NEAR_MISS)
        return messages

    def other_field(self, message: Message) -> float:
        """Return the probability that a message is about another field than ours.

        Raises:
            EncoderNotTrained: neither `train` nor `load` came before.
        """
        model = self.model
        features = sentence_features(message)
        if features is None:
            return 0.0
        row = _row(features, message.get(ENTITIES) or [])
        logs = model.log_probabilities(model.similarities(row))[0]
        return float(np.exp(logs[list(model.classes).index(OTHER)]))

    def _is_to_be_judged(self, message: Message) -> bool:
        if (message.get(INTENT) or {}).get("name") not in CAREER_INTENTS:
            return False
        names_one = any(entity["entity"] == PROFESSION for entity in message.get(ENTITIES) or [])
        return not names_one and len(message.get(TEXT).split()) < self._config["most_words"]


class _FieldsByMark:
    """Tells of a training example whose field it is about, by the professions that are marked in it."""

    def __init__(self, names: ProfessionNames) -> None:
        self._names = names
        self._marks = MarkedEntities(names)

    def __call__(self, message: Message) -> str | None:
        """Return OWN or OTHER; None where the names are between the two, like "mechanical engineer", or nothing tells."""
        intent = message.get(INTENT)
        named = {entity["value"] for entity in self._marks.of(message) if entity["entity"] == PROFESSION}
        if intent not in (*CAREER_INTENTS, NEAR_MISS) or (intent == NEAR_MISS and not named):
            return None
        if not named or named & self._names.ids:
            return OWN
        return None if any(map(self._names.share_a_word, named)) else OTHER


def _row(features: Floats, entities: list[dict[str, Any]]) -> Floats:
    others = [entity for entity in entities if entity["entity"] != PROFESSION]
    row: Floats = np.hstack([features, entity_features(others, OWN_PROFESSION)[None, :]])
    return row
