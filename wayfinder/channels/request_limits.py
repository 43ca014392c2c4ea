"""What every request to this server must pass first: a limit on its size, and one on how many came before it.

Channels call this for all routes of the server, Rasa's own among them, so that nothing is read of a request, neither its
body nor its signature, before it is counted. The web channel counts by itself, for its pages must be able
to read the refusal, and doesn't count the page and the widget's files: they cost nothing, and whoever is refused should still see why.
"""

import json
from typing import Any

from sanic import Blueprint
from sanic.exceptions import PayloadTooLarge
from sanic.request import Request
from sanic.response import HTTPResponse

from wayfinder.channels.caller_addresses import client_address, household, trusted_proxies
from wayfinder.channels.rates import Limits, Rates, read_limits
from wayfinder.channels.refusals import Refusal

MOST_BYTES = 1_000_000
COUNTED_BY_THEMSELVES = ("/webhooks/web", "/widget.js")
SLACK = "/webhooks/slack"


class RequestLimits:
    """Counts requests by address, for as long as the server lives.

    Raises:
        SettingInvalid: one of the settings can't be used.
    """

    def __init__(self) -> None:
        self._rates = Rates()
        self._proxies = trusted_proxies()
        self._of_all = read_limits("REST_PER_ADDRESS", "1200/minute")
        self._of_slack = read_limits("SLACK_PER_ADDRESS", "6000/minute")

    def admit(self, request: Request) -> None:
        """Count a request.

        Raises:
            Refusal: 429, it is one too many.
        """
        place = "/".join(request.path.split("/")[:3])
        if place == SLACK:
            self.count(self._of_slack, "deliveries", request)
        elif place not in COUNTED_BY_THEMSELVES:
            self.count(self._of_all, "requests", request)

    def count(self, limits: Limits, what: str, request: Request) -> None:
        """Count one more `what` of the address that a request came from.

        Raises:
            Refusal: 429, it is one too many.
        """
        forwarded_for = request.headers.getall("x-forwarded-for", [])
        self._rates.count(limits, what, household(client_address(request.ip, forwarded_for, self._proxies)))


class LimitedBlueprint(Blueprint):
    """Routes that see to it, when they are added to a server, that all of its requests are limited."""

    def register(self, app: Any, options: dict[str, object]) -> None:
        """Add the routes."""
        super().register(app, options)  # type: ignore[no-untyped-call]
        limits_of(app)


def limits_of(app: Any) -> RequestLimits:
    """Return the limits of a server; the first time they are put in place."""
    limits: RequestLimits | None = getattr(app.ctx, "request_limits", None)
    if limits is None:
        limits = app.ctx.request_limits = RequestLimits()
        admit = limits.admit
        app.config.REQUEST_MAX_SIZE = min(app.config.REQUEST_MAX_SIZE, MOST_BYTES)

        async def before_routing(request: Request) -> None:  # Sanic marks what it is given, and can't mark a method
            admit(request)

        app.add_signal(before_routing, "http.routing.before")
        app.exception(Refusal)(_tell)
        app.exception(PayloadTooLarge)(_tell_of_size)
    return limits


def refused(refusal: Refusal) -> HTTPResponse:
    """Return the reply to a request that isn't served: JSON, kept by nobody."""
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"} | refusal.headers
    return HTTPResponse(json.dumps(refusal.as_json()), refusal.status, headers, content_type="application/json")


async def _tell(request: Request, refusal: Refusal) -> HTTPResponse:
    return refused(refusal)


async def _tell_of_size(request: Request, failure: PayloadTooLarge) -> HTTPResponse:
    cure = f"Send less: a body has at most {MOST_BYTES:,} bytes."
    return refused(Refusal(413, "too_large", f"{failure}.", cure))
