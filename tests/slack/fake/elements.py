"""Block Kit's text objects, options and interactive elements, with their documented limits.

docs.slack.dev/reference/block-kit/composition-objects and …/block-elements
"""

from .schema import Check, alternatives, array, boolean, choice, shape, string, url

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
_FEEDBACK = shape({"text": plain_text(75), "value": string(2000)}, {"accessibility_label": string(75)})
FEEDBACK_BUTTONS = shape(
    {"type": string(), "positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, {"action_id": ID}
)
_OPTION = shape({"text": plain_text(75), "value": string(150)}, {"description": plain_text(75)})
SELECT = shape(
    {"type": string(), "options": array(_OPTION, 1, 100)},
    {
        "action_id": ID,
        "placeholder": plain_text(150),
        "confirm": CONFIRM,
        "focus_on_load": boolean,
        "initial_option": _OPTION,
    },
)
INTERACTIVE = {"button": BUTTON, "static_select": SELECT}
