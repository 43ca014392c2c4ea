"""Buttons, and what a person picks of them in words: "yes", "the second one", a button's own text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Button:
    """A proposal: the words on it, the plain sentence that it sends, and the question that the sentence is.

    `professions` are ids; empty where the sentence names none but ML engineers.
    """

    title: str
    payload: str
    topic: str
    professions: tuple[str, ...] = ()

    def shown(self) -> dict[str, str]:
        """Return the button as Rasa's channels take it."""
        return {"title": self.title, "payload": self.payload}


def slot_of(buttons: Iterable[Button]) -> list[dict[str, Any]]:
    """Return buttons as a slot keeps them."""
    return [{**asdict(button), "professions": list(button.professions)} for button in buttons]


def buttons_in(slot: Any) -> tuple[Button, ...]:
    """Return the buttons that a slot keeps; none from what an older version of the bot kept there."""
    try:
        return tuple(Button(**{**kept, "professions": tuple(kept["professions"])}) for kept in slot or ())
    except (TypeError, KeyError):
        return ()


def picked(text: str, offered: Sequence[Button]) -> Button | None:
    """Return the button that `text` picks by its words or its place; None if it picks none.

    >>> two = (Button("Duties", "What are the duties?", "responsibilities"), Button("Skills", "Which skills?", "skills"))
    >>> [found.title if (found := picked(text, two)) else None for text in ("skills", "the first one", "2", "third")]
    ['Skills', 'Duties', 'Skills', None]
    """
    words = _plain(text)
    for button in offered:
        if words in (_plain(button.title), _plain(button.payload)):
            return button
    place = _place_in(words)
    if place is None or not -len(offered) <= place < len(offered):
        return None
    return offered[place]


_PLACES = (("first", "1st", "1", "one", "former"), ("second", "2nd", "2", "two"), ("third", "3rd", "3", "three"))
_LAST = ("last", "latter")
_PLACE = re.compile(r"(?:(?:yes|ok|i mean|i meant|the|number|option|no|nr) )*(\w+)(?: one| option)?(?: please)?")


def _place_in(words: str) -> int | None:
    found = _PLACE.fullmatch(words)
    if found is None:
        return None
    if found.group(1) in _LAST:
        return -1
    return next((place for place, names in enumerate(_PLACES) if found.group(1) in names), None)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
