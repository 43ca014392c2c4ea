"""The floor does what the bot's encoder does, and no more: else the bot would look quicker beside it than it is."""

from pathlib import Path

import numpy as np

from lab.bench.bots import Wayfinder
from lab.bench.floor import read_encoder


def test_a_message_is_encoded_without_padding(model: Path) -> None:
    """Nine words and marks, one each for the beginning and the end."""
    _, tokenizer = read_encoder(model)

    tokens = tokenizer.encode(Wayfinder.messages[0]).tokens

    assert tokens == ["[CLS]", "how", "much", "does", "a", "machine", "learning", "engineer", "make", "?", "[SEP]"]


def test_the_encoder_is_the_bots_own(model: Path) -> None:
    """A sentence's vector has 384 numbers and the length 1; like sentences have like vectors."""
    session, tokenizer = read_encoder(model)

    def vector(text: str) -> np.ndarray:
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        return session.run(["features"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})[0][0, :384]

    pay, salary, weather = (
        vector(text) for text in ("what does it pay", "what is the salary", "will it rain tomorrow")
    )
    assert abs(np.linalg.norm(pay) - 1) < 0.001
    assert pay @ salary > 0.5 > pay @ weather
