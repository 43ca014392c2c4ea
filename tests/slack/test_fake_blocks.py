"""The fake Slack refuses the blocks and views that Slack refuses, says where, and takes what is right."""

from tests.slack.fake.blocks import check_blocks, check_view
from tests.slack.fake.building import (
    HOME,
    RICH,
    Json,
    actions,
    button,
    cell,
    feedback,
    mrkdwn,
    options,
    plain,
    section,
    select,
    table,
)

ACCEPTED = {
    "a section of 3,000 characters": [section(text=mrkdwn("x" * 3000))],
    "ten fields of 2,000 characters": [section(fields=[mrkdwn("x" * 2000)] * 10)],
    "a section with a button": [section(text=plain("a"), accessory=button())],
    "a header of 150 characters": [{"type": "header", "text": plain("x" * 150)}],
    "ten context elements": [{"type": "context", "elements": [mrkdwn("x")] * 10}],
    "twenty-five buttons": [actions(*[button(action_id=str(i)) for i in range(25)])],
    "a button at all its limits": [actions(button("x" * 75, value="v" * 2000, action_id="a" * 255, style="danger"))],
    "a button with a confirmation": [
        actions(button(confirm={name: plain("x" * 30) for name in ("title", "text", "confirm", "deny")}))
    ],
    "a select of a hundred options": [actions(select(options=options(100, "x" * 75, "v" * 150)))],
    "a table of 100 rows and 20 columns": [table(*[[cell("x")] * 20] * 100)],
    "a table with aligned columns and rich text": [
        table([cell("a"), RICH], column_settings=[{"align": "right"}, {"is_wrapped": True}])
    ],
    "feedback buttons": [{"type": "context_actions", "elements": [feedback(action_id="f")]}],
    "rich text": [RICH],
    "fifty blocks": [{"type": "divider"}] * 50,
    "no blocks at all": [],
}

REFUSED = {
    "an unknown block": ([{"type": "carousel3d"}], "/blocks/0/type", "unsupported type: carousel3d"),
    "a block without a type": ([{"text": plain("a")}], "/blocks/0", "missing required field: type"),
    "something that is no block": (["divider"], "/blocks/0", "must provide an object"),
    "an unknown field": ([{"type": "divider", "colour": "red"}], "/blocks/0", "invalid additional property: colour"),
    "fifty-one blocks": ([{"type": "divider"}] * 51, "/blocks", "no more than 50 items allowed"),
    "a section of 3,001 characters": (
        [section(text=mrkdwn("x" * 3001))],
        "/blocks/0/text/text",
        "must be less than 3001 characters",
    ),
    "an empty text": ([section(text=mrkdwn(""))], "/blocks/0/text/text", "must be more than 0 characters"),
    "a text that is a bare string": ([section(text="a")], "/blocks/0/text", "must provide an object"),
    "a section of nothing": ([section()], "/blocks/0", "missing required field: text or fields"),
    "eleven fields": ([section(fields=[mrkdwn("x")] * 11)], "/blocks/0/fields", "no more than 10 items allowed"),
    "a field of 2,001 characters": (
        [section(fields=[mrkdwn("x" * 2001)])],
        "/blocks/0/fields/0/text",
        "must be less than 2001 characters",
    ),
    "an accessory that isn't one": (
        [section(text=plain("a"), accessory={"type": "plain_text_input"})],
        "/blocks/0/accessory/type",
        "unsupported type: plain_text_input",
    ),
    "a header of 151 characters": (
        [{"type": "header", "text": plain("x" * 151)}],
        "/blocks/0/text/text",
        "must be less than 151 characters",
    ),
    "a header in mrkdwn": (
        [{"type": "header", "text": mrkdwn("a")}],
        "/blocks/0/text/type",
        "unsupported type: mrkdwn",
    ),
    "eleven context elements": (
        [{"type": "context", "elements": [mrkdwn("x")] * 11}],
        "/blocks/0/elements",
        "no more than 10 items allowed",
    ),
    "a button in a context": (
        [{"type": "context", "elements": [button()]}],
        "/blocks/0/elements/0/type",
        "unsupported type: button",
    ),
    "twenty-six buttons": ([actions(*[button()] * 26)], "/blocks/0/elements", "no more than 25 items allowed"),
    "actions without elements": ([actions()], "/blocks/0/elements", "no less than 1 items allowed"),
    "a button of 76 characters": (
        [actions(button("x" * 76))],
        "/blocks/0/elements/0/text/text",
        "must be less than 76 characters",
    ),
    "a value of 2,001 characters": (
        [actions(button(value="v" * 2001))],
        "/blocks/0/elements/0/value",
        "must be less than 2001 characters",
    ),
    "an action id of 256 characters": (
        [actions(button(action_id="a" * 256))],
        "/blocks/0/elements/0/action_id",
        "must be less than 256 characters",
    ),
    "the same action id twice": (
        [actions(button(action_id="a"), button(action_id="a"))],
        "/blocks/0/elements",
        "`action_id` 'a' already exists",
    ),
    "a button's own style": (
        [actions(button(style="green"))],
        "/blocks/0/elements/0/style",
        "must be a valid enum value",
    ),
    "a button to no address": ([actions(button(url="a b"))], "/blocks/0/elements/0/url", "must be a valid URL"),
    "the same block id twice": (
        [{"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}],
        "/blocks",
        "`block_id` 'b' already exists",
    ),
    "a block id of 256 characters": (
        [{"type": "divider", "block_id": "b" * 256}],
        "/blocks/0/block_id",
        "must be less than 256 characters",
    ),
    "101 options": (
        [actions(select(options=options(101)))],
        "/blocks/0/elements/0/options",
        "no more than 100 items allowed",
    ),
    "an option of 76 characters": (
        [actions(select(options=options(1, "x" * 76)))],
        "/blocks/0/elements/0/options/0/text/text",
        "must be less than 76 characters",
    ),
    "an option's value of 151 characters": (
        [actions(select(options=options(1, value="v" * 151)))],
        "/blocks/0/elements/0/options/0/value",
        "must be less than 151 characters",
    ),
    "a select of nothing": (
        [actions(select())],
        "/blocks/0/elements/0",
        "missing required field: options",
    ),
    "a placeholder of 151 characters": (
        [actions(select(options=options(1), placeholder=plain("x" * 151)))],
        "/blocks/0/elements/0/placeholder/text",
        "must be less than 151 characters",
    ),
    "a table of 101 rows": ([table(*[[cell("x")]] * 101)], "/blocks/0/rows", "no more than 100 items allowed"),
    "a table of 21 columns": ([table([cell("x")] * 21)], "/blocks/0/rows/0", "no more than 20 items allowed"),
    "an empty table cell": ([table([cell("")])], "/blocks/0/rows/0/0/text", "must be more than 0 characters"),
    "a table cell in mrkdwn": ([table([mrkdwn("x")])], "/blocks/0/rows/0/0/type", "unsupported type: mrkdwn"),
    "a ragged table": (
        [table([cell("x")], [cell("x")] * 2)],
        "/blocks/0/rows",
        "all rows must have the same number of cells",
    ),
    "a table of 10,001 characters": (
        [table([cell("x" * 5000)], [cell("x" * 5001)])],
        "/blocks/0",
        "table must be less than 10001 characters",
    ),
    "two tables": ([table([cell("a")]), table([cell("b")])], "/blocks", "only_one_table_allowed"),
    "feedback buttons among actions": (
        [actions(feedback())],
        "/blocks/0/elements/0/type",
        "unsupported type: feedback_buttons",
    ),
    "a feedback button without a value": (
        [{"type": "context_actions", "elements": [feedback(negative_button={"text": plain("Bad")})]}],
        "/blocks/0/elements/0/negative_button",
        "missing required field: value",
    ),
    "six context actions": (
        [{"type": "context_actions", "elements": [feedback()] * 6}],
        "/blocks/0/elements",
        "no more than 5 items allowed",
    ),
    "an input among actions": (
        [actions({"type": "plain_text_input"})],
        "/blocks/0/elements/0/type",
        "unsupported type: plain_text_input",
    ),
    "an unknown part of rich text": (
        [{"type": "rich_text", "elements": [{"type": "rich_text_table", "elements": []}]}],
        "/blocks/0/elements/0/type",
        "unsupported type: rich_text_table",
    ),
    "markdown of 12,001 characters in all": (
        [{"type": "markdown", "text": "x" * 6000}, {"type": "markdown", "text": "x" * 6001}],
        "/blocks",
        "markdown blocks must be less than 12001 characters in all",
    ),
}


def test_blocks_within_all_limits_are_accepted() -> None:
    """What Slack takes must not be refused."""
    assert {name: problems for name, blocks in ACCEPTED.items() if (problems := check_blocks(blocks))} == {}


def test_blocks_that_break_a_rule_are_refused() -> None:
    """With the reason, and a JSON pointer to it."""
    passed = {
        name: told
        for name, (blocks, pointer, message) in REFUSED.items()
        if f"{message} [json-pointer:{pointer}" not in (told := "\n".join(str(each) for each in check_blocks(blocks)))
    }

    assert passed == {}


REFUSED_VIEWS: dict[str, tuple[Json, str]] = {
    "a home with a title": ({**HOME, "title": plain("t")}, "invalid additional property: title"),
    "a view that is no home": ({**HOME, "type": "modal"}, "must be a view of type home"),
    "a home of 101 blocks": ({**HOME, "blocks": [{"type": "divider"}] * 101}, "no more than 100 items allowed"),
    "a table in a home": ({**HOME, "blocks": [table([cell("a")])]}, "unsupported type: table"),
    "feedback buttons in a home": (
        {**HOME, "blocks": [{"type": "context_actions", "elements": [feedback()]}]},
        "unsupported type: context_actions",
    ),
    "3,001 characters of private metadata": (
        {**HOME, "private_metadata": "x" * 3001},
        "must be less than 3001 characters",
    ),
}


def test_a_home_that_breaks_a_rule_is_refused() -> None:
    """Also by the rules of its surface."""
    told = {name: "\n".join(str(each) for each in check_view(view)) for name, (view, _) in REFUSED_VIEWS.items()}

    assert {name: told[name] for name, (_, message) in REFUSED_VIEWS.items() if message not in told[name]} == {}


def test_a_home_of_a_hundred_blocks_is_accepted() -> None:
    """What Slack takes must not be refused."""
    assert check_view({**HOME, "blocks": [{"type": "divider"}] * 100}) == []
