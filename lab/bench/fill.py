"""Stored conversations by the thousand: one that was really had, copied inside the database."""

import sqlalchemy as sa

PATTERN = "pattern"
STORED = "stored"

_COUNT = sa.text("SELECT count(*) FROM events WHERE sender_id = :pattern")
# Rasa's table, in SQLite and PostgreSQL alike; the copy is as old as the pattern, so its session goes on.
_COPY = sa.text("""
    WITH RECURSIVE numbers(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM numbers WHERE number + 1 < :count)
    INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data)
    SELECT :stored || '-' || number, type_name, timestamp, intent_name, action_name, data
    FROM numbers CROSS JOIN events
    WHERE sender_id = :pattern
    ORDER BY number, events.id
""")


class NothingToCopy(Exception):
    """The database has no conversation to copy."""


def fill(database: str, conversations: int) -> None:
    """Copy the conversation of the sender PATTERN to senders `stored-0`, `stored-1`, … .

    Raises:
        NothingToCopy: there is no such conversation.
    """
    engine = sa.create_engine(database, future=True)
    try:
        with engine.begin() as connection:
            if connection.execute(_COUNT, {"pattern": PATTERN}).scalar() == 0:
                raise NothingToCopy(f"no events of {PATTERN!r} in {database}; talk as that sender first")
            connection.execute(_COPY, {"count": conversations, "stored": STORED, "pattern": PATTERN})
    finally:
        engine.dispose()
