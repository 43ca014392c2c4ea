"""Call the actions on a server of their own, over connections that stay open."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from rasa.utils.endpoints import EndpointConfig

# The action server closes a connection that was idle for 5 s (Sanic's default); ours is closed before, so that no call meets a closing one.
IDLE_SECONDS = 4


class ActionServer(EndpointConfig):
    """Rasa's endpoint of an action server, with one session for all calls."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._session: aiohttp.ClientSession | None = None

    @classmethod
    def like(cls, endpoint: EndpointConfig) -> "ActionServer":
        """Return the same endpoint with one session for all calls."""
        return cls(
            endpoint.url, endpoint.params, endpoint.headers, endpoint.basic_auth, endpoint.token,
            endpoint.token_name, endpoint.cafile, **endpoint.kwargs,
        )  # fmt: skip

    @asynccontextmanager
    async def session(self) -> AsyncIterator[aiohttp.ClientSession]:
        """Lend the session; it stays open."""
        if self._session is None or self._session.closed:
            auth = (
                aiohttp.BasicAuth(self.basic_auth["username"], self.basic_auth["password"]) if self.basic_auth else None
            )
            connector = aiohttp.TCPConnector(keepalive_timeout=IDLE_SECONDS)
            self._session = aiohttp.ClientSession(headers=self.headers, auth=auth, connector=connector)
        yield self._session
