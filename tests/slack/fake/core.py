"""The parts of the fake Slack as they know each other, and the making of ids that clicks and commands carry."""

import itertools
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from .app import App
from .delivery import Deliveries, Delivery
from .faults import Faults
from .journal import Journal
from .messages import to_json
from .state import Channel, Message, State, Team, User


@dataclass
class ResponseUrl:
    """Where an app may answer a click or command: five times within 30 minutes."""

    team: Team
    channel: Channel
    user: User
    message: Message | None
    made_at: float = field(default_factory=time.monotonic)
    uses: int = 0


@dataclass
class Core:
    """Everything that the web handlers share. It lives in the server's event loop."""

    app: App
    base_url: str
    state: State
    journal: Journal
    faults: Faults
    deliveries: Deliveries
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    tickets: set[str] = field(default_factory=set)
    mention_first: bool = False
    _event_numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def new_trigger(self) -> str:
        """Return a trigger id, which each click and command has one of its own of."""
        return f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"

    def new_response_url(self, team: Team, channel: Channel, user: User, message: Message | None) -> str:
        """Return a link to which the app may answer what `user` did."""
        key = secrets.token_urlsafe(16)
        self.response_urls[key] = ResponseUrl(team, channel, user, message)
        return f"{self.base_url}/response/{team.id}/{key}"

    def emit(self, team: Team, name: str, event: dict[str, Any]) -> list[Delivery]:
        """Deliver an event to the app if it subscribes to `name` and the team has it; return the delivery, if any."""
        installation = team.installation
        if name not in self.app.events or installation is None:
            return []
        payload = {
            "token": self.app.verification_token,
            "team_id": team.id,
            "context_team_id": team.id,
            "context_enterprise_id": None,
            "api_app_id": self.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev0FAKE{next(self._event_numbers):06d}",
            "event_time": int(time.time()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team.id,
                    "user_id": installation.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{secrets.token_urlsafe(24)}",
        }
        return [self.deliveries.send("events_api", payload)]

    def post(self, team: Team, channel: Channel, message: Message) -> list[Delivery]:
        """Put a message into a channel and tell the app of it, as of its own messages too.

        A mention of the app comes as a second event with the same ts, except in direct conversations.
        """
        channel.messages[message.ts] = message
        self.journal.touch()
        installation = team.installation
        if installation is None or message.ephemeral_to or installation.bot_user_id not in channel.members:
            return []
        event = to_json(message, team, self.app)
        if message.is_reply and message.thread_ts in channel.messages:
            event["parent_user_id"] = channel.messages[message.thread_ts].user
        event |= {"channel": channel.id, "event_ts": message.ts}
        mentioned = f"<@{installation.bot_user_id}" in message.text and channel.kind != "im"
        # The app's own messages come back as message events, never as app_mention.
        if mentioned and not message.bot_id and message.subtype in (None, "file_share", "thread_broadcast"):
            both = [(channel.event_type, {**event, "channel_type": channel.kind})]
            both.insert(0 if self.mention_first else 1, ("app_mention", {**event, "type": "app_mention"}))
            return [delivery for name, told in both for delivery in self.emit(team, name, told)]
        return self.emit(team, channel.event_type, {**event, "channel_type": channel.kind})

    def changed(self, team: Team, channel: Channel, before: dict[str, Any], message: Message | None) -> list[Delivery]:
        """Tell the app that a message was edited, or deleted when there is no new one."""
        self.journal.touch()
        if team.installation is None or team.installation.bot_user_id not in channel.members:
            return []
        ts = self.state.new_ts()
        event = {
            "type": "message",
            "hidden": True,
            "channel": channel.id,
            "ts": ts,
            "event_ts": ts,
            "channel_type": channel.kind,
            "previous_message": before,
        }
        if message is None:
            event |= {"subtype": "message_deleted", "deleted_ts": before["ts"]}
        else:
            event |= {"subtype": "message_changed", "message": to_json(message, team, self.app)}
        return self.emit(team, channel.event_type, event)
