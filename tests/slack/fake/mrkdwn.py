"""Slack's mrkdwn as HTML: everything is escaped, then formatted as Slack formats it."""

import re
from html import escape

from .state import Team

_CODE_BLOCK = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_REFERENCE = re.compile(r"<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>")
_EMOJI = re.compile(r":([a-z0-9_+-]+):")
# Formatting begins and ends at a word's edge, as in Slack: 2*3*4 isn't bold.
_STYLES = tuple(
    (re.compile(rf"(?<![\w{mark}]){mark}(?=\S)([^{mark}\n]+?)(?<=\S){mark}(?![\w{mark}])"), tag)
    for mark, tag in ((r"\*", "strong"), ("_", "em"), ("~", "del"))
)
EMOJI = {
    "+1": "👍",
    "-1": "👎",
    "thumbsup": "👍",
    "thumbsdown": "👎",
    "wave": "👋",
    "bar_chart": "📊",
    "eyes": "👀",
    "white_check_mark": "✅",
    "compass": "🧭",
}

_THUMB = (
    '<svg class="glyph {}" viewBox="0 0 20 20" fill="#e8a33d">'
    '<path d="M1 9h4v10H1z"/><path d="M6 9l4-8c2 0 3 1.5 2.5 3.4L11.8 7H17c1.4 0 2.3 1.2 2 2.5l-1.6 7c-.3 1.5-1.5 2.5-3 2.5H6z"/></svg>'
)


def plain_html(text: str) -> str:
    """Return plain text as HTML; only emoji codes are replaced."""
    return _emoji(escape(text)).replace("\n", "<br>")


def mrkdwn_html(text: str, team: Team) -> str:
    """Return mrkdwn as HTML."""
    parts = _CODE_BLOCK.split(text)
    html = [f"<pre>{escape(_unescaped(part))}</pre>" if i % 2 else _lines(part, team) for i, part in enumerate(parts)]
    return "".join(html)


def _lines(text: str, team: Team) -> str:
    html = []
    for line in text.strip("\n").split("\n"):
        quote = re.match(r"(?:&gt;|>) ?", line)
        inside = _inline(line[quote.end() :] if quote else line, team)
        html.append(f"<blockquote>{inside}</blockquote>" if quote else inside + "<br>")
    return "".join(html).removesuffix("<br>")


def _inline(line: str, team: Team) -> str:
    parts = _CODE.split(line)
    return "".join(
        f"<code>{escape(_unescaped(part))}</code>" if i % 2 else _styled(part, team) for i, part in enumerate(parts)
    )


def _styled(text: str, team: Team) -> str:
    # What is in angle brackets must not be formatted: an address may hold underscores.
    references: list[str] = []

    def keep(found: "re.Match[str]") -> str:
        references.append(_reference(found, team))
        return f"\x00{len(references) - 1}\x00"

    html = escape(_unescaped(_REFERENCE.sub(keep, text)), quote=False)
    for pattern, tag in _STYLES:
        html = pattern.sub(rf"<{tag}>\1</{tag}>", html)
    return re.sub(r"\x00(\d+)\x00", lambda found: references[int(found[1])], _emoji(html))


def _reference(found: "re.Match[str]", team: Team) -> str:
    sign, target, label = found[1], _unescaped(found[2]), _unescaped(found[3] or "")
    if sign == "@":
        name = team.users[target].name if target in team.users else label or target
        return f'<span class="mention">@{escape(name)}</span>'
    if sign == "#":
        name = team.channels[target].name if target in team.channels else label or target
        return f'<span class="mention">#{escape(name)}</span>'
    if sign == "!":
        return f'<span class="mention">@{escape(label or target)}</span>'
    if not re.match(r"(https?|mailto):", target):
        return escape(found[0])
    return f'<a href="{escape(target)}">{escape(label or target.removeprefix("mailto:"))}</a>'


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _emoji(html: str) -> str:
    html = _EMOJI.sub(lambda found: EMOJI.get(found[1], found[0]), html)
    # Drawn, because not every machine has a font with them.
    return html.replace("👍", _THUMB.format("up")).replace("👎", _THUMB.format("down"))
