"""The line "is looking it up …" that Slack shows while we work, and the title of a thread in a person's history.

Neither is worth a failure or a wait: what Slack doesn't take within a moment is let go.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from actions.answering.wording import say
from wayfinder.channels.slack.block_limits import cut
from wayfinder.channels.slack.conversation_ids import Place

SECONDS = 2
TITLE = 60  # characters


@contextlib.asynccontextmanager
async def showing_work(client: AsyncWebClient, place: Place, title: str | None) -> AsyncIterator[None]:
    """Show that we work while the context lasts; with a `title`, give it to the thread.

    The answer ends the status by itself, so the context ends only when Slack has taken it: coming after
    the answer it would stay.
    """
    shown = asyncio.create_task(_show(client, place, title))
    try:
        yield
    finally:
        await shown


async def _show(client: AsyncWebClient, place: Place, title: str | None) -> None:
    channel, thread = place.channel, place.thread
    calls = [client.assistant_threads_setStatus(channel_id=channel, thread_ts=thread, status=say("utter_slack_status"))]
    if title is not None:
        calls.append(client.assistant_threads_setTitle(channel_id=channel, thread_ts=thread, title=cut(title, TITLE)))
    with contextlib.suppress(SlackClientError, OSError, asyncio.TimeoutError):
        await asyncio.wait_for(asyncio.gather(*calls), SECONDS)
