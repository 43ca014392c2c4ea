"""The held-out sentences: apart from the training sentences, and understood well enough."""

import re
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rapidfuzz import fuzz, process

from scripts.servers import ROOT
from tests.nlu.parsing import Sentence, parse_all, read_sentences
from tests.nlu.scores import missed_floors, scores_of

FLOORS = Path(__file__).with_name("floors.yml")
FEWEST = 800
# From so many words on, sentences this alike are one sentence with a slip.
LONG_FROM_WORDS = 5
TOO_ALIKE = 95


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
