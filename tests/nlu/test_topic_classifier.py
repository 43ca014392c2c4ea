"""Which topic the classifier chooses, how sure it is, and what it turns away."""

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from tests.nlu.parsing import talk
from wayfinder.topics.pay_topic_refiner import PayTopicRefiner
from wayfinder.topics.sentence_encoder import SentenceEncoder
from wayfinder.topics.topic_classifier import TopicClassifier
from wayfinder.topics.topic_features import entity_features
from wayfinder.topics.training_errors import EncoderNotTrained, NoTopicExamples

CONTEXT = ExecutionContext(GraphSchema({}), node_name="topics")
PAY = (
    "what does it pay",
    "how much money is it",
    "what do they earn",
    "tell me the salary",
    "is the pay good",
    "wages",
)
REMOTE = (
    "can I work from home", "is it remote", "home office", "do they sit in an office", "may I work from abroad", "hybrid",
)  # fmt: skip
COOKING = (
    "how do I bake bread", "best soup recipe", "how long to boil an egg", "what goes with rice", "roast a chicken", "is it spicy",
)  # fmt: skip
GIBBERISH = ("asdf", "qwertz", "lkjlkj", "zzzz", "hm hm hm", "bla bla bla")
TOPICS = {"ask_salary": PAY, "ask_remote": REMOTE, "ask_off_topic": COOKING, "unclear": GIBBERISH}


def _examples() -> list[Message]:
    return [Message({"text": text, "intent": topic}) for topic, texts in TOPICS.items() for text in texts]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    """An encoder that learned the words of the examples."""
    storage = LocalModelStorage(tmp_path_factory.mktemp("encoder"))
    encoder = SentenceEncoder.create(SentenceEncoder.get_default_config(), storage, Resource("encoder"), CONTEXT)
    encoder.train(TrainingData(_examples()))
    return encoder


def _untrained(folder: Path, **config: Any) -> TopicClassifier:
    settings = {**TopicClassifier.get_default_config(), **config}
    return TopicClassifier.create(settings, LocalModelStorage(folder), Resource("topics"), CONTEXT)


def _trained(
    encoder: SentenceEncoder, folder: Path, examples: Sequence[Message] | None = None, **config: Any
) -> TopicClassifier:
    classifier = _untrained(folder, **config)
    classifier.train(encoder.process_training_data(TrainingData(list(examples or _examples()))))
    return classifier


@pytest.fixture(scope="module")
def classifier(encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> TopicClassifier:
    """A classifier of four topics."""
    return _trained(encoder, tmp_path_factory.mktemp("topics"))


def _classified(encoder: SentenceEncoder, classifier: TopicClassifier, text: str, **data: Any) -> Message:
    return classifier.process(encoder.process([Message({"text": text, **data})], talk()))[0]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what's the salary like", "ask_salary"),
        ("could I do this from home?", "ask_remote"),
        ("how do I cook rice", "ask_off_topic"),
    ],
)
def test_a_new_sentence_gets_the_topic_it_asks_about(
    encoder: SentenceEncoder, classifier: TopicClassifier, text: str, topic: str
) -> None:
    """Sentences that were never seen are told apart by their meaning."""
    assert _classified(encoder, classifier, text).get("intent")["name"] == topic


def test_the_ranking_holds_probabilities_in_order(encoder: SentenceEncoder, classifier: TopicClassifier) -> None:
    """The chosen intent leads a ranking whose confidences fall, and add up to 1."""
    message = _classified(encoder, classifier, "what do people earn at home")
    confidences = [entry["confidence"] for entry in message.get("intent_ranking")]

    assert message.get("intent") == message.get("intent_ranking")[0]
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "?!...", "👍👍", "сколько платят", "机器学习工程师", "hgfdsx wqxzkv"],
    ids=["empty", "spaces", "punctuation", "emoji", "Cyrillic", "Chinese", "no known word"],
)
def test_what_nobody_can_read_is_unclear(encoder: SentenceEncoder, classifier: TopicClassifier, text: str) -> None:
    """Texts without a word that anyone knows are unclear for sure, and never an error."""
    message = _classified(encoder, classifier, text)

    assert message.get("intent") == {"name": "unclear", "confidence": 1.0}
    assert message.get("intent_ranking") == [{"name": "unclear", "confidence": 1.0}]


def test_what_is_like_no_training_sentence_is_not_answered(encoder: SentenceEncoder, tmp_path: Path) -> None:
    """A guess about the career becomes one that isn't, where the nearest training sentence is too far away."""
    strict = _trained(encoder, tmp_path, similarity_needed=0.99)

    assert _classified(encoder, strict, "what's the salary like").get("intent")["name"] in ("ask_off_topic", "unclear")


def test_a_guess_without_enough_trust_is_not_answered(encoder: SentenceEncoder, tmp_path: Path) -> None:
    """Where all right answers are given up, only what is trusted most of all is still answered."""
    strict = _trained(encoder, tmp_path, right_answers_lost=1.0)

    assert _classified(encoder, strict, "is money for bread good").get("intent")["name"] in ("ask_off_topic", "unclear")


def test_entities_of_a_message_are_only_read(encoder: SentenceEncoder, classifier: TopicClassifier) -> None:
    """What others found stays as it was."""
    entities = [{"entity": "profession", "value": "nurse", "start": 0, "end": 5, "extractor": "other"}]

    message = _classified(encoder, classifier, "nurse salary", entities=[dict(entities[0])])

    assert message.get("entities") == entities
    assert message.get("text") == "nurse salary"


def test_the_question_in_a_long_story_decides(encoder: SentenceEncoder, classifier: TopicClassifier) -> None:
    """A story with one question in it is taken for that question."""
    story = (
        "I have two small children and a dog. We live far out in the country where the next town is an hour away. "
        "My sister says that I should look for something new. Can I work from home? That would help us a lot."
    )

    assert _classified(encoder, classifier, story).get("intent")["name"] == "ask_remote"


def test_a_loaded_classifier_gives_the_same_ranking(encoder: SentenceEncoder, tmp_path: Path) -> None:
    """The model carries everything that was learned."""
    trained = _trained(encoder, tmp_path)

    config, storage = TopicClassifier.get_default_config(), LocalModelStorage(tmp_path)
    loaded = TopicClassifier.load(config, storage, Resource("topics"), CONTEXT)

    message = encoder.process([Message({"text": "is the pay any good"})], talk())[0]
    assert loaded.ranking(message) == trained.ranking(message)


def test_the_same_sentences_make_the_same_model_in_whatever_order(encoder: SentenceEncoder, tmp_path: Path) -> None:
    """Nothing in training is left to chance, nor to where in which file a sentence stands."""
    orders = {"written": _examples(), "again": _examples(), "reversed": _examples()[::-1]}
    orders["shuffled"] = random.Random(7).sample(_examples(), len(_examples()))
    digests = set()
    for name, examples in orders.items():
        (tmp_path / name).mkdir()
        _trained(encoder, tmp_path / name, examples)
        digests |= {hashlib.sha256(file.read_bytes()).hexdigest() for file in (tmp_path / name).rglob("topics.npz")}

    assert len(digests) == 1


def test_an_untrained_classifier_says_so(encoder: SentenceEncoder, tmp_path: Path) -> None:
    """Asked before it is trained, it names the command that cures it."""
    with pytest.raises(EncoderNotTrained, match="make generate"):
        _classified(encoder, _untrained(tmp_path), "hello")


def test_examples_without_features_stop_training(tmp_path: Path) -> None:
    """A pipeline without the encoder is a clear error and no empty model."""
    with pytest.raises(NoTopicExamples, match=r"SentenceEncoder before it in config\.yml"):
        _untrained(tmp_path).train(TrainingData(_examples()))


def test_a_damaged_model_does_not_load(encoder: SentenceEncoder, tmp_path: Path) -> None:
    """Half a model must not serve."""
    _trained(encoder, tmp_path)
    (file,) = tmp_path.rglob("topics.npz")
    file.write_bytes(file.read_bytes()[:100])

    with pytest.raises(BadZipFile):
        TopicClassifier.load(
            TopicClassifier.get_default_config(), LocalModelStorage(tmp_path), Resource("topics"), CONTEXT
        )


def test_professions_and_places_are_told_to_the_classifier() -> None:
    """The classifier sees whether the own profession, others and a place are named."""
    entities = [
        {"entity": "profession", "value": "machine_learning_engineer"},
        {"entity": "profession", "value": "nurse"},
        {"entity": "place", "value": "Berlin"},
    ]

    flags = entity_features(entities, "machine_learning_engineer")

    assert np.array_equal(flags, [1, 1, 0, 1, 1, 0, 1, 0, 0, 0])


def _refined(intent: str, *entities: tuple[str, str]) -> Message:
    ranking = [{"name": intent, "confidence": 0.8}, {"name": "ask_salary_of", "confidence": 0.2}]
    found = [{"entity": entity, "value": value} for entity, value in entities]
    message = Message({"text": "x", "intent": ranking[0], "intent_ranking": ranking, "entities": found})
    return PayTopicRefiner().process([message])[0]


@pytest.mark.parametrize(
    ("intent", "entities", "refined"),
    [
        ("ask_salary", [("profession", "nurse")], "ask_salary_of"),
        ("ask_salary", [("profession", "nurse"), ("profession", "baker")], "ask_salary_compare"),
        ("ask_salary", [("profession", "nurse"), ("profession", "nurse")], "ask_salary_of"),
        ("ask_salary", [("place", "Berlin")], "ask_salary_location"),
        ("ask_salary", [("amount", "120k")], "ask_salary_assess"),
        ("ask_remote", [("profession", "nurse")], "ask_remote"),
    ],
    ids=["another profession", "two", "the same twice", "a place", "an amount", "not about pay"],
)
def test_what_is_named_decides_between_pay_topics(intent: str, entities: list[tuple[str, str]], refined: str) -> None:
    """The intent follows the entities where it is about pay, and only there."""
    assert _refined(intent, *entities).get("intent") == {"name": refined, "confidence": 0.8}


def test_a_refined_intent_leads_the_ranking() -> None:
    """The new intent takes the first place and the confidence; the old one follows."""
    message = _refined("ask_salary", ("profession", "nurse"))

    assert message.get("intent_ranking") == [
        {"name": "ask_salary_of", "confidence": 0.8},
        {"name": "ask_salary", "confidence": 0.2},
    ]
