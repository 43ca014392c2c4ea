"""What is stored of a conversation: turns looked up, everything read, everything deleted.

Rasa wraps the tracker store so that a failure to read looks like a new conversation, and a failure to
write like success. Here the store itself is asked, so that a failure is one.
"""

from typing import Any

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.events import Event, Restarted, UserUttered

from channels.web.sessions import Session


async def events_of(agent: Agent, conversation: str) -> list[Event]:
    """Return every stored event of `conversation`, oldest first."""
    tracker = await store_of(agent).retrieve_full_tracker(conversation)
    return list(tracker.events) if tracker else []


async def find_turn(agent: Agent, conversation: str, message_id: str) -> list[Event] | None:
    """Return the stored turn that the message `message_id` began: that message and all until the next; None if none did."""
    store = store_of(agent)
    if hasattr(store, "find_turn"):
        found: list[Event] | None = await store.find_turn(conversation, message_id)
        return found
    turn: list[Event] = []
    for event in await events_of(agent, conversation):
        if isinstance(event, UserUttered):
            if turn:
                return turn
            if event.message_id == message_id:
                turn.append(event)
        elif turn:
            turn.append(event)
    return turn or None


async def forget(agent: Agent, conversation: str) -> None:
    """Delete every stored event of `conversation`.

    Raises:
        NotImplementedError: the tracker store is of a kind that nothing can be deleted from.
    """
    store = store_of(agent)
    if hasattr(store, "delete"):
        await store.delete(conversation)
    elif isinstance(store, SQLTrackerStore):
        with store.session_scope() as session:
            session.query(store.SQLEvent).filter(store.SQLEvent.sender_id == conversation).delete()
            session.commit()
    elif isinstance(store, InMemoryTrackerStore):
        store.store.pop(conversation, None)
    else:
        raise NotImplementedError(f"{type(store).__name__} can't delete a conversation. Use an SQL tracker store.")


async def closed_conversations(agent: Agent, visitor: str) -> int:
    """Return how many conversations of `visitor` were reset or deleted."""
    tracker = await store_of(agent).retrieve_full_tracker(_register(visitor))
    return sum(isinstance(event, Restarted) for event in tracker.events) if tracker else 0


async def close(agent: Agent, session: Session) -> None:
    """Remember that the session's conversation is closed: its tokens are void from now on.

    Kept in the tracker store under an id of its own, one event each, so that it holds
    after a restart, for every process, and after the conversation itself is deleted.
    """
    store = store_of(agent)
    register = _register(session.visitor)
    tracker = await store.retrieve(register) or store.init_tracker(register)
    tracker.update(Restarted())
    await store.save(tracker)


def store_of(agent: Agent) -> Any:
    """Return the tracker store itself, without Rasa's wrapper that hides its failures."""
    store = agent.tracker_store
    return store._tracker_store if isinstance(store, FailSafeTrackerStore) else store


def _register(visitor: str) -> str:
    return f"web-{visitor}"
