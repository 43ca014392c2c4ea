"""manifest.json: as Slack's manifest reference asks for it, and as the code and the docs have it.

The rules are written from docs.slack.dev/reference/app-manifest.
"""

import json
import re
from typing import Any

import jsonschema
import pytest

from tests.support import ROOT
from wayfinder.channels.slack.bolt_app import EVENTS
from wayfinder.channels.slack.deliveries import SHORTCUT
from wayfinder.channels.slack.installations import SCOPES

MANIFEST = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
DOCS = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
CHANNELS = ROOT / "wayfinder" / "channels"
SETTINGS_CODE = (CHANNELS / "slack" / "slack_settings.py").read_text(encoding="utf-8")
LIMITS_CODE = (CHANNELS / "request_limits.py").read_text(encoding="utf-8")


def text(most: int, least: int = 1, pattern: str = "") -> dict[str, Any]:
    """Return the rule for a text."""
    return {"type": "string", "minLength": least, "maxLength": most, "pattern": pattern}


def a_list(of: dict[str, Any], most: int) -> dict[str, Any]:
    """Return the rule for a list without repetition."""
    return {"type": "array", "items": of, "maxItems": most, "uniqueItems": True}


def group(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the rule for an object that may have nothing else."""
    properties = {**required, **(optional or {})}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


YES_OR_NO = {"type": "boolean"}
HTTPS = text(3000, pattern=r"^https://")
NAMES = a_list(text(100, pattern=r"^[a-z_.:]+$"), 100)
PROMPT = group({"title": text(75), "message": text(1000)})
SCHEMA = group(
    {
        "display_information": group(
            {"name": text(35)},
            {"description": text(140), "long_description": text(4000, 174), "background_color": text(7, 4, r"^#([0-9a-fA-F]{3}){1,2}$")},
        )
    },
    {
        "_metadata": group({}, {"major_version": {"enum": [1, 2]}, "minor_version": {"type": "integer"}}),
        "features": group(
            {},
            {
                "app_home": group({}, dict.fromkeys(("home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"), YES_OR_NO)),
                "agent_view": group({"agent_description": text(300)}, {"suggested_prompts": a_list(PROMPT, 4)}),
                "bot_user": group({"display_name": text(80, pattern=r"^[a-z0-9._-]+$")}, {"always_online": YES_OR_NO}),
                "shortcuts": a_list(group({"name": text(24), "callback_id": text(255), "description": text(150), "type": {"enum": ["message", "global"]}}), 10),
                "slash_commands": a_list(
                    group({"command": text(32, 2, r"^/\S+$"), "description": text(2000)}, {"url": HTTPS, "usage_hint": text(1000), "should_escape": YES_OR_NO}), 50
                ),
            },
        ),
        "oauth_config": group({}, {"redirect_urls": a_list(HTTPS, 1000), "scopes": group({}, {"bot": {**NAMES, "maxItems": 255}, "user": {**NAMES, "maxItems": 255}})}),
        "settings": group(
            {},
            {
                "event_subscriptions": group({}, {"request_url": HTTPS, "bot_events": NAMES, "user_events": NAMES}),
                "interactivity": group({"is_enabled": YES_OR_NO}, {"request_url": HTTPS, "message_menu_options_url": HTTPS}),
                **dict.fromkeys(("org_deploy_enabled", "socket_mode_enabled", "token_rotation_enabled"), YES_OR_NO),
            },
        ),
    },
)  # fmt: skip
# docs.slack.dev/reference/events: the scope that each event needs, if any.
SCOPE_OF_EVENT = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "app_home_opened": None,
    "app_uninstalled": None,
    "tokens_revoked": None,
}


def test_the_manifest_is_as_slack_asks_for_it() -> None:
    """Every name, length and kind."""
    jsonschema.validate(MANIFEST, SCHEMA)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("display_information", "name"), "x" * 36),
        (("display_information", "long_description"), "too short"),
        (("display_information", "colour"), "#fff"),
        (("features", "slash_commands", 0, "command"), "wayfinder"),
        (("features", "shortcuts", 0, "type"), "other"),
        (("settings", "interactivity", "request_url"), "http://x.com"),
    ],
)
def test_what_slack_would_refuse_the_rules_refuse(path: tuple[Any, ...], value: str) -> None:
    """So they can fail."""
    spoilt = json.loads(json.dumps(MANIFEST))
    at = spoilt
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(spoilt, SCHEMA)


def test_for_socket_mode_the_lines_with_an_address_are_taken_out() -> None:
    """As docs/slack.md says; what is left is JSON, and a manifest."""
    written = (ROOT / "manifest.json").read_text(encoding="utf-8").splitlines()
    kept = [line for line in written if "wayfinder.example.com" not in line]
    manifest = json.loads("\n".join(kept).replace('"socket_mode_enabled": false', '"socket_mode_enabled": true'))

    assert len(written) - len(kept) == 4
    jsonschema.validate(manifest, SCHEMA)


def test_the_scopes_are_those_that_an_installation_asks_for() -> None:
    """By OAuth or by hand, it is the same app."""
    assert MANIFEST["oauth_config"]["scopes"]["bot"] == sorted(SCOPES)


def test_each_event_has_its_scope() -> None:
    """Slack refuses a subscription without it."""
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]

    assert {SCOPE_OF_EVENT[event] for event in events} - {None} <= set(SCOPES)


def test_the_events_are_those_that_are_listened_to() -> None:
    """The older assistant's aside, which a new app can't have."""
    subscribed = {event.split(".")[0] for event in MANIFEST["settings"]["event_subscriptions"]["bot_events"]}

    assert subscribed == set(EVENTS) - {"assistant_thread_started"}


def test_every_request_goes_to_the_one_address_that_is_served() -> None:
    """Events, clicks and the command."""
    settings, features = MANIFEST["settings"], MANIFEST["features"]
    urls = [settings["event_subscriptions"]["request_url"], settings["interactivity"]["request_url"]]
    urls += [command["url"] for command in features["slash_commands"]]

    assert set(urls) == {"https://wayfinder.example.com/webhooks/slack/webhook"}
    assert MANIFEST["oauth_config"]["redirect_urls"] == ["https://wayfinder.example.com/webhooks/slack/oauth_redirect"]


def test_the_shortcut_is_the_one_that_is_listened_to() -> None:
    """By its callback id."""
    assert [each["callback_id"] for each in MANIFEST["features"]["shortcuts"]] == [SHORTCUT]


@pytest.mark.parametrize("scope", SCOPES)
def test_each_scope_is_explained(scope: str) -> None:
    """Whoever installs the app is asked to grant it."""
    assert f"| `{scope}` |" in DOCS


def test_each_setting_is_explained_and_each_that_is_explained_exists() -> None:
    """In the table of docs/slack.md."""
    read = set(re.findall(r'env\.\w+\("([A-Z_]+)"', SETTINGS_CODE)) - {"DATABASE_URL", "SLACK_"}
    read |= set(re.findall(r'read_limits\("SLACK_([A-Z_]+)"', SETTINGS_CODE + LIMITS_CODE))
    explained = set(re.findall(r"^\| `WAYFINDER_SLACK_([A-Z_]+)` \|", DOCS, re.MULTILINE))

    assert explained == read
