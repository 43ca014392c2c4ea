"""Every length and count of Block Kit: the fake Slack takes just as much as Slack, and no more."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.slack.fake.blocks import check_blocks, check_view
from tests.slack.fake.building import (
    MODAL,
    RICH,
    Json,
    actions,
    address,
    button,
    cell,
    confirm,
    feedback,
    grouped,
    icon,
    image,
    input_of,
    mrkdwn,
    options,
    overflow,
    plain,
    rated,
    section,
    select,
    select_of,
    table,
    typing,
)

LENGTHS: dict[str, tuple[Callable[[str], list[Json]], int]] = {
    "a section's text": (lambda x: [section(text=plain(x))], 3000),
    "a plain text in a context": (lambda x: [{"type": "context", "elements": [plain(x)]}], 3000),
    "a mrkdwn text in a context": (lambda x: [{"type": "context", "elements": [mrkdwn(x)]}], 3000),
    "a field": (lambda x: [section(fields=[plain(x)])], 2000),
    "a header": (lambda x: [{"type": "header", "text": plain(x)}], 150),
    "an image's address": (lambda x: [image(url=address(x))], 3000),
    "an image's description": (lambda x: [image(alt_text=x)], 2000),
    "an image's title": (lambda x: [image(title=plain(x))], 2000),
    "the description of an image in a context": (
        lambda x: [{"type": "context", "elements": [image(alt_text=x)]}],
        2000,
    ),
    "an input's label": (lambda x: [{**input_of({"type": "plain_text_input"}), "label": plain(x)}], 2000),
    "an input's hint": (lambda x: [{**input_of({"type": "plain_text_input"}), "hint": plain(x)}], 2000),
    "an input's initial value": (lambda x: typing(initial_value=x), 3000),
    "an input's placeholder": (lambda x: typing(placeholder=plain(x)), 150),
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
    "an option group's label": (lambda x: [actions(grouped(x))], 75),
    "a placeholder": (lambda x: [actions(grouped(placeholder=plain(x)))], 150),
    "a radio button's text": (lambda x: [actions({"type": "radio_buttons", "options": options(1, x)})], 75),
    "an overflow option's text": (lambda x: overflow({"text": plain(x), "value": "v"}), 75),
    "an overflow option's value": (lambda x: overflow({"text": plain("x"), "value": x}), 150),
    "an overflow option's description": (
        lambda x: overflow({"text": plain("x"), "value": "v", "description": plain(x)}),
        75,
    ),
    "a feedback button's text": (lambda x: rated(text=plain(x)), 75),
    "a feedback button's value": (lambda x: rated(value=x), 2000),
    "a feedback button's label for screen readers": (lambda x: rated(accessibility_label=x), 75),
    "an icon button's text": (lambda x: icon(text=plain(x)), 75),
    "an icon button's value": (lambda x: icon(value=x), 2000),
    "an icon button's label for screen readers": (lambda x: icon(accessibility_label=x), 75),
    "an address in rich text": (
        lambda x: [
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "link", "url": x}]}]}
        ],
        3000,
    ),
    "a markdown block": (lambda x: [{"type": "markdown", "text": x}], 12_000),
}


@pytest.mark.parametrize(("build", "most"), LENGTHS.values(), ids=LENGTHS)
def test_a_text_may_be_just_as_long_as_slack_says(build: Callable[[str], list[Json]], most: int) -> None:
    """One character more is refused, and so is none at all."""
    assert check_blocks(build("x" * most)) == []
    assert f"must be less than {most + 1} characters" in str(check_blocks(build("x" * (most + 1))))
    assert check_blocks(build("")) != []


COUNTS: dict[str, tuple[Callable[[int], list[Json]], int, int]] = {
    "blocks": (lambda n: [{"type": "divider"}] * n, 0, 50),
    "fields": (lambda n: [section(fields=[plain("x")] * n)], 1, 10),
    "context elements": (lambda n: [{"type": "context", "elements": [plain("x")] * n}], 1, 10),
    "elements of actions": (lambda n: [actions(*[button()] * n)], 1, 25),
    "elements of context actions": (lambda n: [{"type": "context_actions", "elements": [feedback()] * n}], 1, 5),
    "options": (lambda n: select_of("static_select", options=options(n)), 1, 100),
    "option groups": (lambda n: select_of("static_select", option_groups=grouped()["option_groups"] * n), 1, 100),
    "options of a group": (
        lambda n: select_of("static_select", option_groups=[{"label": plain("g"), "options": options(n)}]),
        1,
        100,
    ),
    "overflow options": (lambda n: select_of("overflow", options=options(n)), 1, 5),
    "radio buttons": (lambda n: select_of("radio_buttons", options=options(n)), 1, 10),
    "ticked checkboxes": (
        lambda n: select_of("checkboxes", options=options(1), initial_options=options(n)),
        1,
        10,
    ),
    "initial options": (
        lambda n: select_of("multi_static_select", options=options(1), initial_options=options(n)),
        1,
        100,
    ),
    "table rows": (lambda n: [table(*[[cell("x")]] * n)], 1, 100),
    "table columns": (lambda n: [table([cell("x")] * n)], 1, 20),
    "column settings": (lambda n: [table([cell("x")], column_settings=[{}] * n)], 0, 20),
}


@pytest.mark.parametrize(("build", "least", "most"), COUNTS.values(), ids=COUNTS)
def test_there_may_be_just_as_many_as_slack_says(build: Callable[[int], list[Json]], least: int, most: int) -> None:
    """One more is refused, and one fewer than the least."""
    assert check_blocks(build(least)) == []
    assert check_blocks(build(most)) == []
    assert f"no more than {most} items allowed" in str(check_blocks(build(most + 1)))
    assert least == 0 or f"no less than {least} items allowed" in str(check_blocks(build(least - 1)))


NUMBERS: dict[str, tuple[Callable[[Any], list[Json]], int, int | None]] = {
    "an input's least length": (lambda n: typing(min_length=n), 0, 3000),
    "an input's greatest length": (lambda n: typing(max_length=n), 1, 3000),
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
    "the most items to select": (
        lambda n: select_of("multi_static_select", options=options(1), max_selected_items=n),
        1,
        None,
    ),
}


@pytest.mark.parametrize(("build", "least", "most"), NUMBERS.values(), ids=NUMBERS)
def test_a_number_is_within_its_limits(build: Callable[[Any], list[Json]], least: int, most: int | None) -> None:
    """And true is no number."""
    assert check_blocks(build(least)) == []
    assert f"must be at least {least}" in str(check_blocks(build(least - 1)))
    assert "must provide an integer" in str(check_blocks(build(True)))
    if most is not None:
        assert check_blocks(build(most)) == []
        assert f"must be at most {most}" in str(check_blocks(build(most + 1)))


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("title", 24),
        ("submit", 24),
        ("close", 24),
        ("callback_id", 255),
        ("external_id", 255),
        ("private_metadata", 3000),
    ],
)
def test_a_modals_texts_may_be_just_as_long_as_slack_says(name: str, most: int) -> None:
    """One character more is refused."""

    def problems(length: int) -> list[Any]:
        value = "x" * length if name.endswith(("_id", "_metadata")) else plain("x" * length)
        return list(check_view({**MODAL, name: value}, "modal"))

    assert problems(most) == []
    assert f"must be less than {most + 1} characters" in str(problems(most + 1))
