"""Bolt behind Rasa's web server. Bolt's own adapter sets cookies as newer Sanics do alone, and stumbles over bytes that are no text."""

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest


def add_routes(routes: Blueprint, app: AsyncApp) -> None:
    """Let Slack in: `POST webhook` for all that it delivers and, with OAuth, the two pages that install the app."""

    @routes.route("/webhook", methods=["POST"])
    async def receive(request: Request) -> HTTPResponse:
        return to_sanic_response(await app.async_dispatch(to_bolt_request(request)))

    if app.oauth_flow is None:
        return
    flow = app.oauth_flow

    @routes.route("/install", methods=["GET"])
    async def install(request: Request) -> HTTPResponse:
        return to_sanic_response(await flow.handle_installation(to_bolt_request(request)))

    @routes.route("/oauth_redirect", methods=["GET"])
    async def installed(request: Request) -> HTTPResponse:
        return to_sanic_response(await flow.handle_callback(to_bolt_request(request)))


def to_bolt_request(request: Request) -> AsyncBoltRequest:
    """Return a request as Bolt reads it; bytes that are no text can't be signed by Slack, and don't stop us."""
    body = request.body.decode("utf-8", "replace")
    return AsyncBoltRequest(body=body, query=request.query_string, headers=dict(request.headers))


def to_sanic_response(answer: BoltResponse) -> HTTPResponse:
    """Return Bolt's answer as Sanic sends it, cookies for HTTPS and not for scripts."""
    response = HTTPResponse(body=answer.body, status=answer.status, headers=answer.first_headers_without_set_cookie())
    for cookies in answer.cookies():
        for cookie in cookies.values():
            cookie["httponly"] = cookie["secure"] = True
            cookie["path"] = cookie["path"] or "/"
            response.headers.add("Set-Cookie", cookie.OutputString())
    return response
