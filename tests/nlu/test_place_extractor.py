"""Which places are found in a message."""

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from wayfinder.reading.place_extractor import PlaceExtractor

CONFIG = PlaceExtractor.get_default_config()


@pytest.fixture(scope="module")
def extractor(tmp_path_factory: pytest.TempPathFactory) -> PlaceExtractor:
    """An extractor, trained, stored and loaded again."""
    storage = LocalModelStorage(tmp_path_factory.mktemp("model"))
    resource, context = Resource("places"), ExecutionContext(GraphSchema({}))
    PlaceExtractor.create(CONFIG, storage, resource, context).train(TrainingData())
    return PlaceExtractor.load(CONFIG, storage, resource, context)


def _found(extractor: PlaceExtractor, text: str) -> list[str]:
    message = extractor.process([Message({"text": text})])[0]
    return [entity["value"] for entity in message.get("entities")]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("salary in Berlin", ["Berlin"]),
        ("ml engineer pay new york city", ["new york city"]),
        ("what are wages in the bay area", ["the bay area"]),
        ("is it only silicon valley", ["silicon valley"]),
        ("pay in the US", ["US"]),
        ("us salary", ["us"]),
        ("jobs in the U.S.", ["U.S."]),
        ("pay in the united states", ["united states"]),
        ("London, Paris or Munich?", ["London", "Paris", "Munich"]),
        ("salary in Austin, TX", ["Austin, TX"]),
        ("austin, tx", ["austin, tx"]),
        ("MLE pay in TX", ["TX"]),
        ("jobs in georgia", ["georgia"]),
        ("Do they earn well in Jordan?", ["Jordan"]),
        ("a job in Reading", ["Reading"]),
        ("flats near nice", ["nice"]),
        ("I live in Kragujevac now", ["Kragujevac"]),
        ("St. Louis salaries", ["St. Louis"]),
    ],
)
def test_a_place_is_found_as_written(extractor: PlaceExtractor, text: str, places: list[str]) -> None:
    """Countries, states, cities and regions are found, ordinary words only with a sign that they are one."""
    assert _found(extractor, text) == places


def test_what_only_looks_like_a_place_isnt_one(extractor: PlaceExtractor) -> None:
    """Pronouns, fields, persons, months, languages and ordinary words are no places."""
    texts = [
        "is paris hilton rich",
        "what is ML",
        "jobs in AI",
        "tell us more",
        "a turkey sandwich",
        "I was reading about it",
        "that's nice",
        "a mobile phone",
        "remote jobs",
        "in January",
        "jobs in Python",
        "DE or MLE",
        "ok or not",
        "help me in English",
    ]

    assert [text for text in texts if _found(extractor, text) != []] == []


def test_a_model_without_its_file_doesnt_serve(tmp_path: Path) -> None:
    """A damaged model fails at load; it must not find nothing and say nothing."""
    storage, resource = LocalModelStorage(tmp_path), Resource("places")
    with storage.write_to(resource):
        pass

    with pytest.raises(FileNotFoundError):
        PlaceExtractor.load(CONFIG, storage, resource, ExecutionContext(GraphSchema({})))
