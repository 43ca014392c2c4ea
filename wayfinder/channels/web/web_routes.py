"""Who may call, which path does what, and every error as JSON."""

import json
import logging
from typing import Any

from sanic.constants import HTTP_METHODS
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic_cors.core import SANIC_CORS_EVALUATED

from actions.answering.failures import trace_of
from wayfinder.channels.caller_addresses import check_origin, client_address, household
from wayfinder.channels.rates import Rates
from wayfinder.channels.refusals import Refusal, not_found, unavailable
from wayfinder.channels.request_limits import refused
from wayfinder.channels.web.request_bodies import checked, openapi, read_body
from wayfinder.channels.web.web_health import Health
from wayfinder.channels.web.web_requests import Api
from wayfinder.channels.web.web_settings import Settings
from wayfinder.channels.web.widget_files import PAGE, send_file

logger = logging.getLogger(__name__)

PREFLIGHT_SECONDS = 86_400
METHODS = frozenset(str(method) for method in HTTP_METHODS)
GETS = frozenset({"/health", "/openapi.json"})
POSTS = frozenset(openapi()["paths"]) - GETS
CREATED = frozenset({"/sessions"})


class Routes:
    """Every path below `prefix`, whatever the method, so that every reply is ours."""

    def __init__(self, settings: Settings, prefix: str) -> None:
        self.settings, self.prefix = settings, prefix
        self.rates, self.health = Rates(), Health()
        self.api = Api(settings, self.rates)

    async def receive(self, request: Request, path: str) -> HTTPResponse:
        """Answer a request for `path` below the prefix, come what may."""
        cors: dict[str, str] = {}
        try:
            if request.method in ("GET", "HEAD") and path not in POSTS | GETS:
                return self._ours(request, self._file(request, path))
            cors = self._cors(request)
            reply = await self._reply(request, path)
        except Refusal as refusal:
            reply = refused(refusal)
        except SanicException as failure:  # a body that breaks off, or isn't HTTP
            broken = "The request broke off, or isn't HTTP."
            reply = refused(Refusal(failure.status_code, "bad_request", broken, "Send it again."))
        except Exception as failure:  # the caller is owed a reply, and the log must not hold what people wrote
            logger.error("%s failed: %s", path if path in POSTS else "a request", trace_of(failure))
            reply = refused(unavailable("Something went wrong here."))
        reply.headers.update(cors)
        return self._ours(request, reply)

    async def _reply(self, request: Request, path: str) -> HTTPResponse:
        forwarded_for = request.headers.getall("x-forwarded-for", [])
        caller = household(client_address(request.ip, forwarded_for, self.settings.trusted_proxies))
        self.rates.count(self.settings.requests_per_address, "requests", caller)
        _check_method(request.method, path)
        if path == "/health":
            return await self._health(request)
        if path == "/openapi.json":
            return _json(openapi())
        body = checked(await read_body(request), path)
        handle = getattr(self.api, path[1:])
        return _json(await handle(_agent(request), body, caller), 201 if path in CREATED else 200)

    async def _health(self, request: Request) -> HTTPResponse:
        try:
            await self.health.check(_agent(request))
        except Refusal as refusal:
            return _json({"status": refusal.code} | refusal.as_json(), refusal.status, refusal.headers)
        return _json({"status": "ok"})

    def _file(self, request: Request, path: str) -> HTTPResponse:
        if request.path == self.prefix:  # links on the page are relative to the address with a slash
            return HTTPResponse(status=308, headers={"Location": f"{self.prefix}/"})
        return send_file(request, path[1:] or PAGE)

    def _cors(self, request: Request) -> dict[str, str]:
        """Return the headers that let the calling page read our reply.

        Raises:
            Refusal: 403, the page may not.
        """
        origin = request.headers.get("origin")
        check_origin(origin, request.headers.get("host", ""), self.settings.sites)
        if origin is None:
            return {"Vary": "Origin"}
        return {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": "Retry-After",
            "Vary": "Origin",
        }

    async def first(self, request: Request) -> HTTPResponse | None:
        """Answer preflights, and methods that no route takes; leave all else to the routes."""
        path = request.path.removeprefix(self.prefix)
        below = request.path.startswith(self.prefix) and path[:1] in ("", "/")
        if not below or request.method in METHODS - {"OPTIONS"}:
            return None
        try:
            cors = self._cors(request)
            if request.method != "OPTIONS":
                raise _wrong_method(request.method, path)
        except Refusal as refusal:
            return self._ours(request, refused(refusal))
        allowed = {
            "Access-Control-Allow-Methods": "GET, POST",
            "Access-Control-Allow-Headers": "Content-Type",
            "Access-Control-Max-Age": str(PREFLIGHT_SECONDS),
        }
        headers = {"Allow": _allowed(path)} | cors | (allowed if "origin" in request.headers else {})
        return self._ours(request, HTTPResponse(status=204, headers=headers))

    @staticmethod
    def _ours(request: Request, reply: HTTPResponse) -> HTTPResponse:
        """Return the reply with the CORS headers that it has, and no others of Rasa's."""
        setattr(request.ctx, SANIC_CORS_EVALUATED, "1")
        return reply


def _agent(request: Request) -> Any:
    agent = getattr(request.app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        raise unavailable("No model is loaded.")
    return agent


def _check_method(method: str, path: str) -> None:
    if path not in POSTS | GETS | {"/"}:
        raise not_found(path)
    if method not in _allowed(path).split(", "):
        raise _wrong_method(method, path)


def _wrong_method(method: str, path: str) -> Refusal:
    allowed = _allowed(path)
    return Refusal(405, "method_not_allowed", f"{method} isn't possible here.", f"Use {allowed}.", {"Allow": allowed})


def _allowed(path: str) -> str:
    return "POST, OPTIONS" if path in POSTS else "GET, HEAD, OPTIONS"


def _json(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> HTTPResponse:
    own = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return HTTPResponse(json.dumps(body), status, own | (headers or {}), content_type="application/json")
