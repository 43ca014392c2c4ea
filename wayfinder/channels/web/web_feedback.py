"""What people think of answers, as the stored conversation has it; wayfinder/channels/feedback.py stores it."""

from collections.abc import Iterable
from typing import Any

from rasa.shared.core.events import Event, SlotSet, UserUttered

from actions.topics import ANSWER_ID

SLOT = "feedback"


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
