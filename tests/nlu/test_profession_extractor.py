"""Which professions are found in a message, and which words that look like one aren't."""

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from tests.support import FACTS_FILE
from wayfinder.reading.occupation_words import OccupationWords
from wayfinder.reading.profession_extractor import OccupationsNotTrained, ProfessionExtractor
from wayfinder.reading.profession_names import names_in_facts

CONFIG = ProfessionExtractor.get_default_config()


@pytest.fixture(scope="module")
def extractor(tmp_path_factory: pytest.TempPathFactory) -> ProfessionExtractor:
    """An extractor, trained, stored and loaded again."""
    storage, resource, context = _surroundings(tmp_path_factory.mktemp("model"))
    ProfessionExtractor.create(CONFIG, storage, resource, context).train(TrainingData())
    return ProfessionExtractor.load(CONFIG, storage, resource, context)


def _surroundings(folder: Path) -> tuple[LocalModelStorage, Resource, ExecutionContext]:
    return LocalModelStorage(folder), Resource("professions"), ExecutionContext(GraphSchema({}))


def _found(extractor: ProfessionExtractor, text: str) -> list[str]:
    message = extractor.process([Message({"text": text})])[0]
    return [entity["value"] for entity in message.get("entities")]


@pytest.mark.parametrize(
    ("text", "professions"),
    [
        ("how much do ML engineers make", ["machine_learning_engineer"]),
        ("data-scientist salary", ["data_scientist"]),
        ("datascientist pay", ["data_scientist"]),
        ("Data Sceintist wages", ["data_scientist"]),
        ("what does a machine learnig enginer do", ["machine_learning_engineer"]),
        ("machinelearningengineer salary", ["machine_learning_engineer"]),
        ("m.l. engineer salary", ["machine_learning_engineer"]),
        ("AI / ML engineer salary", ["machine_learning_engineer"]),
        ("an engineer of machine learning, what is he paid", ["machine_learning_engineer"]),
        ("MLE vs SWE", ["machine_learning_engineer", "software_engineer"]),
        ("pay: mle or ds", ["machine_learning_engineer", "data_scientist"]),
        ("what does a DS make", ["data_scientist"]),
        ("computer & information research scientist", ["computer_information_research_scientist"]),
        ("senior data scientist", ["data_scientist"]),
        ("junior ml engineer salary", ["machine_learning_engineer"]),
        ("remote data analyst", ["data_analyst"]),
        ("lead data engineer in Berlin", ["data_engineer"]),
        ("data science salary", ["data_scientist"]),
        ("jobs in machine learning", ["machine_learning_engineer"]),
    ],
)
def test_a_known_profession_is_found_in_every_spelling(
    extractor: ProfessionExtractor, text: str, professions: list[str]
) -> None:
    """Case, plural, hyphens, joined words, slips, initials and levels don't hide a known profession."""
    assert _found(extractor, text) == professions


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("business analyst salary", "business analyst"),
        ("sales engineer pay", "sales engineer"),
        ("civil engineers", "civil engineer"),
        ("political scientist income", "political scientist"),
        ("what does a lead singer make", "lead singer"),
        ("engineering manager salary", "engineering manager"),
        ("data scientist manager pay", "data scientist manager"),
        ("product managers", "product manager"),
        ("data entry clerk salary", "data entry clerk"),
        ("machine operator salary", "machine operator"),
        ("big data engineer", "big data engineer"),
        ("ml recruiters", "ml recruiter"),
        ("head of data salary", "head of data"),
        ("machine learning teacher", "machine learning teacher"),
    ],
)
def test_a_word_before_or_after_makes_another_profession(extractor: ProfessionExtractor, text: str, words: str) -> None:
    """An occupation that only holds a known name is unknown as a whole."""
    assert _found(extractor, text) == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("how much does a nurse make", ["nurse"]),
        ("what do tattoo artists earn", ["tattoo artist"]),
        ("average underwater welder salary", ["underwater welder"]),
        ("salary of a special education teacher", ["special education teacher"]),
        ("cpa salary", ["cpa"]),
        ("how much does an ER nurse make", ["er nurse"]),
        ("average taxidermist pay", ["taxidermist"]),
        ("how much does a foley artist make", ["foley artist"]),
        ("what is a numismatist's salary", ["numismatist"]),
        ("do glassblowers get paid well", ["glassblower"]),
        ("what does a death doula earn", ["death doula"]),
        ("wage of a cheesemonger", ["cheesemonger"]),
        ("how many radiation therapist jobs are there", ["radiation therapist"]),
        ("I work as a piano tuner", ["piano tuner"]),
        ("become a zookeeper", ["zookeeper"]),
        ("nursing salary", ["nursing"]),
        ("accountent pay", ["accountent"]),
        ("quant vs actuary salary", ["quant", "actuary"]),
    ],
)
def test_any_other_occupation_keeps_its_words(extractor: ProfessionExtractor, text: str, words: list[str]) -> None:
    """Occupations without facts are found by list, form or context, in lower case and singular."""
    assert _found(extractor, text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("what does a falconer do", "falconer"),
        ("schooling for taxidermist", "taxidermist"),
        ("oyster diver education requirements", "oyster diver"),
        ("job outlook for a perfusionist", "perfusionist"),
        ("how long does it take to become a key grip", "key grip"),
        ("what degree do I need to be a snake milker", "snake milker"),
        ("are cheesemongers in demand", "cheesemonger"),
        ("which skills does a glassblower need", "glassblower"),
        ("where do gravediggers work", "gravedigger"),
        ("toll collector career", "toll collector"),
        ("define histotechnician", "histotechnician"),
    ],
)
def test_an_occupation_is_found_in_questions_on_its_work_and_way_in(
    extractor: ProfessionExtractor, text: str, words: str
) -> None:
    """Not only where its pay is asked for: the way into another occupation isn't the ML engineer's."""
    assert _found(extractor, text) == [words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("how long is nursing school", ["nursing"]),
        ("how to get into law school", ["law"]),
        ("culinary arts degree worth it", ["culinary arts"]),
        ("is meteorology a hard major", ["meteorology"]),
        ("highest paying medical jobs", ["medical"]),
        ("with my law degree, can I become a data scientist", ["data_scientist"]),
        ("from nursing school into machine learning", []),
        ("flight to athens in may", []),
        ("is this medicine expired", []),
    ],
)
def test_a_field_that_leads_elsewhere_stands_for_its_occupation(
    extractor: ProfessionExtractor, text: str, words: list[str]
) -> None:
    """Where a career or learning is talked about, unless the text names what has facts: then somebody comes from there."""
    assert _found(extractor, text) == words


def test_things_that_work_are_no_occupation(extractor: ProfessionExtractor) -> None:
    """Algorithms, degrees and people's gifts stand beside the same words."""
    texts = [
        "what does an encoder do",
        "how does a transformer model work",
        "do I have to be a genius",
        "model training",
        "does an associate degree help",
        "a brighter future",
    ]

    assert [text for text in texts if _found(extractor, text) != []] == []


def test_what_only_looks_like_a_profession_isnt_one(extractor: ProfessionExtractor) -> None:
    """False friends, pronouns and words for pay name no profession."""
    texts = [
        "how much do they make",
        "how much does it pay",
        "how much can I earn",
        "what's the average salary",
        "entry level salary",
        "starting salary",
        "how much do you make",
        "mle of a gaussian",
        "500 ml of milk",
        "is DE in the EU",
        "my nintendo DS is broken",
        "what is machine learning",
        "purse prices",
        "I am a beginner",
        "what does a typical day look like",
        "can I cook that",
        "is this a good offer",
        "how do computers learn",
        "can you analyse data",
        "what's the minimum wage",
        "does google pay well",
    ]

    assert [text for text in texts if _found(extractor, text) != []] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [("baker salary", "baker"), ("banker salary", "banker"), ("nurse salary", "nurse"), ("chemist pay", "chemist")],
)
def test_an_occupation_isnt_corrected_to_another(extractor: ProfessionExtractor, text: str, words: str) -> None:
    """A misspelling is forgiven for known names only, so that no occupation turns into another."""
    assert _found(extractor, text) == [words]


def test_no_listed_occupation_is_taken_for_a_known_one(extractor: ProfessionExtractor) -> None:
    """Forgiving misspellings turns none of our several hundred occupations into one with facts."""
    confused = {name: _found(extractor, f"how much does a {name} make") for name in OccupationWords.read().occupations}

    assert {name: found for name, found in confused.items() if not names_in_facts().ids.isdisjoint(found)} == {}


def test_it_adds_where_nothing_was_found_before(extractor: ProfessionExtractor) -> None:
    """What other extractors found stays, and no profession is found inside it."""
    place: dict[str, Any] = {"entity": "place", "start": 8, "end": 13, "value": "nurse", "extractor": "Other"}
    message = Message({"text": "chef in nurse", "entities": [place]})

    extractor.process([message])

    assert message.get("entities") == [
        place,
        {"entity": "profession", "start": 0, "end": 4, "value": "chef", "extractor": "ProfessionExtractor"},
    ]


def test_a_long_text_is_read_up_to_the_limit(tmp_path: Path) -> None:
    """What stands after the first `max_characters` isn't read."""
    storage, resource, context = _surroundings(tmp_path)
    short = ProfessionExtractor.create({"max_characters": 10}, storage, resource, context)
    short.train(TrainingData())

    assert _found(short, "nurse and plumber") == ["nurse"]


def test_an_extractor_that_isnt_trained_says_the_cure(tmp_path: Path) -> None:
    """Without its lists it would find half of what it should."""
    extractor = ProfessionExtractor.create(CONFIG, *_surroundings(tmp_path))

    with pytest.raises(OccupationsNotTrained, match="make generate"):
        extractor.process([Message({"text": "nurse"})])


def test_a_new_name_in_the_facts_is_found_by_the_model_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names are read when a model is loaded, so an editor's alias needs a restart and no training."""
    storage, resource, context = _surroundings(tmp_path)
    ProfessionExtractor.create(CONFIG, storage, resource, context).train(TrainingData())
    changed = tmp_path / "facts.yml"
    written = FACTS_FILE.read_text(encoding="utf-8")
    changed.write_text(
        written.replace("aliases: [data scientist,", "aliases: [data scientist, number wizard,"), encoding="utf-8"
    )
    before = ProfessionExtractor.load(CONFIG, storage, resource, context)
    monkeypatch.setenv("WAYFINDER_FACTS", str(changed))
    after = ProfessionExtractor.load(CONFIG, storage, resource, context)

    assert _found(before, "what do number wizards earn") != ["data_scientist"]
    assert _found(after, "what do number wizards earn") == ["data_scientist"]


def test_a_model_without_its_file_doesnt_serve(tmp_path: Path) -> None:
    """A damaged model fails at load; it must not find nothing and say nothing."""
    storage, resource, context = _surroundings(tmp_path)
    with storage.write_to(resource):
        pass

    with pytest.raises(FileNotFoundError):
        ProfessionExtractor.load(CONFIG, storage, resource, context)
