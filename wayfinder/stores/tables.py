"""The tables, and what brings an older database up to date.

`events` has the columns of Rasa's own SQLTrackerStore, so that `rasa export` and the like read it,
and one more: the id that a client gave its message.
"""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from wayfinder.stores.database_errors import DatabaseTooNew

# A bot of ten million conversations a day has used 32 bits up within a week. SQLite counts in 64, and only where the type says INTEGER.
BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")

metadata = sa.MetaData()
events = sa.Table(
    "events",
    metadata,
    sa.Column("id", BIG_ID, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", sa.Text),
    sa.Column("message_id", sa.String(255)),
)
version = sa.Table("wayfinder_schema", metadata, sa.Column("version", sa.Integer, nullable=False))

# Any number will do, as long as nobody else takes the same.
MIGRATION_LOCK = 0x57F1


def migrate(connection: Connection) -> None:
    """Bring the tables up to date, within the transaction of `connection`; nothing that is stored is lost.

    Raises:
        DatabaseTooNew: they are of a newer version than ours.
    """
    if connection.dialect.name == "postgresql":  # SQLite lets only one write at a time anyway
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
    version.create(connection, checkfirst=True)
    found = connection.execute(sa.select(sa.func.max(version.c.version))).scalar() or 0
    if found > len(STEPS):
        raise DatabaseTooNew(
            f"the database of conversations is of version {found}, and this Wayfinder knows {len(STEPS)}. "
            "Cure: run the newer Wayfinder that changed it, or name another database in WAYFINDER_DATABASE_URL."
        )
    for number, step in enumerate(STEPS[found:], start=found + 1):
        step(connection)
        connection.execute(version.insert().values(version=number))


def _create_or_take_over(connection: Connection) -> None:
    """Create `events`, or make of Rasa's own what we need."""
    events.create(connection, checkfirst=True)
    if "message_id" not in {column["name"] for column in sa.inspect(connection).get_columns("events")}:
        connection.execute(sa.text("ALTER TABLE events ADD COLUMN message_id VARCHAR(255)"))
    # A conversation is always read by its sender in the order of ids. Rasa's index lacks the order, and is then in nobody's use.
    connection.execute(sa.text("CREATE INDEX events_of_conversation ON events (sender_id, id)"))
    connection.execute(sa.text("DROP INDEX IF EXISTS ix_events_sender_id"))
    connection.execute(
        sa.text("CREATE INDEX events_by_message ON events (sender_id, message_id) WHERE message_id IS NOT NULL")
    )


def _widen_ids(connection: Connection) -> None:
    widen_id(connection, "events")


def widen_id(connection: Connection, table: str) -> None:
    """Let the column `id` of a table count in 64 bits; in PostgreSQL it takes half a minute for a million rows, if it didn't yet."""
    if connection.dialect.name != "postgresql":
        return
    is_narrow = sa.text(
        "SELECT data_type = 'integer' FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND table_name = :table AND column_name = 'id'"
    )
    if connection.execute(is_narrow, {"table": table}).scalar():
        connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
        connection.execute(sa.text(f"ALTER TABLE {table} ALTER COLUMN id TYPE BIGINT"))
        # Not all tables have one of their own: that of a column made by hand may be anywhere, and counts in 64 bits by default.
        sequence = connection.execute(sa.select(sa.func.pg_get_serial_sequence(table, "id"))).scalar()
        if sequence:
            connection.execute(sa.text(f"ALTER SEQUENCE {sequence} AS BIGINT"))


STEPS = (_create_or_take_over, _widen_ids)
