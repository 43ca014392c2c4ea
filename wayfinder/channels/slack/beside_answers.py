"""What the bot shows beside its answers: its Home, prompts to begin with, and that it is at work."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from actions.answering.menu import menu_lines
from actions.answering.wording import say, suggestion
from wayfinder.channels.slack.answer_blocks import context, example_buttons, section
from wayfinder.channels.slack.block_limits import cut
from wayfinder.channels.slack.deliveries import Place
from wayfinder.channels.slack.slack_text import escape

PROMPTS = ("salary", "salary_compare", "become", "skills")  # Slack shows four at the most
EXAMPLES = ("define_role", "salary", "salary_compare", "skills", "education", "become", "switch", "outlook", "remote")
# Neither a status nor a title is worth a failure or a wait: what Slack doesn't take within a moment is let go.
SECONDS = 2
TITLE = 60  # characters


def home_view(direct: str) -> dict[str, Any]:
    """Return our Home: who we are, examples to press, all subjects, and what we don't know.

    `direct` is the channel of the person's direct messages with us, where the examples are answered.
    """
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": say("utter_slack_home")}},
            section(escape(say("utter_bot_challenge"))),
            section(escape(say("utter_slack_home_examples"))),
            example_buttons((suggestion(topic).shown() for topic in EXAMPLES), direct),
            {"type": "divider"},
            section(escape("\n".join(menu_lines()))),
            context(escape(say("utter_slack_kept"))),
        ],
    }


def prompts() -> list[dict[str, str]]:
    """Return the prompts that Slack shows above an empty conversation."""
    return [{"title": button.title, "message": button.payload} for button in map(suggestion, PROMPTS)]


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
