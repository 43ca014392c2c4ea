"""What people click, choose and command, as methods for tests."""

import time
from typing import Any

from . import responses
from .clicks import action_on, person
from .delivery import Delivery
from .in_loop import InLoop, in_loop
from .messages import to_json
from .state import Channel, Message, Team, User
from .typed import wire_text


class Interactions(InLoop):
    """Clicks, choices, commands and shortcuts."""

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
        if message == "home":
            view = where.homes[who.id]
            container: dict[str, Any] = {"container": {"type": "view", "view_id": view.id}, "view": view.to_json()}
            return self._interacts(where, who, action_on(view.payload["blocks"], label), container)
        named, ts = (channel or "", message) if isinstance(message, str) else (message.channel, message.ts)
        place = where.channel(named)
        clicked = place.messages[ts]
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
        where, place, who = self.place(team, channel, user)
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
            "text": wire_text(text, where) if command in self.core.app.escaping_commands else text,
            "api_app_id": self.core.app.id,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": self.core.new_trigger(),
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
        where, place, who = self.place(team, channel, user)
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
            "trigger_id": self.core.new_trigger(),
            "action_ts": f"{time.time():.6f}",
        }
        return self.core.deliveries.send("interactive", {**common, **payload})


def _channel(channel: Channel) -> dict[str, str]:
    return {"id": channel.id, "name": "directmessage" if channel.kind == "im" else channel.name}
