"""The owner of the entity `profession`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.training_data.training_data import TrainingData

from wayfinder.reading.occupation_finder import OccupationFinder
from wayfinder.reading.occupation_words import OccupationWords
from wayfinder.reading.profession_names import names_in_facts
from wayfinder.reading.span_extractor import LearnedExtractor
from wayfinder.reading.spans import Span


class OccupationsNotTrained(RasaException):
    """There are no lists to find occupations by."""

    def __init__(self) -> None:
        super().__init__("The profession extractor isn't trained. Run: make generate")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ProfessionExtractor(LearnedExtractor):
    """Finds every profession that a message names.

    The known ones have their names from the facts, read when the model is loaded, so that a new name needs no
    training; their value is the id in the facts. Any other occupation keeps its words, lower-cased and singular.
    Nothing is found where an extractor before this one found something.
    """

    FILE = "professions.json"
    _finder: OccupationFinder | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the hand-written lists in the model."""
        return self.keep({"lists": OccupationWords.read().to_dict()})

    def use(self, learned: dict[str, Any]) -> None:
        """Find by these lists, and by the names in the facts.

        Raises:
            FactsInvalid: the facts break their rules.
        """
        self._finder = OccupationFinder(names_in_facts(), OccupationWords.from_dict(learned["lists"]))

    def find(self, text: str, taken: Sequence[tuple[int, int]]) -> list[Span]:
        """Return the professions in `text`, outside the parts that are taken.

        Raises:
            OccupationsNotTrained: neither `train` nor `load` came before.
        """
        if self._finder is None:
            raise OccupationsNotTrained
        return self._finder.find(text, taken)
