"""What people think of an answer: stored with the conversation, the latest counts."""

from collections.abc import Iterable
from typing import Any

from rasa.core.agent import Agent
from rasa.shared.core.events import AgentUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker

from channels.web.conversations import store_of

GIVE_FEEDBACK = "give_feedback"


async def record_feedback(agent: Agent, conversation: str, answer_id: str, value: str, reason: str | None) -> None:
    """Store what a person thinks of the answer `answer_id`: `value` is "up" or "down".

    The caller holds the conversation's lock.
    """
    store = store_of(agent)
    tracker: DialogueStateTracker = await store.retrieve(conversation)
    feedback = {"answer_id": answer_id, "value": value, "reason": reason}
    tracker.update(AgentUttered(data={GIVE_FEEDBACK: feedback}))
    await store.save(tracker)


def feedback_of(events: Iterable[Event]) -> dict[str, dict[str, Any]]:
    """Return the latest feedback on each answer, by the answer's id: `value` and `reason`."""
    latest: dict[str, dict[str, Any]] = {}
    for event in events:
        if isinstance(event, AgentUttered) and GIVE_FEEDBACK in (event.data or {}):
            given = event.data[GIVE_FEEDBACK]
            latest[given["answer_id"]] = {"value": given["value"], "reason": given["reason"]}
    return latest
