"""Every conversation of this folder, with the real model, the real actions and the text that a person sees."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.conftest import Bot
from tests.conversations.runner import TURN_KEYS, Conversation, conversations, hold

ALL = conversations()
# The least that are worth the name of a test suite, counted without rows of a table.
FEWEST = 250


@pytest.mark.parametrize("conversation", ALL, ids=lambda c: f"{c.file}: {c.name}")
def test_the_conversation_goes_as_written(bot: Bot, conversation: Conversation) -> None:
    """The bot's replies hold what they must and nothing that they mustn't."""
    wrong = hold(bot, conversation)

    assert not wrong, "\n".join(wrong)


def test_every_conversation_can_fail_both_ways() -> None:
    """It names something that must appear and something that mustn't, and no key is misspelt."""
    wrong = [f"{c.file}: {c.name}: {fault}" for c in ALL for fault in _faults_in_writing(c)]

    assert wrong == []


def _faults_in_writing(conversation: Conversation) -> Iterator[str]:
    unknown = {key for turn in conversation.turns for key in turn} - TURN_KEYS
    if unknown:
        yield f"there are no keys {sorted(unknown)}"
    for key in ("says", "never"):
        if not any(turn.get(key) for turn in conversation.turns):
            yield f"no turn has {key!r}"


def test_there_are_enough_conversations() -> None:
    """Rows of one table count once."""
    shapes = {conversation.shape for conversation in ALL}

    assert len(shapes) >= FEWEST


def test_no_two_conversations_have_the_same_name() -> None:
    """A name leads to one conversation."""
    repeated = [name for name, times in Counter(c.name for c in ALL).items() if times > 1]

    assert repeated == []


def test_no_two_conversations_differ_only_in_profession_or_wording() -> None:
    """Conversations that expect the same things of the same course are one, with rows."""
    expectations = Counter(_expected_course(c) for c in {c.shape: c for c in ALL}.values())
    repeated = [course for course, times in expectations.items() if times > 1]

    assert repeated == []


def _expected_course(conversation: Conversation) -> str:
    """Return what is expected, turn by turn, without figures and professions."""
    course = [
        (
            turn.get("topic"),
            turn.get("status"),
            tuple(turn.get("says", ())),
            tuple(turn.get("never", ())),
            bool(turn.get("press")),
        )
        for turn in conversation.turns
    ]
    return re.sub(
        r"\$?[\d,.]+|(data|software|machine learning|ml|deep learning|computer vision) (engineer|scientist|analyst)s?",
        "#",
        str(course).lower(),
    )
