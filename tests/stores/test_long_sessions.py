"""A long session is read by what it has left, and is the same as if all of it had been read."""

import asyncio

import pytest
import sqlalchemy as sa
from rasa.shared.core.events import (
    ConversationPaused,
    DefinePrevUserUtteredFeaturization,
    Event,
    FollowupAction,
    SlotSet,
    UserUtteranceReverted,
)
from rasa.shared.core.trackers import DialogueStateTracker

import wayfinder.stores.event_queries
from tests.stores.conftest import DOMAIN, session_start, turn
from wayfinder.stores.event_queries import read_session
from wayfinder.stores.tracker_store import SqlTrackerStore

LONG = [
    *session_start(),
    *turn("an older session", topic="outlook"),
    *session_start(),
    *turn("pay", topic="salary"),
    DefinePrevUserUtteredFeaturization(False),  # a policy's, in every turn
    SlotSet("names", ["a", "b"]),
    *turn("skills", topic="skills"),
    *turn("pay again", topic="salary"),
    *turn("more"),
    *turn("thanks"),
]


@pytest.fixture(autouse=True)
def four_events_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session of more than four events is long."""
    limit = wayfinder.stores.event_queries.LONG_SESSION
    query = wayfinder.stores.event_queries.LATEST_SESSION.limit(5)
    assert limit > 4
    monkeypatch.setattr(wayfinder.stores.event_queries, "LONG_SESSION", 4)
    monkeypatch.setattr(wayfinder.stores.event_queries, "BEGINNING_OF_SESSION", query)


def stored(url: str, events: list[Event]) -> SqlTrackerStore:
    """Return a store that has just been opened on a database with these events."""

    async def have() -> None:
        tracker = await writer.get_or_create_tracker("someone", append_action_listen=False)
        for event in events:
            tracker.update(event)
        await writer.save(tracker)

    writer = SqlTrackerStore(DOMAIN, host=url)
    asyncio.run(have())
    return SqlTrackerStore(DOMAIN, host=url)


def retrieved(store: SqlTrackerStore) -> DialogueStateTracker:
    """Return the conversation as the next turn gets it."""
    tracker = asyncio.run(store.retrieve("someone"))
    assert tracker is not None
    return tracker


def rows_read(url: str) -> int:
    """Return how many rows a reading of the conversation brings."""
    with sa.create_engine(url).connect() as connection:
        return len(read_session(connection, "someone"))


def whole(events: list[Event]) -> DialogueStateTracker:
    """Return Rasa's own tracker of the same events."""
    return DialogueStateTracker.from_events("someone", events, DOMAIN.slots)


def test_the_state_is_that_of_the_whole(url: str) -> None:
    """Slots that were set long ago, and set again; the latest message; what comes next."""
    found = retrieved(stored(url, LONG))

    assert found.current_state() == whole(LONG).current_state()
    assert (found.get_slot("topic"), found.get_slot("names")) == ("salary", ["a", "b"])


def test_few_rows_are_read(url: str) -> None:
    """The last turn, and before it one of each kind and slot."""
    store = stored(url, LONG)
    last_turn, kinds, slots = 4, 5, 2

    assert rows_read(url) == last_turn + kinds + slots
    assert retrieved(store).latest_message.text == "thanks"


@pytest.mark.parametrize(
    "event",
    [ConversationPaused(), FollowupAction("action_answer"), UserUtteranceReverted()],
    ids=["paused", "followed up", "taken back"],
)
def test_a_session_with_events_that_reach_further_is_read_whole(url: str, event: Event) -> None:
    """What they leave isn't replaced by the next of their kind."""
    events = [*LONG, event, *turn("and then", topic="courses"), *turn("at last")]
    found = retrieved(stored(url, events))

    assert found.current_state() == whole(events).current_state()
    assert rows_read(url) == len(events) - 9  # all of the latest session


def test_the_next_turn_is_added_behind_all_others(url: str) -> None:
    """What wasn't read stays stored, and is read again when the whole is asked for."""

    async def talk() -> list[str]:
        tracker = await store.get_or_create_tracker("someone", append_action_listen=False)
        for event in turn("and openings"):
            tracker.update(event)
        await store.save(tracker)
        full = await store.retrieve_full_tracker("someone")
        return [event.text for event in (full.events if full else []) if event.type_name == "user"]

    store = stored(url, LONG)

    assert asyncio.run(talk())[-3:] == ["more", "thanks", "and openings"]
    assert len(asyncio.run(talk())) == 8
