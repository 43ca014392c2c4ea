"""The held-out sentences mean something else than the training sentences; encoding all of both takes a minute."""

import warnings
from pathlib import Path

import numpy as np
from rasa.engine.graph import ExecutionContext
from rasa.engine.storage.local_model_storage import LocalModelStorage

from tests.nlu.test_held_out import LONG_FROM_WORDS, held_out, sentences, training
from wayfinder.topics.sentence_encoder import SentenceEncoder

# Cosine similarity from which two sentences differ by next to nothing: "hiring nowadays", "hiring these days".
SAME_MEANING = 0.97
LAST_LAYER = 384

__all__ = ["held_out", "sentences", "training"]  # fixtures of the tests that read no model


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
