"""What goes wrong on purpose: rate limits, errors, slow answers, lost connections, each for the next calls of a method."""

import random
import time
from dataclasses import dataclass, replace
from typing import Any, Literal

Kind = Literal["rate_limit", "error", "status", "slow", "drop", "lose_answer"]


@dataclass(frozen=True)
class Fault:
    """One thing to do instead of, or before, answering; `value` is its seconds, error or HTTP status."""

    method: str
    kind: Kind
    value: Any
    times: int


class Faults:
    """Faults still to come. Several for one method happen one after the other, in the order they were asked for."""

    def __init__(self) -> None:
        self._coming: list[Fault] = []
        self._share: dict[str, tuple[float, int, random.Random]] = {}
        self._posted_at: dict[str, float] = {}
        self.seconds_between_posts = 0.0

    def rate_limit(self, method: str, times: int = 1, retry_after: int = 1) -> None:
        """Answer the next calls with 429 and a Retry-After of so many seconds."""
        self._coming.append(Fault(method, "rate_limit", retry_after, times))

    def rate_limit_share(self, method: str, share: float, seed: int, retry_after: int = 1) -> None:
        """Answer that share of all calls (0.05 is 5 %) with 429; the seed says which."""
        self._share[method] = (share, retry_after, random.Random(seed))

    def fail(self, method: str, error: str, times: int = 1) -> None:
        """Answer the next calls with `ok: false` and an error of Slack's."""
        self._coming.append(Fault(method, "error", error, times))

    def http_status(self, method: str, status: int, times: int = 1) -> None:
        """Answer the next calls with an HTTP status such as 503 and no JSON."""
        self._coming.append(Fault(method, "status", status, times))

    def slow(self, method: str, seconds: float, times: int = 1) -> None:
        """Answer the next calls only after so many seconds; they do work."""
        self._coming.append(Fault(method, "slow", seconds, times))

    def drop(self, method: str, times: int = 1) -> None:
        """Drop the connection of the next calls before they had any effect."""
        self._coming.append(Fault(method, "drop", None, times))

    def lose_answer(self, method: str, times: int = 1) -> None:
        """Do what the next calls ask for, then drop the connection instead of answering."""
        self._coming.append(Fault(method, "lose_answer", None, times))

    def one_message_a_second(self) -> None:
        """Enforce Slack's special limit of one message a second in each channel from now on."""
        self.seconds_between_posts = 1.0

    def take(self, method: str) -> Fault | None:
        """Return the fault for this call, counting it as used."""
        for i, fault in enumerate(self._coming):
            if fault.method == method:
                self._coming[i : i + 1] = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                return fault
        if method in self._share:
            share, retry_after, chance = self._share[method]
            if chance.random() < share:
                return Fault(method, "rate_limit", retry_after, 1)
        return None

    def too_soon(self, channel: str) -> bool:
        """Say whether a message to this channel follows the last one too quickly."""
        if not self.seconds_between_posts:
            return False
        now = time.monotonic()
        if now - self._posted_at.get(channel, -1e9) < self.seconds_between_posts:
            return True
        self._posted_at[channel] = now
        return False
