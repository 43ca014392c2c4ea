"""Every length and count of Block Kit: the fake Slack takes just as much as Slack, and no more."""

from collections.abc import Callable
from typing import Any

from tests.slack.fake.blocks import check_blocks
from tests.slack.fake.building import (
    RICH,
    Json,
    actions,
    address,
    button,
    cell,
    confirm,
    feedback,
    mrkdwn,
    options,
    plain,
    rated,
    section,
    select,
    table,
)

LENGTHS: dict[str, tuple[Callable[[str], list[Json]], int]] = {
    "a section's text": (lambda x: [section(text=plain(x))], 3000),
    "a plain text in a context": (lambda x: [{"type": "context", "elements": [plain(x)]}], 3000),
    "a mrkdwn text in a context": (lambda x: [{"type": "context", "elements": [mrkdwn(x)]}], 3000),
    "a field": (lambda x: [section(fields=[plain(x)])], 2000),
    "a header": (lambda x: [{"type": "header", "text": plain(x)}], 150),
    "a button's text": (lambda x: [actions(button(x))], 75),
    "a button's value": (lambda x: [actions(button(value=x))], 2000),
    "a button's address": (lambda x: [actions(button(url=address(x)))], 3000),
    "a button's label for screen readers": (lambda x: [actions(button(accessibility_label=x))], 75),
    "an action id": (lambda x: [actions(button(action_id=x))], 255),
    "a block id": (lambda x: [{"type": "divider", "block_id": x}], 255),
    "a rich text's block id": (lambda x: [{**RICH, "block_id": x}], 255),
    "a confirmation's title": (lambda x: [actions(button(confirm=confirm(title=plain(x))))], 100),
    "a confirmation's text": (lambda x: [actions(button(confirm=confirm(text=plain(x))))], 300),
    "a confirmation's yes": (lambda x: [actions(button(confirm=confirm(confirm=plain(x))))], 30),
    "a confirmation's no": (lambda x: [actions(button(confirm=confirm(deny=plain(x))))], 30),
    "an option's text": (lambda x: [actions(select(options=options(1, x)))], 75),
    "an option's value": (lambda x: [actions(select(options=options(1, value=x)))], 150),
    "a placeholder": (lambda x: [actions(select(options=options(1), placeholder=plain(x)))], 150),
    "a feedback button's text": (lambda x: rated(text=plain(x)), 75),
    "a feedback button's value": (lambda x: rated(value=x), 2000),
    "a feedback button's label for screen readers": (lambda x: rated(accessibility_label=x), 75),
    "an address in rich text": (
        lambda x: [
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "link", "url": x}]}]}
        ],
        3000,
    ),
    "a markdown block": (lambda x: [{"type": "markdown", "text": x}], 12_000),
}


def test_a_text_may_be_just_as_long_as_slack_says() -> None:
    """One character more is refused, and so is none at all."""
    wrong = [
        name
        for name, (build, most) in LENGTHS.items()
        if check_blocks(build("x" * most)) != []
        or f"must be less than {most + 1} characters" not in str(check_blocks(build("x" * (most + 1))))
        or check_blocks(build("")) == []
    ]

    assert wrong == []


COUNTS: dict[str, tuple[Callable[[int], list[Json]], int, int]] = {
    "blocks": (lambda n: [{"type": "divider"}] * n, 0, 50),
    "fields": (lambda n: [section(fields=[plain("x")] * n)], 1, 10),
    "context elements": (lambda n: [{"type": "context", "elements": [plain("x")] * n}], 1, 10),
    "elements of actions": (lambda n: [actions(*[button()] * n)], 1, 25),
    "elements of context actions": (lambda n: [{"type": "context_actions", "elements": [feedback()] * n}], 1, 5),
    "options": (lambda n: [actions(select(options=options(n)))], 1, 100),
    "table rows": (lambda n: [table(*[[cell("x")]] * n)], 1, 100),
    "table columns": (lambda n: [table([cell("x")] * n)], 1, 20),
    "column settings": (lambda n: [table([cell("x")], column_settings=[{}] * n)], 0, 20),
}


def test_there_may_be_just_as_many_as_slack_says() -> None:
    """One more is refused, and one fewer than the least."""
    wrong = [
        name
        for name, (build, least, most) in COUNTS.items()
        if check_blocks(build(least)) != []
        or check_blocks(build(most)) != []
        or f"no more than {most} items allowed" not in str(check_blocks(build(most + 1)))
        or (least > 0 and f"no less than {least} items allowed" not in str(check_blocks(build(least - 1))))
    ]

    assert wrong == []


NUMBERS: dict[str, tuple[Callable[[Any], list[Json]], int, int]] = {
    "a list's indent": (
        lambda n: [
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [], "indent": n}],
            }
        ],
        0,
        8,
    ),
    "a quote's border": (
        lambda n: [{"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [], "border": n}]}],
        0,
        1,
    ),
}


def test_a_number_is_within_its_limits() -> None:
    """And true is no number."""
    wrong = [
        name
        for name, (build, least, most) in NUMBERS.items()
        if check_blocks(build(least)) != []
        or check_blocks(build(most)) != []
        or f"must be at least {least}" not in str(check_blocks(build(least - 1)))
        or f"must be at most {most}" not in str(check_blocks(build(most + 1)))
        or "must provide an integer" not in str(check_blocks(build(True)))
    ]

    assert wrong == []
