"""Block Kit's blocks and views, checked as Slack checks them, with every documented length and count.

docs.slack.dev/reference/block-kit/blocks. Blocks that are not here are refused as unsupported.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

from . import rich_text
from .elements import FEEDBACK_BUTTONS, ID, INTERACTIVE, any_text, plain_text
from .schema import Check, Problem, array, boolean, by_type, choice, shape, string

Surface = Literal["message", "home"]
MOST_BLOCKS = {"message": 50, "home": 100}
# Documented nowhere; seen in slackapi/bolt-js#2509: from about this sum on, a message is refused.
MOST_TEXT_IN_BLOCKS = 13_200
MOST_MARKDOWN = 12_000
MOST_TABLE_TEXT = 10_000
LARGEST_VIEW = 250_000


def _block(required: dict[str, Check], optional: dict[str, Check] | None = None, *also: Check) -> Check:
    return shape({"type": string(), **required}, {"block_id": ID, **(optional or {})}, *also)


def _text_or_fields(block: dict[str, Any], at: str) -> list[Problem]:
    return [] if "text" in block or "fields" in block else [Problem("missing required field: text or fields", at)]


def _unique_action_ids(block: dict[str, Any], at: str) -> list[Problem]:
    ids = Counter(each["action_id"] for each in block["elements"] if "action_id" in each)
    return [Problem(f"`action_id` {name!r} already exists", f"{at}/elements") for name, n in ids.items() if n > 1]


def _table_text(block: dict[str, Any], at: str) -> list[Problem]:
    if len({len(row) for row in block["rows"]}) > 1:
        return [Problem("all rows must have the same number of cells", f"{at}/rows")]
    size = sum(len(text) for text in texts_of(block["rows"]))
    return [Problem(f"table must be less than {MOST_TABLE_TEXT + 1} characters", at)] if size > MOST_TABLE_TEXT else []


_CELL = by_type({"raw_text": shape({"type": string(), "text": string()}, {}), "rich_text": rich_text.BLOCK})
_CONTEXT = by_type(
    {
        "plain_text": shape({"type": string(), "text": string(3000)}, {"emoji": boolean}),
        "mrkdwn": shape({"type": string(), "text": string(3000)}, {"verbatim": boolean}),
    }
)
EVERYWHERE: dict[str, Check] = {
    "section": _block(
        {},
        {
            "text": any_text(3000),
            "fields": array(any_text(2000), 1, 10),
            "accessory": by_type(INTERACTIVE),
            "expand": boolean,
        },
        _text_or_fields,
    ),
    "header": _block({"text": plain_text(150)}),
    "divider": _block({}),
    "context": _block({"elements": array(_CONTEXT, 1, 10)}),
    "actions": _block({"elements": array(by_type(INTERACTIVE), 1, 25)}, {}, _unique_action_ids),
    "rich_text": rich_text.BLOCK,
}
IN_MESSAGES: dict[str, Check] = {
    **EVERYWHERE,
    "markdown": _block({"text": string(MOST_MARKDOWN)}),
    "context_actions": _block(
        {"elements": array(by_type({"feedback_buttons": FEEDBACK_BUTTONS}), 1, 5)},
        {},
        _unique_action_ids,
    ),
    "table": _block(
        {"rows": array(array(_CELL, 1, 20), 1, 100)},
        {
            "column_settings": array(
                shape({}, {"align": choice("left", "center", "right"), "is_wrapped": boolean}), 0, 20
            )
        },
        _table_text,
    ),
}


def check_blocks(blocks: Any, surface: Surface = "message", at: str = "/blocks") -> list[Problem]:
    """Return everything for which Slack refuses `blocks`; nothing means that they are right."""
    known = IN_MESSAGES if surface == "message" else EVERYWHERE
    problems = array(by_type(known), 0, MOST_BLOCKS[surface])(blocks, at)
    if problems:
        return problems
    ids = Counter(block["block_id"] for block in blocks if "block_id" in block)
    problems = [Problem(f"`block_id` {name!r} already exists", at) for name, n in ids.items() if n > 1]
    if sum(block["type"] == "table" for block in blocks) > 1:
        problems.append(Problem("only_one_table_allowed", at))
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MOST_MARKDOWN:
        problems.append(Problem(f"markdown blocks must be less than {MOST_MARKDOWN + 1} characters in all", at))
    return problems


def text_in_blocks(blocks: list[dict[str, Any]]) -> int:
    """Return how many characters of text the blocks hold, which Slack limits for a whole message."""
    return sum(len(text) for text in texts_of(blocks))


def texts_of(value: Any) -> Iterator[str]:
    """Yield each text that people see in blocks or a part of them, in order."""
    if isinstance(value, list):
        for each in value:
            yield from texts_of(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name == "text" and isinstance(each, str):
                yield each
            else:
                yield from texts_of(each)


_HOME = shape(
    {
        "type": string(),
        "blocks": lambda value, at: [] if isinstance(value, list) else [Problem("must provide an array", at)],
    },
    {
        "private_metadata": string(3000, least=0),
        "callback_id": string(255, least=0),
        "external_id": string(255, least=0),
    },
)


def check_view(view: Any) -> list[Problem]:
    """Return everything for which Slack refuses an App Home."""
    if not isinstance(view, dict) or view.get("type") != "home":
        return [Problem("must be a view of type home", "/view/type")]
    return _HOME(view, "/view") or check_blocks(view["blocks"], "home", "/view/blocks")


def view_too_large(view: dict[str, Any]) -> bool:
    """Say whether a view is greater than Slack's 250 kB."""
    return len(json.dumps(view).encode()) > LARGEST_VIEW
