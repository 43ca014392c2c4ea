"""The wording of answers: the responses of data/responses, filled in.

A response is one text; its placeholders are filled with what facts and questions give.
What is missing or left over is an error here, never a raw placeholder in a message.
"""

import functools
import string
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from actions.answering.buttons import Button
from actions.errors import WordingError
from actions.facts.records import Profession

FOLDER = Path(__file__).resolve().parents[2] / "data" / "responses"


@dataclass(frozen=True)
class Response:
    """The file that a response stands in, and its variations as they stand there."""

    file: str
    variations: list[dict[str, Any]]


def say(response: str, variant: int = 0, **values: object) -> str:
    """The text of `response`, filled in; `variant` picks among several texts in turn.

    Raises:
        WordingError: no such response, or its placeholders aren't exactly the `values`.
    """
    found = _response(response)
    text: str = found.variations[variant % len(found.variations)]["text"]
    wanted = placeholders(text)
    if wanted != values.keys():
        raise WordingError(
            f"{found.file}: {response} has the placeholders {sorted(wanted)}, "
            f"the action gives {sorted(values)}. Make them the same."
        )
    empty = [name for name, value in values.items() if value is None]
    if empty:
        raise WordingError(f"{found.file}: {response} would show None for {', '.join(empty)}.")
    return text.format(**values).strip()


def placeholders(text: str) -> set[str]:
    """The names between braces in a text.

    >>> sorted(placeholders("({publisher}, {date})"))
    ['date', 'publisher']

    Raises:
        ValueError: a brace has no partner.
    """
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def suggestion(topic: str) -> Button:
    """The button that leads to `topic`.

    Raises:
        WordingError: there is no such button.
    """
    name = f"utter_suggest_{topic}"
    found = _response(name)
    buttons = found.variations[0].get("buttons")
    if not buttons:
        raise WordingError(f"{found.file}: {name} has no button. Add title and payload.")
    return Button(buttons[0]["title"], buttons[0]["payload"], topic)


def pay_button(profession: Profession) -> Button:
    """The button that asks for the pay of a profession."""
    return Button(
        say("utter_suggest_pay_of_title", professions=profession.plural),
        say("utter_suggest_pay_of_question", professions=profession.plural),
        "salary_of",
        (profession.id,),
    )


def load_wording(folder: Path = FOLDER) -> dict[str, Response]:
    """All responses by name, read once: a changed word is said from the next start on.

    Raises:
        WordingError: there is no file, one doesn't hold responses, or two hold the same.
    """
    return _load(folder)


@functools.cache
def _load(folder: Path) -> dict[str, Response]:
    read: dict[str, Response] = {}
    for path in sorted(folder.glob("*.yml")):
        file = f"data/responses/{path.name}"
        for name, variations in _responses_in(path, file).items():
            if name in read:
                raise WordingError(f"{file}: {name} stands in {read[name].file}, too. Take one of the two out.")
            read[name] = Response(file, variations)
    if not read:
        raise WordingError(f"{folder}: there is no wording. It stands beside the folder of the actions; put it there.")
    return read


def _responses_in(path: Path, file: str) -> dict[str, list[dict[str, Any]]]:
    fault = WordingError(f"{file}: there are no responses to read. `make check` says what is wrong.")
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise fault from error
    responses = read.get("responses") if isinstance(read, dict) else None
    if not isinstance(responses, dict):
        raise fault
    return responses


def _response(name: str) -> Response:
    try:
        return load_wording()[name]
    except KeyError:
        raise WordingError(
            f"data/responses: there is no response {name}. Add it to the file of the skill that says it."
        ) from None
