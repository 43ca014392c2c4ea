"""Blocks as HTML, in Slack's look."""

from collections.abc import Callable
from html import escape
from typing import Any

from .mrkdwn import EMOJI, mrkdwn_html, plain_html
from .state import Team


def blocks_html(blocks: list[dict[str, Any]], team: Team) -> str:
    """Return blocks as HTML, in order."""
    return "".join(f'<div class="block {block["type"]}">{_DRAW[block["type"]](block, team)}</div>' for block in blocks)


def _text(text: dict[str, Any], team: Team) -> str:
    return mrkdwn_html(text["text"], team) if text["type"] == "mrkdwn" else plain_html(text["text"])


def _section(block: dict[str, Any], team: Team) -> str:
    text = f"<div>{_text(block['text'], team)}</div>" if "text" in block else ""
    fields = "".join(f"<div>{_text(field, team)}</div>" for field in block.get("fields", ()))
    accessory = f'<div class="accessory">{_element(block["accessory"], team)}</div>' if "accessory" in block else ""
    return f'<div class="body">{text}{f"<div class=fields>{fields}</div>" if fields else ""}</div>{accessory}'


def _elements(block: dict[str, Any], team: Team) -> str:
    return "".join(_element(element, team) for element in block["elements"])


def _table(block: dict[str, Any], team: Team) -> str:
    settings = block.get("column_settings", [])

    def cell(value: dict[str, Any], column: int) -> str:
        inside = plain_html(value["text"]) if value["type"] == "raw_text" else _rich_text(value, team)
        align = settings[column].get("align", "left") if column < len(settings) else "left"
        return f'<td style="text-align:{align}">{inside}</td>'

    rows = ("".join(cell(value, column) for column, value in enumerate(row)) for row in block["rows"])
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _rich_text(block: dict[str, Any], team: Team) -> str:
    tags = {"rich_text_section": "div", "rich_text_quote": "blockquote", "rich_text_preformatted": "pre"}
    html = []
    for part in block["elements"]:
        if part["type"] == "rich_text_list":
            tag = "ol" if part["style"] == "ordered" else "ul"
            items = "".join(f"<li>{_leaves(item, team)}</li>" for item in part["elements"])
            html.append(f"<{tag}>{items}</{tag}>")
        else:
            tag = tags[part["type"]]
            html.append(f"<{tag}>{_leaves(part, team)}</{tag}>")
    return "".join(html)


def _leaves(part: dict[str, Any], team: Team) -> str:
    return "".join(_leaf(leaf, team) for leaf in part["elements"])


def _leaf(leaf: dict[str, Any], team: Team) -> str:
    if leaf["type"] == "text":
        html = plain_html(leaf["text"])
    elif leaf["type"] == "link":
        html = f'<a href="{escape(leaf["url"])}">{escape(leaf.get("text") or leaf["url"])}</a>'
    elif leaf["type"] == "user":
        html = mrkdwn_html(f"<@{leaf['user_id']}>", team)
    elif leaf["type"] == "channel":
        html = mrkdwn_html(f"<#{leaf['channel_id']}>", team)
    elif leaf["type"] == "emoji":
        html = EMOJI.get(leaf["name"], f":{leaf['name']}:")
    else:
        html = f'<span class="mention">@{leaf["range"]}</span>'
    for style, tag in (("bold", "strong"), ("italic", "em"), ("strike", "del"), ("code", "code")):
        html = f"<{tag}>{html}</{tag}>" if leaf.get("style", {}).get(style) else html
    return html


def _element(element: dict[str, Any], team: Team) -> str:
    kind = element["type"]
    if kind in ("mrkdwn", "plain_text"):
        return f"<span>{_text(element, team)}</span>"
    if kind == "button":
        return f'<button class="{element.get("style", "")}">{plain_html(element["text"]["text"])}</button>'
    if kind == "feedback_buttons":
        both = (element["positive_button"], element["negative_button"])
        return "".join(f'<button class="feedback">{plain_html(each["text"]["text"])}</button>' for each in both)
    chosen = element.get("initial_option", {}).get("text") or element.get("placeholder", {"text": "Select an item"})
    return f'<span class="select">{plain_html(chosen["text"])}<span>⌄</span></span>'


_DRAW: dict[str, Callable[[dict[str, Any], Team], str]] = {
    "section": _section,
    "header": lambda block, team: plain_html(block["text"]["text"]),
    "divider": lambda block, team: "<hr>",
    "context": _elements,
    "actions": _elements,
    "context_actions": _elements,
    "table": _table,
    "rich_text": _rich_text,
    "markdown": lambda block, team: plain_html(block["text"]),
}
