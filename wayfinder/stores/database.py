"""One database, called from threads of its own, so that nobody else waits while it hangs.

The address is an SQLAlchemy URL in WAYFINDER_DATABASE_URL; without one it is the SQLite file
var/conversations.db.
"""

import asyncio
import contextlib
import functools
import logging
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from environs import Env
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from wayfinder.stores.database_errors import BadDatabaseUrl, DatabaseUnavailable
from wayfinder.stores.private_files import keep_private, make_private_file, make_private_folder
from wayfinder.stores.threads import DaemonThreads

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

DEFAULT_FILE = Path(__file__).resolve().parents[2] / "var" / "conversations.db"
# A person waits ten seconds at the most, and an action may take eight of them.
CALL_SECONDS = 5.0
CONNECT_SECONDS = 3
# A database that is being restarted is back after about a second; one try more spares most people the apology.
RETRY_AFTER_SECONDS = 0.5
# In the query of an SQLite URL: sqlite:////var/lib/wayfinder/conversations.db?synchronous=normal
SYNCHRONOUS = "synchronous"
# SQLite writes one at a time anyway: with one thread the calls queue here, in order, instead of polling for its lock.
THREADS = {"sqlite": 1, "postgresql": 8}


def database_url(given: str | None = None) -> URL:
    """Return the address of the database: `given`, else the setting's, else that of the SQLite file.

    Raises:
        BadDatabaseUrl: it isn't one of SQLite or PostgreSQL.
    """
    setting = given or Env().str("WAYFINDER_DATABASE_URL", "") or f"sqlite:///{DEFAULT_FILE}"
    try:
        url = make_url(setting)
        kind = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        kind = "no URL"
    if kind not in THREADS:
        raise BadDatabaseUrl(
            f"WAYFINDER_DATABASE_URL is {kind}, and must be of SQLite or PostgreSQL. Cure: for example "
            "sqlite:////var/lib/wayfinder/conversations.db or postgresql://wayfinder:<password>@db.example/wayfinder"
        )
    return url


class Database:
    """Read and write in transactions, each in a thread, with a time limit, and tried again if the connection was lost."""

    def __init__(self, url: URL, prepare: Callable[[Connection], None] = lambda connection: None) -> None:
        """Open nothing yet; `prepare` is called once, before anything else is read or written."""
        self.url = url
        self._prepare: Callable[[Connection], None] | None = prepare
        most = THREADS[url.get_backend_name()]
        self._threads = DaemonThreads("database", most)
        self._engine = make_engine(url, most)

    def prepare(self) -> None:
        """Prepare the database now, in this thread, instead of before the first reading or writing.

        Raises:
            DatabaseUnavailable: it can't be reached.
        """
        try:
            self._attempt(lambda connection, again: None, writes=False)
        except DBAPIError as failure:
            raise self._unavailable(failure) from failure

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """Return what `work` returns, given a connection.

        Raises:
            DatabaseUnavailable: it can't be reached, or didn't answer in time.
        """
        return await self._run(lambda: self._attempt(lambda connection, again: work(connection), writes=False))

    async def write(self, work: Callable[[Connection, bool], Result]) -> Result:
        """Return what `work` returns, given a connection in a transaction, and whether it is tried a second time.

        The second time the first may have succeeded after all: a connection can be lost between
        the database's doing and its saying so.

        Raises:
            DatabaseUnavailable: it can't be reached, or didn't answer in time. What was written then
                is kept only if it arrives after all.
        """
        return await self._run(lambda: self._attempt(work, writes=True))

    async def forget_deleted(self) -> None:
        """Let what was deleted be gone from the files too, as far as nobody is reading it.

        PostgreSQL sees to it by itself, in its own time.
        """
        if self.url.get_backend_name() == "sqlite":
            await self._run(self._empty_log_of_sqlite)

    def _empty_log_of_sqlite(self) -> None:
        with contextlib.closing(self._engine.raw_connection()) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    async def _run(self, call: Callable[[], Result]) -> Result:
        try:
            return await self._threads.run(call, CALL_SECONDS)
        except asyncio.TimeoutError as failure:
            raise DatabaseUnavailable(f"{self} didn't answer within {CALL_SECONDS:.0f} s.") from failure
        except (DBAPIError, PoolTimeout) as failure:
            raise self._unavailable(failure) from failure

    def _unavailable(self, failure: Exception) -> DatabaseUnavailable:
        said = str(getattr(failure, "orig", failure)).strip().splitlines() or [""]
        return DatabaseUnavailable(f"{self} failed: {type(failure).__name__}: {said[0]}.")

    def _attempt(self, work: Callable[[Connection, bool], Result], writes: bool) -> Result:
        try:
            return self._transact(work, writes, again=False)
        except DBAPIError as failure:
            was_lost = failure.connection_invalidated or failure.statement is None
            if not was_lost:
                raise
            logger.warning("%s: the connection was lost; trying again", self)
        time.sleep(RETRY_AFTER_SECONDS)
        return self._transact(work, writes, again=True)

    def _transact(self, work: Callable[[Connection, bool], Result], writes: bool, again: bool) -> Result:
        prepare = self._prepare
        if prepare is not None:
            with self._engine.begin() as connection:
                prepare(connection)
            self._prepare = None
        with self._engine.connect().execution_options(writes=writes) as connection, connection.begin():
            return work(connection, again)

    def __str__(self) -> str:
        return f"the database {self.url.render_as_string(hide_password=True)}"


def make_engine(url: URL, connections: int) -> sa.engine.Engine:
    """Return what opens and keeps `connections` to the database; it opens none yet."""
    options: dict[str, Any] = {"pool_size": connections, "max_overflow": 0, "pool_timeout": CALL_SECONDS}
    if url.get_backend_name() == "postgresql":
        options["pool_pre_ping"] = True
        # The last two end a call whose server has vanished without a word.
        options["connect_args"] = {
            "connect_timeout": CONNECT_SECONDS,
            "application_name": "wayfinder",
            "keepalives_idle": 10,
            "tcp_user_timeout": int(CALL_SECONDS * 1000),
        }
    else:
        options["poolclass"] = QueuePool  # else each call would open the file anew
        options["connect_args"] = {"check_same_thread": False, "timeout": CONNECT_SECONDS, "isolation_level": None}
        _make_sqlite_file(url)
    # What people wrote stands among the parameters, and must not get into a log by way of an exception's text.
    engine = sa.create_engine(url.difference_update_query([SYNCHRONOUS]), future=True, hide_parameters=True, **options)
    if url.get_backend_name() == "sqlite":
        sa.event.listen(engine, "connect", functools.partial(_prepare_sqlite, _synchronous(url)))
        sa.event.listen(engine, "begin", _begin_in_sqlite)
    return engine


def _make_sqlite_file(url: URL) -> None:
    """Make an SQLite file that only its owner may read; what SQLite puts beside it gets the same rights."""
    if not url.database or url.database.startswith((":memory:", "file:")):
        return
    file = Path(url.database)
    if file == DEFAULT_FILE:
        keep_private(file.parent)
    with contextlib.suppress(OSError):  # SQLite says better what is wrong with it
        make_private_folder(file.parent)
        make_private_file(file)


def _synchronous(url: URL) -> str:
    """Return how sure SQLite is to be that a commit is on the disk.

    FULL outlives a power cut, for it waits for the disk at each turn: 0.2 ms, or 5 where the disk is busy. NORMAL
    outlives the end of the process, however it comes; after a power cut the last seconds may be missing.

    Raises:
        BadDatabaseUrl: the URL asks for something else.
    """
    asked = str(url.query.get(SYNCHRONOUS, "FULL")).upper()
    if asked not in ("NORMAL", "FULL"):
        raise BadDatabaseUrl(f"WAYFINDER_DATABASE_URL has {SYNCHRONOUS}={asked}. Cure: normal, or leave it out.")
    return asked


def _prepare_sqlite(synchronous: str, connection: sqlite3.Connection, _: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")  # readers and the writer don't wait for one another
    connection.execute(f"PRAGMA synchronous={synchronous}")
    connection.execute("PRAGMA secure_delete=ON")  # what is deleted is gone from the file, not only from its index
    connection.text_factory = lambda stored: stored.decode("utf-8", "replace")


def _begin_in_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later could find the file changed in between, and would fail.
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
