"""The owner of the entity `profession`."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.occupation_finder import OccupationFinder
from nlu.occupation_words import OccupationWords
from nlu.profession_names import ProfessionNames
from nlu.spans import add_entities, taken_parts, text_of

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
class ProfessionExtractor(GraphComponent, EntityExtractorMixin):
    """Finds every profession that a message names.

    The known ones come from the synonyms and lookup tables of the training data; their value is
    the id in the facts. Any other occupation keeps its words, lower-cased and singular.
    Nothing is found where an extractor before this one found something.
    """

    FILE = "professions.json"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the defaults, each with its reason."""
        return {
            # Reading takes time with every character; longer texts than this are no questions.
            "max_characters": 2000,
        }

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        learned: dict[str, Any] | None = None,
    ) -> None:
        """Take the names and lists learned, if any; `train` learns them."""
        self._max_characters: int = config["max_characters"]
        self._model_storage = model_storage
        self._resource = resource
        self._learned = learned or {}
        self._finder = _finder_of(learned) if learned else None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ProfessionExtractor:
        """Return an extractor that is still to be trained."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the names of the known professions and the hand-written lists.

        Raises:
            NoProfessionNames: the training data has no synonyms.
        """
        if not training_data.entity_synonyms:
            raise NoProfessionNames
        self._learned = {
            "names": dict(sorted(training_data.entity_synonyms.items())),
            "fields": _field_names(training_data),
            "lists": OccupationWords.read().to_dict(),
        }
        self._finder = _finder_of(self._learned)
        self.persist()
        return self._resource

    def persist(self) -> None:
        """Write what was learned to the model."""
        with self._model_storage.write_to(self._resource) as folder:
            (folder / self.FILE).write_text(json.dumps(self._learned, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ProfessionExtractor:
        """Return the extractor of a model.

        Raises:
            OSError, ValueError: the model lacks the file, or it is damaged; half a model must not serve.
        """
        with model_storage.read_from(resource) as folder:
            learned = json.loads((folder / cls.FILE).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, learned)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the professions to each message."""
        if self._finder is None:
            raise NoProfessionNames
        for message in messages:
            spans = self._finder.find(text_of(message, self._max_characters), taken_parts(message))
            add_entities(message, spans, self.name)
        return messages


def _field_names(training_data: TrainingData) -> dict[str, str]:
    """Return the id of the profession that each field name belongs to."""
    return {
        element: table["name"].removeprefix(FIELDS_PREFIX)
        for table in training_data.lookup_tables
        if table["name"].startswith(FIELDS_PREFIX)
        for element in table["elements"]
    }


def _finder_of(learned: dict[str, Any]) -> OccupationFinder:
    return OccupationFinder(
        ProfessionNames(learned["names"], learned["fields"]), OccupationWords.from_dict(learned["lists"])
    )
