"""The topic classifier as a Rasa component: which topic a message asks about."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.topics import CAREER_INTENTS, FOLLOW_UP, OWN_PROFESSION, PAY, UNCOVERED_INTENTS, intent_of
from wayfinder.reading.profession_names import names_in_facts
from wayfinder.topics.marked_entities import MarkedEntities
from wayfinder.topics.model_classifier import ModelClassifier, examples_in_order
from wayfinder.topics.sentence_encoder import CLAUSE_FEATURES, KNOWN_WORDS, PART_FEATURES, sentence_features
from wayfinder.topics.similarities import Floats
from wayfinder.topics.topic_features import entity_features, has_latin_words
from wayfinder.topics.topic_model import Fitting, fit
from wayfinder.topics.training_errors import NoTopicExamples

UNCLEAR = "unclear"
# What the classifier leaves on a message of several clauses: the likeliest intent of each, and how likely it is.
CLAUSE_TOPICS = "clause_topics"
# What a question about the career becomes when it can't be trusted to be one.
TURNED_AWAY = (*UNCOVERED_INTENTS, UNCLEAR)
ASKED = CAREER_INTENTS | {*TURNED_AWAY, FOLLOW_UP}
SURELY_UNCLEAR = {"name": UNCLEAR, "confidence": 1.0}

_WORD = re.compile(r"[^\W\d_]+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(ModelClassifier):
    """Chooses the intent by kernel regression on the sentence encoder's features and the entities.

    The extractors come before it, for it reads what they found; in training it reads the
    marks instead. A guess about the career that can't be trusted becomes near_miss, off_topic or unclear.
    Confidences are probabilities: of the messages given 0.8, about 80 % are right.
    """

    MODEL_FILE = "topics.npz"
    WORDS_FILE = "words.json"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults, each with its reason: measured by 5-fold cross-validation on data/nlu.

        Counts of words and of letter sequences aren't among the features: beside the encoder's
        earlier layers and the entities they gained 0.3 points, within the noise. Nor is a placeholder
        for professions: 0.3 points instead of their names, 0.8 beside them at twice the time.
        """
        return {
            # From 0.05 to 0.3 the accuracy is the same within the noise.
            "regularisation": 0.1,
            # 0.5 loses 1 point; wider ones lose nothing and turn fewer foreign questions away.
            "kernel_width": 0.7,
            # 256 lose 0.3 points; all 1,546 gain nothing, at four times the time of a parse.
            "dimensions": 384,
            # How loud an entity speaks beside one of the encoder's numbers. Entities gain 1.4 points; at
            # twice this weight long messages, which name things in passing, lose a point.
            "entity_weight": 2.0,
            # Weight of the sentences of a long message beside the whole: on long messages unlike any
            # in training it gains 4 points, on those like them it loses none.
            "part_weight": 0.5,
            # Right answers given up for turning questions away: 1.5 in 100. With 1 in 100, 6.1 % of the near misses are
            # answered as if they were ours, with this 5.5 %, with 2 in 100 4.6 %, with 2.5 in 100 3.7 %.
            "right_answers_lost": 0.015,
            # A sentence less similar than this to every training sentence isn't answered: of the
            # right guesses about the career 1 in 2,000 is.
            "similarity_needed": 0.35,
            "ranking_length": 10,
            "own_profession": OWN_PROFESSION,
        }

    # The words of the training data.
    _words: frozenset[str] = frozenset()

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on every example with an intent and features.

        Raises:
            NoTopicExamples: there are fewer than two intents, or no features.
        """
        featured = [(message, sentence_features(message)) for message in examples_in_order(training_data)]
        examples = [(message, features) for message, features in featured if features is not None]
        topics = [message.get(INTENT) for message, _ in examples]
        if len(set(topics)) < 2:
            raise NoTopicExamples(
                f"The topic classifier found {len(examples)} examples of {len(set(topics))} intents with features; "
                "it needs two intents at least, and SentenceEncoder before it in config.yml"
            )
        named = MarkedEntities(names_in_facts())
        rows = np.vstack([self._rows(features, named.of(message)) for message, features in examples])
        how = Fitting(**{name: self._config[name] for name in Fitting.__dataclass_fields__})
        self._words = frozenset(word for message, _ in examples for word in _words(message.get(TEXT)))
        self._model = fit(rows, topics, CAREER_INTENTS, UNCOVERED_INTENTS, how)
        self.persist()
        return self._resource

    def persist(self) -> None:
        """Write the model and the words."""
        super().persist()
        with self._model_storage.write_to(self._resource) as folder:
            (folder / self.WORDS_FILE).write_text(json.dumps(sorted(self._words)), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        """Return the classifier of a model, with its words; raises what ModelClassifier does."""
        classifier = super().load(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            classifier._words = frozenset(json.loads((folder / cls.WORDS_FILE).read_text(encoding="utf-8")))
        return classifier

    def process(self, messages: list[Message]) -> list[Message]:
        """Set `intent` and `intent_ranking` of each message."""
        for message in messages:
            ranking = self.ranking(message)
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            clauses = message.get(CLAUSE_FEATURES)
            if clauses is not None:
                message.set(CLAUSE_TOPICS, self._topics_of(clauses, message.get(ENTITIES) or []))
        return messages

    def _topics_of(self, clauses: Floats, entities: list[dict[str, Any]]) -> list[tuple[str, float]]:
        """Return the likeliest intent of each clause, and how likely it is; of a pay question, how likely any is."""
        model = self.model
        similarities = model.similarities(self._rows(clauses, entities))
        probabilities = np.exp(model.log_probabilities(similarities))
        pay = np.isin(model.classes, [intent_of(topic) for topic in PAY])
        likeliest = [(int(row.argmax()), row) for row in probabilities]
        return [
            (str(model.classes[best]), float(row[pay].sum() if pay[best] else row[best])) for best, row in likeliest
        ]

    def ranking(self, message: Message) -> list[dict[str, Any]]:
        """Return the likeliest intents with their confidences, the chosen one first.

        Raises:
            EncoderNotTrained: neither `train` nor `load` came before.
        """
        model = self.model
        features = sentence_features(message)
        if features is None or not has_latin_words(message.get(TEXT)):
            return [dict(SURELY_UNCLEAR)]
        named = message.get(ENTITIES) or []
        similarities = model.similarities(self._rows(features, named))
        logs = model.log_probabilities(similarities)[0]
        parts = message.get(PART_FEATURES)
        if parts is not None:
            of_parts = model.log_probabilities(model.similarities(self._rows(parts, named)))
            logs = logs + self._config["part_weight"] * of_parts.max(axis=0)
        logs = logs - np.log(np.exp(logs).sum())
        order = [int(place) for place in np.argsort(-logs, kind="stable")]
        chosen = self._chosen(logs, similarities[0], order)
        # Slang for hello or thanks is in no dictionary, but a question has a word that is.
        if model.classes[chosen] in ASKED and not self._has_known_word(message):
            return [dict(SURELY_UNCLEAR)]
        confidences = np.exp(logs[order[: self._config["ranking_length"]]])
        # The one chosen instead takes the first place, and all confidences stay in order.
        order.insert(0, order.pop(order.index(chosen)))
        names = model.classes
        likeliest = zip(order, confidences, strict=False)
        return [{"name": str(names[place]), "confidence": float(sure)} for place, sure in likeliest]

    def _has_known_word(self, message: Message) -> bool:
        """Return whether the encoder or the training data knows a word of the message, or an extractor did."""
        words = _words(message.get(TEXT))
        known = message.get(KNOWN_WORDS) or not self._words.isdisjoint(words)
        return bool(known or not words or message.get(ENTITIES))

    def _chosen(self, logs: Floats, similarities: Floats, order: list[int]) -> int:
        """Return the class to choose: the likeliest, unless it is a subject that can't be trusted."""
        model = self.model
        best = order[0]
        if not model.subject_classes[best]:
            return best
        near_enough = similarities.max() >= self._config["similarity_needed"]
        if near_enough and model.trust(logs) >= model.trust_needed:
            return best
        return next((place for place in order if model.classes[place] in TURNED_AWAY), best)

    def _rows(self, features: Floats, entities: list[dict[str, Any]]) -> Floats:
        flags = entity_features(entities, self._config["own_profession"])
        return np.hstack([features, np.tile(flags, (len(features), 1))])


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
