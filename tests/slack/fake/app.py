"""The app as it is configured at Slack: what its manifest says, and its secrets."""

import secrets
from dataclasses import dataclass, field
from typing import Any

DEFAULT_SCOPES = (
    "app_mentions:read assistant:write channels:history chat:write commands "
    "groups:history im:history mpim:history users:read"
)
DEFAULT_EVENTS = (
    "app_home_opened app_mention app_context_changed app_uninstalled message.channels message.groups message.im "
    "message.mpim "
    "tokens_revoked"
)


@dataclass(frozen=True)
class Shortcut:
    """One shortcut of the app."""

    name: str
    callback_id: str
    kind: str  # "message" or "global"


@dataclass(frozen=True)
class App:
    """An app's settings at Slack. Secrets are new for each app, so nothing works by chance."""

    name: str = "Wayfinder"
    id: str = "A0WAYFINDER"
    scopes: frozenset[str] = frozenset(DEFAULT_SCOPES.split())
    events: frozenset[str] = frozenset(DEFAULT_EVENTS.split())
    commands: tuple[str, ...] = ("/wayfinder",)
    escaping_commands: tuple[str, ...] = ()  # whose text has mentions as <@U…>
    shortcuts: tuple[Shortcut, ...] = (Shortcut("Ask Wayfinder", "ask_wayfinder", "message"),)
    agent_view: bool = True
    home_tab: bool = True
    messages_tab: bool = True
    socket_mode: bool = False
    redirect_urls: tuple[str, ...] = ()
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    client_id: str = field(default_factory=lambda: f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}")
    client_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    app_token: str = field(default_factory=lambda: f"xapp-1-{secrets.token_hex(16)}")
    verification_token: str = field(default_factory=lambda: secrets.token_hex(12))

    @classmethod
    def from_manifest(cls, manifest: dict[str, Any], **settings: Any) -> "App":
        """Return the app that Slack makes of a manifest; `settings` override what it says."""
        features, settings_ = manifest.get("features", {}), manifest.get("settings", {})
        oauth = manifest.get("oauth_config", {})
        home, commands = features.get("app_home", {}), features.get("slash_commands", ())
        said: dict[str, Any] = {
            "name": manifest["display_information"]["name"],
            "scopes": frozenset(oauth.get("scopes", {}).get("bot", ())),
            "events": frozenset(settings_.get("event_subscriptions", {}).get("bot_events", ())),
            "commands": tuple(each["command"] for each in commands),
            "escaping_commands": tuple(each["command"] for each in commands if each.get("should_escape")),
            "shortcuts": tuple(
                Shortcut(each["name"], each["callback_id"], each["type"]) for each in features.get("shortcuts", ())
            ),
            "agent_view": "agent_view" in features,
            "home_tab": home.get("home_tab_enabled", False),
            "messages_tab": home.get("messages_tab_enabled", False),
            "socket_mode": settings_.get("socket_mode_enabled", False),
            "redirect_urls": tuple(oauth.get("redirect_urls", ())),
        }
        return cls(**{**said, **settings})
