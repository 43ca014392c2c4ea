"""What isn't understood yet is listed, and the list shrinks."""

import uuid
from pathlib import Path

import pytest
import yaml

from tests.conftest import Bot

LISTED = yaml.safe_load(Path(__file__).with_name("not_understood.yml").read_text())


@pytest.mark.parametrize("sentence", LISTED, ids=lambda sentence: sentence["user"])
def test_a_listed_sentence_is_still_misunderstood(bot: Bot, sentence: dict[str, str]) -> None:
    """One that is understood now belongs into the conversations."""
    topic = bot.says(uuid.uuid4().hex, sentence["user"]).answers[0]["topic"]

    assert topic != sentence["topic"], "it is understood now: take it out of not_understood.yml"
