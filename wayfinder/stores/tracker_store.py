"""The tracker store of the bot: every event of every conversation, in SQLite or PostgreSQL.

Rasa's own store reads a conversation anew for each message, starts a blank one where reading fails,
and ends the process over a byte that the database doesn't take. This one keeps
the conversations of late in memory, and lets a turn fail whose reading or writing failed. Its table is Rasa's, so nothing is
lost by changing over, and Rasa's tools go on reading it.
"""

import itertools
import logging
from collections import OrderedDict
from collections.abc import Container, Iterable, Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import Connection, Row

from wayfinder.patches import apply_patches
from wayfinder.stores.database import Database, database_url
from wayfinder.stores.database_errors import DatabaseUnavailable
from wayfinder.stores.event_queries import (
    COUNT_OF_SESSION,
    FROM_ROW_ON,
    INSERT,
    MOST_EVENTS_OF_A_TURN,
    OF_CONVERSATION,
    OF_SENDER,
    append,
    begins_another,
    event_of,
    read_session,
    row_of,
)
from wayfinder.stores.live_tracker import LiveTracker
from wayfinder.stores.tables import events, migrate

logger = logging.getLogger(__name__)

# Conversations kept in memory, about 100 kB each; one that isn't costs its reading, a few milliseconds.
MOST_LIVE = 300


class SqlTrackerStore(TrackerStore):
    """Keeps conversations; named in endpoints.yml as the tracker store."""

    fails_the_turn = True  # so it isn't wrapped in Rasa's FailSafeTrackerStore; see rasa_patches

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        db: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Open the database: that of the setting, unless endpoints.yml has a `url` (which comes as `host`) or a file `db`.

        Raises:
            BadDatabaseUrl: the setting is no address of a database.
            DatabaseTooNew: a newer Wayfinder has changed its tables.
        """
        super().__init__(domain, event_broker, **kwargs)
        apply_patches()
        self.database = Database(database_url(f"sqlite:///{db}" if db else host), prepare=migrate)
        # As they were when last stored. Nobody changes these: each turn has a copy, which takes the place when it is stored.
        self._live: OrderedDict[str, LiveTracker] = OrderedDict()
        try:
            self.database.prepare()
        except DatabaseUnavailable as failure:
            logger.error("%s Conversations fail until it can be reached; it is tried at each.", failure)

    @property
    def domain(self) -> Domain:
        """The domain whose slots a conversation has."""
        return self._domain

    @domain.setter
    def domain(self, domain: Domain | None) -> None:
        self._domain = domain or Domain.empty()
        self._live.clear()  # what is in memory has the slots of another domain

    def init_tracker(self, sender_id: str) -> LiveTracker:
        """Return an empty conversation."""
        return LiveTracker(sender_id, self.domain.slots)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return the latest session of a conversation; None if nothing is stored of it.

        Raises:
            DatabaseUnavailable: it couldn't be read.
        """
        live = self._live.get(sender_id)
        return await self.database.read(lambda connection: self._read_session(connection, sender_id, live))

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """Return a conversation with the events of all its sessions; None if nothing is stored of it.

        Raises:
            DatabaseUnavailable: it couldn't be read.
        """

        def read(connection: Connection) -> DialogueStateTracker | None:
            rows = connection.execute(OF_CONVERSATION, {"sender": conversation_id}).all()
            slots = {slot.name for slot in self.domain.slots}
            found = [event for row in rows if (event := event_of(row)) and _is_of_today(event, slots)]
            return DialogueStateTracker.from_events(conversation_id, found, self.domain.slots) if found else None

        return await self.database.read(read)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events that aren't stored yet, all or none.

        Raises:
            DatabaseUnavailable: they couldn't be stored.
        """
        if isinstance(tracker, LiveTracker):
            new = await self._save_live(tracker)
        else:
            new = await self._save_made_elsewhere(tracker)
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, new, tracker.sender_id)

    async def _save_live(self, tracker: LiveTracker) -> list[Event]:
        new = list(itertools.islice(tracker.events, tracker.stored, None))
        if new:
            rows = [row_of(tracker.sender_id, event) for event in new]
            last_id, is_alone = await self.database.write(partial(append, rows, tracker.last_id))
            tracker.stored, tracker.last_id = len(tracker.events), last_id
            if is_alone:
                self._keep(tracker.copy())
        return new

    def _keep(self, tracker: LiveTracker) -> None:
        tracker.forget_all_but()
        self._live[tracker.sender_id] = tracker
        self._live.move_to_end(tracker.sender_id)
        while len(self._live) > MOST_LIVE:
            self._live.popitem(last=False)

    async def _save_made_elsewhere(self, tracker: DialogueStateTracker) -> list[Event]:
        """Store a tracker that isn't from here, as Rasa's HTTP API makes them; the first of its events are those of the stored session."""
        made = list(tracker.events)

        def write(connection: Connection, again: bool) -> list[Event]:
            new = made[connection.execute(COUNT_OF_SESSION, {"sender": tracker.sender_id}).scalar() :]
            if new:
                connection.execute(INSERT, [row_of(tracker.sender_id, event) for event in new])
            return new

        self._live.pop(tracker.sender_id, None)
        return await self.database.write(write)

    async def find_turn(self, sender_id: str, message_id: str) -> list[Event] | None:
        """Return the events of the turn that began with the message of this id; None if there is no such message.

        The first is the message. Quick however long ago it was.

        Raises:
            DatabaseUnavailable: it couldn't be read.
        """
        by_id = sa.select(sa.func.min(events.c.id)).where(OF_SENDER, events.c.message_id == message_id)

        def read(connection: Connection) -> list[Event] | None:
            first = connection.execute(by_id, {"sender": sender_id}).scalar()
            if first is None:
                return None
            after = FROM_ROW_ON.limit(MOST_EVENTS_OF_A_TURN)
            turn: list[Event] = []
            for row in connection.execute(after, {"sender": sender_id, "row": first}):
                event = event_of(row)
                if turn and begins_another(event):
                    break
                turn += [event] if event else []
            return turn

        return await self.database.read(read)

    async def delete(self, sender_id: str) -> None:
        """Delete all that is stored of a conversation. To be called under its lock, else a turn in progress is stored after it.

        Raises:
            DatabaseUnavailable: nothing was deleted.
        """
        rows = sa.delete(events).where(events.c.sender_id == sender_id)
        await self.database.write(lambda connection, again: connection.execute(rows))
        self._live.pop(sender_id, None)
        await self.database.forget_deleted()

    async def exists(self, conversation_id: str) -> bool:
        """Return whether anything is stored of a conversation."""
        query = sa.select(events.c.id).where(events.c.sender_id == conversation_id).limit(1)
        return await self.database.read(lambda connection: connection.execute(query).first() is not None)

    async def keys(self) -> Iterable[str]:
        """Return the sender ids of all conversations."""
        query = sa.select(events.c.sender_id).distinct()
        return await self.database.read(lambda connection: connection.execute(query).scalars().all())

    def _read_session(self, connection: Connection, sender_id: str, live: LiveTracker | None) -> LiveTracker | None:
        """Return the live copy, with what others have stored meanwhile; without one, read the latest session."""
        if live is not None:
            # The last row that the copy knows comes along: if it is gone, so may be others.
            rows = connection.execute(FROM_ROW_ON, {"sender": sender_id, "row": live.last_id}).all()
            if rows and rows[0].id == live.last_id:
                return _with(live.copy(), rows[1:])
        rows = read_session(connection, sender_id)
        return _with(self.init_tracker(sender_id), rows) if rows else None


def _with(tracker: LiveTracker, rows: Sequence[Row]) -> LiveTracker:
    """Return `tracker` with the events of `rows`, of which it keeps the last turns."""
    if not rows:
        return tracker
    for row in rows:
        if (event := event_of(row)) and _is_of_today(event, tracker.slots):
            tracker.update(event)
        tracker.last_id = row.id
    tracker.stored = len(tracker.events)
    tracker.forget_all_but()
    return tracker


def _is_of_today(event: Event, slots: Container[str]) -> bool:
    """Return whether an event isn't of a slot that only an older Wayfinder had; Rasa logs an error for each of those."""
    return not isinstance(event, SlotSet) or event.key in slots
