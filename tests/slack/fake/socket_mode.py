"""Socket Mode: connections that the app opens, envelopes that it acknowledges, and Slack's asking it to reconnect."""

import asyncio
import itertools
import json
import time
import uuid
from typing import Any

from aiohttp import WSMsgType, web

from .core import Core
from .delivery import ACK_WITHIN, Attempt, Delivery
from .journal import Journal

MOST_CONNECTIONS = 10


class SocketMode:
    """The connections that are open, and the acknowledgements that are waited for."""

    def __init__(self, core: Core, journal: Journal) -> None:
        self._core, self._journal = core, journal
        self._open: list[web.WebSocketResponse] = []
        self._turn = itertools.count()
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}

    @property
    def count(self) -> int:
        """Return how many connections are open."""
        return len(self._open)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until either side closes it. A link works once."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._core.tickets or len(self._open) >= MOST_CONNECTIONS:
            raise web.HTTPForbidden(text="invalid or used ticket, or too many connections")
        self._core.tickets.discard(ticket)
        connection = web.WebSocketResponse()
        await connection.prepare(request)
        if not self._core.app.socket_mode:
            await connection.send_json({"type": "disconnect", "reason": "link_disabled"})
            await connection.close()
            return connection
        self._open.append(connection)
        await connection.send_json(self._hello())
        self._journal.touch()
        try:
            async for message in connection:
                if message.type == WSMsgType.TEXT:
                    self._acknowledged(message.data)
        finally:
            if connection in self._open:
                self._open.remove(connection)
            self._journal.touch()
        return connection

    async def send(self, delivery: Delivery, retry_num: int, reason: str) -> Attempt:
        """Send an envelope over the connection whose turn it is, and wait for the acknowledgement."""
        started = time.monotonic()
        if not self._open:
            return Attempt(None, 0.0, "", "connection_failed", retry_num)
        envelope_id = str(uuid.uuid4())
        envelope: dict[str, Any] = {
            "envelope_id": envelope_id,
            "payload": delivery.payload,
            "type": delivery.kind,
            "accepts_response_payload": delivery.kind != "events_api",
        }
        if delivery.kind == "events_api":
            envelope |= {"retry_attempt": retry_num, "retry_reason": reason}
        answer = self._waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            await self._open[next(self._turn) % len(self._open)].send_json(envelope)
            said = await asyncio.wait_for(answer, ACK_WITHIN)
        except asyncio.TimeoutError:
            return Attempt(None, time.monotonic() - started, "", "timeout", retry_num)
        except ConnectionError:
            return Attempt(None, time.monotonic() - started, "", "connection_failed", retry_num)
        finally:
            del self._waiting[envelope_id]
        payload = said.get("payload")
        body = "" if payload is None else json.dumps(payload)
        return Attempt(200, time.monotonic() - started, body, "", retry_num)

    async def ask_to_reconnect(self, reason: str = "refresh_requested", grace: float = 0.2) -> None:
        """Tell each connection to reconnect, as Slack does every few hours, then close it after `grace` seconds."""
        leaving, self._open = self._open, []
        for connection in leaving:
            await connection.send_json({"type": "disconnect", "reason": reason, "debug_info": _debug_info()})
        await asyncio.sleep(grace)
        await self._close(leaving)

    async def close(self) -> None:
        """Close all connections without a word, as when a network fails."""
        leaving, self._open = self._open, []
        await self._close(leaving)

    async def _close(self, connections: list[web.WebSocketResponse]) -> None:
        await asyncio.gather(*(connection.close() for connection in connections), return_exceptions=True)

    def _hello(self) -> dict[str, Any]:
        about = {"connection_info": {"app_id": self._core.app.id}, "debug_info": _debug_info()}
        return {"type": "hello", "num_connections": len(self._open), **about}

    def _acknowledged(self, text: str) -> None:
        said = json.loads(text)
        waiting = self._waiting.get(said.get("envelope_id"))
        if waiting and not waiting.done():
            waiting.set_result(said)


def _debug_info() -> dict[str, Any]:
    return {"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060}
