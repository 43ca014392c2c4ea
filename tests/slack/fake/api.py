"""The Web API's front door: every call is authenticated, checked against scopes and arguments, answered and written down."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from .arguments import Argument, arguments, checked, read_call
from .core import Core
from .errors import SlackError
from .faults import Fault
from .journal import Call
from .state import Installation, Team

Answer = dict[str, Any]


@dataclass
class Asked:
    """One call that has passed the front door."""

    core: Core
    args: dict[str, Any]
    team: Team
    installation: Installation


@dataclass(frozen=True)
class Method:
    """One method: who may call it, with which arguments, and what it does."""

    name: str
    run: Callable[[Asked], Answer]
    arguments: dict[str, Argument]
    scopes: tuple[str, ...]  # one of them is enough
    takes_json: bool


METHODS: dict[str, Method] = {}


def method(
    name: str, described: str = "", scopes: str = "", takes_json: bool = True
) -> Callable[[Callable[[Asked], Answer]], Callable[[Asked], Answer]]:
    """Make a function a method of the Web API that is called with a bot token."""

    def register(run: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
        METHODS[name] = Method(name, run, arguments(described), tuple(scopes.split()), takes_json)
        return run

    return register


class WebApi:
    """Answers /api/<method>. `tokenless` are methods that authenticate in their own way."""

    def __init__(
        self, core: Core, tokenless: Mapping[str, Callable[[Core, web.Request, dict[str, Any]], Answer]]
    ) -> None:
        self._core, self._tokenless = core, tokenless

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call, or let it fail as a fault says."""
        name = request.match_info["method"]
        try:
            given, token, as_json = await read_call(request)
        except SlackError as refusal:
            return self._reply(name, {}, token=None, answer=refusal.to_json())
        fault = self._core.faults.take(name)
        if fault is None and name == "chat.postMessage" and self._core.faults.too_soon(str(given.get("channel"))):
            fault = Fault(name, "rate_limit", 1, 1)
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.value)
        elif fault and fault.kind != "lose_answer":
            return self._failed(request, name, given, token, fault)
        answer = self._answer(request, name, given, token, as_json)
        if fault and fault.kind == "lose_answer":
            return self._dropped(request, name, given, token, answer)
        return self._reply(name, given, token, answer)

    def _answer(
        self, request: web.Request, name: str, given: dict[str, Any], token: str | None, as_json: bool
    ) -> Answer:
        try:
            if name in self._tokenless:
                return {"ok": True, **self._tokenless[name](self._core, request, given)}
            if name not in METHODS:
                raise SlackError("unknown_method", req_method=name)
            called = METHODS[name]
            installation = self._authenticated(token)
            self._check_scopes(called, installation)
            read = checked(given if called.takes_json or not as_json else {}, called.arguments, as_json)
            team = self._core.state.teams[installation.team_id]
            return {"ok": True, **called.run(Asked(self._core, read, team, installation))}
        except SlackError as refusal:
            return refusal.to_json()

    def _authenticated(self, token: str | None) -> Installation:
        if not token:
            raise SlackError("not_authed")
        if token == self._core.app.app_token:
            raise SlackError("not_allowed_token_type")
        for installation in self._core.state.installations():
            if installation.bot_token == token:
                if installation.refused_with:
                    raise SlackError(installation.refused_with)
                return installation
        raise SlackError("invalid_auth")

    def _check_scopes(self, called: Method, installation: Installation) -> None:
        if called.scopes and not installation.scopes & set(called.scopes):
            provided = ",".join(sorted(installation.scopes))
            raise SlackError("missing_scope", needed=",".join(called.scopes), provided=provided)

    def _failed(
        self, request: web.Request, name: str, given: dict[str, Any], token: str | None, fault: Fault
    ) -> web.StreamResponse:
        if fault.kind == "rate_limit":
            headers = {"Retry-After": str(fault.value)}
            return self._reply(name, given, token, {"ok": False, "error": "ratelimited"}, 429, headers)
        if fault.kind == "error":
            return self._reply(name, given, token, {"ok": False, "error": fault.value})
        if fault.kind == "status":
            self._write_down(name, given, token, fault.value, {})
            return web.Response(status=fault.value, text="upstream connect error")
        return self._dropped(request, name, given, token, {})

    def _dropped(
        self, request: web.Request, name: str, given: dict[str, Any], token: str | None, answer: Answer
    ) -> web.StreamResponse:
        # The app never learns what became of the call; the journal keeps what really happened.
        self._write_down(name, given, token, 0, answer)
        assert request.transport is not None
        request.transport.close()
        return web.Response()

    def _reply(
        self,
        name: str,
        given: dict[str, Any],
        token: str | None,
        answer: Answer,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> web.Response:
        self._write_down(name, given, token, status, answer)
        installation = self._installation_of(token)
        scopes = {"X-OAuth-Scopes": ",".join(sorted(installation.scopes))} if installation else {}
        return web.json_response(answer, status=status, headers={**scopes, **(headers or {})})

    def _installation_of(self, token: str | None) -> Installation | None:
        return next((each for each in self._core.state.installations() if each.bot_token == token), None)

    def _write_down(self, name: str, given: dict[str, Any], token: str | None, status: int, answer: Answer) -> None:
        installation = self._installation_of(token)
        # Through JSON, so that nothing that a test reads changes later.
        kept = json.loads(json.dumps({key: value for key, value in given.items() if key != "token"}, default=str))
        self._core.journal.add(Call(name, kept, installation.team_id if installation else None, status, answer))
