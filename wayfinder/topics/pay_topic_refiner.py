"""Tells the pay topics apart by what the message names."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from actions.topics import intent_of, refine_pay_topic, topic_of
from wayfinder.topics.ranking import put_first


# Registered as a classifier, for only then does Rasa run it after the one that it corrects.
@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class PayTopicRefiner(GraphComponent):
    """Replaces the top intent, if it is a pay topic, by the one that fits the entities.

    The new one takes the confidence of the old, which takes its place in the ranking.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PayTopicRefiner:
        """Return a refiner; it has nothing to configure."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Refine the intent of each message."""
        for message in messages:
            name = (message.get(INTENT) or {}).get("name") or ""
            refined = intent_of(refined_topic(topic_of(name), message.get(ENTITIES) or [], message.get(TEXT) or ""))
            if refined != name:
                put_first(message, refined)
        return messages


def refined_topic(topic: str, entities: list[dict[str, Any]], text: str) -> str:
    """Return the pay topic that fits the entities, and any other topic unchanged."""
    named: dict[str, dict[str, None]] = {}
    for entity in entities:
        named.setdefault(entity["entity"], {})[str(entity["value"])] = None
    place, amount = (next(iter(named.get(kind, {})), None) for kind in ("place", "amount"))
    return refine_pay_topic(topic, list(named.get("profession", {})), place, amount, text)
