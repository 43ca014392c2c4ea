"""The web channel, as Rasa mounts it."""

import inspect
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Sanic
from sanic.constants import HTTP_METHODS
from sanic.request import Request
from sanic.response import HTTPResponse

from wayfinder.channels.request_heads import CheckedRequest
from wayfinder.channels.request_limits import LimitedBlueprint
from wayfinder.channels.web.web_routes import Routes
from wayfinder.channels.web.web_settings import read_settings
from wayfinder.channels.web.web_turns import CHANNEL

BEFORE_CORS = 100  # the extension puts itself at 99


class WebChannel(InputChannel):
    """Conversations with widgets and other clients, below /webhooks/web."""

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, which is its place below /webhooks/."""
        return CHANNEL

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> LimitedBlueprint:
        """Return the routes. Messages don't go through `on_new_message`: a turn needs the agent's store and lock."""
        routes = Routes(read_settings(), f"/webhooks/{CHANNEL}")
        blueprint = WebBlueprint("wayfinder_web")
        blueprint.ctx.routes = routes

        @blueprint.route("/", methods=HTTP_METHODS, stream=True, name="root")
        @blueprint.route("/<path:path>", methods=HTTP_METHODS, stream=True, name="below")
        async def receive(request: Request, path: str = "") -> HTTPResponse:
            return await routes.receive(request, f"/{path}")

        return blueprint


class WebBlueprint(LimitedBlueprint):
    """The channel's routes, and what has to be outside of its own place."""

    def register(self, app: "Sanic[Any, Any]", options: dict[str, Any]) -> None:
        """Add the routes, the widget's script at the server's root, our answer to preflights, and what a request must be like."""
        super().register(app, options)
        routes: Routes = self.ctx.routes

        async def widget(request: Request) -> HTTPResponse:
            return await routes.receive(request, "/widget.js")

        app.add_route(widget, "/widget.js", methods=["GET", "HEAD"], name="wayfinder_widget")
        _put_first(app, routes.first)
        app.request_class = CheckedRequest


def _put_first(
    app: "Sanic[Any, Any]", middleware: Callable[[Request], Coroutine[Any, Any, HTTPResponse | None]]
) -> None:
    """Have `middleware` see each request before Rasa's CORS extension, which answers every preflight itself, without our sites."""
    if "priority" in inspect.signature(app.register_middleware).parameters:
        app.register_middleware(middleware, "request", priority=BEFORE_CORS)
        return

    # Stock Rasa's Sanic orders them by when they came.
    async def come_first(app: "Sanic[Any, Any]", loop: object) -> None:
        app.request_middleware.appendleft(middleware)  # type: ignore[arg-type]

    app.register_listener(come_first, "before_server_start")
