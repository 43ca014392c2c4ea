"""Which questions sound like another field's, and are turned away though they name no profession."""

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from tests.nlu.parsing import talk
from wayfinder.topics.other_field_guard import OtherFieldGuard
from wayfinder.topics.sentence_encoder import SentenceEncoder
from wayfinder.topics.training_errors import EncoderNotTrained, NoTopicExamples

CONTEXT = ExecutionContext(GraphSchema({}), node_name="guard")
OURS = (
    "how much can I make with machine learning", "what does the job pay", "is it hard to get in", "do I need a degree",
    "which programming language should I know", "are there jobs for beginners", "how do I start with ML",
    "is the demand for models and algorithms growing", "can I learn this at home",
)  # fmt: skip
# The sentence, and the profession in it.
OTHERS = (
    ("how much does a nurse make", "nurse"), ("what do plumbers earn", "plumbers"), ("is it hard to be a chef", "chef"),
    ("do bakers need a degree", "bakers"), ("are there jobs for gardeners", "gardeners"),
    ("how do I start as a roofer", "roofer"), ("what do cleaners get paid", "cleaners"),
    ("do midwives work at night", "midwives"), ("is the demand for welders growing", "welders"),
)  # fmt: skip


def _marked(text: str, name: str, intent: str) -> Message:
    start = text.index(name)
    mark = {"entity": "profession", "value": name, "start": start, "end": start + len(name)}
    return Message({"text": text, "intent": intent, "entities": [mark]})


def _training_data(*more: Message) -> TrainingData:
    ours = [Message({"text": text, "intent": "ask_salary"}) for text in OURS]
    others = [_marked(text, name, "ask_salary_of") for text, name in OTHERS]
    return TrainingData([*ours, *others, *more])


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    """An encoder that learned the words of the examples."""
    storage = LocalModelStorage(tmp_path_factory.mktemp("encoder"))
    encoder = SentenceEncoder.create(SentenceEncoder.get_default_config(), storage, Resource("encoder"), CONTEXT)
    encoder.train(_training_data())
    return encoder


def _untrained(folder: Path, **config: Any) -> OtherFieldGuard:
    settings = {**OtherFieldGuard.get_default_config(), **config}
    return OtherFieldGuard.create(settings, LocalModelStorage(folder), Resource("guard"), CONTEXT)


def _trained(encoder: SentenceEncoder, folder: Path, **config: Any) -> OtherFieldGuard:
    guard = _untrained(folder, **config)
    guard.train(encoder.process_training_data(_training_data()))
    return guard


@pytest.fixture(scope="module")
def guard(encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> OtherFieldGuard:
    """A guard that has seen a few trades."""
    return _trained(encoder, tmp_path_factory.mktemp("guard"))


def _intent(
    encoder: SentenceEncoder, guard: OtherFieldGuard, text: str, intent: str = "ask_salary", **data: Any
) -> str:
    found = {"name": intent, "confidence": 0.9}
    message = Message({"text": text, "intent": found, "intent_ranking": [found], **data})
    name: str = guard.process(encoder.process([message], talk()))[0].get("intent")["name"]
    return name


def test_a_question_that_sounds_like_another_field_is_turned_away(
    encoder: SentenceEncoder, guard: OtherFieldGuard
) -> None:
    """Trades that no example names."""
    texts = ["what do butchers take home", "how much is a carpenter's day worth"]

    assert [text for text in texts if _intent(encoder, guard, text) != "ask_near_miss"] == []


def test_a_question_on_our_field_or_on_none_is_left_alone(encoder: SentenceEncoder, guard: OtherFieldGuard) -> None:
    """Who names no profession means the ML engineer."""
    texts = ["what does machine learning pay", "how much does the job pay", "do I need a degree for ML"]

    assert [text for text in texts if _intent(encoder, guard, text) != "ask_salary"] == []


def test_what_names_a_profession_is_left_to_the_actions(encoder: SentenceEncoder, guard: OtherFieldGuard) -> None:
    """They say by name that no fact is about it."""
    named = [{"entity": "profession", "value": "butcher", "start": 8, "end": 16}]

    assert _intent(encoder, guard, "what do butchers take home", entities=named) == "ask_salary"


def test_only_questions_about_the_career_are_judged(encoder: SentenceEncoder, guard: OtherFieldGuard) -> None:
    """Anything else states no fact of ours."""
    intents = ["greet", "ask_off_topic", "follow_up", "wellbeing"]

    assert [
        intent for intent in intents if _intent(encoder, guard, "what do butchers take home", intent) != intent
    ] == []


def test_a_story_is_not_turned_away(encoder: SentenceEncoder, guard: OtherFieldGuard) -> None:
    """It names much besides what it asks about."""
    story = "what do butchers take home " * 6

    assert len(story.split()) == 30
    assert _intent(encoder, guard, story) == "ask_salary"


def test_the_intent_that_was_first_stays_in_the_ranking(encoder: SentenceEncoder, guard: OtherFieldGuard) -> None:
    """The near miss takes its confidence."""
    found = {"name": "ask_salary", "confidence": 0.9}
    second = {"name": "ask_near_miss", "confidence": 0.1}
    message = Message({"text": "what do butchers take home", "intent": found, "intent_ranking": [found, second]})

    [message] = guard.process(encoder.process([message], talk()))

    assert message.get("intent_ranking") == [
        {"name": "ask_near_miss", "confidence": 0.9},
        {"name": "ask_salary", "confidence": 0.1},
    ]


def test_names_between_the_fields_teach_nothing(encoder: SentenceEncoder, tmp_path: Path) -> None:
    """A sales engineer shares a word with ours; sentences on one are neither kind."""
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    between = _marked("what do sales engineers earn", "sales engineers", "ask_salary_of")
    with_it = _untrained(tmp_path / "with")
    with_it.train(encoder.process_training_data(_training_data(between)))
    without = _trained(encoder, tmp_path / "without")

    [message] = encoder.process([Message({"text": "what do sales people earn"})], talk())

    assert with_it.other_field(message) == without.other_field(message)


def test_the_same_sentences_make_the_same_guard_in_whatever_order(encoder: SentenceEncoder, tmp_path: Path) -> None:
    """It doesn't matter where in which file a sentence stands."""
    models = set()
    for name, step in (("written", 1), ("reversed", -1)):
        (tmp_path / name).mkdir()
        guard, data = _untrained(tmp_path / name), encoder.process_training_data(_training_data())
        guard.train(TrainingData(data.training_examples[::step]))
        models |= {file.read_bytes() for file in (tmp_path / name).rglob("fields.npz")}

    assert len(models) == 1


def test_a_loaded_guard_judges_the_same(encoder: SentenceEncoder, tmp_path: Path) -> None:
    """The model carries everything that was learned."""
    trained = _trained(encoder, tmp_path)
    config, storage = OtherFieldGuard.get_default_config(), LocalModelStorage(tmp_path)
    loaded = OtherFieldGuard.load(config, storage, Resource("guard"), CONTEXT)

    [message] = encoder.process([Message({"text": "what do butchers take home"})], talk())

    assert loaded.other_field(message) == trained.other_field(message)


def test_a_damaged_model_does_not_load(encoder: SentenceEncoder, tmp_path: Path) -> None:
    """Half a model must not serve."""
    _trained(encoder, tmp_path)
    (file,) = tmp_path.rglob("fields.npz")
    file.unlink()

    with pytest.raises(FileNotFoundError):
        OtherFieldGuard.load(
            OtherFieldGuard.get_default_config(), LocalModelStorage(tmp_path), Resource("guard"), CONTEXT
        )


def test_examples_of_one_field_stop_training(encoder: SentenceEncoder, tmp_path: Path) -> None:
    """A guard that turned nothing away would be no guard."""
    ours = TrainingData([Message({"text": text, "intent": "ask_salary"}) for text in OURS])

    with pytest.raises(NoTopicExamples, match="all of one field"):
        _untrained(tmp_path).train(encoder.process_training_data(ours))


def test_an_untrained_guard_says_so(encoder: SentenceEncoder, tmp_path: Path) -> None:
    """Asked before it is trained, it names the command that cures it."""
    with pytest.raises(EncoderNotTrained, match="make generate"):
        _intent(encoder, _untrained(tmp_path), "what do butchers take home")
