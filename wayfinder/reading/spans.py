"""Words and spans: what the entity extractors build on.

They read the raw text, so that no tokenizer has to run first and case, punctuation and
hyphens stay visible.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    EXTRACTOR,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message

# A possessive 's belongs to no word. Names like c++, c#, .net and abbreviations like m.l. are one word.
_WORD = re.compile(r"(?P<skip>(?<=\w)['’]s\b)|(?:[^\W\d_]\.){2,}|\.net\b|[^\W_]+(?:['’](?!s\b)[^\W_]+)*(?:\+\+|#)?", re.IGNORECASE)  # fmt: skip
_IRREGULAR = {"men": "man", "women": "woman", "wives": "wife", "people": "people", "children": "child"}


@dataclass(frozen=True)
class Word:
    """A word of a text: lower-cased, without the dots of an abbreviation; `gap` is what stands before it."""

    text: str
    start: int
    end: int
    gap: str


@dataclass(frozen=True)
class Span:
    """A part of a text and what it means."""

    entity: str
    start: int
    end: int
    value: str

    @property
    def length(self) -> int:
        """Return the number of characters."""
        return self.end - self.start


def words_of(text: str) -> list[Word]:
    """Return the words of `text`.

    >>> [word.text for word in words_of("A nurse's pay, or an M.L. engineer's?")]
    ['a', 'nurse', 'pay', 'or', 'an', 'ml', 'engineer']
    """
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        if match["skip"]:
            continue
        found = match.group().lower()
        if found.endswith("."):
            found = found.replace(".", "")
        words.append(Word(found, match.start(), match.end(), text[end : match.start()]))
        end = match.end()
    return words


@functools.lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """Return the singular of one lower-case English word, or the word itself.

    Words of three letters stay: "ds" and "cfs" are abbreviations.

    >>> singular("nurses"), singular("secretaries"), singular("coaches"), singular("firemen"), singular("boss")
    ('nurse', 'secretary', 'coach', 'fireman', 'boss')
    """
    for plural, one in _IRREGULAR.items():
        if word.endswith(plural):
            return word[: -len(plural)] + one
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1]


def without_overlaps(spans: Iterable[Span], taken: Iterable[tuple[int, int]] = ()) -> list[Span]:
    """Return the spans in order, without those that overlap a longer one or a part already taken.

    Of equally long spans the first given wins.
    """
    kept = list(taken)
    chosen = []
    for span in sorted(spans, key=lambda span: -span.length):
        if all(span.end <= start or end <= span.start for start, end in kept):
            kept.append((span.start, span.end))
            chosen.append(span)
    return sorted(chosen, key=lambda span: span.start)


def taken_parts(message: Message) -> list[tuple[int, int]]:
    """Return the parts of the message's text in which other extractors found something."""
    return [(entity[ENTITY_ATTRIBUTE_START], entity[ENTITY_ATTRIBUTE_END]) for entity in message.get(ENTITIES, [])]


def text_of(message: Message, max_characters: int) -> str:
    """Return the message's text up to the limit; empty where it has none."""
    return (message.get(TEXT) or "")[:max_characters]


def add_entities(message: Message, spans: Iterable[Span], extractor: str) -> None:
    """Add the spans to what the message already has."""
    found: list[dict[str, Any]] = [
        {
            ENTITY_ATTRIBUTE_TYPE: span.entity,
            ENTITY_ATTRIBUTE_START: span.start,
            ENTITY_ATTRIBUTE_END: span.end,
            ENTITY_ATTRIBUTE_VALUE: span.value,
            EXTRACTOR: extractor,
        }
        for span in spans
    ]
    message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)


def read_word_lists(path: Path) -> dict[str, list[str]]:
    """Return the sections of a hand-written list as flat lists.

    Raises:
        OSError, yaml.YAMLError: the file can't be read.
    """
    sections = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: [word for line in lines for word in ([line] if isinstance(line, str) else line)]
            for name, lines in sections.items()}  # fmt: skip
