"""The marks of training examples, as the extractors would have found them."""

from typing import Any

from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from wayfinder.reading.profession_extractor import FIELDS_PREFIX
from wayfinder.reading.profession_names import ProfessionNames
from wayfinder.reading.spans import words_of
from wayfinder.topics.topic_features import PROFESSION


class MarkedEntities:
    """Reads marks: a known profession's value is its id, any other's its words."""

    def __init__(self, training_data: TrainingData) -> None:
        fields = {
            element: table["name"].removeprefix(FIELDS_PREFIX)
            for table in training_data.lookup_tables
            if table["name"].startswith(FIELDS_PREFIX)
            for element in table["elements"]
        }
        self._names = ProfessionNames(training_data.entity_synonyms, fields)

    def of(self, message: Message) -> list[dict[str, Any]]:
        """Return the marked entities of a training example."""
        return [{"entity": mark["entity"], "value": self._value(mark)} for mark in message.get(ENTITIES) or []]

    def _value(self, mark: dict[str, Any]) -> str:
        value = str(mark["value"])
        found = self._names.find(words_of(value)) if mark["entity"] == PROFESSION else []
        return found[0].profession if found else value.lower()
