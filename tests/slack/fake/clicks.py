"""Finding what a person clicks in blocks, and the interaction payloads that tell the app."""

from collections.abc import Iterator
from typing import Any

from .state import User

Found = tuple[dict[str, Any], dict[str, Any]]  # block and element


def elements_of(blocks: list[dict[str, Any]]) -> Iterator[Found]:
    """Yield each interactive element with its block, in order."""
    for block in blocks:
        inside = block.get("elements", []) if block["type"] in ("actions", "context_actions") else []
        for element in (*inside, block.get("accessory")):
            if element and "action_id" in element:
                yield block, element


def labels_of(blocks: list[dict[str, Any]]) -> list[str]:
    """Return what a person could click or choose, as they read it."""
    return [label for _, element in elements_of(blocks) for label, _ in _choices(element)]


def action_on(blocks: list[dict[str, Any]], label: str) -> dict[str, Any]:
    """Return the action of clicking or choosing what reads `label` (or has it as action_id, for a button).

    Raises:
        LookupError: a person couldn't click that.
    """
    for block, element in elements_of(blocks):
        for shown, told in _choices(element):
            if label == shown or (label == element["action_id"] and element["type"] == "button"):
                common = {"type": element["type"], "action_id": element["action_id"], "block_id": block["block_id"]}
                return {**common, **told}
    raise LookupError(f"nothing to click reads {label!r}; there is {labels_of(blocks)}")


def _choices(element: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each label of an element and what choosing it adds to the action."""
    kind = element["type"]
    if kind == "button":
        yield element["text"]["text"], {"text": element["text"], "value": element.get("value")}
    elif kind == "feedback_buttons":
        for name in ("positive_button", "negative_button"):
            yield element[name]["text"]["text"], {"text": element[name]["text"], "value": element[name]["value"]}
    else:
        for option in element["options"]:
            yield option["text"]["text"], {"selected_option": option}


def person(user: User) -> dict[str, Any]:
    """Return a user as interaction payloads give them."""
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id}
