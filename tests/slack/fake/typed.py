"""What Slack makes of the words that a person types: escaped, with links and mentions in angle brackets."""

import re
from typing import Any

from .state import Team

_LINK = re.compile(
    r"(?P<url>https?://[^\s<>|]+[^\s<>|.,!?)])|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|[@#](?P<name>[\w-]+)"
)


def wire_text(typed: str, team: Team) -> str:
    """Return the `text` of a message as apps get it.

    `@name` of a member and `#name` of a channel become mentions, addresses become links,
    and & < > are escaped; other words stay as they are.
    """
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LINK.sub(lambda found: _wire(found, team), escaped)


def _wire(found: "re.Match[str]", team: Team) -> str:
    if found["url"]:
        return f"<{found['url']}>"
    if found["mail"]:
        return f"<mailto:{found['mail']}|{found['mail']}>"
    if found[0] in ("@here", "@channel", "@everyone"):
        return f"<!{found['name']}>"
    things = team.users.values() if found[0].startswith("@") else team.channels.values()
    for thing in things:
        if thing.name == found["name"]:
            return f"<@{thing.id}>" if found[0].startswith("@") else f"<#{thing.id}|{thing.name}>"
    return found[0]


_PART = re.compile(r"<(?P<inside>[^<>]+)>|(?P<plain>[^<]+)")


def rich_text_of(text: str) -> list[dict[str, Any]]:
    """Return the rich_text block that comes beside the text of a person's message."""
    elements = [_leaf(part) for part in _PART.finditer(text)]
    section = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}] if elements else []


def _leaf(part: "re.Match[str]") -> dict[str, Any]:
    if part["plain"]:
        return {"type": "text", "text": _unescaped(part["plain"])}
    target, _, label = _unescaped(part["inside"]).partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    return {"type": "link", "url": target, **({"text": label} if label else {})}


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
