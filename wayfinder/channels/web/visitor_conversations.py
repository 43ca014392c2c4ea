"""What is stored of a conversation: turns looked up, everything read, everything deleted."""

from rasa.core.agent import Agent
from rasa.shared.core.events import Event, Restarted

from wayfinder.channels.web.web_sessions import Session


async def events_of(agent: Agent, conversation: str) -> list[Event]:
    """Return every stored event of `conversation`, oldest first."""
    tracker = await agent.tracker_store.retrieve_full_tracker(conversation)
    return list(tracker.events) if tracker else []


async def find_turn(agent: Agent, conversation: str, message_id: str) -> list[Event] | None:
    """Return the stored turn that the message `message_id` began: that message and all until the next; None if none did."""
    turn: list[Event] | None = await agent.tracker_store.find_turn(conversation, message_id)
    return turn


async def forget(agent: Agent, conversation: str) -> None:
    """Delete every stored event of `conversation`."""
    await agent.tracker_store.delete(conversation)


async def closed_conversations(agent: Agent, visitor: str) -> int:
    """Return how many conversations of `visitor` were reset or deleted."""
    tracker = await agent.tracker_store.retrieve_full_tracker(_register(visitor))
    return sum(isinstance(event, Restarted) for event in tracker.events) if tracker else 0


async def close(agent: Agent, session: Session) -> None:
    """Remember that the session's conversation is closed: its tokens are void from now on.

    Kept in the tracker store under an id of its own, one event each, so that it holds
    after a restart, for every process, and after the conversation itself is deleted.
    """
    store = agent.tracker_store
    register = _register(session.visitor)
    tracker = await store.retrieve(register) or store.init_tracker(register)
    tracker.update(Restarted())
    await store.save(tracker)


def _register(visitor: str) -> str:
    return f"web-{visitor}"
