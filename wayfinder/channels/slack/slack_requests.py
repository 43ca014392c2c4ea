"""Bolt behind Rasa's web server. Bolt's own adapter sets cookies as newer Sanics do alone, and stumbles over bytes that are no text."""

import logging
import re

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from wayfinder.channels.rates import Limits
from wayfinder.channels.refusals import Refusal
from wayfinder.channels.request_limits import limits_of, refused

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_SSL_CHECK = re.compile(r"(^|&)ssl_check=1(&|$)")  # Slack looks at our certificate, unsigned, and wants a 200

logger = logging.getLogger(__name__)


def add_routes(routes: Blueprint, app: AsyncApp, signing_secret: str, most_unsigned: Limits) -> None:
    """Let Slack in: `POST webhook` for all that it delivers and, with OAuth, the two pages that install the app.

    What isn't signed is counted apart, against `most_unsigned`: Slack, which sends for many people from few
    addresses, pays for nobody's attempts, not even where a proxy makes one address of all.
    """
    verifier = SignatureVerifier(signing_secret)

    @routes.route("/webhook", methods=["POST"])
    async def receive(request: Request) -> HTTPResponse:
        try:
            delivered = read_signed(request, verifier)
        except Refusal as refusal:
            limits_of(request.app).count(most_unsigned, "unsigned requests", request)
            logger.warning("Slack: a request was refused: %s", refusal)
            return refused(refusal)
        return HTTPResponse() if delivered is None else to_sanic_response(await app.async_dispatch(delivered))

    if app.oauth_flow is None:
        return
    flow = app.oauth_flow

    @routes.route("/install", methods=["GET"])
    async def install(request: Request) -> HTTPResponse:
        limits_of(request.app).count(most_unsigned, "installations", request)
        return to_sanic_response(await flow.handle_installation(_page_request(request)))

    @routes.route("/oauth_redirect", methods=["GET"])
    async def installed(request: Request) -> HTTPResponse:
        limits_of(request.app).count(most_unsigned, "installations", request)
        answer = await flow.handle_callback(_page_request(request))
        if answer.status >= 400:
            logger.warning("Slack: an installation failed with status %d", answer.status)
        return to_sanic_response(answer)


def read_signed(request: Request, verifier: SignatureVerifier) -> AsyncBoltRequest | None:
    """Return a delivery of Slack as Bolt reads it; None if it only looks whether we are there.

    Raises:
        Refusal: 401, it isn't signed by Slack just now; 400, it is no text, or not what Slack sends.
    """
    try:
        body = request.body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "bad_request", "The body isn't UTF-8.", SIGN_IT) from None
    if len(body) < 1000 and _SSL_CHECK.search(body):
        return None
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    is_signed = _TIMESTAMP.fullmatch(timestamp) and _SIGNATURE.fullmatch(signature)
    if not is_signed or not verifier.is_valid(body, timestamp, signature):
        raise Refusal(401, "not_signed", "Slack didn't sign this, or more than five minutes ago.", SIGN_IT)
    try:
        return AsyncBoltRequest(body=body, query=request.query_string, headers=dict(request.headers))
    except Exception:  # Bolt reads without asking; what isn't as Slack sends it fails anywhere
        raise Refusal(400, "bad_request", "The body isn't what Slack sends.", SIGN_IT) from None


SIGN_IT = "Only Slack need send anything here; see that the signing secret is this app's, and the clock is right."


def _page_request(request: Request) -> AsyncBoltRequest:
    return AsyncBoltRequest(body="", query=request.query_string, headers=dict(request.headers))


def to_sanic_response(answer: BoltResponse) -> HTTPResponse:
    """Return Bolt's answer as Sanic sends it, cookies for HTTPS and not for scripts."""
    response = HTTPResponse(body=answer.body, status=answer.status, headers=answer.first_headers_without_set_cookie())
    for cookies in answer.cookies():
        for cookie in cookies.values():
            cookie["httponly"] = cookie["secure"] = True
            cookie["path"] = cookie["path"] or "/"
            response.headers.add("Set-Cookie", cookie.OutputString())
    return response
