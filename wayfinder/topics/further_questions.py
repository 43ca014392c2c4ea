"""The further questions of a message that asks more than one thing, as a Rasa component."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from actions.topics import ALSO_ASKED, CAREER_TOPICS, PAY, intent_of, topic_of
from wayfinder.topics.ranking import put_first
from wayfinder.topics.topic_classifier import CLAUSE_TOPICS

NEAR_MISS = "near_miss"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FurtherQuestions(GraphComponent):
    """Makes the first question of a message its intent, and each further one an entity `also_asked`.

    The last of the pipeline: it goes by the clauses that the classifier is sure of.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults, each with its reason."""
        return {
            # A clause is less than a message, so it must be surer: of 7,900 training sentences, which ask one thing
            # each, 14 are taken apart, and of 1,126 held-out ones 2.
            "sure_from": 0.8,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        """Take the configuration; nothing is learned."""
        self._sure_from = config["sure_from"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FurtherQuestions:
        """Return the component."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Mark the further questions of each message."""
        for message in messages:
            topics = questions_of(message.get(CLAUSE_TOPICS) or [], self._sure_from)
            name = topic_of((message.get(INTENT) or {}).get("name") or "")
            if len(topics) < 2 or name not in (*CAREER_TOPICS, NEAR_MISS):
                continue
            # A message of a kind of pay question keeps it: what is named has told that already.
            first = name if _kind(name) == _kind(topics[0]) else topics[0]
            put_first(message, intent_of(first))
            marks = [_mark(topic, message.get(TEXT) or "") for topic in topics[1:]]
            message.set(ENTITIES, [*(message.get(ENTITIES) or []), *marks], add_to_output=True)
        return messages


def questions_of(clauses: list[tuple[str, float]], sure_from: float) -> list[str]:
    """Return the topics that clauses surely ask about, each kind once, in order; what isn't covered comes last.

    >>> questions_of([("ask_define_role", 0.9), ("ask_salary", 0.95)], 0.8)
    ['define_role', 'salary']
    >>> questions_of([("ask_salary", 0.9), ("ask_salary_location", 0.95)], 0.8)
    ['salary']
    """
    kinds: dict[str, str] = {}
    for intent, sure in clauses:
        topic = topic_of(intent)
        if sure >= sure_from and topic in (*CAREER_TOPICS, NEAR_MISS):
            kinds.setdefault(_kind(topic), topic)
    return sorted(kinds.values(), key=lambda topic: topic == NEAR_MISS)


def _kind(topic: str) -> str:
    return "pay" if topic in PAY else topic


def _mark(topic: str, text: str) -> dict[str, Any]:
    return {"entity": ALSO_ASKED, "value": topic, "start": 0, "end": len(text), "extractor": FurtherQuestions.__name__}
