"""What people write in Slack, as the plain text that they saw; and our plain text, as Slack must get it.

Slack sends mentions, links and special characters in a notation of its own, <…> and &…;
https://docs.slack.dev/messaging/formatting-message-text describes it.
"""

import re
from collections.abc import Mapping

_MENTIONED = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_ANGLED = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_SPECIAL = {"here": "@here", "channel": "@channel", "everyone": "@everyone"}
_EMOJI = re.compile(r"(?<![\w:]):[a-z0-9_+'-]+(?:::skin-tone-\d)?:(?![\w:])")


def mentioned_users(text: str) -> list[str]:
    """Return the ids of the people whom `text` mentions, each once, in their order.

    >>> mentioned_users("<@U2> and <@U1|ann>, and again <@U2>")
    ['U2', 'U1']
    """
    return list(dict.fromkeys(_MENTIONED.findall(text)))


def is_addressed_to_another(text: str, own: str | None) -> bool:
    """Return whether `text` begins by mentioning somebody who isn't us.

    >>> is_addressed_to_another(" <@U2> what do you think?", own="U0")
    True
    """
    first = _MENTIONED.match(text.lstrip())
    return first is not None and first.group(1) != own


def clean(text: str, own: str | None = None, names: Mapping[str, str] | None = None) -> str:
    """Return what a person wrote as plain text: our own mention left out, all else as they saw it.

    `own` is our user id, `names` the shown names of the others; who isn't in it becomes "@someone". A link becomes
    its address, with its label before it unless the label only repeats the address. Emoji by name are left out.

    >>> clean("<@U0> is 120k &lt; the &amp; pay at <https://x.com/jobs|this job>?", own="U0")
    'is 120k < the & pay at this job (https://x.com/jobs)?'
    """

    def shown(match: re.Match[str]) -> str:
        return _shown(match.group(1), match.group(2) or "", own, names or {})

    if own:
        text = re.sub(rf"^\s*<@{re.escape(own)}(?:\|[^<>]*)?>\s*[,:]?", "", text)
    # Entities last: what they stand for must not be taken for Slack's own notation.
    plain = _EMOJI.sub(" ", _ANGLED.sub(shown, text))
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in plain.splitlines())
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)).strip()


def _shown(target: str, label: str, own: str | None, names: Mapping[str, str]) -> str:
    if target.startswith("@"):
        user = target[1:]
        return "" if user == own else "@" + (names.get(user) or label or "someone")
    if target.startswith("#"):
        return "#" + (label or "channel")
    if target.startswith("!"):
        return _shown_special(target[1:], label)
    if target.startswith("mailto:"):
        return target.removeprefix("mailto:").split("?")[0]
    if target.startswith("tel:"):
        return label or target.removeprefix("tel:")
    if not label or _bare(label) == _bare(target):
        return target
    return f"{label} ({target})"


def _shown_special(what: str, label: str) -> str:
    """Return a mention of many, a group of people, or a date, as it is shown: `what` is `here`, `subteam^S1`, `date^1…`."""
    kind = what.split("^")[0]
    return _SPECIAL.get(kind) or label or ("@group" if kind == "subteam" else "")


def _bare(address: str) -> str:
    """Return an address without what people leave out when they write it."""
    return re.sub(r"^https?://", "", address).rstrip("/")


def escape(text: str) -> str:
    """Return our plain text such that Slack shows it as it is, and takes nothing in it for a mention or link.

    >>> escape("R&D <!channel>")
    'R&amp;D &lt;!channel&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
