"""What a Slack workspace holds: people, channels, messages, views and installations of the app."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .errors import SlackError


@dataclass
class User:
    """A member of a team; the app's bot is one too."""

    id: str
    team_id: str
    name: str
    is_bot: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the user as users.info gives it."""
        names = {"real_name": self.name.title(), "display_name": self.name}
        return {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": False,
            "real_name": self.name.title(),
            "tz": "Europe/London",
            "is_bot": self.is_bot,
            "is_app_user": False,
            "profile": {**names, "team": self.team_id},
        }


@dataclass
class Message:
    """One message; `ephemeral_to` is the only user who sees it, `extra` what its subtype adds."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    ephemeral_to: str | None = None
    edited_ts: str | None = None
    metadata: dict[str, Any] | None = None
    client_msg_id: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def is_reply(self) -> bool:
        """Say whether the message stands in a thread below its first message."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass
class Channel:
    """A channel, a private one ("group"), a conversation of a few ("mpim"), or one user's with the app ("im")."""

    id: str
    team_id: str
    name: str
    kind: str = "channel"
    members: set[str] = field(default_factory=set)
    is_archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def event_type(self) -> str:
        """Return the name that an app subscribes to for messages here."""
        return {"channel": "message.channels", "group": "message.groups"}.get(self.kind, f"message.{self.kind}")

    @property
    def history_scope(self) -> str:
        """Return the scope that reading messages here needs."""
        return {"channel": "channels:history", "group": "groups:history"}.get(self.kind, f"{self.kind}:history")

    def thread(self, thread_ts: str) -> list[Message]:
        """Return the first message of a thread and its replies, oldest first."""
        return [m for m in self.messages.values() if m.ts == thread_ts or m.thread_ts == thread_ts]


@dataclass
class Installation:
    """The app as one team installed it. `refused_with` is the error for its token once it isn't valid any more."""

    team_id: str
    bot_token: str
    bot_user_id: str
    bot_id: str
    scopes: frozenset[str]
    refused_with: str | None = None


@dataclass
class View:
    """A published Home tab; `hash` changes with each version."""

    id: str
    team_id: str
    user: str
    payload: dict[str, Any]
    hash: str
    bot_id: str
    app_id: str

    def to_json(self) -> dict[str, Any]:
        """Return the view as the API and interaction payloads give it."""
        blank = {"close": None, "submit": None, "private_metadata": "", "callback_id": "", "external_id": ""}
        return {
            **blank,
            "state": {"values": {}},
            **self.payload,
            "id": self.id,
            "team_id": self.team_id,
            "hash": self.hash,
            "root_view_id": self.id,
            "previous_view_id": None,
            "app_id": self.app_id,
            "bot_id": self.bot_id,
        }


@dataclass
class Team:
    """A workspace."""

    id: str
    name: str
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    installation: Installation | None = None
    homes: dict[str, View] = field(default_factory=dict)
    statuses: dict[tuple[str, str], str] = field(default_factory=dict)
    titles: dict[tuple[str, str], str] = field(default_factory=dict)
    prompts: dict[tuple[str, str | None], dict[str, Any]] = field(default_factory=dict)

    def user(self, name: str) -> User:
        """Return the member with that name or id."""
        for user in self.users.values():
            if name in (user.id, user.name):
                return user
        raise SlackError("user_not_found")

    def channel(self, name: str) -> Channel:
        """Return the channel with that id or name; a user's name or id means the direct conversation with them.

        Raises:
            SlackError: channel_not_found.
        """
        for channel in self.channels.values():
            if name in (channel.id, channel.name, f"#{channel.name}"):
                return channel
        for user in self.users.values():
            if name in (user.id, user.name) and not user.is_bot:
                return self.direct(user)
        raise SlackError("channel_not_found")

    def direct(self, user: User) -> Channel:
        """Return the direct conversation of a user with the app, opened if need be."""
        channel_id = "D" + user.id[1:]
        if channel_id not in self.channels:
            members = {user.id} | ({self.installation.bot_user_id} if self.installation else set())
            self.channels[channel_id] = Channel(channel_id, self.id, f"dm-{user.name}", "im", members)
        return self.channels[channel_id]


class State:
    """All teams, and where ids and timestamps come from."""

    def __init__(self) -> None:
        self.teams: dict[str, Team] = {}
        self._counts: dict[str, int] = {}
        self._last_ts = 0

    def new_id(self, prefix: str) -> str:
        """Return an id as Slack's look, such as C0FAKE0001, unique in this Slack."""
        self._counts[prefix] = self._counts.get(prefix, 0) + 1
        return f"{prefix}0FAKE{self._counts[prefix]:04d}"

    def new_ts(self) -> str:
        """Return a message's timestamp, greater than any before."""
        self._last_ts = max(self._last_ts + 100, int(time.time() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def installations(self) -> Iterator[Installation]:
        """Yield the installation of each team that has the app, or had it."""
        yield from (team.installation for team in self.teams.values() if team.installation)

    def team_of_channel(self, channel_id: str) -> Team:
        """Return the team that a channel belongs to; channel ids are unique in this Slack."""
        return next(team for team in self.teams.values() if channel_id in team.channels)
