"""Bringing events, commands and clicks to the app: signed requests, the app's acknowledgement, and retries."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

import aiohttp

from .app import App
from .journal import Journal

Kind = Literal["events_api", "slash_commands", "interactive", "url_verification"]
ACK_WITHIN = 3.0  # seconds
AT_ONCE = 20  # requests under way; more would measure this process and not the app
RETRY_AFTER = (0.0, 60.0, 300.0)  # seconds: nearly at once, after a minute, after five


@dataclass(frozen=True)
class Attempt:
    """One attempt to deliver. `reason` is why it failed, in Slack's words; empty when acknowledged."""

    status: int | None
    seconds: float
    body: str
    reason: str
    retry_num: int


@dataclass
class Delivery:
    """One thing to bring to the app, and how that went."""

    kind: Kind
    payload: dict[str, Any]
    attempts: list[Attempt] = field(default_factory=list)
    settled: "Future[None]" = field(default_factory=Future, repr=False)

    @property
    def acked(self) -> bool:
        """Say whether the app has acknowledged it in time."""
        return any(not attempt.reason for attempt in self.attempts)

    @property
    def ack_seconds(self) -> float:
        """Return how long the acknowledgement took; there must be one."""
        return next(attempt.seconds for attempt in self.attempts if not attempt.reason)

    @property
    def event(self) -> dict[str, Any]:
        """Return the event inside the payload."""
        found: dict[str, Any] = self.payload["event"]
        return found

    def wait(self, timeout: float = 10) -> "Delivery":
        """Wait until it is acknowledged or given up, and return it."""
        self.settled.result(timeout)
        return self


Sender = Callable[[Delivery, int, str], Awaitable[Attempt]]


class Deliveries:
    """All deliveries, in order, and the way they take: HTTP, or the Socket Mode sender where one is given."""

    def __init__(self, app: App, journal: Journal, retry_after: tuple[float, ...] = RETRY_AFTER) -> None:
        self.app, self._journal, self._retry_after = app, journal, retry_after
        self.all: list[Delivery] = []
        self.request_url = ""
        self.socket_sender: Sender | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(AT_ONCE)

    def send(self, kind: Kind, payload: dict[str, Any], then: Callable[[Attempt], None] | None = None) -> Delivery:
        """Start to deliver, and return what will say how it went. `then` hears of the acknowledgement."""
        return self.deliver(Delivery(kind, payload), then)

    def deliver(self, delivery: Delivery, then: Callable[[Attempt], None] | None = None) -> Delivery:
        """Start to deliver something that exists already, such as an event that was lost."""
        self.all.append(delivery)
        task = asyncio.get_running_loop().create_task(self._attempt_until_acked(delivery, then))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return delivery

    async def redeliver(self, delivery: Delivery, reason: str) -> Attempt:
        """Send something once more, as Slack does when it believes that the app didn't get it."""
        attempt = await self._attempt(delivery, len(delivery.attempts), reason)
        delivery.attempts.append(attempt)
        self._journal.touch()
        return attempt

    async def close(self) -> None:
        """Give up whatever is under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _attempt_until_acked(self, delivery: Delivery, then: Callable[[Attempt], None] | None) -> None:
        reason = ""
        # Only events are brought again; a person whose click or command fails is told so instead.
        waits = (0.0, *self._retry_after) if delivery.kind == "events_api" else (0.0,)
        try:
            for retry_num, wait in enumerate(waits):
                await asyncio.sleep(wait)
                attempt = await self._attempt(delivery, retry_num, reason)
                delivery.attempts.append(attempt)
                reason = attempt.reason
                if not reason or reason == "no_retry":
                    break
            if then:
                then(delivery.attempts[-1])
        finally:
            if not delivery.settled.done():
                delivery.settled.set_result(None)
            self._journal.touch()

    async def _attempt(self, delivery: Delivery, retry_num: int, reason: str) -> Attempt:
        if self.app.socket_mode and self.socket_sender and delivery.kind != "url_verification":
            return await self.socket_sender(delivery, retry_num, reason)
        if not self.request_url:
            return Attempt(None, 0.0, "", "connection_failed", retry_num)
        headers, body = signed_request(self.app.signing_secret, delivery)
        if retry_num:
            headers |= {"X-Slack-Retry-Num": str(retry_num), "X-Slack-Retry-Reason": reason or "http_error"}
        async with self._places:
            return await post(self.request_url, headers, body, retry_num)


def signed_request(secret: str, delivery: Delivery, timestamp: int | None = None) -> tuple[dict[str, str], bytes]:
    """Return headers and body of a delivery, signed as Slack signs.

    docs.slack.dev/authentication/verifying-requests-from-slack
    """
    if delivery.kind in ("events_api", "url_verification"):
        body, content_type = json.dumps(delivery.payload).encode(), "application/json"
    elif delivery.kind == "interactive":
        body = urlencode({"payload": json.dumps(delivery.payload)}).encode()
        content_type = "application/x-www-form-urlencoded"
    else:
        body, content_type = urlencode(delivery.payload).encode(), "application/x-www-form-urlencoded"
    at = str(int(time.time()) if timestamp is None else timestamp)
    signature = hmac.new(secret.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": f"v0={signature}",
    }
    return headers, body


async def post(url: str, headers: dict[str, str], body: bytes, retry_num: int = 0) -> Attempt:
    """Post to the app and return what came of it, after three seconds at the latest."""
    started = time.monotonic()

    def attempt(status: int | None, text: str, reason: str) -> Attempt:
        return Attempt(status, time.monotonic() - started, text, reason, retry_num)

    timeout = aiohttp.ClientTimeout(total=ACK_WITHIN)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(url, data=body, headers=headers, allow_redirects=True, max_redirects=2) as answer,
        ):
            text = await answer.text()
            if answer.status // 100 == 2:
                return attempt(answer.status, text, "")
            no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
            return attempt(answer.status, text, "no_retry" if no_retry else "http_error")
    except asyncio.TimeoutError:
        return attempt(None, "", "http_timeout")
    except aiohttp.TooManyRedirects:
        return attempt(None, "", "too_many_redirects")
    except aiohttp.ClientError:
        return attempt(None, "", "connection_failed")
