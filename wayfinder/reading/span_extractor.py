"""What the entity extractors share: reading messages, and keeping what they find by in the model."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.training_data.message import Message

from wayfinder.reading.spans import Span, add_entities, taken_parts, text_of

Extractor = TypeVar("Extractor", bound="SpanExtractor")
Learned = TypeVar("Learned", bound="LearnedExtractor")


class SpanExtractor(GraphComponent, EntityExtractorMixin, ABC):
    """Adds what `find` finds to what a message already has."""

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
        cls: type[Extractor],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Extractor:
        """Return an extractor, ready to use."""
        return cls(config)

    @abstractmethod
    def find(self, text: str, taken: Sequence[tuple[int, int]]) -> list[Span]:
        """Return what is in `text`, outside the parts that are taken."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add what is found to each message."""
        for message in messages:
            spans = self.find(text_of(message, self._max_characters), taken_parts(message))
            add_entities(message, spans, self.name)
        return messages


class LearnedExtractor(SpanExtractor):
    """An extractor that is trained: what it finds by is one JSON file, FILE, in the model.

    `train` calls `keep` with it, and `use` takes it, in training as when a model is loaded.
    """

    FILE: ClassVar[str]

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """Take the settings and the place in the model."""
        super().__init__(config)
        self._model_storage = model_storage
        self._resource = resource

    @classmethod
    def create(
        cls: type[Learned],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Learned:
        """Return an extractor that is still to be trained."""
        return cls(config, model_storage, resource)

    @abstractmethod
    def use(self, learned: dict[str, Any]) -> None:
        """Find by what was learned from now on."""

    def keep(self, learned: dict[str, Any]) -> Resource:
        """Use what was learned, write it to the model, and return where it is."""
        self.use(learned)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / self.FILE).write_text(json.dumps(learned, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls: type[Learned],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Learned:
        """Return the extractor of a model.

        Raises:
            OSError, ValueError: the model lacks the file, or it is damaged; half a model must not serve.
        """
        extractor = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            extractor.use(json.loads((folder / cls.FILE).read_text(encoding="utf-8")))
        return extractor
