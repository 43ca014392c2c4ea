"""The held-out sentences: apart from the training sentences, and understood well enough."""

import re
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rapidfuzz import fuzz, process
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage

from scripts.servers import ROOT
from tests.nlu.parsing import Sentence, parse_all, read_sentences
from tests.nlu.scores import missed_floors, scores_of
from wayfinder.topics.sentence_encoder import SentenceEncoder

FLOORS = Path(__file__).with_name("floors.yml")
FEWEST = 800
# From so many words on, sentences this alike are one sentence with a slip.
LONG_FROM_WORDS = 5
TOO_ALIKE = 95
# Cosine similarity from which two sentences differ by next to nothing: "hiring nowadays", "hiring these days".
SAME_MEANING = 0.97
LAST_LAYER = 384


def plain(text: str) -> str:
    """Return a sentence without case and punctuation; what consists of nothing else stays as it is."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip() or text.strip()


@pytest.fixture(scope="module")
def sentences() -> list[Sentence]:
    """The held-out sentences."""
    return read_sentences(sorted((ROOT / "tests" / "nlu").glob("held_out_*.yml")))


@pytest.fixture(scope="module")
def held_out(sentences: list[Sentence]) -> list[str]:
    """Their texts, plain."""
    return [plain(sentence.text) for sentence in sentences]


@pytest.fixture(scope="module")
def scores(model: Path, sentences: list[Sentence]) -> dict[str, Any]:
    """What the trained model scores on them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa warns of what it no longer does whenever it loads a model
        return scores_of(parse_all(str(model), sentences))


@pytest.fixture(scope="module")
def training() -> list[str]:
    """The training sentences, plain."""
    return [plain(s.text) for s in read_sentences(sorted((ROOT / "data" / "nlu").glob("*.yml")))]


def test_there_are_enough_held_out_sentences(held_out: list[str]) -> None:
    """None stands twice."""
    assert len(set(held_out)) == len(held_out) >= FEWEST


def test_no_held_out_sentence_is_a_training_sentence(held_out: list[str], training: list[str]) -> None:
    """Not even in other case and punctuation."""
    assert set(held_out) & set(training) == set()


def test_no_held_out_sentence_is_nearly_a_training_sentence(held_out: list[str], training: list[str]) -> None:
    """A changed letter or two makes no other sentence."""
    long = [text for text in held_out if len(text.split()) >= LONG_FROM_WORDS]
    alike = process.cdist(long, training, scorer=fuzz.ratio, score_cutoff=TOO_ALIKE, dtype=np.uint8)
    same = [(long[row], training[column]) for row, column in np.argwhere(alike)]

    assert same == []


def test_no_held_out_sentence_means_the_very_same_as_a_training_sentence(
    held_out: list[str], training: list[str], model: Path, tmp_path: Path
) -> None:
    """By the model's encoder: what it can't tell apart isn't held out. Shorter ones are rightly the same in meaning."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa warns of what it no longer does whenever it loads a model
        storage, metadata = LocalModelStorage.from_model_archive(tmp_path, model)
    node = next(node for node in metadata.predict_schema.nodes.values() if node.uses is SentenceEncoder)
    context = ExecutionContext(metadata.predict_schema, node_name="encoder")
    config = {**SentenceEncoder.get_default_config(), **node.config}
    encoder = SentenceEncoder.load(config, storage, node.resource, context)
    long = [text for text in held_out if len(text.split()) >= LONG_FROM_WORDS]
    known, asked = (_directions(encoder, texts) for texts in (training, long))
    alike = asked @ known.T
    same = [(long[row], training[alike[row].argmax()]) for row in np.flatnonzero(alike.max(axis=1) >= SAME_MEANING)]

    assert same == []


def _directions(encoder: SentenceEncoder, texts: list[str]) -> np.ndarray:
    """Return the encoder's last layer for each text, of length 1."""
    rows = np.vstack([np.ravel(encoder.encode(text))[:LAST_LAYER] for text in texts])
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_the_model_reaches_the_floors(scores: dict[str, Any]) -> None:
    """Topics, refusals, entities and calibration on the held-out sentences."""
    assert missed_floors({"held_out": scores}, FLOORS, left_out=("cross_validation.",)) == []


def test_the_gate_catches_a_broken_model(scores: dict[str, Any]) -> None:
    """Scores of a model that guesses miss a floor each."""
    guessing = {"accuracy": 0.04, "subjects_accuracy": 0.04, "subjects_refused": 0.5, "calibration_error": 0.5}
    missed = missed_floors({"held_out": {**scores, **guessing}}, FLOORS, left_out=("cross_validation.",))

    assert [line.split(": ")[1].split(" ")[0] for line in missed] == [
        "held_out.accuracy",
        "held_out.subjects_accuracy",
        "held_out.subjects_refused",
        "held_out.calibration_error",
    ]
