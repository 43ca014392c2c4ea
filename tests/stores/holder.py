"""A process that takes a conversation's lock, says so, and keeps it until it is ended: `python -m tests.stores.holder URL`."""

import asyncio
import sys

from rasa.utils.endpoints import EndpointConfig

from wayfinder.stores.lock_store import ConversationLocks


async def hold(url: str) -> None:
    """Hold the lock of "someone" for a minute."""
    async with ConversationLocks(EndpointConfig(url)).lock("someone"):
        print("held", flush=True)
        await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(hold(sys.argv[1]))
