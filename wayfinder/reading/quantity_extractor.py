"""The owner of the entities `amount`, `period` and `level`."""

from __future__ import annotations

from collections.abc import Sequence

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from wayfinder.reading.amounts import find_amounts, find_periods
from wayfinder.reading.levels import find_levels
from wayfinder.reading.span_extractor import SpanExtractor
from wayfinder.reading.spans import Span, without_overlaps


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
class QuantityExtractor(SpanExtractor):
    """Finds amounts and levels, as written, and periods, as hour, day, week, month or year.

    It needs no training: numbers and their units are few.
    """

    def find(self, text: str, taken: Sequence[tuple[int, int]]) -> list[Span]:
        """Return amounts, periods and levels, outside the parts that are taken."""
        return find_quantities(text, taken)
