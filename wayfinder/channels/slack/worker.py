"""Works the inbox off: claims rows, several at once, keeps the claims while they are worked on, and lets nothing lie."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

from sqlalchemy.exc import SQLAlchemyError

from actions.answering.failures import trace_of
from wayfinder.channels.slack.delivery_inbox import LEASE_SECONDS, ClaimLost, Inbox, Row

# Turns share the server with acknowledgements, so few are begun at the same time. Those that have taken a second
# wait for an action or for Slack, and no longer count among them.
BEGUN_AT_ONCE = 3
BEGUN_SECONDS = 1.0
AT_ONCE = 16
# How often to look for what nobody woke us for: rows of processes that died, and rows put off.
IDLE_SECONDS = 1.0
PURGE_SECONDS = 3600.0
STOP_SECONDS = 10.0

logger = logging.getLogger(__name__)


class Worker:
    """Gives each row of the inbox to `handle`. `wake` it when a row was added."""

    def __init__(self, inbox: Inbox, handle: Callable[[Row], Awaitable[None]]) -> None:
        self._inbox, self._handle = inbox, handle
        self._woken = asyncio.Event()
        self._in_hand: dict[asyncio.Task[None], tuple[Row, float]] = {}
        self._stopping = False

    def start(self) -> None:
        """Begin to work, in tasks of the running event loop."""
        self._claiming = asyncio.create_task(self._claim_until_stopped())
        self._renewing = asyncio.create_task(self._renew_for_ever())

    def wake(self) -> None:
        """Look into the inbox at once."""
        self._woken.set()

    async def stop(self) -> None:
        """Claim nothing more, and wait a while for what is in hand. What isn't ready then is somebody else's later."""
        self._stopping = True
        self.wake()
        # Not cancelled: a row that is being claimed just now must be worked on, or it would lie until its lease ends.
        await self._claiming
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=STOP_SECONDS)
        for task in (self._renewing, *self._in_hand):
            task.cancel()

    async def _claim_until_stopped(self) -> None:
        purged = 0.0
        while not self._stopping:
            self._woken.clear()
            try:
                if time.monotonic() - purged > PURGE_SECONDS:
                    await asyncio.to_thread(self._inbox.purge)
                    purged = time.monotonic()
                row = await asyncio.to_thread(self._inbox.claim) if self._has_room() else None
            except SQLAlchemyError as failure:
                logger.error("Slack: the inbox can't be read: %s", trace_of(failure))
                row = None
            if row is not None:
                task = asyncio.create_task(self._work(row))
                self._in_hand[task] = row, time.monotonic()
                task.add_done_callback(self._put_down)
                continue
            try:
                await asyncio.wait_for(self._woken.wait(), IDLE_SECONDS)
            except asyncio.TimeoutError:
                continue

    def _has_room(self) -> bool:
        just_begun = [begun for _, begun in self._in_hand.values() if begun > time.monotonic() - BEGUN_SECONDS]
        return len(just_begun) < BEGUN_AT_ONCE and len(self._in_hand) < AT_ONCE

    def _put_down(self, task: "asyncio.Task[None]") -> None:
        del self._in_hand[task]
        # The conversation's next row may be claimed now, and there is room for another.
        self.wake()

    async def _work(self, row: Row) -> None:
        try:
            await self._handle(row)
        except ClaimLost:
            logger.warning("Slack: a message was taken over by another process, for this one was too slow.")
        except Exception as failure:  # the row's lease ends, and it is tried again
            logger.error("Slack: a message couldn't be handled: %s", trace_of(failure))

    async def _renew_for_ever(self) -> None:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            claims = [row.claim for row, _ in self._in_hand.values()]
            try:
                if claims:
                    await asyncio.to_thread(self._inbox.renew, claims)
            except SQLAlchemyError as failure:
                logger.error("Slack: claims can't be renewed: %s", trace_of(failure))
