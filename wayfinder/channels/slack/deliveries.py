"""What Slack delivers, read into what it asks of us, and where; None for what isn't for us.

A person's one act may be delivered several times: again because we were slow, or as a mention and as
a message. All of them have the same `key`, by which the inbox knows them.
"""

import json
import re
from dataclasses import asdict, dataclass
from typing import Any, Literal

from wayfinder.channels.slack.slack_text import is_addressed_to_another, mentioned_users

_TIMESTAMP = re.compile(r"\d+\.\d+")
Kind = Literal[
    "message",  # said to us: directly, by mention, or in a thread that we take part in
    "choice",  # a button or an option of ours that stands for a sentence
    "feedback",
    "share",
    "command",
    "shortcut",
    "example",  # a button on our Home
    "home",  # our Home is looked at
    "prompts",  # our messages are looked at, or an assistant's thread was begun
    "told",  # by ourselves, unasked: a reminder; its answer is known
    "removed",  # the app was taken out of the workspace
]
SHORTCUT = "ask_wayfinder"
# What is said with a file or sent to the channel too is still said. All other subtypes are edits, joins and the like.
_SAID = (None, "file_share", "thread_broadcast")


@dataclass(frozen=True)
class Place:
    """A thread of a channel, or what one person alone sees of a channel.

    `thread` is the timestamp of the message that the thread hangs on; or a user's id, for
    slash commands, whose answers nobody else sees. So nothing is carried from a direct
    message into a channel, nor from one thread or person to another.
    """

    team: str
    channel: str
    thread: str

    @classmethod
    def parse(cls, conversation: str) -> "Place":
        """Read the id of a conversation.

        >>> Place.parse("T1:C2:1700000000.000100").thread
        '1700000000.000100'

        Raises:
            ValueError: it isn't the id of a conversation held in Slack.
        """
        parts = conversation.split(":")
        if len(parts) != 3 or not all(parts):
            raise ValueError(f"{conversation!r} is no conversation of Slack; they are team:channel:thread")
        return cls(*parts)

    @property
    def conversation(self) -> str:
        """Return the id of the conversation held here, of characters that any database takes."""
        return f"{self.team}:{self.channel}:{self.thread}"

    @property
    def is_private(self) -> bool:
        """Return whether only one person sees what is said here, in a channel with others."""
        return _TIMESTAMP.fullmatch(self.thread) is None

    @property
    def is_direct(self) -> bool:
        """Return whether it is a direct message between a person and the bot."""
        return self.channel.startswith("D")


@dataclass(frozen=True)
class Delivery:
    """One act of one person that we have to answer, as it is kept in the inbox.

    `text` is as Slack wrote it (wayfinder/channels/slack/slack_text.py makes it plain), or an answer's id, or a choice; by `kind`.
    """

    key: str
    kind: Kind
    team: str
    channel: str
    thread: str
    user: str
    text: str = ""
    at: str | None = None  # Slack's timestamp of the act; what we post in answer is later
    answer: str | None = None  # the id of the answer that was clicked on
    message: str | None = None  # the timestamp of the message that was clicked on
    response_url: str | None = None
    is_ephemeral: bool = False  # the post that was clicked on is seen by the person alone
    bot_user: str | None = None
    # In a channel only what is said in a thread of ours is for us, and a mention makes a thread ours.
    only_in_our_threads: bool = False
    makes_thread_ours: bool = False

    @property
    def place(self) -> Place:
        """Return where the conversation is held."""
        return Place(self.team, self.channel, self.thread)

    def to_json(self) -> str:
        """Return the delivery as the inbox stores it."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, stored: str) -> "Delivery":
        """Return a stored delivery."""
        return cls(**json.loads(stored))


def read_event(body: dict[str, Any], team: str) -> Delivery | None:
    """Return what an event of the Events API asks of us."""
    event: dict[str, Any] = body["event"]
    kind = event["type"]
    if kind in ("message", "app_mention"):
        return _read_message(event, team, _bot_user(body))
    key = f"event:{body['event_id']}"
    if kind == "app_home_opened":
        asked: Kind = "home" if event.get("tab", "home") == "home" else "prompts"
        return Delivery(key, asked, team, event["channel"], event["user"], event["user"])
    if kind == "assistant_thread_started":
        thread = event["assistant_thread"]
        return Delivery(key, "prompts", team, thread["channel_id"], thread["thread_ts"], thread["user_id"])
    if kind == "app_uninstalled" or (kind == "tokens_revoked" and event.get("tokens", {}).get("bot")):
        return Delivery(key, "removed", team, "app", "app", "app")
    return None


def _read_message(event: dict[str, Any], team: str, bot_user: str | None) -> Delivery | None:
    if event.get("subtype") not in _SAID or "edited" in event or event.get("hidden"):
        return None
    user = event.get("user")
    if not user or user == "USLACKBOT" or event.get("bot_id"):
        return None
    channel, ts, thread = event["channel"], event["ts"], event.get("thread_ts")
    text = event.get("text") or ""
    # A mention comes as both kinds of event, in no sure order; whichever is first will do.
    is_mention = event["type"] == "app_mention" or (bot_user is not None and bot_user in mentioned_users(text))
    is_direct = event.get("channel_type") == "im" or channel.startswith("D")
    if not is_mention and not is_direct and (thread is None or is_addressed_to_another(text, bot_user)):
        return None
    return Delivery(
        key=f"message:{team}:{channel}:{ts}",
        kind="message",
        team=team,
        channel=channel,
        thread=thread or ts,
        user=user,
        text=text,
        at=ts,
        bot_user=bot_user,
        only_in_our_threads=not is_mention and not is_direct,
        makes_thread_ours=is_mention and not is_direct,
    )


def _bot_user(body: dict[str, Any]) -> str | None:
    """Return the user that we are in the workspace that an event came from, if Slack says so."""
    bots = [grant["user_id"] for grant in body.get("authorizations") or [] if grant.get("is_bot")]
    return bots[0] if bots else None


def read_command(body: dict[str, Any], team: str) -> Delivery:
    """Return what a slash command asks: its answer is for its sender alone."""
    user = body["user_id"]
    return Delivery(
        key=f"command:{body['trigger_id']}",
        kind="command",
        team=team,
        channel=body["channel_id"],
        thread=user,
        user=user,
        text=body.get("text") or "",
        response_url=body["response_url"],
        is_ephemeral=True,
    )


def read_shortcut(body: dict[str, Any], team: str) -> Delivery:
    """Return what the message shortcut asks: the message is the question, its thread gets the answer."""
    message = body["message"]
    return Delivery(
        key=f"shortcut:{body['trigger_id']}",
        kind="shortcut",
        team=team,
        channel=body["channel"]["id"],
        thread=message.get("thread_ts") or message["ts"],
        user=body["user"]["id"],
        text=message.get("text") or "",
        at=body.get("action_ts"),
        message=message["ts"],
        response_url=body["response_url"],
        makes_thread_ours=True,
    )


def read_action(body: dict[str, Any], team: str) -> Delivery | None:
    """Return what a click on one of our buttons or options asks.

    The block's id says what kind it is, of which answer, and in which thread; see wayfinder/channels/slack/answer_blocks.py.
    """
    action, user = body["actions"][0], body["user"]["id"]
    chosen = action.get("value") or (action.get("selected_option") or {}).get("value") or ""
    kind, _, rest = action["block_id"].partition("|")
    if kind == "example":
        return Delivery(f"click:{body['trigger_id']}", "example", team, rest, user, user, chosen, action["action_ts"])
    if kind not in ("choice", "feedback", "share") or "channel" not in body:
        return None
    answer, _, thread = rest.partition("|")
    channel, message = body["channel"]["id"], body["container"]["message_ts"]
    # One post takes one choice and is shared once, however often and by whomever it is clicked. Opinions may change.
    key = f"click:{body['trigger_id']}" if kind == "feedback" else f"{kind}:{team}:{channel}:{message}"
    return Delivery(
        key=key,
        kind=kind,
        team=team,
        channel=channel,
        thread=thread,
        user=user,
        text=chosen,
        at=action["action_ts"],
        answer=answer,
        message=message,
        response_url=body.get("response_url"),
        is_ephemeral=bool(body["container"].get("is_ephemeral")),
    )
