"""What people do in Slack, as methods for tests. Each runs in the server's loop and may be called from any thread."""

import functools
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from . import responses
from .clicks import action_on, person, typed_values
from .core import Core
from .delivery import Delivery
from .messages import to_json
from .state import Channel, Message, State, Team, User
from .typed import rich_text_of, wire_text

P, R = ParamSpec("P"), TypeVar("R")


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


def in_loop(method: "Callable[Concatenate[Any, P], R]") -> "Callable[Concatenate[Any, P], R]":
    """Run a method in the server's loop, whichever thread calls it."""

    @functools.wraps(method)
    def run(self: "People", *args: P.args, **named: P.kwargs) -> R:
        return self.run(lambda: method(self, *args, **named))

    return run


class People:
    """People's actions. `user`, `channel` and `team` are ids or names; one team is meant unless another is named."""

    core: Core

    def run(self, action: Callable[[], R]) -> R:
        """Run something in the server's loop and return what it returns."""
        raise NotImplementedError

    @property
    def state(self) -> State:
        """Return all teams."""
        return self.core.state

    def team(self, name: str | None = None) -> Team:
        """Return the team with that id or name, else the first."""
        teams = self.core.state.teams.values()
        return next(team for team in teams if name in (None, team.id, team.name))

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
        where, place, who = self._place(team, channel, user)
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
    def clicks(
        self, user: str, message: Message | str, label: str, *, team: str | None = None, channel: str | None = None
    ) -> Delivery:
        """Let a person click a button, or choose an option, that reads `label`; a button's action_id will do.

        `message` is a message, its ts (then name the channel), or "home" for the person's App Home.

        Raises:
            LookupError: they can't, because nothing there reads so.
        """
        where = self.team(team)
        who = where.user(user)
        if isinstance(message, str) and (message == "home" or message in where.modals):
            view = where.homes[who.id] if message == "home" else where.modals[message]
            container: dict[str, Any] = {"container": {"type": "view", "view_id": view.id}, "view": view.to_json()}
            return self._interacts(where, who, action_on(view.payload["blocks"], label), container)
        place = where.channel(channel or getattr(message, "channel", ""))
        clicked = place.messages[message if isinstance(message, str) else message.ts]
        action = action_on(clicked.blocks, label)
        hidden = clicked.ephemeral_to is not None
        container = {"type": "message", "message_ts": clicked.ts, "channel_id": place.id, "is_ephemeral": hidden}
        if clicked.thread_ts:
            container["thread_ts"] = clicked.thread_ts
        more = {
            "container": container,
            "channel": _channel(place),
            "response_url": self.core.new_response_url(where, place, who, clicked),
        }
        if not hidden:
            # Slack doesn't repeat an ephemeral message to the app.
            more["message"] = to_json(clicked, where, self.core.app)
        return self._interacts(where, who, action, more)

    @in_loop
    def runs_command(
        self, user: str, channel: str, text: str = "", command: str = "/wayfinder", *, team: str | None = None
    ) -> Delivery:
        """Let a person type a slash command."""
        where, place, who = self._place(team, channel, user)
        if command not in self.core.app.commands:
            raise LookupError(f"the app has no command {command}; it has {self.core.app.commands}")
        response_url = self.core.new_response_url(where, place, who, None)
        payload = {
            "token": self.core.app.verification_token,
            "team_id": where.id,
            "team_domain": where.name.lower(),
            "channel_id": place.id,
            "channel_name": "directmessage" if place.kind == "im" else place.name,
            "user_id": who.id,
            "user_name": who.name,
            "command": command,
            "text": wire_text(text, where),
            "api_app_id": self.core.app.id,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": self.core.new_trigger(who),
        }
        url = self.core.response_urls[response_url.rsplit("/", 1)[1]]
        return self.core.deliveries.send(
            "slash_commands", payload, lambda attempt: responses.acknowledged_with(self.core, url, attempt, command)
        )

    @in_loop
    def uses_shortcut(
        self, user: str, channel: str, ts: str, name: str = "Ask Wayfinder", *, team: str | None = None
    ) -> Delivery:
        """Let a person use a message shortcut on a message, by its name or callback id."""
        where, place, who = self._place(team, channel, user)
        known = [each for each in self.core.app.shortcuts if each.kind == "message"]
        shortcut = next((each for each in known if name in (each.name, each.callback_id)), None)
        if shortcut is None:
            raise LookupError(f"the app has no message shortcut {name!r}; it has {known}")
        message = place.messages[ts]
        payload = {
            "type": "message_action",
            "callback_id": shortcut.callback_id,
            "message_ts": ts,
            "message": to_json(message, where, self.core.app),
            "channel": _channel(place),
            "response_url": self.core.new_response_url(where, place, who, message),
        }
        return self._interactive(where, who, payload)

    @in_loop
    def submits(self, user: str, view_id: str, typed: dict[str, str], *, team: str | None = None) -> Delivery:
        """Let a person fill a modal's inputs (by label or action id) and submit it."""
        where = self.team(team)
        view = where.modals[view_id]
        values = typed_values(view.payload["blocks"], typed)
        payload = {
            "type": "view_submission",
            "view": {**view.to_json(), "state": {"values": values}},
            "response_urls": [],
        }
        return self._interactive(where, where.user(user), payload)

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

    @in_loop
    def opens_assistant(self, user: str, *, team: str | None = None) -> Said:
        """Let a person open a thread in the older assistant view, which begins with a message of the app's."""
        where = self.team(team)
        who, installation = where.user(user), where.installation
        assert installation is not None
        place = where.direct(who)
        ts = self.state.new_ts()
        place.messages[ts] = Message(
            ts,
            place.id,
            installation.bot_user_id,
            "New Assistant Thread",
            thread_ts=ts,
            subtype="assistant_app_thread",
            bot_id=installation.bot_id,
        )
        thread = {"user_id": who.id, "context": {}, "channel_id": place.id, "thread_ts": ts}
        event = {"type": "assistant_thread_started", "assistant_thread": thread, "event_ts": ts}
        return Said(place.id, ts, ts, self.core.emit(where, "assistant_thread_started", event))

    def _place(self, team: str | None, channel: str, user: str) -> tuple[Team, Channel, User]:
        where = self.team(team)
        return where, where.channel(channel), where.user(user)

    def _interacts(self, team: Team, user: User, action: dict[str, Any], more: dict[str, Any]) -> Delivery:
        action = {**action, "action_ts": f"{time.time():.6f}"}
        return self._interactive(team, user, {"type": "block_actions", "actions": [action], **more})

    def _interactive(self, team: Team, user: User, payload: dict[str, Any]) -> Delivery:
        common = {
            "user": person(user),
            "team": {"id": team.id, "domain": team.name.lower()},
            "enterprise": None,
            "is_enterprise_install": False,
            "api_app_id": self.core.app.id,
            "token": self.core.app.verification_token,
            "trigger_id": self.core.new_trigger(user),
            "action_ts": f"{time.time():.6f}",
        }
        return self.core.deliveries.send("interactive", {**common, **payload})


def _channel(channel: Channel) -> dict[str, str]:
    return {"id": channel.id, "name": "directmessage" if channel.kind == "im" else channel.name}
