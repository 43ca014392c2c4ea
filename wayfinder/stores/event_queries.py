"""Events as rows of the table, and the queries for them."""

import json
import logging
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from rasa.shared.core.constants import ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from sqlalchemy.engine import Connection, Row

from wayfinder.stores.live_tracker import TURNS_KEPT
from wayfinder.stores.tables import events

logger = logging.getLogger(__name__)

# A turn ends after six actions, and none of them leaves more than some twenty events.
MOST_EVENTS_OF_A_TURN = 200

# Made once: SQLAlchemy takes longer to make a query than SQLite to answer it.
OF_SENDER = events.c.sender_id == sa.bindparam("sender")
OF_CONVERSATION = sa.select(events.c.id, events.c.data).where(OF_SENDER).order_by(events.c.id)
FROM_ROW_ON = OF_CONVERSATION.where(events.c.id >= sa.bindparam("row"))
SINCE_ROW = OF_CONVERSATION.where(events.c.id > sa.bindparam("row"))
COUNT_SINCE_ROW = sa.select(sa.func.count(), sa.func.max(events.c.id)).where(
    OF_SENDER, events.c.id > sa.bindparam("row")
)
START_OF_SESSION = sa.func.coalesce(
    sa.select(events.c.id)
    .where(OF_SENDER, events.c.type_name == SessionStarted.type_name)
    .order_by(events.c.id.desc())
    .limit(1)
    .scalar_subquery(),
    0,
)
LATEST_SESSION = OF_CONVERSATION.where(events.c.id >= START_OF_SESSION)
# Of a session with more events than this only those are read that have left something; reading all takes 35 ms a thousand.
LONG_SESSION = 300
BEGINNING_OF_SESSION = LATEST_SESSION.limit(LONG_SESSION + 1)
# What an event of these kinds leaves, if anything, the next of its kind replaces; of slots, the next of the same slot, whose name is in action_name.
_REPLACED = tuple(
    kind.type_name
    for kind in (
        SessionStarted, ActionExecuted, UserUttered, BotUttered, SlotSet, DefinePrevUserUtteredFeaturization,
    )
)  # fmt: skip
_SLOT = sa.case((events.c.type_name == SlotSet.type_name, events.c.action_name))
_IN_SESSION = (OF_SENDER, events.c.id >= START_OF_SESSION)
_FIRST_KEPT = (
    sa.select(events.c.id)
    .where(*_IN_SESSION, events.c.type_name == UserUttered.type_name)
    .order_by(events.c.id.desc())
    .offset(TURNS_KEPT - 1)
    .limit(1)
    .scalar_subquery()
)
_LAST_OF_KIND = (
    sa.select(sa.func.max(events.c.id))
    .where(*_IN_SESSION, events.c.id < _FIRST_KEPT)
    .group_by(events.c.type_name, _SLOT)
)
WHAT_IS_LEFT = LATEST_SESSION.where(sa.or_(events.c.id >= _FIRST_KEPT, events.c.id.in_(_LAST_OF_KIND)))
IS_MORE_LEFT = sa.select(events.c.id).where(*_IN_SESSION, events.c.type_name.not_in(_REPLACED)).limit(1)
COUNT_OF_SESSION = sa.select(sa.func.count()).where(OF_SENDER, events.c.id >= START_OF_SESSION)
INSERT = events.insert()


def read_session(connection: Connection, sender_id: str) -> Sequence[Row]:
    """Return the rows of the latest session of a conversation that its state and its last turns are made of."""
    of_sender = {"sender": sender_id}
    rows: Sequence[Row] = connection.execute(BEGINNING_OF_SESSION, of_sender).all()
    if len(rows) > LONG_SESSION:
        is_more_left = connection.execute(IS_MORE_LEFT, of_sender).first() is not None
        rows = connection.execute(LATEST_SESSION if is_more_left else WHAT_IS_LEFT, of_sender).all()
    return rows


def append(rows: list[dict[str, Any]], last_id: int, connection: Connection, again: bool) -> tuple[int, bool]:
    """Write `rows`; return the id of the last, and whether nobody else has written to the conversation since `last_id`."""
    since = {"sender": rows[0]["sender_id"], "row": last_id}
    if again:
        stored = connection.execute(SINCE_ROW, since).all()
        if [row.data for row in stored] == [row["data"] for row in rows]:
            return stored[-1].id, True  # the first time it was stored after all
    connection.execute(INSERT, rows)
    count, newest = connection.execute(COUNT_SINCE_ROW, since).one()
    return newest, count == len(rows)


def row_of(sender_id: str, event: Event) -> dict[str, Any]:
    """Return the row that keeps an event."""
    data = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": data.get("name"),
        "data": json.dumps(data),
        "message_id": data.get("message_id"),
    }


def event_of(row: Row) -> Event | None:
    """Return the event of a row; None, and a line in the log, if the row can't be read.

    It must not keep the conversation from going on for good.
    """
    try:
        return Event.from_parameters(json.loads(row.data))
    except Exception as failure:  # whatever is in the row
        logger.error("row %d of events can't be read (%s) and is left out", row.id, type(failure).__name__)
        return None


def begins_another(event: Event | None) -> bool:
    """Return whether an event is of the next turn: its message, or the start of its session."""
    session_start = isinstance(event, ActionExecuted) and event.action_name == ACTION_SESSION_START_NAME
    return session_start or isinstance(event, UserUttered)
