"""What the sentence encoder makes of a text, and what stops its training."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from tests.nlu.parsing import talk
from wayfinder.topics import minilm_converter as minilm
from wayfinder.topics.sentence_encoder import KNOWN_WORDS, PART_FEATURES, SentenceEncoder
from wayfinder.topics.speller import Speller
from wayfinder.topics.training_errors import EncoderNotTrained, WeightsMissing, WeightsWrong

CONTEXT = ExecutionContext(GraphSchema({}), node_name="encoder")
WEATHER = ("The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium.")
TEXTS = (
    "how much does it pay",
    "how much do engineers make",
    "how long does it take",
    "do engineers make much",
    "how much do they pay",
)


def _encoder(folder: Path, **config: Any) -> SentenceEncoder:
    """Return an encoder that was trained in `folder`."""
    settings = {**SentenceEncoder.get_default_config(), **config}
    encoder = SentenceEncoder.create(settings, LocalModelStorage(folder), Resource("encoder"), CONTEXT)
    encoder.train(TrainingData([Message({"text": text, "intent": "greet"}) for text in TEXTS]))
    return encoder


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    """The encoder as we serve it."""
    return _encoder(tmp_path_factory.mktemp("int8"))


def _processed(encoder: SentenceEncoder, text: str) -> Message:
    return encoder.process([Message({"text": text})], talk())[0]


def _features(message: Message) -> Any:
    _, sentence = message.get_dense_features("text")
    return None if sentence is None else sentence.features


def _similarities(encoder: SentenceEncoder) -> tuple[float, float, float]:
    first, second, third = (encoder.encode(text)[: minilm.WIDTH] for text in WEATHER)
    return float(first @ second), float(first @ third), float(second @ third)


def test_float32_gives_the_published_similarities(tmp_path: Path) -> None:
    """The graph computes what sentence-transformers documents for these sentences."""
    encoder = _encoder(tmp_path, quantized=False)

    similarities = _similarities(encoder)

    assert similarities == pytest.approx((0.6660, 0.1046, 0.1411), abs=0.0002)


def test_int8_stays_near_the_published_similarities(encoder: SentenceEncoder) -> None:
    """Quantising moves a similarity by a few hundredths at most."""
    similarities = _similarities(encoder)

    assert similarities == pytest.approx((0.6660, 0.1046, 0.1411), abs=0.04)


def test_a_message_gets_one_row_of_sentence_features(encoder: SentenceEncoder) -> None:
    """A short message has one row, that begins with a vector of length 1, and no parts."""
    message = _processed(encoder, "how much does it pay")

    assert _features(message).shape == (1, 1536)
    assert np.linalg.norm(_features(message)[0, :384]) == pytest.approx(1, abs=1e-4)
    assert message.get(PART_FEATURES) is None


def test_a_long_message_has_a_row_for_each_sentence(encoder: SentenceEncoder) -> None:
    """From thirty words on each sentence of two words or more is encoded by itself too."""
    text = "Hello! " + "I have worked in a kitchen for many years and I am tired of it. " * 2 + "What does it pay?"

    message = _processed(encoder, text)

    assert message.get(PART_FEATURES).shape == (3, 1536)


def test_padding_changes_next_to_nothing(tmp_path: Path) -> None:
    """A sentence encoded beside a longer one is the sentence alone, once no scale is shared."""
    encoder = _encoder(tmp_path, quantized=False)
    alone = encoder.encode("what does it pay?")

    text = "What does it pay? " + "I have worked in a kitchen for many years and I am tired of it. " * 2
    beside = _processed(encoder, text).get(PART_FEATURES)[0]

    assert beside == pytest.approx(alone, abs=1e-3)


def test_an_empty_message_gets_no_features(encoder: SentenceEncoder) -> None:
    """Nothing is encoded where nothing is said."""
    assert [text for text in ["", "   ", "\n"] if _features(_processed(encoder, text)) is not None] == []


def test_of_a_wall_of_text_the_end_counts(encoder: SentenceEncoder) -> None:
    """Beyond a thousand characters the middle is left out, and never the end."""
    start, end = "so here is my story " * 200, " is the pay any good"

    with_end, without = _features(_processed(encoder, start + end)), _features(_processed(encoder, start))

    assert not np.allclose(with_end, without, atol=0.01)


def test_the_middle_of_a_wall_of_text_costs_nothing(encoder: SentenceEncoder) -> None:
    """A message of a hundred thousand characters is encoded like one of a thousand."""
    same = "so here is my story " * 5000

    assert np.array_equal(_features(_processed(encoder, same)), _features(_processed(encoder, same * 2)))


def test_a_misspelt_text_is_encoded_as_if_spelt_right(encoder: SentenceEncoder) -> None:
    """Slips in words of the training data don't reach the encoder, and the message keeps its text."""
    message = _processed(encoder, "How mcuh do enginers make")

    assert np.array_equal(_features(message)[0], encoder.encode("how much do engineers make"))
    assert message.get("text") == "How mcuh do enginers make"


@pytest.mark.parametrize(
    ("text", "known"),
    [("how much does it pay", 5), ("asdfgh qwertz jklpo", 0), ("?!", 0), ("👍", 0)],
    ids=["words", "gibberish", "punctuation", "emoji"],
)
def test_known_words_are_counted(encoder: SentenceEncoder, text: str, known: int) -> None:
    """Words count that the tokenizer has whole, and nothing else does."""
    assert _processed(encoder, text).get(KNOWN_WORDS) == known


def test_a_loaded_encoder_gives_the_same_features(tmp_path: Path) -> None:
    """The model carries all that serving needs."""
    trained = _encoder(tmp_path)

    config, storage = SentenceEncoder.get_default_config(), LocalModelStorage(tmp_path)
    loaded = SentenceEncoder.load(config, storage, Resource("encoder"), CONTEXT)

    assert np.array_equal(loaded.encode("is it hard"), trained.encode("is it hard"))


def test_conversion_gives_the_same_bytes_each_time() -> None:
    """The same weights make the same model."""
    weights = minilm.find_files().weights

    assert hashlib.sha256(minilm.convert(weights)).digest() == hashlib.sha256(minilm.convert(weights)).digest()


def test_an_untrained_encoder_says_so(tmp_path: Path) -> None:
    """Asked before it is trained, it names the command that cures it."""
    config, storage = SentenceEncoder.get_default_config(), LocalModelStorage(tmp_path)
    encoder = SentenceEncoder.create(config, storage, Resource("encoder"), CONTEXT)

    with pytest.raises(EncoderNotTrained, match="make generate"):
        encoder.encode("hello")


def test_a_missing_package_stops_training() -> None:
    """Without the weights' package the error names it."""
    with pytest.raises(WeightsMissing, match="no-such-weights: not installed"):
        minilm.find_files("no-such-weights")


def test_a_package_without_the_weights_stops_training() -> None:
    """A package that lacks the file is named together with the file."""
    with pytest.raises(WeightsMissing, match=r"pytest: has no file model\.safetensors"):
        minilm.find_files("pytest")


def test_changed_weights_stop_training(tmp_path: Path) -> None:
    """One wrong byte is noticed, and the error shows both digests."""
    changed = tmp_path / "model.safetensors"
    changed.write_bytes(b"x")

    with pytest.raises(
        WeightsWrong, match="SHA-256 is 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    ):
        minilm.check_sha256(changed, minilm.SHA256["model.safetensors"])


def test_a_missing_file_stops_training(tmp_path: Path) -> None:
    """A file that the package lists and the disk lacks is a clear error too."""
    with pytest.raises(WeightsMissing, match="no such file"):
        minilm.check_sha256(tmp_path / "gone", "0")


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("hwo much does it pay", "hwo much does it pay"),
        ("how mcuh does it pya", "how much does it pya"),
        ("how much do engineesr make", "how much do engineers make"),
        ("how muchdo engineers make", "how much do engineers make"),
        ("HOW MUCHH DO ENGINEERS MAKE", "how much do engineers make"),
        ("how much do plumbers make", "how much do plumbers make"),
        ("kubernetes?", "kubernetes?"),
    ],
    ids=["short", "swapped", "swapped in long", "joined", "capitals", "in the dictionary", "like nothing known"],
)
def test_misspelt_words_are_put_right(written: str, right: str) -> None:
    """Words near one of the training data are put right; others, and very short ones, stay as they are."""
    words = {word for text in TEXTS for word in text.split()} | {"plumbers"}

    speller = Speller.of_texts(TEXTS, words)

    assert speller.corrected(written) == right


def test_a_word_seen_often_is_right_though_no_dictionary_has_it() -> None:
    """Abbreviations and words without their apostrophe stay what they are, and draw misspellings to them."""
    often = ["i dont know what mles do"] * 4

    speller = Speller.of_texts(often, {"i", "know", "what", "do", "done", "miles"})

    assert speller.corrected("dont mles") == "dont mles"


def test_a_plural_of_a_known_word_is_right() -> None:
    """Plumbers aren't numbers."""
    speller = Speller.of_texts(["numbers and plumber"] * 2, {"numbers", "and", "plumber"})

    assert speller.corrected("plumbers") == "plumbers"


def test_a_neighbouring_key_is_likelier_than_a_far_one() -> None:
    """Of two words as near and as frequent the one is taken whose key is beside the one hit."""
    speller = Speller.of_texts(["cash", "wash"] * 2, {"cash", "wash"})

    assert (speller.corrected("xash"), speller.corrected("qash")) == ("cash", "wash")


def test_two_slips_are_forgiven_only_behind_the_first_letter() -> None:
    """A long word that begins with another letter and has a second slip is another word."""
    speller = Speller.of_texts(["productive"] * 2, {"productive"})

    assert (speller.corrected("prodactife"), speller.corrected("froductife")) == ("productive", "froductife")
