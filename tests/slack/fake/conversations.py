"""Methods that read conversations, and the one that tells of people. JSON bodies aren't read here."""

import base64
from typing import Any

from .api import Answer, Asked, method
from .chat import channel_of
from .errors import SlackError
from .messages import with_thread
from .state import Channel, Message

_PAGE = "cursor limit:integer oldest latest inclusive:boolean include_all_metadata:boolean"
_HISTORY = "channels:history groups:history im:history mpim:history"


@method("conversations.history", f"channel! {_PAGE}", _HISTORY, takes_json=False)
def history(asked: Asked) -> Answer:
    """Return the messages of a channel, newest first, without what is only in threads."""
    channel = _readable(asked)
    shown = [m for m in channel.messages.values() if not m.is_reply or m.subtype == "thread_broadcast"]
    page, cursor = _page(_between(shown, asked.args)[::-1], asked.args, most=999, usual=100)
    return _messages(asked, channel, page, cursor)


@method("conversations.replies", f"channel! ts! {_PAGE}", _HISTORY, takes_json=False)
def replies(asked: Asked) -> Answer:
    """Return a thread, its first message first."""
    channel = _readable(asked)
    ts = asked.args["ts"]
    if ts not in channel.messages or channel.messages[ts].ephemeral_to:
        raise SlackError("thread_not_found")
    page, cursor = _page(_between(channel.thread(ts), asked.args), asked.args, most=1000, usual=1000)
    return _messages(asked, channel, page, cursor)


def _readable(asked: Asked) -> Channel:
    if asked.args["channel"] not in asked.team.channels:
        raise SlackError("channel_not_found")
    channel = channel_of(asked, asked.args["channel"], writing=False)
    if channel.history_scope not in asked.installation.scopes:
        provided = ",".join(sorted(asked.installation.scopes))
        raise SlackError("missing_scope", needed=channel.history_scope, provided=provided)
    return channel


def _between(messages: list[Message], args: dict[str, Any]) -> list[Message]:
    oldest, latest = args.get("oldest", "0"), args.get("latest", "9" * 17)
    inclusive = args.get("inclusive", False)
    found = [m for m in messages if not m.ephemeral_to and float(oldest) <= float(m.ts) <= float(latest)]
    return found if inclusive else [m for m in found if m.ts not in (oldest, latest)]


def _page(items: list[Any], args: dict[str, Any], most: int, usual: int) -> tuple[list[Any], str]:
    limit = args.get("limit", usual)
    if not 1 <= limit <= most:
        raise SlackError("invalid_limit")
    try:
        start = int(base64.b64decode(args["cursor"])) if args.get("cursor") else 0
    except ValueError:
        raise SlackError("invalid_cursor") from None
    more = base64.b64encode(str(start + limit).encode()).decode() if start + limit < len(items) else ""
    return items[start : start + limit], more


def _messages(asked: Asked, channel: Channel, page: list[Message], cursor: str) -> Answer:
    with_metadata = asked.args.get("include_all_metadata", False)
    told = [with_thread(m, channel, asked.team, asked.core.app, with_metadata) for m in page]
    answer: Answer = {"messages": told, "has_more": bool(cursor)}
    return {**answer, "response_metadata": {"next_cursor": cursor}} if cursor else answer


@method("users.info", "user! include_locale:boolean", "users:read", takes_json=False)
def user_info(asked: Asked) -> Answer:
    """Describe one member."""
    user = asked.team.users.get(asked.args["user"])
    if user is None:
        raise SlackError("user_not_found")
    return {"user": user.to_json()}
