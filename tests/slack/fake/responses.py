"""Response URLs, to which an app answers a click or a command, and what an acknowledgement itself says."""

import json
import time
from typing import Any

from aiohttp import web

from .core import Core, ResponseUrl
from .delivery import Attempt
from .errors import SlackError
from .journal import Call
from .messages import content_of, to_json
from .schema import array, boolean, choice, shape, string
from .state import Message

MOST_USES = 5
VALID_SECONDS = 30 * 60
_anything = array(lambda value, at: [], 0, 100)
_BODY = shape(
    {},
    {
        "text": string(least=0),
        "blocks": _anything,
        "attachments": _anything,
        "response_type": choice("ephemeral", "in_channel"),
        "replace_original": boolean,
        "delete_original": boolean,
        "thread_ts": string(),
        "unfurl_links": boolean,
        "unfurl_media": boolean,
        "metadata": lambda value, at: [],
        "mrkdwn": boolean,
    },
)


async def handle(core: Core, request: web.Request) -> web.Response:
    """Take an answer to a click or command."""
    key, team_id = request.match_info["key"], request.match_info["team"]
    said: Any = None
    answer: dict[str, Any]
    try:
        said = json.loads(await request.text())
        respond(core, key, said)
        answer, status = {"ok": True}, 200
    except ValueError:
        answer, status = {"ok": False, "error": "invalid_payload"}, 400
    except SlackError as refusal:
        answer = refusal.to_json()
        status = 404 if refusal.code in ("used_url", "expired_url", "no_active_hooks") else 400
    core.journal.add(Call("response_url", said if isinstance(said, dict) else {}, team_id, status, answer))
    return web.Response(text="ok") if status == 200 else web.json_response(answer, status=status)


def respond(core: Core, key: str, said: Any) -> None:
    """Do what an answer to a response URL says: post, replace or delete.

    Raises:
        SlackError: used_url after five times, expired_url after 30 minutes, or what is wrong with the message.
    """
    url = core.response_urls.get(key)
    if url is None:
        raise SlackError("no_active_hooks")
    if url.uses >= MOST_USES:
        raise SlackError("used_url")
    if time.monotonic() - url.made_at > VALID_SECONDS:
        raise SlackError("expired_url")
    problems = _BODY(said, "")
    if problems:
        raise SlackError("invalid_payload", problems)
    if said.get("delete_original"):
        _delete(core, url)
    elif said.get("replace_original"):
        _replace(core, url, said)
    else:
        _post(core, url, said)
    url.uses += 1
    core.journal.touch()


def acknowledged_with(core: Core, url: ResponseUrl, attempt: Attempt, what: str) -> None:
    """Show what the app said in its acknowledgement of a command, or that the command failed."""
    if attempt.reason:
        word = "operation_timeout" if attempt.reason in ("http_timeout", "timeout") else "dispatch_failed"
        _post(core, url, {"text": f"{what} failed with the error “{word}”"}, by_slackbot=True)
        return
    if not attempt.body.strip():
        return
    try:
        said = json.loads(attempt.body)
    except ValueError:
        said = {"text": attempt.body}
    if said and not _BODY(said, ""):
        _post(core, url, said)


def _delete(core: Core, url: ResponseUrl) -> None:
    if url.message is None or url.message.ts not in url.channel.messages:
        raise SlackError("message_not_found")
    del url.channel.messages[url.message.ts]
    if not url.message.ephemeral_to:
        core.changed(url.team, url.channel, to_json(url.message, url.team, core.app), None)


def _replace(core: Core, url: ResponseUrl, said: dict[str, Any]) -> None:
    message = url.message
    if message is None or message.ts not in url.channel.messages:
        raise SlackError("message_not_found")
    content = content_of(said, core.state)
    before = to_json(message, url.team, core.app)
    message.text, message.blocks = content.text, content.blocks or []
    if not message.ephemeral_to:
        message.edited_ts = core.state.new_ts()
        core.changed(url.team, url.channel, before, message)


def _post(core: Core, url: ResponseUrl, said: dict[str, Any], by_slackbot: bool = False) -> None:
    content = content_of(said, core.state)
    installation = url.team.installation
    assert installation is not None
    if url.channel.is_archived:
        raise SlackError("channel_is_archived")
    message = Message(
        core.state.new_ts(),
        url.channel.id,
        "USLACKBOT" if by_slackbot else installation.bot_user_id,
        content.text,
        content.blocks or [],
        thread_ts=said.get("thread_ts"),
        bot_id="B0SLACKBOT" if by_slackbot else installation.bot_id,
        ephemeral_to=None if said.get("response_type") == "in_channel" else url.user.id,
        metadata=content.metadata,
    )
    core.post(url.team, url.channel, message)
