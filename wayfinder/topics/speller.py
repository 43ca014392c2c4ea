"""Puts misspelt words right before a sentence is encoded, which knows only words spelt well."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Shorter words that the tokenizer knows are put right only if the training data never has them.
SHORT = 4
# A short word is a slip away from too many others, so only common ones are candidates.
COMMON = 30
# Words from here on may have two slips; the first letter is seldom one of them.
LONG = 8
# Seen so often in the training data, a word that the tokenizer has only in pieces is spelt well: "coursera", "dont".
SURELY_RIGHT = 4
# A right word seen once in the training data may itself be misspelt; a part of two joined words is rarer.
SEEN, SEEN_AS_PART = 2, 3
# How much a neighbour that the candidate is often seen beside counts against its own frequency, and
# what two words joined must make up for.
PAIR_WEIGHT, JOINED_PENALTY = 2.0, 4.0
# What another letter counts against a candidate if its key is no neighbour of the right one's.
FAR_KEY_PENALTY = 3.0
CANDIDATES = 8

_WORD = re.compile(r"[a-z]+")
# What contractions leave: "they're", "I've". No words of their own.
_CONTRACTED = frozenset(["re", "ve", "ll"])
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR_KEYS = frozenset(pair for row in _ROWS for pair in (*pairwise(row), *pairwise(reversed(row))))


@dataclass(frozen=True)
class Correction:
    """One or two words that a misspelt word may stand for, and how many slips away they are."""

    words: tuple[str, ...]
    slips: int


class Speller:
    """Knows the words of the training data, how often each is seen, and beside which.

    >>> texts = ["how much does it pay", "how much do engineers make"] * 2
    >>> Speller.of_texts(texts, {"how", "much", "does", "pay", "engineers", "make"}).corrected("How mcuh do enginers make?")
    'how much do engineers make?'
    """

    def __init__(self, counts: dict[str, int], pairs: dict[tuple[str, str], int], dictionary: Iterable[str]) -> None:
        """Take counts of words and of neighbours in the training data, and the tokenizer's words."""
        self._counts = counts
        self._pairs = pairs
        self._dictionary = frozenset(dictionary)
        self._targets = sorted(word for word, count in counts.items() if len(word) >= SHORT and count >= SEEN)
        self._common = sorted(word for word, count in counts.items() if len(word) > 1 and count >= COMMON)
        self._parts = {word for word, count in counts.items() if count >= SEEN_AS_PART} | {"a", "i"}
        self._parts -= _CONTRACTED
        self._corrections = functools.lru_cache(maxsize=4096)(self._find_corrections)

    @classmethod
    def of_texts(cls, texts: Iterable[str], dictionary: Iterable[str]) -> Speller:
        """Return a speller that learned from `texts`; only words of the dictionary count as spelt well."""
        known = frozenset(dictionary)
        counts, pairs = Counter[str](), Counter[tuple[str, str]]()
        for text in texts:
            words = _WORD.findall(text.lower())
            counts.update(set(words))
            pairs.update(set(pairwise(words)))
        right = {word: count for word, count in counts.items() if word in known or count >= SURELY_RIGHT}
        return cls(right, {pair: count for pair, count in pairs.items() if count >= SEEN}, known)

    def to_dict(self) -> dict[str, Any]:
        """Return what was learned, ready for JSON; the dictionary isn't part of it."""
        return {
            "counts": dict(sorted(self._counts.items())),
            "pairs": sorted([*pair, n] for pair, n in self._pairs.items()),
        }

    @classmethod
    def from_dict(cls, learned: dict[str, Any], dictionary: Iterable[str]) -> Speller:
        """Return the speller that `to_dict` gave."""
        return cls(learned["counts"], {(first, second): count for first, second, count in learned["pairs"]}, dictionary)

    def corrected(self, text: str) -> str:
        """Return `text` in lower case with its misspelt words put right and joined words parted."""
        lower = text.lower()
        found = list(_WORD.finditer(lower))
        words = [match[0] for match in found]
        # Abbreviations aren't slips, unless everything is in capitals. A few letters change length in lower case.
        capitals_tell = len(lower) == len(text) and not text.isupper()
        pieces, end = [], 0
        for place, match in enumerate(found):
            is_abbreviation = capitals_tell and len(match[0]) < SHORT and text[match.start() : match.end()].isupper()
            right = match[0] if is_abbreviation else self._right_word(words, place)
            pieces += [lower[end : match.start()], right]
            end = match.end()
        return "".join(pieces) + lower[end:]

    def _right_word(self, words: Sequence[str], place: int) -> str:
        """Return what the word at `place` stands for: the fewest slips, then what is seen there most."""
        candidates = self._corrections(words[place])
        if not candidates:
            return words[place]
        word, before = words[place], words[place - 1] if place else ""
        after = words[place + 1] if place + 1 < len(words) else ""

        def _likelihood(candidate: Correction) -> tuple[int, float]:
            beside = pairwise((before, *candidate.words, after))
            score = math.log(min(self._counts.get(word, 0) for word in candidate.words) + 0.1)
            score += PAIR_WEIGHT * sum(math.log1p(self._pairs.get(pair, 0)) for pair in beside)
            score -= FAR_KEY_PENALTY * _far_keys(word, candidate.words[0])
            return (-candidate.slips, score - JOINED_PENALTY * (len(candidate.words) - 1))

        return " ".join(max(candidates, key=_likelihood).words)

    def _find_corrections(self, word: str) -> tuple[Correction, ...]:
        in_dictionary = word in self._dictionary
        if word in self._counts or len(word) < 2 or (in_dictionary and len(word) >= SHORT) or self._is_form(word):
            return ()
        pool, slips = (self._targets if len(word) >= SHORT else self._common), (1 if len(word) < LONG else 2)
        near = process.extract(word, pool, scorer=OSA.distance, score_cutoff=slips, limit=CANDIDATES)
        corrections = [
            Correction((other,), int(distance)) for other, distance, _ in near if distance < 2 or other[0] == word[0]
        ]
        if len(word) >= SHORT and not in_dictionary:
            parts = ((word[:cut], word[cut:]) for cut in range(1, len(word)))
            corrections += [Correction(pair, 1) for pair in parts if self._parts.issuperset(pair)]
        return tuple(corrections)

    def _is_form(self, word: str) -> bool:
        """Return whether it is a longer word's plural, or the like: "plumbers", "swears"."""
        return len(word) > SHORT and word.endswith("s") and (word[:-1] in self._counts or word[:-1] in self._dictionary)


def _far_keys(word: str, other: str) -> int:
    """Return how many letters differ between words of one length whose keys aren't neighbours."""
    if len(word) != len(other) or sorted(word) == sorted(other):
        return 0
    return sum(one != two and (one, two) not in _NEAR_KEYS for one, two in zip(word, other, strict=True))
