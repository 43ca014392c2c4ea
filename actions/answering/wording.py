"""The wording of answers: the responses of domain.yml, filled in.

A response is one text; its placeholders are filled with what facts and questions give.
What is missing or left over is an error here, never a raw placeholder in a message.
"""

import functools
import string
from pathlib import Path
from typing import Any

import yaml

from actions.answering.buttons import Button
from actions.errors import WordingError
from actions.facts.records import Profession

DOMAIN_FILE = Path(__file__).resolve().parents[2] / "domain.yml"


def say(response: str, variant: int = 0, **values: object) -> str:
    """Return the text of `response`, filled in; `variant` picks among several texts in turn.

    Raises:
        WordingError: no such response, or its placeholders aren't exactly the `values`.
    """
    texts = [variation["text"] for variation in _response(response)]
    text: str = texts[variant % len(texts)]
    wanted = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    if wanted != values.keys():
        raise WordingError(
            f"domain.yml: responses.{response} has the placeholders {sorted(wanted)}, "
            f"the action gives {sorted(values)}. Make them the same."
        )
    empty = [name for name, value in values.items() if value is None]
    if empty:
        raise WordingError(f"domain.yml: responses.{response} would show None for {', '.join(empty)}.")
    return text.format(**values).strip()


def suggestion(topic: str) -> Button:
    """Return the button that leads to `topic`.

    Raises:
        WordingError: domain.yml has no such button.
    """
    response = f"utter_suggest_{topic}"
    found = _response(response)[0].get("buttons")
    if not found:
        raise WordingError(f"domain.yml: responses.{response} has no button. Add title and payload.")
    return Button(found[0]["title"], found[0]["payload"], topic)


def pay_button(profession: Profession) -> Button:
    """Return the button that asks for the pay of a profession."""
    return Button(
        say("utter_suggest_pay_of_title", professions=profession.plural),
        say("utter_suggest_pay_of_question", professions=profession.plural),
        "salary_of",
        (profession.id,),
    )


def _response(name: str) -> list[dict[str, Any]]:
    try:
        return _responses()[name]
    except KeyError:
        raise WordingError(f"domain.yml: there is no response {name}. Add it under responses.") from None


@functools.cache
def _responses() -> dict[str, list[dict[str, Any]]]:
    domain: dict[str, Any] = yaml.safe_load(DOMAIN_FILE.read_text(encoding="utf-8"))
    responses: dict[str, list[dict[str, Any]]] = domain["responses"]
    return responses
