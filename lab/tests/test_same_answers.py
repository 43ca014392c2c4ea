"""Rasa as it is answers every conversation as we do. `make test` has one conversation of each kind, this has all."""

from tests.conftest import Bot
from tests.conversations.runner import conversations, differences
from tests.stores import conftest

rasas_own = conftest.rasas_own


def test_every_conversation_is_answered_as_by_rasa_as_it_is(bot: Bot, rasas_own: str) -> None:
    """Text, buttons and answer object of every turn, but for the answer's id."""
    assert [line for c in conversations() for line in differences(c, bot.url, rasas_own)] == []
