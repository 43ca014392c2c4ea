"""What people think of an answer: a message of its own in the conversation, whose latest counts."""

from collections.abc import Iterable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.core.events import Event, SlotSet, UserUttered

from actions.topics import ANSWER_ID
from channels.feedback import feedback_message

SLOT = "feedback"


async def record_feedback(agent: Agent, conversation: str, given: dict[str, Any], channel: str) -> None:
    """Have the bot note what a person thinks of an answer: `given` has `answer`, `value` and perhaps `reason`.

    The caller holds the conversation's lock and knows that the conversation has the answer.
    """
    await agent.processor.handle_message(feedback_message(conversation, given, CollectingOutputChannel(), channel))


def is_feedback(asked: UserUttered) -> bool:
    """Return whether a message is a click on a thumb, and no words that anybody wrote."""
    return any(entity["entity"] == ANSWER_ID for entity in asked.entities)


def feedback_of(events: Iterable[Event]) -> dict[str, dict[str, Any]]:
    """Return the latest feedback on each answer, by the answer's id: `value` and `reason`."""
    latest: dict[str, dict[str, Any]] = {}
    for event in events:
        if isinstance(event, SlotSet) and event.key == SLOT:
            latest |= event.value or {}
    return latest
