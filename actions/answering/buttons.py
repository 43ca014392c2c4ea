"""Buttons, and what a person picks of them in words: "yes", "the second one", a button's own text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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
        """The button as Rasa's channels take it."""
        return {"title": self.title, "payload": self.payload}


def slot_of(buttons: Iterable[Button]) -> list[list[Any]]:
    """Buttons as the memory keeps them."""
    return [[button.title, button.payload, button.topic, *button.professions] for button in buttons]


def buttons_in(kept: Any) -> tuple[Button, ...]:
    """The buttons that a memory keeps; none from what an older version kept."""
    try:
        return tuple(Button(one[0], one[1], one[2], tuple(one[3:])) for one in kept or ())
    except (TypeError, KeyError, IndexError):
        return ()


def place_picked(text: str, offered: Sequence[tuple[str, str]]) -> int | None:
    """The place of the button that `text` picks by its words or its place; None if it picks none.

    `offered` has the title and the sentence of each.

    >>> two = (("Duties", "What are the duties?"), ("Skills", "Which skills?"))
    >>> [place_picked(text, two) for text in ("skills", "the first one", "2", "third")]
    [1, 0, 1, None]
    """
    words = _plain(text)
    for place, titles in enumerate(offered):
        if words in map(_plain, titles):
            return place
    told = _place_in(words)
    if told is None or not -len(offered) <= told < len(offered):
        return None
    return told % len(offered)


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
