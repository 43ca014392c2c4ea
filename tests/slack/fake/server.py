"""The fake Slack: a real HTTP server in a thread with a loop of its own, and what tests ask of it."""

import asyncio
import secrets
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from aiohttp import web

from . import chat, conversations, oauth, responses, view_page, views  # noqa: F401 - importing registers the methods
from .admin import Admin
from .api import WebApi
from .app import App
from .core import Core
from .delivery import RETRY_AFTER, Attempt, Deliveries, Delivery, post, signed_request
from .faults import Faults
from .in_loop import in_loop
from .interactions import Interactions
from .journal import Call, Journal
from .people import People, Said
from .socket_mode import SocketMode
from .state import Message, State

R = TypeVar("R")


class FakeSlack(People, Interactions, Admin):
    """A Slack with one team, in which the app is installed unless told otherwise.

    >>> with FakeSlack() as slack:
    ...     slack.api_url.startswith("http://127.0.0.1:")
    True

    The team "Acme" has the people ana and ben, and the channels careers and random
    (the bot is a member), quiet (it isn't) and old (archived).
    """

    def __init__(
        self, app: App | None = None, *, installed: bool = True, retry_after: tuple[float, ...] = RETRY_AFTER
    ) -> None:
        self.app = app or App()
        self._installed, self._retry_after = installed, retry_after
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="fake-slack", daemon=True)

    def __enter__(self) -> "FakeSlack":
        self._thread.start()
        self.wait_in_loop(self._start())
        return self

    def __exit__(self, *failure: object) -> None:
        self.wait_in_loop(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _start(self) -> None:
        self.journal, self.faults, state = Journal(), Faults(), State()
        self.deliveries = Deliveries(self.app, self.journal, self._retry_after)
        self.core = Core(self.app, "", state, self.journal, self.faults, self.deliveries)
        self.sockets = SocketMode(self.core, self.journal)
        self.deliveries.socket_sender = self.sockets.send
        self._runner = web.AppRunner(self._routes(), access_log=None)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await self._site.start()
        host, port = self._runner.addresses[0][:2]
        self.core.base_url = f"http://{host}:{port}"
        self._furnish(self._installed)

    async def _stop(self) -> None:
        await self.deliveries.close()
        await self.sockets.close()
        # A connection that is being accepted now must be there before cleanup closes all of them.
        await self._site.stop()
        await asyncio.sleep(0.02)
        await self._runner.cleanup()

    def _routes(self) -> web.Application:
        site = web.Application(client_max_size=10 * 1024 * 1024)
        api = WebApi(self.core, oauth.TOKENLESS)

        async def authorize(request: web.Request) -> web.Response:
            return await oauth.authorize(self.core, request)

        async def respond(request: web.Request) -> web.Response:
            return await responses.handle(self.core, request)

        async def view(request: web.Request) -> web.Response:
            return view_page.handle(self.core, request)

        site.router.add_route("*", "/api/{method}", api.handle)
        site.router.add_get("/link/", self.sockets.handle)
        site.router.add_get("/oauth/v2/authorize", authorize)
        site.router.add_post("/response/{team}/{key}", respond)
        site.router.add_get("/view/home/{user}", view)
        site.router.add_get("/view/{channel}", view)
        return site

    def _furnish(self, installed: bool) -> None:
        team = self.add_team("Acme", installed=installed)
        for name in ("ana", "ben"):
            self.add_user(name, team=team.name)
        for name in ("careers", "random", "quiet", "old"):
            self.add_channel(name, with_bot=name != "quiet", team=team.name)
        team.channel("old").is_archived = True

    def run(self, action: Callable[[], R]) -> R:
        """Run something in the server's loop and return what it returns."""
        if threading.current_thread() is self._thread:
            return action()

        async def run() -> R:
            return action()

        return self.wait_in_loop(run())

    def wait_in_loop(self, awaited: Coroutine[Any, Any, R], timeout: float = 30) -> R:
        """Run a coroutine in the server's loop and return what it returns."""
        return asyncio.run_coroutine_threadsafe(awaited, self._loop).result(timeout)

    # What the app under test needs to know.

    @property
    def api_url(self) -> str:
        """Return the base of the Web API, with a slash at its end, as slack-sdk's `base_url`."""
        return f"{self.core.base_url}/api/"

    @property
    def authorize_url(self) -> str:
        """Return where people agree to an installation."""
        return f"{self.core.base_url}/oauth/v2/authorize"

    @property
    def bot_token(self) -> str:
        """Return the token of the app in the first team."""
        installation = self.team().installation
        assert installation is not None, "the app isn't installed: FakeSlack(installed=False)"
        return installation.bot_token

    def view_url(self, channel: str, thread: str | None = None, seen_by: str | None = None) -> str:
        """Return the page that draws a channel or one thread of it, for screenshots."""
        query = "&".join(f"{name}={value}" for name, value in (("thread", thread), ("as", seen_by)) if value)
        return f"{self.core.base_url}/view/{channel}" + (f"?{query}" if query else "")

    def point_at(self, request_url: str) -> Attempt:
        """Set the app's Request URL, as on Slack's settings page: the app must answer a challenge.

        Raises:
            ConnectionError: it didn't.
        """
        challenge = secrets.token_hex(20)
        payload = {"token": self.app.verification_token, "challenge": challenge, "type": "url_verification"}
        headers, body = signed_request(self.app.signing_secret, Delivery("url_verification", payload))
        attempt = self.wait_in_loop(post(request_url, headers, body))
        if attempt.reason or challenge not in attempt.body:
            raise ConnectionError(f"{request_url} didn't answer Slack's challenge: {attempt}")
        self.deliveries.request_url = request_url
        return attempt

    # Deliveries once more, or in ways that Slack doesn't.

    def redeliver(self, delivery: Delivery, reason: str = "http_timeout") -> Attempt:
        """Deliver something once more, with Slack's retry headers."""
        return self.wait_in_loop(self.deliveries.redeliver(delivery, reason))

    def delivers(
        self, delivery: Delivery, *, secret: str | None = None, timestamp: int | None = None, body: bytes | None = None
    ) -> Attempt:
        """Deliver as a forger would: signed with another secret, at another time, or with a changed body."""
        headers, signed = signed_request(secret or self.app.signing_secret, delivery, timestamp)
        return self.wait_in_loop(post(self.deliveries.request_url, headers, signed if body is None else body))

    def sockets_reconnect(self, reason: str = "refresh_requested") -> None:
        """Ask all Socket Mode connections to reconnect, then close them."""
        self.wait_in_loop(self.sockets.ask_to_reconnect(reason))

    def sockets_break(self) -> None:
        """Close all Socket Mode connections without warning."""
        self.wait_in_loop(self.sockets.close())

    # What has come of it.

    def calls(self, method: str | None = None) -> list[Call]:
        """Return the calls of a Web API method ("response_url" for answers to response URLs), or all."""
        return self.journal.calls(method)

    @in_loop
    def messages(self, channel: str, thread: str | None = None, *, team: str | None = None) -> list[Message]:
        """Return the messages of a channel, or of one thread, oldest first, ephemeral ones too."""
        place = self.team(team).channel(channel)
        return place.thread(thread) if thread else list(place.messages.values())

    def answers(self, said: Said, *, team: str | None = None) -> list[Message]:
        """Return what the app has posted into the thread of something that a person said."""
        installation = self.team(team).installation
        assert installation is not None
        thread = self.messages(said.channel, said.thread, team=team)
        return [m for m in thread if m.bot_id == installation.bot_id and float(m.ts) > float(said.ts)]

    def wait_for(self, condition: Callable[[], R], timeout: float = 10, what: str = "a condition") -> R:
        """Return the first true value of `condition`; it is asked after each change.

        Raises:
            TimeoutError: with the last calls, if it doesn't come.
        """
        return self.journal.wait_for(condition, timeout, what)

    def answer(self, said: Said, timeout: float = 10, *, team: str | None = None) -> Message:
        """Wait for the app's first answer in the thread of what was said, and return it."""
        what = f"an answer in {said.channel}, thread {said.thread}"
        return self.wait_for(lambda: self.answers(said, team=team), timeout, what)[0]

    def wait_for_connection(self, count: int = 1, timeout: float = 10) -> None:
        """Wait until so many Socket Mode connections are open."""
        self.wait_for(lambda: self.sockets.count >= count, timeout, f"{count} Socket Mode connections")
