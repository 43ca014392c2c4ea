"""What people say and open in Slack, as methods for tests."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from .delivery import Delivery
from .in_loop import InLoop, in_loop
from .messages import to_json
from .state import Message
from .typed import rich_text_of, wire_text


@dataclass(frozen=True)
class Said:
    """A message that a person has sent, and the events that told the app of it."""

    channel: str
    ts: str
    thread_ts: str | None
    deliveries: list[Delivery] = field(repr=False)

    @property
    def thread(self) -> str:
        """Return the thread that an answer belongs into."""
        return self.thread_ts or self.ts


class People(InLoop):
    """Messages, edits, joining, and opening the app."""

    @in_loop
    def user_says(
        self,
        channel: str,
        user: str,
        text: str,
        thread: str | None = None,
        *,
        team: str | None = None,
        raw: bool = False,
        files: tuple[str, ...] = (),
        broadcast: bool = False,
    ) -> Said:
        """Let a person send a message; `raw` means that the text is as apps get it, not as typed.

        `channel` may be the user's own name: their direct conversation with the app.
        """
        where, place, who = self.place(team, channel, user)
        wire = text if raw else wire_text(text, where)
        extra: dict[str, Any] = {}
        if files:
            extra["files"] = [{"id": self.state.new_id("F"), "name": name, "mode": "hosted"} for name in files]
        subtype = "file_share" if files else "thread_broadcast" if broadcast else None
        message = Message(
            self.state.new_ts(),
            place.id,
            who.id,
            wire,
            rich_text_of(wire),
            thread_ts=thread,
            subtype=subtype,
            client_msg_id=str(uuid.uuid4()),
            extra=extra,
        )
        return Said(place.id, message.ts, thread, self.core.post(where, place, message))

    @in_loop
    def other_bot_says(self, channel: str, text: str, thread: str | None = None, *, team: str | None = None) -> Said:
        """Let another app's bot send a message."""
        where = self.team(team)
        place = where.channel(channel)
        message = Message(
            self.state.new_ts(), place.id, "U0OTHERBOT", wire_text(text, where), thread_ts=thread, bot_id="B0OTHER"
        )
        return Said(place.id, message.ts, thread, self.core.post(where, place, message))

    @in_loop
    def edits(self, channel: str, ts: str, text: str, *, team: str | None = None) -> list[Delivery]:
        """Let the author of a message change its text."""
        where = self.team(team)
        place = where.channel(channel)
        message = place.messages[ts]
        before = to_json(message, where, self.core.app)
        message.text = wire_text(text, where)
        message.blocks = rich_text_of(message.text)
        message.edited_ts = self.state.new_ts()
        return self.core.changed(where, place, before, message)

    @in_loop
    def deletes(self, channel: str, ts: str, *, team: str | None = None) -> list[Delivery]:
        """Let the author of a message delete it."""
        where = self.team(team)
        place = where.channel(channel)
        return self.core.changed(where, place, to_json(place.messages.pop(ts), where, self.core.app), None)

    @in_loop
    def joins(self, channel: str, user: str, *, team: str | None = None) -> list[Delivery]:
        """Let a person, or the app's bot, become a member of a channel, which is told to all there."""
        where = self.team(team)
        place, who = where.channel(channel), where.user(user)
        place.members.add(who.id)
        text = f"<@{who.id}> has joined the channel"
        message = Message(self.state.new_ts(), place.id, who.id, text, subtype="channel_join")
        told = self.core.post(where, place, message)
        event = {"type": "member_joined_channel", "user": who.id, "channel": place.id, "channel_type": "C"}
        return told + self.core.emit(where, "member_joined_channel", {**event, "team": where.id})

    @in_loop
    def opens_home(self, user: str, tab: str = "home", *, team: str | None = None) -> list[Delivery]:
        """Let a person open the app's "home" or "messages" tab."""
        where = self.team(team)
        who = where.user(user)
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": who.id,
            "channel": where.direct(who).id,
            "tab": tab,
            "event_ts": self.state.new_ts(),
        }
        if tab == "home" and who.id in where.homes:
            event["view"] = where.homes[who.id].to_json()
        return self.core.emit(where, "app_home_opened", event)

    @in_loop
    def looks_at(self, user: str, channel: str, *, team: str | None = None) -> list[Delivery]:
        """Let a person view a channel beside the agent view, which tells the app the context."""
        where = self.team(team)
        entity = {"type": "slack#/types/channel_id", "value": where.channel(channel).id, "team_id": where.id}
        return self.core.emit(
            where, "app_context_changed", {"type": "app_context_changed", "context": {"entities": [entity]}}
        )
