"""One turn at a time in each conversation, in the order in which the messages came.

In one process the turns queue in memory. With PostgreSQL there may be several processes, and the
conversation is locked in the database too, for as long as the process lives and works on it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig

from wayfinder.stores.database import database_url
from wayfinder.stores.database_locks import DatabaseLocks

# Longer than any turn, or some in a row; whoever still waits then is told so.
WAIT_SECONDS = 60.0


class ConversationLocks(LockStore):
    """Locks conversations; named in endpoints.yml as the lock store."""

    def __init__(self, endpoint_config: EndpointConfig | None = None) -> None:
        """Choose by the database: that of endpoints.yml's `url` if it has one, else of the setting.

        Raises:
            BadDatabaseUrl: the setting is no address of a database.
        """
        url = database_url(endpoint_config.url if endpoint_config else None)
        self._in_database = DatabaseLocks(url) if url.get_backend_name() == "postgresql" else None
        self._queues: dict[str, _Queue] = {}

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = WAIT_SECONDS, wait_time_in_seconds: float = 0
    ) -> AsyncIterator[None]:
        """Hold the conversation's lock; the last argument is of Rasa's polling, and ours needs none.

        Raises:
            LockError: others held it for `lock_lifetime` seconds.
            DatabaseUnavailable: the database that holds the locks can't be reached.
        """
        queue = self._queues.setdefault(conversation_id, _Queue())
        queue.members += 1
        try:
            try:
                await asyncio.wait_for(queue.turn.acquire(), lock_lifetime)
            except asyncio.TimeoutError:
                raise LockError(f"others held a conversation's lock for {lock_lifetime:.0f} s") from None
            try:
                if self._in_database is None:
                    yield
                else:
                    async with self._in_database.held(conversation_id, lock_lifetime):
                        yield
            finally:
                queue.turn.release()
        finally:
            queue.members -= 1
            if queue.members == 0:
                del self._queues[conversation_id]


class _Queue:
    """Those at work on a conversation or waiting for it; asyncio serves them in their order."""

    def __init__(self) -> None:
        self.members = 0
        self.turn = asyncio.Lock()
