"""What a session remembers from one message to the next, in slots.

Each slot is kept by Rasa with the conversation and forgotten when a new session begins.
"""

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from actions.answering.buttons import Button, buttons_in

# The question that was answered last; each part is a slot of the same name.
CARRIED = ("topic", "text", "profession", "place", "level", "amount", "period", "facts")
# Further slots: what was offered, whether that asked back, how often in a row the bot understood nothing,
# the ids of the answers given, that of the last which was more than talk, the facts that they told, and what
# the person thought of them.
KEPT = ("offered", "asked_back", "failures", "answers", "judged", "told", "feedback")


@dataclass(frozen=True)
class Memory:
    """What the session has besides the question before: offers, failures in a row, answers, facts told.

    `judged` is the id of the answer that praise or blame in words is about: the last that was more than talk.
    """

    offered: tuple[Button, ...] = ()
    asked_back: bool = False
    failures: int = 0
    answers: tuple[str, ...] = ()
    judged: str | None = None
    told: tuple[str, ...] = ()


NO_MEMORY = Memory()


def memory_in(tracker: Tracker) -> Memory:
    """Read the memory from the slots of a conversation."""
    return Memory(
        offered=buttons_in(tracker.get_slot("offered")),
        asked_back=bool(tracker.get_slot("asked_back")),
        failures=_whole_number(tracker.get_slot("failures")),
        answers=texts_in(tracker.get_slot("answers")),
        judged=_text(tracker.get_slot("judged")),
        told=texts_in(tracker.get_slot("told")),
    )


def feedback_in(tracker: Tracker) -> dict[str, Any]:
    """Return what the person thought of which answer, by answer id."""
    kept = tracker.get_slot("feedback")
    return dict(kept) if isinstance(kept, dict) else {}


def texts_in(slot: Any) -> tuple[str, ...]:
    """Return the texts of a list; none from what an older version of the bot kept there."""
    return tuple(text for text in slot if isinstance(text, str)) if isinstance(slot, list) else ()


def _text(slot: Any) -> str | None:
    return slot if isinstance(slot, str) else None


def _whole_number(slot: Any) -> int:
    return int(slot) if isinstance(slot, str) and slot.isdecimal() else 0
