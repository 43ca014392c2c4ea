"""What was asked of the fake Slack and what it sent, in order; tests read it and wait on it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    """One call of a Web API method and its answer. `status` is 0 when the connection was dropped."""

    method: str
    arguments: dict[str, Any]
    team_id: str | None
    status: int
    answer: dict[str, Any]
    at: float = field(default_factory=time.monotonic)

    @property
    def ok(self) -> bool:
        """Say whether the app was told that the call worked."""
        return bool(self.answer.get("ok"))


class Journal:
    """Calls in order, and a way to wait until something is so. Safe to use from any thread."""

    def __init__(self) -> None:
        self._calls: list[Call] = []
        self._changed = threading.Condition()

    def add(self, call: Call) -> None:
        """Write one call down."""
        with self._changed:
            self._calls.append(call)
            self._changed.notify_all()

    def touch(self) -> None:
        """Wake whoever waits: something other than a call changed."""
        with self._changed:
            self._changed.notify_all()

    def calls(self, method: str | None = None) -> list[Call]:
        """Return the calls of a method, or all of them."""
        with self._changed:
            return [call for call in self._calls if method in (None, call.method)]

    def wait_for(self, condition: Callable[[], T], timeout: float, what: str) -> T:
        """Return the first true value of `condition`, which is asked anew after each change.

        Raises:
            TimeoutError: it wasn't so within `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        while True:
            found = condition()
            if found:
                return found
            with self._changed:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"fake Slack: waited {timeout} s for {what}. Calls so far: {self._summary()}")
                # A change between asking and waiting is seen a tenth of a second later.
                self._changed.wait(min(left, 0.1))

    def _summary(self) -> str:
        told = [f"{call.method} {'ok' if call.ok else call.answer.get('error', call.status)}" for call in self._calls]
        return ", ".join(told[-20:]) or "none"
