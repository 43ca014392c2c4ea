"""Threads that never hold up the end of the process, for calls that may hang."""

import asyncio
import concurrent.futures
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


class DaemonThreads:
    """Run calls in at most `most` threads, first come first served.

    `concurrent.futures.ThreadPoolExecutor` waits for its threads when the process ends; a database
    that hangs or an action that never returns would keep a stopped bot alive.
    """

    def __init__(self, name: str, most: int) -> None:
        self._name, self._most = name, most
        self._waiting: queue.SimpleQueue[tuple[concurrent.futures.Future[object], Callable[[], object]]]
        self._waiting = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._started = 0

    def start(self, call: Callable[[], Result]) -> concurrent.futures.Future[Result]:
        """Run `call` in a thread; to be called by one thread only."""
        future: concurrent.futures.Future[Result] = concurrent.futures.Future()
        self._waiting.put((future, call))  # type: ignore[arg-type]
        if not self._idle.acquire(blocking=False) and self._started < self._most:
            self._started += 1
            threading.Thread(target=self._work, name=f"{self._name}-{self._started}", daemon=True).start()
        return future

    async def run(self, call: Callable[[], Result], seconds: float) -> Result:
        """Return what `call` returns in a thread.

        One that hasn't begun after `seconds` never will; one that has goes on, and nobody waits for it.

        Raises:
            asyncio.TimeoutError: it took longer than `seconds`.
        """
        return await asyncio.wait_for(asyncio.wrap_future(self.start(call)), seconds)

    def _work(self) -> None:
        while True:
            future, call = self._waiting.get()
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(call())
                except BaseException as failure:  # it is the caller's, who waits for it
                    future.set_exception(failure)
            del future, call
            self._idle.release()
