"""The Slack channel of Rasa: made with the server, off unless it is configured (docs/slack.md)."""

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from wayfinder.channels.request_limits import LimitedBlueprint
from wayfinder.channels.slack.slack_settings import SlackSettings, read_settings
from wayfinder.channels.slack.slack_turn import CHANNEL, SlackOutput

if TYPE_CHECKING:
    from wayfinder.channels.slack.slack_service import SlackService

logger = logging.getLogger(__name__)


class SlackChannel(InputChannel):
    """Slack over HTTP, Socket Mode or both, for one workspace or many."""

    def __init__(self, settings: SlackSettings | None) -> None:
        self._settings = settings
        self._service: SlackService | None = None

    @classmethod
    def name(cls) -> str:
        """Return the name: routes are below /webhooks/slack."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "SlackChannel":
        """Return the channel as the environment configures it; credentials.yml holds no settings of it."""
        return cls(read_settings())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes, and with them what starts and ends with the server."""
        routes = LimitedBlueprint("wayfinder_slack", __name__)
        health = {"status": "off" if self._settings is None else "ok"}

        @routes.route("/", methods=["GET"])
        async def tell_health(request: Request) -> HTTPResponse:
            return json(health)

        if self._settings is None:
            logger.info("Slack is off: no WAYFINDER_SLACK_… is set. docs/slack.md says how to switch it on.")
            return routes
        # Only now: Bolt takes half a second to import, which a bot without Slack needn't spend.
        from wayfinder.channels.slack.slack_requests import add_routes
        from wayfinder.channels.slack.slack_service import SlackService

        service = self._service = SlackService(self._settings)
        if self._settings.signing_secret:
            add_routes(routes, service.app, self._settings.signing_secret, self._settings.unsigned_per_address)

        @routes.listener("after_server_start")
        async def start(app: "Sanic[Any, Any]", *loop: object) -> None:  # the loop comes with it in Sanic 21.12 alone
            await service.start(app.ctx.agent)

        @routes.listener("before_server_stop")
        async def stop(app: "Sanic[Any, Any]", *loop: object) -> None:
            await service.stop()

        return routes

    def get_output_channel(self) -> SlackOutput | None:
        """Return where Rasa may send messages that answer nothing, such as those of triggered intents."""
        return self._service.output() if self._service else None
