"""Blocks and views that Slack accepts, in a word each, for tests to break."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(**parts: Any) -> Json:
    return {"type": "section", **parts}


def button(text: str = "Go", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def options(count: int, text: str = "o", value: str = "v") -> list[Json]:
    return [{"text": plain(text), "value": value}] * count


def select(**more: Any) -> Json:
    return {"type": "static_select", **more}


def table(*rows: list[Json], **more: Any) -> Json:
    return {"type": "table", "rows": list(rows), **more}


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


def feedback(**more: Any) -> Json:
    good, bad = {"text": plain("Good"), "value": "1"}, {"text": plain("Bad"), "value": "0"}
    return {"type": "feedback_buttons", "positive_button": good, "negative_button": bad, **more}


RICH = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}]}


def confirm(**changed: Json) -> Json:
    return {name: plain("x") for name in ("title", "text", "confirm", "deny")} | changed


def context_actions(element: Json) -> list[Json]:
    return [{"type": "context_actions", "elements": [element]}]


def rated(**more: Any) -> list[Json]:
    return context_actions(feedback(negative_button={"text": plain("x"), "value": "v", **more}))


def address(length: str) -> str:
    return length and "https://a.test/" + length[15:]


HOME = {"type": "home", "blocks": [section(text=plain("a"))]}
