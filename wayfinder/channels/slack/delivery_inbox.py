"""The inbox: what Slack delivered, written down before it is acknowledged, until it is answered.

A row is one act of one person. Workers, of this process or of others on the same database, claim rows;
those of one conversation in turn. The answer is stored as calls to Slack before the first is made, and how many
are made is noted after each, so that whoever goes on after a crash knows where. What people wrote
is deleted when the row is done; the key stays, for Slack may deliver the same again a day later.
"""

import json
import time
import uuid
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from wayfinder.channels.slack.deliveries import Delivery, Place
from wayfinder.channels.slack.web_api_calls import Call
from wayfinder.stores.tables import BIG_ID, widen_id

LEASE_SECONDS = 10.0  # a claim not renewed for so long is another worker's
KEY_SECONDS = 2 * 24 * 3600.0  # Slack delivers again for up to a day
THREAD_SECONDS = 30 * 24 * 3600.0  # after so long a thread must mention us again
CANDIDATES = 8
TABLE_ATTEMPTS = 5

_metadata = sa.MetaData()
_rows = sa.Table(
    "slack_inbox",
    _metadata,
    sa.Column("id", BIG_ID, primary_key=True, autoincrement=True),
    sa.Column("key", sa.String(255), nullable=False, unique=True),
    sa.Column("conversation", sa.String(128), nullable=False, index=True),
    sa.Column("delivery", sa.Text),
    sa.Column("calls", sa.Text),
    sa.Column("made", sa.Integer, nullable=False, default=0),
    sa.Column("claim", sa.String(32)),
    sa.Column("claims", sa.Integer, nullable=False, default=0),
    sa.Column("unsure", sa.Boolean, nullable=False, default=False),
    sa.Column("due", sa.Float, nullable=False),  # when it may be claimed (again), in seconds since 1970
    sa.Column("received", sa.Float, nullable=False),
    sa.Column("done", sa.Float, index=True),
)
_threads = sa.Table(
    "slack_threads",
    _metadata,
    sa.Column("conversation", sa.String(128), primary_key=True),
    sa.Column("used", sa.Float, nullable=False),
)


class ClaimLost(Exception):
    """Another worker has the row now, for our claim wasn't renewed in time. What we found is dropped."""


@dataclass(frozen=True)
class Row:
    """A claimed row. `unsure`: an earlier worker ended without saying whether the next call was made."""

    id: int
    claim: str
    claims: int
    delivery: Delivery
    calls: list[Call] | None
    made: int
    unsure: bool
    received: float


class Inbox:
    """The inbox in one database, SQLite or PostgreSQL. Its methods block; call them in threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        create_tables(_metadata, engine)
        with engine.begin() as db:
            widen_id(db, _rows.name)

    def add(self, delivery: Delivery, calls: list[Call] | None = None) -> bool:
        """Write `delivery` down and return whether it is new and for us; with `calls`, its answer is known already."""
        now = time.time()
        with self._engine.begin() as db:
            if delivery.only_in_our_threads and not self._is_ours(db, delivery.place, now):
                return False
            if delivery.makes_thread_ours or delivery.only_in_our_threads:
                self._remember(db, delivery.place, now)
            row = {
                "key": delivery.key,
                "conversation": delivery.place.conversation,
                "delivery": delivery.to_json(),
                "calls": _dump(calls),
                "due": now,
                "received": now,
            }
            added = db.execute(self._insert(_rows).values(row).on_conflict_do_nothing(index_elements=["key"]))
            return bool(added.rowcount)

    def claim(self) -> Row | None:
        """Claim the oldest row that is due and first in its conversation; None if there is none."""
        now = time.time()
        earlier = _rows.alias()
        first = ~sa.exists().where(
            earlier.c.conversation == _rows.c.conversation, earlier.c.id < _rows.c.id, earlier.c.done.is_(None)
        )
        due = sa.select(_rows).where(_rows.c.done.is_(None), _rows.c.due <= now, first).order_by(_rows.c.id)
        with self._engine.connect().execution_options(writes=False) as db:
            found = db.execute(due.limit(CANDIDATES)).mappings().all()
        for row in found:
            mine = uuid.uuid4().hex
            # The count of claims makes it a compare-and-swap: of several workers who saw the row one gets it.
            claimed = self._change(
                (_rows.c.id == row["id"], _rows.c.claims == row["claims"], _rows.c.done.is_(None)),
                claim=mine,
                claims=row["claims"] + 1,
                due=now + LEASE_SECONDS,
                unsure=True,
            )
            if claimed:
                calls = [Call.from_dict(call) for call in json.loads(row["calls"])] if row["calls"] else None
                delivery = Delivery.from_json(row["delivery"])
                return Row(
                    row["id"], mine, row["claims"] + 1, delivery, calls, row["made"], row["unsure"], row["received"]
                )
        # Others were faster with all of these; there may be more.
        return self.claim() if found else None

    def renew(self, claims: list[str]) -> None:
        """Keep these claims for another LEASE_SECONDS."""
        self._change((_rows.c.claim.in_(claims), _rows.c.done.is_(None)), due=time.time() + LEASE_SECONDS)

    def store_calls(self, row: Row, calls: list[Call]) -> None:
        """Store the answer to a row before any of it is sent.

        Raises:
            ClaimLost: the row isn't ours any more.
        """
        self._change_mine(row, calls=_dump(calls))

    def note_made(self, row: Row, made: int) -> None:
        """Note that the first `made` calls of a row are made.

        Raises:
            ClaimLost: the row isn't ours any more.
        """
        self._change_mine(row, made=made, due=time.time() + LEASE_SECONDS)

    def postpone(self, row: Row, seconds: float, unsure: bool) -> None:
        """Let a row go until `seconds` from now; `unsure`: nobody knows whether its next call was made."""
        self._change_mine(row, claim=None, due=time.time() + seconds, unsure=unsure)

    def finish(self, row: Row) -> None:
        """Note that a row is answered, and forget what it said."""
        self._change_mine(row, claim=None, done=time.time(), delivery=None, calls=None)

    def purge(self) -> None:
        """Delete keys and threads that nobody will ask for any more."""
        now = time.time()
        with self._engine.begin() as db:
            db.execute(_rows.delete().where(_rows.c.done < now - KEY_SECONDS))
            db.execute(_threads.delete().where(_threads.c.used < now - THREAD_SECONDS))

    def _insert(self, table: sa.Table) -> Any:
        dialect = {"postgresql": postgresql, "sqlite": sqlite}[self._engine.dialect.name]
        return dialect.insert(table)

    @staticmethod
    def _is_ours(db: Connection, place: Place, now: float) -> bool:
        known = sa.select(_threads.c.used).where(_threads.c.conversation == place.conversation)
        used = db.execute(known).scalar()
        return used is not None and used > now - THREAD_SECONDS

    def _remember(self, db: Connection, place: Place, now: float) -> None:
        row = {"conversation": place.conversation, "used": now}
        seen = self._insert(_threads).values(row)
        db.execute(seen.on_conflict_do_update(index_elements=["conversation"], set_={"used": now}))

    def _change(self, where: tuple[Any, ...], **values: Any) -> int:
        with self._engine.begin() as db:
            return int(db.execute(_rows.update().where(*where).values(**values)).rowcount)

    def _change_mine(self, row: Row, **values: Any) -> None:
        if not self._change((_rows.c.id == row.id, _rows.c.claim == row.claim), **values):
            raise ClaimLost


def create_tables(tables: sa.MetaData, engine: Engine) -> None:
    """Create the tables that aren't there. Other processes may be doing the same: whoever comes second looks again."""
    for attempt in range(TABLE_ATTEMPTS):
        try:
            tables.create_all(engine)
        except (sa.exc.IntegrityError, sa.exc.ProgrammingError, sa.exc.OperationalError):
            if attempt == TABLE_ATTEMPTS - 1:
                raise
            time.sleep(0.2)
        else:
            return


def _dump(calls: list[Call] | None) -> str | None:
    return None if calls is None else json.dumps([asdict(call) for call in calls])
