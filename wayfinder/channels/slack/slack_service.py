"""Everything of Slack that lives as long as the server: the inbox and its worker, Bolt, and the connection to Slack."""

import asyncio
import logging
import uuid
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from actions.answering.failures import trace_of
from wayfinder.channels.slack import web_api_calls as calls
from wayfinder.channels.slack.answer_blocks import render
from wayfinder.channels.slack.bolt_app import make_app
from wayfinder.channels.slack.deliveries import Delivery, Place
from wayfinder.channels.slack.delivery_inbox import Inbox
from wayfinder.channels.slack.inbox_worker import Handler, Worker
from wayfinder.channels.slack.installations import AuthorizeLocally, Installations, Workspaces, oauth_settings
from wayfinder.channels.slack.slack_answers import Answers
from wayfinder.channels.slack.slack_settings import SlackSettings
from wayfinder.channels.slack.slack_turn import Message, SlackOutput
from wayfinder.stores.database import make_engine

RECONNECT_SECONDS = 5
CONNECTIONS = 4  # to the database, of this channel alone

logger = logging.getLogger(__name__)
# Below that level it quotes what people write, and tokens.
_sdk_logger = logging.getLogger("slack_sdk")
_sdk_logger.setLevel(logging.WARNING)


class SlackService:
    """Takes what Slack delivers, and answers it with Rasa's agent once that is loaded."""

    def __init__(self, settings: SlackSettings) -> None:
        self._settings = settings
        engine = make_engine(settings.database_url, CONNECTIONS)
        self.inbox = Inbox(engine)
        installations = Installations(engine, settings.client_id) if settings.client_id else None
        # What Bolt itself asks Slack, when the app is installed, isn't in the inbox: it waits by itself.
        client = AsyncWebClient(
            base_url=settings.api_url,
            timeout=calls.SECONDS,
            retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=2)],
        )
        self.workspaces = Workspaces(settings, client, installations)
        oauth = oauth_settings(settings, engine, installations) if installations else None
        self.app = make_app(settings.signing_secret, client, AuthorizeLocally(self.workspaces), oauth, self._take)
        self._client = client
        self._loop: asyncio.AbstractEventLoop | None = None
        self._worker: Worker | None = None
        self._socket: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Task[None] | None = None

    async def start(self, agent: Any) -> None:
        """Begin to answer, with the agent that Rasa has loaded by now."""
        self._loop = asyncio.get_running_loop()
        answers = Answers(self._settings, agent, self.output)
        handler = Handler(self.inbox, answers, self.workspaces, self.client_for)
        self._worker = Worker(self.inbox, handler.handle)
        self._worker.start()
        if self._settings.app_token:
            self._connecting = asyncio.create_task(self._connect(self._settings.app_token))
        by = [
            way
            for way, on in (("HTTP", self._settings.signing_secret), ("Socket Mode", self._settings.app_token))
            if on
        ]
        logger.info("Slack is on, by %s.", " and ".join(by))

    async def stop(self) -> None:
        """End the connection, and let the worker finish what it has in hand."""
        if self._connecting is not None:
            self._connecting.cancel()
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
        if self._worker is not None:
            await self._worker.stop()

    def client_for(self, token: str) -> AsyncWebClient:
        """Return the client that speaks with a token. It never repeats a call: the inbox knows when one may be repeated."""
        return AsyncWebClient(token, base_url=self._settings.api_url, timeout=calls.SECONDS, retry_handlers=[])

    def output(self) -> SlackOutput:
        """Return where the messages of a turn go, and after it those that answer nothing."""
        return SlackOutput(self._send)

    async def _send(self, conversation: str, message: Message) -> None:
        """Post what nobody asked for: into the conversation's thread, or to the one person who sees the conversation."""
        place = Place.parse(conversation)
        key = f"told:{uuid.uuid4().hex}"
        channel, thread = (place.thread, None) if place.is_private else (place.channel, place.thread)
        posts = enumerate(render([message], place.thread))
        posted = [calls.post(channel, thread, each, f"{key}#{number}") for number, each in posts]
        told = Delivery(key, "told", place.team, place.channel, place.thread, user=place.thread)
        await asyncio.to_thread(self._take, told, posted)

    def _take(self, delivery: Delivery, answer: list[calls.Call] | None = None) -> None:
        """Write a delivery down and have it worked on; called in threads."""
        if self.inbox.add(delivery, answer) and self._worker is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self._worker.wake)

    async def _connect(self, app_token: str) -> None:
        """Connect to Socket Mode, however long Slack can't be reached; later losses the client mends itself."""
        self._socket = AsyncSocketModeHandler(
            self.app, app_token, logger=_sdk_logger, web_client=self._client, loop=self._loop
        )
        while True:
            try:
                await self._socket.connect_async()  # type: ignore[no-untyped-call]
            except Exception as failure:  # whatever keeps us from Slack must not keep the bot from others
                logger.error("Slack: no Socket Mode yet: %s", trace_of(failure))
                await asyncio.sleep(RECONNECT_SECONDS)
            else:
                return
