"""The marks of training examples, as the extractors would have found them."""

from typing import Any

from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from wayfinder.reading.profession_names import ProfessionNames
from wayfinder.topics.topic_features import PROFESSION


class MarkedEntities:
    """Reads marks: a known profession's value is its id, any other's its words."""

    def __init__(self, names: ProfessionNames) -> None:
        """Take the names of the known professions."""
        self._names = names

    def of(self, message: Message) -> list[dict[str, Any]]:
        """Return the marked entities of a training example."""
        return [{"entity": mark["entity"], "value": self._value(mark)} for mark in message.get(ENTITIES) or []]

    def _value(self, mark: dict[str, Any]) -> str:
        value = str(mark["value"])
        return self._names.meaning(value) if mark["entity"] == PROFESSION else value.lower()
