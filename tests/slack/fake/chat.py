"""The chat methods: post, update, ephemeral messages."""

import re
from typing import Any

from .api import Answer, Asked, method
from .errors import SlackError
from .messages import Content, content_of, to_json
from .state import Channel, Message

_TS = re.compile(r"\d{10}\.\d{6}")
_CONTENT = "text blocks:array attachments:array markdown_text metadata:object"
_POST = (
    f"channel! thread_ts {_CONTENT} reply_broadcast:boolean unfurl_links:boolean unfurl_media:boolean mrkdwn:boolean "
    "link_names:boolean parse username icon_emoji icon_url"
)
LONGEST_UPDATE = 4_000  # bytes, as Slack counts them in chat.update, after & < > are escaped


def channel_of(asked: Asked, name: str, writing: bool = True) -> Channel:
    """Return a channel that the app may use.

    Raises:
        SlackError: channel_not_found, not_in_channel, is_archived, messages_tab_disabled.
    """
    channel = _called(asked, name)
    if channel.kind == "im" and not asked.core.app.messages_tab:
        raise SlackError("messages_tab_disabled")
    member = asked.installation.bot_user_id in channel.members
    if channel.kind != "channel" and not member:
        raise SlackError("channel_not_found")
    if not member and not (writing and "chat:write.public" in asked.installation.scopes):
        raise SlackError("not_in_channel")
    if writing and channel.is_archived:
        raise SlackError("is_archived")
    return channel


def _called(asked: Asked, name: str) -> Channel:
    """Return the channel with that id or name, or the direct conversation with the user of that id."""
    for channel in asked.team.channels.values():
        if name == channel.id or (channel.kind != "im" and name.removeprefix("#") == channel.name):
            return channel
    user = asked.team.users.get(name)
    if user is None or user.is_bot:
        raise SlackError("channel_not_found")
    return asked.team.direct(user)


def _thread_of(asked: Asked, channel: Channel) -> str | None:
    """Return the thread to answer in, which must begin with a message of this channel."""
    thread_ts: str | None = asked.args.get("thread_ts")
    if thread_ts is None:
        return None
    if not _TS.fullmatch(thread_ts):
        raise SlackError("invalid_thread_ts")
    first = channel.messages.get(thread_ts)
    if first is None or first.ephemeral_to:
        raise SlackError("thread_not_found")
    if first.is_reply:
        raise SlackError("cannot_reply_to_message")
    return thread_ts


def own_message(asked: Asked, channel: Channel, ts: str, refusal: str) -> Message:
    """Return a message that the app may change: its own, and none that only one person sees."""
    message = channel.messages.get(ts)
    if message is None or message.ephemeral_to:
        raise SlackError("message_not_found")
    if message.bot_id != asked.installation.bot_id:
        raise SlackError(refusal)
    return message


def new_message(asked: Asked, channel: Channel, content: Content, **more: Any) -> Message:
    """Return a message of the app's with that content."""
    installation = asked.installation
    extra = {"attachments": content.attachments} if content.attachments else {}
    return Message(
        asked.core.state.new_ts(),
        channel.id,
        installation.bot_user_id,
        content.text,
        content.blocks or [],
        bot_id=installation.bot_id,
        metadata=content.metadata,
        extra=extra,
        **more,
    )


def _told(asked: Asked, message: Message, content: Content) -> Answer:
    answer: Answer = {
        "channel": message.channel,
        "ts": message.ts,
        "message": to_json(message, asked.team, asked.core.app),
    }
    if content.warnings:
        answer |= {"warning": ",".join(content.warnings), "response_metadata": {"warnings": list(content.warnings)}}
    return answer


@method("chat.postMessage", _POST, "chat:write")
def post_message(asked: Asked) -> Answer:
    """Post into a channel or one of its threads."""
    channel = channel_of(asked, asked.args["channel"])
    content = content_of(asked.args, asked.core.state)
    thread_ts = _thread_of(asked, channel)
    subtype = "thread_broadcast" if thread_ts and asked.args.get("reply_broadcast") else None
    message = new_message(asked, channel, content, thread_ts=thread_ts, subtype=subtype)
    asked.core.post(asked.team, channel, message)
    # An answer ends the status "is thinking …".
    asked.team.statuses.pop((channel.id, thread_ts or message.ts), None)
    return _told(asked, message, content)


@method("chat.postEphemeral", _POST + " user!", "chat:write")
def post_ephemeral(asked: Asked) -> Answer:
    """Show a message to one member only; it can't be updated later."""
    channel = channel_of(asked, asked.args["channel"])
    user = asked.args["user"]
    if user not in asked.team.users or user not in channel.members:
        raise SlackError("user_not_in_channel")
    content = content_of(asked.args, asked.core.state)
    message = new_message(asked, channel, content, thread_ts=_thread_of(asked, channel), ephemeral_to=user)
    asked.core.post(asked.team, channel, message)
    return {"message_ts": message.ts}


@method("chat.update", f"channel! ts! {_CONTENT} parse link_names:boolean reply_broadcast:boolean", "chat:write")
def update(asked: Asked) -> Answer:
    """Change a message. Blocks that aren't named stay; an empty list removes them."""
    # A user's id or a channel's name isn't taken here.
    if asked.args["channel"] not in asked.team.channels:
        raise SlackError("channel_not_found")
    channel = channel_of(asked, asked.args["channel"])
    message = own_message(asked, channel, asked.args["ts"], "cant_update_message")
    content = content_of(asked.args, asked.core.state)
    if len(_escaped(content.text).encode()) > LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    before = to_json(message, asked.team, asked.core.app)
    message.text = content.text or message.text
    message.blocks = message.blocks if content.blocks is None else content.blocks
    message.metadata = content.metadata or message.metadata
    message.edited_ts = asked.core.state.new_ts()
    asked.core.changed(asked.team, channel, before, message)
    return {"text": message.text, **_told(asked, message, content)}


def _escaped(text: str) -> str:
    """Return a text as Slack keeps it: an ampersand that begins no entity becomes one."""
    return re.sub("&(?!amp;|lt;|gt;)", "&amp;", text)
