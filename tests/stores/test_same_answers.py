"""Nothing that makes the bot fast changes an answer. Here by a sample; `make -C lab test` has every conversation."""

import uuid
from collections.abc import Callable

from scripts import servers
from tests.conftest import Bot
from tests.conversations.runner import conversations, differences, one_of_each_kind, reply


def test_conversations_of_every_kind_are_answered_as_by_rasa_as_it_is(bot: Bot, rasas_own: str) -> None:
    """Text, buttons and answer object of every turn, but for the answer's id."""
    sample = one_of_each_kind()

    assert len(sample) >= 40
    assert [line for c in sample for line in differences(c, bot.url, rasas_own)] == []


def test_an_action_server_of_its_own_gives_the_same_answers(start_bot: Callable[..., Bot], bot: Bot) -> None:
    """The same actions, over HTTP and with one connection kept."""
    separate = start_bot(actions_from=servers.ROOT)

    assert [line for c in one_of_each_kind() for line in differences(c, bot.url, separate.url)] == []


def test_a_long_conversation_is_answered_the_same_to_its_end(bot: Bot, rasas_own: str) -> None:
    """Forty messages of one person, who changes the subject with each: only the last turns are in memory with us, all with Rasa."""
    messages = [str(c.turns[0]["user"]) for c in conversations()[::10] if "user" in c.turns[0]]
    person = uuid.uuid4().hex
    different = [said for said in messages if reply(bot.url, person, said) != reply(rasas_own, person, said)]

    assert len(messages) >= 30
    assert different == []
