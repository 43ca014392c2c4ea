"""Locks that several processes share: PostgreSQL's advisory locks.

A lock belongs to a connection, so PostgreSQL frees it when its process dies, however it dies. Those
who wait for it are served in their order, across processes, and without asking again and again.
"""

import asyncio
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

from stores.database import CALL_SECONDS, make_engine
from stores.errors import DatabaseUnavailable
from stores.threads import DaemonThreads

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
        self._returning: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def held(self, name: str, seconds: float) -> AsyncIterator[None]:
        """Hold the lock `name`, which nobody else holds meanwhile, in no process.

        Raises:
            LockError: others held it for `seconds`.
            DatabaseUnavailable: the database can't be reached, or doesn't answer.
        """
        await self._free.acquire()
        claim = _Claim(self._engine, name, seconds)
        try:
            await self._threads.run(claim.get, seconds + CALL_SECONDS)
            yield
        except asyncio.TimeoutError:
            raise DatabaseUnavailable(f"{self._engine.url!r} didn't answer when asked for a lock.") from None
        finally:
            task = asyncio.ensure_future(self._return(claim))  # the person needn't wait for it
            self._returning.add(task)
            task.add_done_callback(self._returning.discard)

    async def _return(self, claim: "_Claim") -> None:
        try:
            await self._threads.run(claim.give_back, None)
        finally:
            self._free.release()


class _Claim:
    """One lock that is asked for, held and given back, each in whichever thread is free.

    It may be given back while it is still being asked for: then it is as soon as it was got.
    """

    def __init__(self, engine: Engine, name: str, seconds: float) -> None:
        self._engine, self._seconds = engine, seconds
        self._key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        self._one_at_a_time = threading.Lock()
        self._connection: Connection | None = None
        self._is_over = False

    def get(self) -> None:
        """Wait for the lock.

        Raises:
            LockError: others held it too long.
            DatabaseUnavailable: the database can't be reached.
        """
        with self._one_at_a_time:
            if self._is_over:
                return
            connection = None
            try:
                connection = self._engine.connect()
                connection.execute(sa.text(f"SET lock_timeout = {int(self._seconds * 1000)}"))
                connection.execute(sa.select(sa.func.pg_advisory_lock(self._key)))
            except DBAPIError as failure:
                if connection is not None:
                    connection.close()
                if isinstance(failure.orig, LockNotAvailable):
                    raise LockError(f"others held a conversation's lock for {self._seconds:.0f} s") from None
                raise DatabaseUnavailable(f"{self._engine.url!r} gave no lock: {type(failure).__name__}.") from failure
            self._connection = connection

    def give_back(self) -> None:
        """Free the lock, if it was got."""
        with self._one_at_a_time:
            self._is_over = True
            if self._connection is None:
                return
            try:
                self._connection.execute(sa.select(sa.func.pg_advisory_unlock(self._key)))
            except DBAPIError:
                self._connection.invalidate()  # without its connection the lock is free too
                logger.warning("the connection of a lock was lost")
            self._connection.close()
