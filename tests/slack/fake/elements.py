"""Block Kit's text objects, options and interactive elements, with their documented limits.

docs.slack.dev/reference/block-kit/composition-objects and …/block-elements
"""

from typing import Any

from .schema import Check, Problem, alternatives, array, boolean, choice, integer, shape, string, url

ID = string(255)
URL = url(3000)


def plain_text(most: int) -> Check:
    """Return a check of a plain text object."""
    return alternatives({"plain_text": shape({"type": string(), "text": string(most)}, {"emoji": boolean})})


def any_text(most: int) -> Check:
    """Return a check of a plain or mrkdwn text object."""
    return alternatives(
        {
            "plain_text": shape({"type": string(), "text": string(most)}, {"emoji": boolean}),
            "mrkdwn": shape({"type": string(), "text": string(most)}, {"verbatim": boolean}),
        }
    )


CONFIRM = shape(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": choice("primary", "danger")},
)


def option(text: Check) -> Check:
    """Return a check of an option object whose label passes `text`."""
    return shape({"text": text, "value": string(150)}, {"description": text})


PLAIN_OPTION = option(plain_text(75))
TEXT_OPTION = option(any_text(75))
OVERFLOW_OPTION = shape({"text": plain_text(75), "value": string(150)}, {"description": plain_text(75), "url": URL})
OPTION_GROUP = shape({"label": plain_text(75), "options": array(PLAIN_OPTION, 1, 100)}, {})


def _options_or_groups(value: dict[str, Any], at: str) -> list[Problem]:
    if ("options" in value) == ("option_groups" in value):
        return [Problem("must provide either options or option_groups", at)]
    groups = value.get("option_groups", [{"options": value.get("options")}])
    offered = [offer for group in groups for offer in group["options"]]
    chosen = value.get("initial_options") or [value[name] for name in ("initial_option",) if name in value]
    return [Problem("initial option must be one of the options", at) for each in chosen if each not in offered]


def _select(**more: Check) -> Check:
    return shape(
        {"type": string()},
        {
            "action_id": ID,
            "options": array(PLAIN_OPTION, 1, 100),
            "option_groups": array(OPTION_GROUP, 1, 100),
            "placeholder": plain_text(150),
            "confirm": CONFIRM,
            "focus_on_load": boolean,
            **more,
        },
        _options_or_groups,
    )


def _choices(initial: dict[str, Check]) -> Check:
    return shape(
        {"type": string(), "options": array(TEXT_OPTION, 1, 10)},
        {"action_id": ID, "confirm": CONFIRM, "focus_on_load": boolean, **initial},
        _options_or_groups,
    )


BUTTON = shape(
    {"type": string(), "text": plain_text(75)},
    {
        "action_id": ID,
        "url": URL,
        "value": string(2000),
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
OVERFLOW = shape(
    {"type": string(), "options": array(OVERFLOW_OPTION, 1, 5)},
    {"action_id": ID, "confirm": CONFIRM},
)
IMAGE = shape({"type": string(), "image_url": URL, "alt_text": string(2000)}, {})
TEXT_INPUT = shape(
    {"type": string()},
    {
        "action_id": ID,
        "initial_value": string(3000),
        "multiline": boolean,
        "min_length": integer(0, 3000),
        "max_length": integer(1, 3000),
        "placeholder": plain_text(150),
        "focus_on_load": boolean,
    },
)
_FEEDBACK = shape({"text": plain_text(75), "value": string(2000)}, {"accessibility_label": string(75)})
FEEDBACK_BUTTONS = shape(
    {"type": string(), "positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, {"action_id": ID}
)
ICON_BUTTON = shape(
    {"type": string(), "icon": choice("trash"), "text": plain_text(75)},
    {
        "action_id": ID,
        "value": string(2000),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
        "visible_to_user_ids": array(string(), least=1),
    },
)
INTERACTIVE = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    "static_select": _select(initial_option=PLAIN_OPTION),
    "multi_static_select": _select(initial_options=array(PLAIN_OPTION, 1, 100), max_selected_items=integer(1)),
    "radio_buttons": _choices({"initial_option": TEXT_OPTION}),
    "checkboxes": _choices({"initial_options": array(TEXT_OPTION, 1, 10)}),
}
