"""The owner of the entities `amount`, `period` and `level`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.training_data.message import Message

from nlu.levels import find_levels
from nlu.money import find_amounts, find_periods
from nlu.spans import Span, add_entities, taken_parts, text_of, without_overlaps


def find_quantities(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Span]:
    """Return amounts, periods and levels, outside the parts that are taken.

    Of two that overlap an amount wins, then a period, then the longer one.

    >>> [(span.entity, span.value) for span in find_quantities("$60 an hour as a Junior?")]
    [('amount', '$60'), ('period', 'hour'), ('level', 'junior')]
    """
    amounts = without_overlaps(find_amounts(text), taken)
    taken = [*taken, *((span.start, span.end) for span in amounts)]
    periods = without_overlaps(find_periods(text, amounts), taken)
    taken = [*taken, *((span.start, span.end) for span in periods)]
    return sorted([*amounts, *periods, *without_overlaps(find_levels(text), taken)], key=lambda span: span.start)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuantityExtractor(GraphComponent, EntityExtractorMixin):
    """Finds amounts and levels, as written, and periods, as hour, day, week, month or year.

    It needs no training: numbers and their units are few.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults, each with its reason."""
        return {
            # Reading takes time with every character; longer texts than this are no questions.
            "max_characters": 2000,
        }

    def __init__(self, config: dict[str, Any]) -> None:
        """Take the settings."""
        self._max_characters: int = config["max_characters"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> QuantityExtractor:
        """Return an extractor, ready to use."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the quantities to each message."""
        for message in messages:
            spans = find_quantities(text_of(message, self._max_characters), taken_parts(message))
            add_entities(message, spans, self.name)
        return messages
