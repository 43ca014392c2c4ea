"""Where Slack's requests come in: Bolt checks and reads them, and we write down what is for us before we acknowledge.

Listeners do nothing else, so an acknowledgement takes a write to the database and no more. Over
HTTP an exception here becomes a 500, and over Socket Mode silence: Slack delivers again.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.web.async_client import AsyncWebClient

from actions.answering.failures import trace_of
from wayfinder.channels.slack.deliveries import (
    SHORTCUT,
    Delivery,
    read_action,
    read_command,
    read_event,
    read_shortcut,
)

EVENTS = ("app_mention", "message", "app_home_opened", "assistant_thread_started", "app_uninstalled", "tokens_revoked")

logger = logging.getLogger(__name__)
# Bolt quotes what it refuses, or has no listener for, with what people wrote in it. All of its loggers take the level of this one.
_unheard = logging.getLogger(f"{__name__}.bolt")
_unheard.setLevel(logging.CRITICAL + 1)


def make_app(
    signing_secret: str | None,
    client: AsyncWebClient,
    authorize: AsyncAuthorize,
    oauth: AsyncOAuthSettings | None,
    take: Callable[[Delivery], Any],
) -> AsyncApp:
    """Return the Bolt app whose listeners give each delivery to `take`, a function that blocks until it is written down."""
    app = AsyncApp(
        name="wayfinder",
        logger=_unheard,
        signing_secret=signing_secret or "",
        client=client,
        authorize=authorize,  # type: ignore[arg-type]  # Bolt takes both, and says one
        oauth_settings=oauth,
        process_before_response=True,  # acknowledge when the listener returns: it has written down by then
        raise_error_for_unhandled_request=True,
    )
    _listen(app, take)
    app.error(_acknowledge_or_fail)
    return app


def _listen(app: AsyncApp, take: Callable[[Delivery], Any]) -> None:
    """Give whatever `app` hears to `take`, and acknowledge it after that."""

    async def _take(delivery: Delivery | None) -> None:
        if delivery is not None:
            await asyncio.to_thread(take, delivery)

    async def on_event(body: dict[str, Any], context: AsyncBoltContext) -> None:
        await _take(read_event(body, context.team_id or ""))

    async def on_command(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await _take(read_command(body, context.team_id or ""))
        await ack()

    async def on_shortcut(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await _take(read_shortcut(body, context.team_id or ""))
        await ack()

    async def on_action(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        await _take(read_action(body, context.team_id or ""))
        await ack()

    for kind in EVENTS:
        app.event(kind)(on_event)
    app.command(re.compile(".*"))(on_command)
    app.message_shortcut(SHORTCUT)(on_shortcut)
    app.block_action(re.compile(".*"))(on_action)


async def _acknowledge_or_fail(error: Exception) -> BoltResponse:
    """Return what Slack gets where no listener was right, or one failed."""
    if isinstance(error, BoltUnhandledRequestError):
        # Slack would repeat what is answered with 404, and it still wouldn't be for us.
        return BoltResponse(status=200, body="")
    logger.error("Slack: a delivery couldn't be written down: %s", trace_of(error))
    return BoltResponse(status=500, body="")
