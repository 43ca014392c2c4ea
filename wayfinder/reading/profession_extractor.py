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
from wayfinder.reading.profession_names import ProfessionNames
from wayfinder.reading.span_extractor import LearnedExtractor
from wayfinder.reading.spans import Span

# The lookup tables of data/nlu/from_facts.yml that hold field names are called this and the id.
FIELDS_PREFIX = "field_of_"


class NoProfessionNames(RasaException):
    """The training data names no profession, so every one would be unknown."""

    def __init__(self) -> None:
        super().__init__(
            "data/nlu/from_facts.yml: no synonyms in the training data, so no profession would be known. "
            "Run: make generate"
        )


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ProfessionExtractor(LearnedExtractor):
    """Finds every profession that a message names.

    The known ones come from the synonyms and lookup tables of the training data; their value is
    the id in the facts. Any other occupation keeps its words, lower-cased and singular.
    Nothing is found where an extractor before this one found something.
    """

    FILE = "professions.json"
    _finder: OccupationFinder | None = None

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the names of the known professions and the hand-written lists.

        Raises:
            NoProfessionNames: the training data has no synonyms.
        """
        if not training_data.entity_synonyms:
            raise NoProfessionNames
        return self.keep(
            {
                "names": dict(sorted(training_data.entity_synonyms.items())),
                "fields": _field_names(training_data),
                "lists": OccupationWords.read().to_dict(),
            }
        )

    def use(self, learned: dict[str, Any]) -> None:
        """Find by these names and lists."""
        self._finder = OccupationFinder(
            ProfessionNames(learned["names"], learned["fields"]), OccupationWords.from_dict(learned["lists"])
        )

    def find(self, text: str, taken: Sequence[tuple[int, int]]) -> list[Span]:
        """Return the professions in `text`, outside the parts that are taken.

        Raises:
            NoProfessionNames: neither `train` nor `load` came before.
        """
        if self._finder is None:
            raise NoProfessionNames
        return self._finder.find(text, taken)


def _field_names(training_data: TrainingData) -> dict[str, str]:
    """Return the id of the profession that each field name belongs to."""
    return {
        element: table["name"].removeprefix(FIELDS_PREFIX)
        for table in training_data.lookup_tables
        if table["name"].startswith(FIELDS_PREFIX)
        for element in table["elements"]
    }
