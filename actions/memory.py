"""What a session remembers from one message to the next, in slots.

Each slot is kept by Rasa with the conversation and forgotten when a new session begins.
"""

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from actions.buttons import Button, buttons_in

# The question that was answered last; each part is a slot of the same name.
CARRIED = ("topic", "text", "profession", "place", "level", "amount", "period", "facts")
# Further slots: what was offered, whether that asked back, how often in a row the bot understood nothing,
# the ids of the answers given, the facts that they told, and what the person thought of them.
KEPT = ("offered", "asked_back", "failures", "answers", "told", "feedback")


@dataclass(frozen=True)
class Memory:
    """What the session has besides the question before: offers, failures in a row, answers, facts told."""

    offered: tuple[Button, ...] = ()
    asked_back: bool = False
    failures: int = 0
    answers: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


NO_MEMORY = Memory()


def memory_in(tracker: Tracker) -> Memory:
    """Read the memory from the slots of a conversation."""
    return Memory(
        offered=buttons_in(tracker.get_slot("offered")),
        asked_back=bool(tracker.get_slot("asked_back")),
        failures=int(tracker.get_slot("failures") or 0),
        answers=tuple(tracker.get_slot("answers") or ()),
        told=tuple(tracker.get_slot("told") or ()),
    )


def feedback_in(tracker: Tracker) -> dict[str, Any]:
    """Return what the person thought of which answer, by answer id."""
    return dict(tracker.get_slot("feedback") or {})
