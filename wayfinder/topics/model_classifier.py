"""What the components that learn a topic model have in common: how it is kept in the trained model."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from wayfinder.topics.sentence_encoder import SentenceEncoder
from wayfinder.topics.topic_model import TopicModel
from wayfinder.topics.training_errors import EncoderNotTrained

# Rasa looks annotations up at run time, and typing has Self from Python 3.11 on only.
_Classifier = TypeVar("_Classifier", bound="ModelClassifier")


class ModelClassifier(IntentClassifier, GraphComponent):
    """An intent classifier whose `train` makes a topic model, which is kept in the file MODEL_FILE."""

    MODEL_FILE: ClassVar[str]

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: TopicModel | None = None,
    ) -> None:
        """Take the model, if any; `train` learns it."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def required_components(cls) -> list[type]:
        """Return the encoder, without whose features there is nothing to learn from."""
        return [SentenceEncoder]

    @classmethod
    def create(
        cls: type[_Classifier],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Classifier:
        """Return a classifier that is still to be trained."""
        return cls(config, model_storage, resource)

    @property
    def model(self) -> TopicModel:
        """The model.

        Raises:
            EncoderNotTrained: neither `train` nor `load` came before.
        """
        if self._model is None:
            raise EncoderNotTrained(f"{type(self).__name__} isn't trained. Run: make generate")
        return self._model

    def persist(self) -> None:
        """Write the model."""
        with self._model_storage.write_to(self._resource) as folder:
            self.model.save(folder / self.MODEL_FILE)

    @classmethod
    def load(
        cls: type[_Classifier],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> _Classifier:
        """Return the classifier of a model.

        Raises:
            Exception: whatever is said of a missing or damaged file; half a model must not serve.
        """
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, TopicModel.read(folder / cls.MODEL_FILE))


def examples_in_order(training_data: TrainingData) -> list[Message]:
    """Return the examples with an intent, by intent and text, wherever their sentences stand in data/nlu.

    Sums of floats differ in their last digits with the order of what is added, and a message
    between two topics would go by where a sentence stands.
    """
    return sorted(training_data.intent_examples, key=lambda message: (message.get(INTENT), message.get(TEXT) or ""))
