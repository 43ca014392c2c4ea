"""Calls to Slack that answer a delivery: stored before they are made, made once as far as Slack allows.

Slack has no key that makes a post happen once. So each post carries a marker in its metadata, and who
doesn't know whether an earlier attempt got through looks for it in the thread before posting again.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from wayfinder.channels.slack.block_limits import Post

RESPONSE_URL = "response_url"  # in place of a method: what answers a command, shortcut or click for one person
EVENT_TYPE = "wayfinder_answer"
SECONDS = 10  # that a call may take
PAGE = 100
# All other errors of Slack would come again. After these nobody knows whether the call was made, after those it wasn't.
_BROKEN = ("internal_error", "fatal_error", "request_timeout")
_BUSY = ("ratelimited", "rate_limited", "service_unavailable", "accesslimited", "team_added_to_org")


class TryLater(Exception):
    """A call wasn't made, or nobody knows (`unsure`); it may be after `seconds`, or when the caller thinks fit."""

    def __init__(self, why: str, seconds: float | None = None, unsure: bool = False) -> None:
        super().__init__(why)
        self.seconds, self.unsure = seconds, unsure


class Refused(Exception):
    """Slack doesn't take this call, now or later; the text is its code."""


@dataclass(frozen=True)
class Call:
    """A method of Slack's Web API with its arguments, or a request to a response_url.

    `marker` finds a post again, `since` is a timestamp of Slack before which it can't have been made.
    `optional`: nobody waits for it, so it is tried once. `instead` is made if Slack refuses this one.
    `question`: the post asks this for a person, and is answered in a thread of its own.
    """

    method: str
    arguments: dict[str, Any]
    marker: str | None = None
    since: str | None = None
    optional: bool = False
    instead: "Call | None" = None
    question: str | None = None

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> "Call":
        """Return a stored call."""
        instead = stored.pop("instead")
        return cls(**stored, instead=cls.from_dict(instead) if instead else None)


def post(channel: str, thread: str | None, message: Post, marker: str, since: str | None = None) -> Call:
    """Return the call that posts a message, into a thread if one is given, with a marker and without previews of links."""
    arguments = {
        "channel": channel,
        "text": message.text,
        "blocks": message.blocks,
        "unfurl_links": False,
        "unfurl_media": False,
        "metadata": {"event_type": EVENT_TYPE, "event_payload": {"key": marker}},
    }
    if thread is not None:
        arguments["thread_ts"] = thread
    return Call("chat.postMessage", arguments, marker, since)


def respond(url: str, message: Post, **options: Any) -> Call:
    """Return the call that answers a command, shortcut or click; for its sender alone unless `options` say otherwise."""
    body = {"response_type": "ephemeral", "replace_original": False, "text": message.text, **options}
    if message.blocks:
        body["blocks"] = message.blocks
    return Call(RESPONSE_URL, {"url": url, "body": body})


async def make(client: AsyncWebClient, call: Call, unsure: bool = False) -> dict[str, Any]:
    """Make a call and return Slack's reply; `unsure`: it may have been made before, so look first.

    Raises:
        TryLater: Slack asks for patience, or can't be reached.
        Refused: Slack won't take it.
    """
    if unsure and call.marker is not None:
        found = await _look_for(client, call)
        if found is not None:
            return found
    try:
        if call.method == RESPONSE_URL:
            return await _respond(call)
        reply = await client.api_call(call.method, json=call.arguments)
    except SlackApiError as error:
        raise judged(error) from error
    except (aiohttp.ClientError, asyncio.TimeoutError) as error:
        raise TryLater(type(error).__name__, unsure=True) from error
    return dict(reply.data)  # type: ignore[arg-type]  # a reply of the Web API is an object


async def _look_for(client: AsyncWebClient, call: Call) -> dict[str, Any] | None:
    """Return the post of an earlier attempt, or None if there is none, or if nobody can say whether there is.

    Raises:
        TryLater: Slack can't say now; it is as unsure as before.
    """
    try:
        return await find_post(client, call)
    except SlackApiError as error:
        judgement = judged(error)
        if isinstance(judgement, TryLater):
            raise TryLater(str(judgement), judgement.seconds, unsure=True) from error
        return None  # the thread is gone, say: saying it twice is better than never
    except (aiohttp.ClientError, asyncio.TimeoutError) as error:
        raise TryLater(type(error).__name__, unsure=True) from error


async def find_post(client: AsyncWebClient, call: Call) -> dict[str, Any] | None:
    """Return the post that carries the call's marker, as Slack's reply to posting it was; None if there is none."""
    arguments = call.arguments
    asked = {"channel": arguments["channel"], "include_all_metadata": True, "limit": PAGE, "oldest": call.since or "0"}
    thread, method = arguments.get("thread_ts"), "conversations.history"
    if thread is not None:
        asked["ts"], method = thread, "conversations.replies"
    while True:
        reply = await client.api_call(method, params=asked)
        for message in reply["messages"]:
            if message.get("metadata", {}).get("event_payload", {}).get("key") == call.marker:
                return {"ok": True, "channel": arguments["channel"], "ts": message["ts"]}
        cursor = (reply.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
        asked["cursor"] = cursor


async def _respond(call: Call) -> dict[str, Any]:
    webhook = AsyncWebhookClient(call.arguments["url"], timeout=SECONDS, retry_handlers=[])
    reply = await webhook.send_dict(call.arguments["body"])
    if reply.status_code == 429:
        raise TryLater("ratelimited", _retry_after(reply.headers))
    if reply.status_code >= 500:
        raise TryLater(f"status {reply.status_code}", unsure=True)
    if reply.status_code != 200:
        raise Refused(reply.body[:80] or f"status {reply.status_code}")
    return {"ok": True}


def judged(error: SlackApiError) -> TryLater | Refused:
    """Return what a refusal means for us."""
    reply = error.response
    # When the body is no JSON, from a proxy say, it is aiohttp's own response.
    status: int = reply.status if isinstance(reply, aiohttp.ClientResponse) else reply.status_code
    data = getattr(reply, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    if status == 429:
        return TryLater("ratelimited", _retry_after(reply.headers))
    if code is None or status >= 500 or code in _BROKEN:
        return TryLater(code or f"status {status}", unsure=True)
    return TryLater(code) if code in _BUSY else Refused(code)


def _retry_after(headers: Mapping[str, Any]) -> float:
    found = {name.lower(): value for name, value in headers.items()}.get("retry-after", "1")
    return float(found[0] if isinstance(found, list) else found)
