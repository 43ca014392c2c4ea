"""Methods that read and join conversations, and those that tell of people and bots. JSON bodies aren't read here."""

import base64
from typing import Any

from .api import Answer, Asked, method
from .chat import channel_of
from .errors import SlackError
from .messages import with_thread
from .state import Channel, Message

_PAGE = "cursor limit:integer oldest latest inclusive:boolean include_all_metadata:boolean"
_READ = "channels:read groups:read im:read mpim:read"
_HISTORY = "channels:history groups:history im:history mpim:history"


def _described(asked: Asked, channel: Channel) -> dict[str, Any]:
    member = asked.installation.bot_user_id in channel.members
    common = {
        "id": channel.id,
        "is_archived": channel.is_archived,
        "context_team_id": asked.team.id,
        "created": 1700000000,
    }
    if channel.kind == "im":
        (user,) = channel.members - {asked.installation.bot_user_id}
        return {**common, "is_im": True, "user": user, "is_org_shared": False}
    return {
        **common,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": False,
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.kind != "channel",
        "is_member": member,
        "num_members": len(channel.members),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def _visible(asked: Asked) -> list[Channel]:
    bot = asked.installation.bot_user_id
    return [each for each in asked.team.channels.values() if each.kind == "channel" or bot in each.members]


@method("conversations.info", "channel! include_locale:boolean include_num_members:boolean", _READ, takes_json=False)
def info(asked: Asked) -> Answer:
    """Describe one conversation, by its id only."""
    for channel in _visible(asked):
        if channel.id == asked.args["channel"]:
            return {"channel": _described(asked, channel)}
    raise SlackError("channel_not_found")


@method("conversations.list", "cursor exclude_archived:boolean types limit:integer team_id", _READ, takes_json=False)
def list_all(asked: Asked) -> Answer:
    """List conversations of the kinds asked for, public channels unless said otherwise."""
    kinds = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
    wanted = asked.args.get("types", "public_channel").split(",")
    if not set(wanted) <= set(kinds):
        raise SlackError("invalid_types")
    found = [each for each in _visible(asked) if each.kind in [kinds[word] for word in wanted]]
    if asked.args.get("exclude_archived"):
        found = [each for each in found if not each.is_archived]
    page, cursor = _page(found, asked.args, most=1000, usual=100)
    return {"channels": [_described(asked, each) for each in page], "response_metadata": {"next_cursor": cursor}}


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


@method("conversations.open", "users channel return_im:boolean prevent_creation:boolean", "im:write")
def open_direct(asked: Asked) -> Answer:
    """Open the direct conversation with one user."""
    user = asked.team.users.get(asked.args.get("users", ""))
    if user is None:
        raise SlackError("user_not_found")
    return {"channel": {"id": asked.team.direct(user).id}}


@method("conversations.join", "channel!", "channels:join")
def join(asked: Asked) -> Answer:
    """Make the app a member of a public channel."""
    channel = next((each for each in _visible(asked) if each.id == asked.args["channel"]), None)
    if channel is None:
        raise SlackError("channel_not_found")
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    channel.members.add(asked.installation.bot_user_id)
    return {"channel": _described(asked, channel)}


@method("users.info", "user! include_locale:boolean", "users:read", takes_json=False)
def user_info(asked: Asked) -> Answer:
    """Describe one member."""
    user = asked.team.users.get(asked.args["user"])
    if user is None:
        raise SlackError("user_not_found")
    return {"user": user.to_json()}


@method("bots.info", "bot team_id", "users:read", takes_json=False)
def bot_info(asked: Asked) -> Answer:
    """Describe a bot; only the app's own is known here."""
    installation, app = asked.installation, asked.core.app
    if asked.args.get("bot", installation.bot_id) != installation.bot_id:
        raise SlackError("bot_not_found")
    bot = {"id": installation.bot_id, "deleted": False, "name": app.name.lower(), "app_id": app.id}
    return {"bot": {**bot, "user_id": installation.bot_user_id, "updated": 1700000000}}


@method("reactions.add", "channel! name! timestamp!", "reactions:write", takes_json=True)
def add_reaction(asked: Asked) -> Answer:
    """Add an emoji to a message."""
    message = channel_of(asked, asked.args["channel"]).messages.get(asked.args["timestamp"])
    if message is None or message.ephemeral_to:
        raise SlackError("message_not_found")
    name = asked.args["name"]
    if not name.replace("_", "").replace("-", "").replace("+", "").isalnum():
        raise SlackError("invalid_name")
    users = message.reactions.setdefault(name, [])
    if asked.installation.bot_user_id in users:
        raise SlackError("already_reacted")
    users.append(asked.installation.bot_user_id)
    asked.core.journal.touch()
    return {}
