"""Sentences as people really type them: the changes that the robustness table measures."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from tests.nlu.parsing import Sentence

CHARACTERS_PER_TYPO = 40
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_FILLERS_BEFORE = ("um so ", "hey, ", "ok so like ", "hi there, quick question: ", "well, ", "btw ", "yo ")
_FILLERS_AFTER = (" please", " lol", " thx", ", just wondering", " tho", " haha", " if you know")
# Both ways: people write "whats", "what is" and "what's" for the same.
_CONTRACTIONS = (
    ("what is", "what's"), ("i am", "i'm"), ("do not", "don't"), ("does not", "doesn't"), ("is not", "isn't"),
    ("it is", "it's"), ("can not", "can't"), ("cannot", "can't"), ("i have", "i've"), ("how is", "how's"),
    ("they are", "they're"), ("you are", "you're"), ("there is", "there's"), ("who is", "who's"),
    ("would not", "wouldn't"), ("i would", "i'd"), ("are not", "aren't"), ("want to", "wanna"), ("going to", "gonna"),
)  # fmt: skip

Change = Callable[[str, random.Random], str]


def changed(sentences: list[Sentence], change: Change, seed: int = 1) -> list[Sentence]:
    """Return the sentences with `change` made to each text; the marks, whose places no longer hold, are left out."""
    chance = random.Random(seed)
    return [replace(one, text=change(one.text, chance), spans=frozenset()) for one in sentences]


def typos(text: str, chance: random.Random) -> str:
    """Swap two letters, drop one, or hit a neighbouring key: once in every CHARACTERS_PER_TYPO, once at least."""
    for _ in range(max(1, round(len(text) / CHARACTERS_PER_TYPO))):
        places = [place for place, letter in enumerate(text) if letter.isalpha()]
        if len(places) < 3:
            return text
        place = chance.choice(places)
        kind = chance.choice(("swap", "drop", "neighbour"))
        if kind == "swap" and place + 1 < len(text):
            text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
        elif kind == "neighbour":
            text = text[:place] + _neighbour(text[place], chance) + text[place + 1 :]
        else:
            text = text[:place] + text[place + 1 :]
    return text


def _neighbour(letter: str, chance: random.Random) -> str:
    for row in _ROWS:
        place = row.find(letter.lower())
        if place >= 0:
            return chance.choice(row[max(place - 1, 0) : place] + row[place + 1 : place + 2])
    return letter


def no_punctuation(text: str, chance: random.Random) -> str:
    """Leave out every mark, but none that is part of a number, a word or an amount."""
    return re.sub(r"[!?;:\"“”()…]|[.,](?!\d)", "", text).strip() or text


def fillers(text: str, chance: random.Random) -> str:
    """Put small talk before or behind."""
    if chance.random() < 0.5:
        return chance.choice(_FILLERS_BEFORE) + text
    return text + chance.choice(_FILLERS_AFTER)


def contractions(text: str, chance: random.Random) -> str:
    """Contract what can be, and write what is contracted in full, or without its apostrophe.

    >>> contractions("What is ML?", random.Random(1))
    "what's ML?"
    """
    for full, short in _CONTRACTIONS:
        if re.search(rf"\b{full}\b", text, re.IGNORECASE):
            text = re.sub(rf"\b{full}\b", short, text, flags=re.IGNORECASE)
        elif short in text:
            text = text.replace(short, chance.choice((full, short.replace("'", ""))))
    return text


def joined_words(text: str, chance: random.Random) -> str:
    """Leave out one space."""
    places = [place for place, letter in enumerate(text) if letter == " "]
    if not places:
        return text
    place = chance.choice(places)
    return text[:place] + text[place + 1 :]


CHANGES: dict[str, Change] = {
    "none": lambda text, chance: text,
    "typos": typos,
    "lower case": lambda text, chance: text.lower(),
    "upper case": lambda text, chance: text.upper(),
    "no punctuation": no_punctuation,
    "fillers": fillers,
    "contractions": contractions,
    "joined words": joined_words,
}
