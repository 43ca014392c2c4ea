"""Locks that several processes share: PostgreSQL's advisory locks.

A lock belongs to a connection, so PostgreSQL frees it when its process dies, however it dies. Those
who wait for it are served in their order, across processes, and without asking again and again.
"""

import asyncio
import contextlib
import hashlib
import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import sqlalchemy as sa
from psycopg2.errors import LockNotAvailable
from rasa.core.lock_store import LockError
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError

from wayfinder.stores.database import CALL_SECONDS, make_engine
from wayfinder.stores.database_errors import DatabaseUnavailable
from wayfinder.stores.threads import DaemonThreads

logger = logging.getLogger(__name__)

# Turns at work at the same time in one process, each with a connection of its own; the next one waits for one of these.
# PostgreSQL has 100 connections by default, and a process needs 8 more for reading and writing.
CONNECTIONS = 16


class DatabaseLocks:
    """Locks by name, each held by a connection."""

    def __init__(self, url: URL) -> None:
        """Connect to nothing yet."""
        self._engine = make_engine(url, CONNECTIONS).execution_options(isolation_level="AUTOCOMMIT")
        self._threads = DaemonThreads("lock", 2 * CONNECTIONS)  # one to get a lock, one to give it back
        self._free = asyncio.Semaphore(CONNECTIONS)

    @asynccontextmanager
    async def held(self, name: str, seconds: float) -> AsyncIterator[None]:
        """Hold the lock `name`, which nobody else holds meanwhile, in no process.

        Raises:
            LockError: others held it for `seconds`.
            DatabaseUnavailable: the database can't be reached, or doesn't answer.
        """
        try:
            await asyncio.wait_for(self._free.acquire(), CALL_SECONDS)
        except asyncio.TimeoutError:
            raise self._no_answer() from None
        claim = _Claim(self._engine, name)
        try:
            await self._get(claim, seconds)
            yield
        finally:
            self._give_back(claim)

    async def _get(self, claim: "_Claim", seconds: float) -> None:
        """Get the lock; a database that hangs mustn't look like a conversation that is at work."""
        try:
            is_ours = await self._threads.run(claim.ask, CALL_SECONDS)
            if not is_ours:
                await self._threads.run(lambda: claim.wait(seconds), seconds + CALL_SECONDS)
        except asyncio.TimeoutError:
            raise self._no_answer() from None

    def _no_answer(self) -> DatabaseUnavailable:
        return DatabaseUnavailable(f"the database {self._engine.url!r} didn't answer when asked for a lock.")

    def _give_back(self, claim: "_Claim") -> None:
        """Begin to give it back; the person needn't wait for that."""
        loop = asyncio.get_running_loop()

        def make_room(_: object) -> None:
            with contextlib.suppress(RuntimeError):  # the server has stopped meanwhile
                loop.call_soon_threadsafe(self._free.release)

        self._threads.start(claim.give_back).add_done_callback(make_room)


class _Claim:
    """One lock that is asked for, held and given back, each in whichever thread is free.

    It may be given back while it is still being asked for: then it is as soon as it was got.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        self._one_at_a_time = threading.Lock()
        self._connection: Connection | None = None
        self._is_over = False

    def ask(self) -> bool:
        """Return whether the lock was free, and is ours now.

        Raises:
            DatabaseUnavailable: the database can't be reached.
        """
        with self._one_at_a_time:
            if self._is_over:
                return True
            try:
                self._connection = self._engine.connect()
                # Who waits for it stays before us: PostgreSQL says no then, even if it is just free.
                return bool(self._connection.execute(sa.select(sa.func.pg_try_advisory_lock(self._key))).scalar())
            except DBAPIError as failure:
                raise self._unavailable(failure) from failure

    def wait(self, seconds: float) -> None:
        """Wait until the lock is ours.

        Raises:
            LockError: others held it for `seconds`.
            DatabaseUnavailable: the connection was lost.
        """
        with self._one_at_a_time:
            if self._is_over or self._connection is None:
                return
            try:
                self._connection.execute(sa.text(f"SET lock_timeout = {int(seconds * 1000)}"))
                self._connection.execute(sa.select(sa.func.pg_advisory_lock(self._key)))
            except DBAPIError as failure:
                if isinstance(failure.orig, LockNotAvailable):
                    raise LockError(f"others held a conversation's lock for {seconds:.0f} s") from None
                raise self._unavailable(failure) from failure

    def give_back(self) -> None:
        """Free the lock, if it was got."""
        with self._one_at_a_time:
            self._is_over = True
            if self._connection is None:
                return
            try:
                self._connection.execute(sa.select(sa.func.pg_advisory_unlock_all()))
            except DBAPIError:
                self._connection.invalidate()  # without its connection the lock is free too
                logger.warning("the connection of a lock was lost")
            self._connection.close()

    def _unavailable(self, failure: DBAPIError) -> DatabaseUnavailable:
        return DatabaseUnavailable(f"{self._engine.url!r} gave no lock: {type(failure).__name__}.")
