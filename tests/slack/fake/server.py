"""The fake Slack: a real HTTP server in a thread with a loop of its own, and what tests ask of it."""

import asyncio
import secrets
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import aiohttp
from aiohttp import web

from . import chat, conversations, oauth, responses, view_page, views  # noqa: F401 - importing registers the methods
from .api import WebApi
from .app import App
from .core import Core
from .delivery import RETRY_AFTER, Attempt, Deliveries, Delivery, post, signed_request
from .faults import Faults
from .journal import Call, Journal
from .people import People, Said, in_loop
from .socket_mode import SocketMode
from .state import Channel, Message, State, Team, User

R = TypeVar("R")


class FakeSlack(People):
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
        self._await(self._start())
        return self

    def __exit__(self, *failure: object) -> None:
        self._await(self._stop())
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
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        assert site._server is not None
        port = site._server.sockets[0].getsockname()[1]
        self.core.base_url = f"http://127.0.0.1:{port}"
        self._furnish(self._installed)

    async def _stop(self) -> None:
        await self.deliveries.close()
        await self.sockets.close()
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

        return self._await(run())

    def _await(self, awaited: Coroutine[Any, Any, R], timeout: float = 30) -> R:
        if threading.current_thread() is self._thread:
            # Only _start may get here, through _furnish; its callers run at once.
            raise RuntimeError("fake Slack: call this from a test's thread, not from the server's")
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
        attempt = self._await(post(request_url, headers, body))
        if attempt.reason or challenge not in attempt.body:
            raise ConnectionError(f"{request_url} didn't answer Slack's challenge: {attempt}")
        self.deliveries.request_url = request_url
        return attempt

    # Furniture.

    @in_loop
    def add_team(self, name: str, *, installed: bool = False) -> Team:
        """Add a team."""
        team = Team(self.state.new_id("T"), name)
        self.state.teams[team.id] = team
        if installed:
            oauth.install(self.core, team, self.app.scopes)
        return team

    @in_loop
    def add_user(self, name: str, *, team: str | None = None) -> User:
        """Add a person to a team and to all its channels."""
        where = self.team(team)
        user = User(self.state.new_id("U"), where.id, name)
        where.users[user.id] = user
        for channel in where.channels.values():
            if channel.kind != "im":
                channel.members.add(user.id)
        return user

    @in_loop
    def add_channel(
        self, name: str, *, kind: str = "channel", with_bot: bool = True, team: str | None = None
    ) -> Channel:
        """Add a channel, or with kind="group" a private one, with all people of the team in it."""
        where = self.team(team)
        members = {user.id for user in where.users.values() if with_bot or not user.is_bot}
        channel = Channel(self.state.new_id("C"), where.id, name, kind, members)
        where.channels[channel.id] = channel
        return channel

    # Installing and removing.

    def installs(self, install_url: str, *, team: str | None = None, user: str | None = None, **also: str) -> "Page":
        """Let a person follow the app's install link with a browser, agree, and come back to the app.

        `fake_answer="no"` refuses; `state="…"` forges the state that Slack hands back.
        """
        where = self.team(team)
        who = where.user(user).id if user else next(each.id for each in where.users.values() if not each.is_bot)
        return self._await(_install(install_url, {"fake_team": where.id, "fake_user": who, **also}))

    @in_loop
    def uninstalls(self, *, team: str | None = None) -> list[Delivery]:
        """Let an admin remove the app: its token is worthless at once, and two events tell of it, in no sure order."""
        where = self.team(team)
        assert where.installation is not None
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [where.installation.bot_user_id]}}
        where.installation.refused_with = "account_inactive"
        told = self.core.emit(where, "tokens_revoked", revoked)
        return told + self.core.emit(where, "app_uninstalled", {"type": "app_uninstalled"})

    # Deliveries once more, or in ways that Slack doesn't.

    def redeliver(self, delivery: Delivery, reason: str = "http_timeout") -> Attempt:
        """Deliver something once more, with Slack's retry headers."""
        return self._await(self.deliveries.redeliver(delivery, reason))

    def delivers(
        self, delivery: Delivery, *, secret: str | None = None, timestamp: int | None = None, body: bytes | None = None
    ) -> Attempt:
        """Deliver as a forger would: signed with another secret, at another time, or with a changed body."""
        headers, signed = signed_request(secret or self.app.signing_secret, delivery, timestamp)
        return self._await(post(self.deliveries.request_url, headers, signed if body is None else body))

    def sockets_reconnect(self, reason: str = "refresh_requested") -> None:
        """Ask all Socket Mode connections to reconnect, then close them."""
        self._await(self.sockets.ask_to_reconnect(reason))

    def sockets_break(self) -> None:
        """Close all Socket Mode connections without warning."""
        self._await(self.sockets.close())

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


class Page:
    """Where a browser ended up."""

    def __init__(self, status: int, text: str, url: str) -> None:
        self.status, self.text, self.url = status, text, url


async def _install(install_url: str, choices: dict[str, str]) -> Page:
    state = choices.pop("state", None)
    jar = aiohttp.CookieJar(unsafe=True)  # cookies of 127.0.0.1 too
    async with aiohttp.ClientSession(cookie_jar=jar, timeout=aiohttp.ClientTimeout(total=10)) as browser:
        async with browser.get(install_url, allow_redirects=False) as begun:
            text = await begun.text()
            consent = begun.headers.get("Location") or _first_link(text)
        if consent is None:
            return Page(begun.status, text, install_url)
        async with browser.get(f"{consent}&{_query(choices)}", allow_redirects=False) as agreed:
            callback = agreed.headers.get("Location")
            if callback is None:
                return Page(agreed.status, await agreed.text(), str(agreed.url))
        if state is not None:
            callback = _with_state(callback, state)
        async with browser.get(callback) as done:
            return Page(done.status, await done.text(), str(done.url))


def _query(choices: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in choices.items())


def _first_link(page: str) -> str | None:
    from html import unescape

    _, found, rest = page.partition('href="')
    return unescape(rest.partition('"')[0]) if found else None


def _with_state(url: str, state: str) -> str:
    from urllib.parse import parse_qsl, urlencode, urlsplit

    parts = urlsplit(url)
    return parts._replace(query=urlencode({**dict(parse_qsl(parts.query)), "state": state})).geturl()
