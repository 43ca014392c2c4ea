"""The owner of the entity `place`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.training_data import TrainingData

from wayfinder.reading.span_extractor import LearnedExtractor
from wayfinder.reading.spans import Span, Word, read_word_lists, without_overlaps, words_of

ENTITY = "place"
PLACES_FILE = Path(__file__).with_name("places.yml")

_LONGEST_NAME = 4
_BEFORE_PLACE = frozenset(
    ["in", "at", "near", "from", "around", "across", "outside", "inside", "within", "throughout", "toward", "towards"]
)
# What is said of pay and jobs right after a place: "US jobs", "sf salaries".
_AFTER_PLACE = frozenset(
    ["salary", "salaries", "pay", "wages", "jobs", "openings", "vacancies", "state", "states", "data", "only", "market",
     "average"]
)  # fmt: skip
# Said with an article, which is a sign as good as "in".
_SAID_WITH_THE = frozenset(["us", "states", "eu", "u.s", "bay area", "netherlands", "uk"])
_GAP = re.compile(r"[ \t]+|-|\. ?")


class PlaceFinder:
    """Finds places by list, and after "in" by their capital letter.

    >>> [span.value for span in PlaceFinder(read_word_lists(PLACES_FILE)).find("is DE in the EU? or in Austin, TX")]
    ['EU', 'Austin, TX']
    """

    def __init__(self, lists: dict[str, list[str]]) -> None:
        """Take the sections of places.yml."""
        self._sure = _by_words([*lists["places"], *lists["needs_sign"]])
        self._needs_sign = frozenset(_by_words(lists["needs_sign"]))
        self._none = frozenset(_by_words(lists["not_places"]))
        self._codes = frozenset(lists["state_codes"])
        self._clear_codes = frozenset(lists["clear_state_codes"])
        self._not_after_in = frozenset(lists["not_after_in"])

    def find(self, text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Span]:
        """Return the places in `text`, as written, outside the parts that are taken."""
        words = words_of(text)
        parts = [*self._listed(text, words), *self._capitalised(text, words)]
        spans = [
            _span_of(text, words[first].start, words[last - 1].end)
            for first, last in self._with_state(text, words, parts)
        ]
        return without_overlaps(spans, taken)

    def _listed(self, text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
        parts = []
        first = 0
        while first < len(words):
            last = self._end_of_name(words, first)
            name = tuple(word.text for word in words[first:last])
            if (
                last > first
                and name not in self._none
                and (name not in self._needs_sign or self._has_sign(text, words, first, last))
            ):
                begins = first - 1 if name == ("bay", "area") and first and words[first - 1].text == "the" else first
                parts.append((begins, last))
            first = max(last, first + 1)
        return parts

    def _end_of_name(self, words: Sequence[Word], first: int) -> int:
        for last in range(min(first + _LONGEST_NAME, len(words)), first, -1):
            name = tuple(word.text for word in words[first:last])
            if (name in self._sure or name in self._none) and all(
                _GAP.fullmatch(word.gap) for word in words[first + 1 : last]
            ):
                return last
        return first

    def _has_sign(self, text: str, words: Sequence[Word], first: int, last: int) -> bool:
        """Return whether a name that is an ordinary word too stands for the place."""
        before = words[first - 1].text if first else ""
        after = words[last].text if last < len(words) else ""
        written = text[words[first].start : words[last - 1].end]
        if before in _BEFORE_PLACE or (before == "the" and words[first].text in _SAID_WITH_THE):
            return not (words[first].text in ("reading", "nice", "mobile") and written.islower() and after)
        if words[first].text in ("us", "eu", "la", "sf", "dc", "ny", "u.s", "u.s.a"):
            return (written.isupper() and not _is_shouted(text)) or (
                after in _AFTER_PLACE and before in ("", "average", "the", "for")
            )
        return first > 0 and written[0].isupper() and not _is_titled(text) and "." not in words[first].gap

    def _capitalised(self, text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Yield what follows "in" with a capital letter, though no list has it."""
        if _is_titled(text):
            return
        for first in range(1, len(words)):
            joined = words[first].gap == " " and words[first - 1].text in ("in", "near")
            if not joined or not self._is_name(text, words[first]):
                continue
            last = first + 1
            while (
                last < len(words) and words[last].gap == " " and self._is_name(text, words[last]) and last < first + 3
            ):
                last += 1
            yield first, last

    def _is_name(self, text: str, word: Word) -> bool:
        written = text[word.start : word.end]
        return (
            written[:1].isupper() and written[1:].islower() and len(written) > 2 and word.text not in self._not_after_in
        )

    def _with_state(self, text: str, words: Sequence[Word], parts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Yield the parts, with "TX" joined to "Austin, TX", and the codes that stand alone."""
        ends = {last: first for first, last in parts}
        joined = set()
        for index, word in enumerate(words):
            written = text[word.start : word.end]
            if written.upper() not in self._codes:
                continue
            after_comma = word.gap.strip() == "," and (written.isupper() or index + 1 == len(words))
            if index in ends and (after_comma or (written.isupper() and word.gap == " " and not _is_shouted(text))):
                joined.add(index)
                yield ends[index], index + 1
            elif written.isupper() and not _is_shouted(text):
                before = words[index - 1].text if index else ""
                if before in ("in", "near", "from") or written in self._clear_codes:
                    yield index, index + 1
        yield from ((first, last) for first, last in parts if last not in joined)


def _by_words(names: Sequence[str]) -> dict[tuple[str, ...], None]:
    return {tuple(word.text for word in words_of(name)): None for name in names}


def _is_shouted(text: str) -> bool:
    """Return whether nearly all is written in capitals, so that they tell nothing."""
    return sum(map(str.isupper, text)) > 0.6 * max(1, sum(map(str.isalpha, text)))


def _is_titled(text: str) -> bool:
    """Return whether most words begin with a capital, as in a headline."""
    words = [word for word in text.split() if word[0].isalpha()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _span_of(text: str, start: int, end: int) -> Span:
    return Span(ENTITY, start, end, text[start:end])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class PlaceExtractor(LearnedExtractor):
    """Finds countries, states, cities and regions; the value is the place as written.

    Training only copies places.yml into the model, so that a model goes on finding what it
    was tested with.
    """

    FILE = "places.json"
    _finder: PlaceFinder

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the lists in the model; nothing is learned from the sentences."""
        return self.keep(read_word_lists(PLACES_FILE))

    def use(self, learned: dict[str, Any]) -> None:
        """Find with the sections of places.yml."""
        self._finder = PlaceFinder(learned)

    def find(self, text: str, taken: Sequence[tuple[int, int]]) -> list[Span]:
        """Return the places in `text`, outside the parts that are taken."""
        return self._finder.find(text, taken)
