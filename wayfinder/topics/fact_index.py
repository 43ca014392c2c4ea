"""Finds the records that a question is near to, by the meaning of their statements and of what they are asked as.

Built when facts and encoder are loaded, without training: a new fact is found at the next start. Nearness finds,
it can't refuse: what may lead an answer is decided by `actions/answering/fact_choice.py`.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from actions.facts import Facts
from actions.facts.records import Fact, NotSaid, Statement
from actions.reading import NearFact

Vectors = NDArray[np.float32]
Encode = Callable[[str], Vectors]
Record = Fact | NotSaid

# The sentence's own vector comes first among the encoder's features.
WIDTH = 384
# So many records are handed on, of so many that are looked at by their words too.
MOST, LOOKED_AT = 4, 40
# A yes or no holds only where the record has nearly all that the question says: "is it optional" isn't "is it required".
COVERED = 0.85
# Of 0, 0.15, 0.3, 0.45 and 0.6 as the share of words, 0.15 and 0.3 found most.
WORDS_WEIGHT = 0.25

_NEGATION = re.compile(
    r"\b(?:not|no|never|without|none|nobody|neither|cannot)\b|n['’]t\b|\b(?:dont|doesnt|cant|isnt|arent|wont)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z0-9+#]+")


# What isn't said needs no word of its own where it is nearer than any fact by this.
NEARER_BY_FAR = 0.1
# Words that tell nothing of what is asked.
_COMMON = frozenset(
    [
        "about",
        "actually",
        "after",
        "again",
        "against",
        "almost",
        "alone",
        "already",
        "also",
        "although",
        "always",
        "another",
        "anybody",
        "anyone",
        "anything",
        "around",
        "away",
        "back",
        "been",
        "before",
        "being",
        "besides",
        "between",
        "both",
        "bring",
        "came",
        "cannot",
        "come",
        "could",
        "does",
        "doing",
        "done",
        "down",
        "during",
        "each",
        "either",
        "else",
        "enough",
        "even",
        "ever",
        "every",
        "everybody",
        "everyone",
        "everything",
        "exactly",
        "fair",
        "feel",
        "feels",
        "find",
        "fine",
        "first",
        "from",
        "gave",
        "getting",
        "give",
        "given",
        "gives",
        "goes",
        "going",
        "gone",
        "gonna",
        "good",
        "gotta",
        "guess",
        "have",
        "having",
        "hear",
        "heard",
        "hello",
        "help",
        "here",
        "herself",
        "himself",
        "honest",
        "honestly",
        "hope",
        "however",
        "idea",
        "indeed",
        "inside",
        "instead",
        "into",
        "itself",
        "just",
        "keep",
        "kind",
        "knew",
        "know",
        "known",
        "knows",
        "last",
        "least",
        "less",
        "like",
        "likely",
        "list",
        "little",
        "long",
        "look",
        "looking",
        "lots",
        "made",
        "make",
        "makes",
        "many",
        "maybe",
        "mean",
        "means",
        "might",
        "mine",
        "more",
        "most",
        "much",
        "must",
        "myself",
        "name",
        "need",
        "needs",
        "neither",
        "never",
        "next",
        "nobody",
        "none",
        "nothing",
        "obviously",
        "often",
        "okay",
        "once",
        "only",
        "other",
        "others",
        "otherwise",
        "ours",
        "over",
        "part",
        "people",
        "perhaps",
        "person",
        "place",
        "please",
        "possible",
        "pretty",
        "probably",
        "quite",
        "rather",
        "read",
        "really",
        "right",
        "said",
        "same",
        "says",
        "seem",
        "seems",
        "seen",
        "shall",
        "should",
        "show",
        "simply",
        "since",
        "some",
        "somebody",
        "someone",
        "something",
        "sometimes",
        "somewhat",
        "somewhere",
        "soon",
        "sort",
        "still",
        "such",
        "sure",
        "take",
        "taken",
        "talk",
        "tell",
        "than",
        "thank",
        "thanks",
        "that",
        "their",
        "them",
        "themselves",
        "then",
        "there",
        "these",
        "they",
        "thing",
        "things",
        "think",
        "this",
        "those",
        "though",
        "thought",
        "through",
        "told",
        "tomorrow",
        "took",
        "true",
        "truly",
        "trying",
        "under",
        "understand",
        "until",
        "upon",
        "used",
        "useful",
        "using",
        "usually",
        "very",
        "want",
        "wanted",
        "wants",
        "well",
        "went",
        "were",
        "what",
        "whatever",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "whole",
        "whom",
        "whose",
        "will",
        "with",
        "within",
        "without",
        "wonder",
        "wondering",
        "word",
        "would",
        "write",
        "wrong",
        "yeah",
        "years",
        "your",
        "yours",
        "yourself",
        "tonight",
        "today",
        "great",
        "okay",
        "bored",
        "boring",
        "ready",
        "stuff",
        "totally",
        "basically",
        "literally",
    ]
)


# Nor do these make a question one after what isn't said.
_NO_OWN_WORD = frozenset(
    [
        "the",
        "an",
        "of",
        "in",
        "to",
        "for",
        "is",
        "are",
        "do",
        "does",
        "it",
        "they",
        "them",
        "their",
        "my",
        "me",
        "you",
        "we",
        "be",
        "as",
        "on",
        "at",
        "and",
        "or",
        "that",
        "this",
        "what",
        "with",
        "whats",
        "ml",
        "mle",
        "engine",
        "machin",
        "learni",
        "job",
        "jobs",
        "work",
        "have",
        "has",
        "can",
    ]
)


@dataclass(frozen=True)
class _Line:
    record: str
    text: str
    answer: str | None


class LineVectors:
    """What lines mean, as unit vectors: those that training knew from a file, the others encoded when they are needed."""

    def __init__(self, known: dict[str, Vectors], encode: Encode) -> None:
        """Take the vectors of known lines, and what encodes the others."""
        self._known = known
        self._encode = encode

    @classmethod
    def read(cls, path: Path, encode: Encode) -> LineVectors:
        """Read what `write` wrote; nothing where a model of before has no such file.

        Raises:
            OSError, ValueError: the file is damaged; half a model must not serve.
        """
        if not path.exists():
            return cls({}, encode)
        with np.load(path, allow_pickle=False) as kept:
            return cls(dict(zip(kept["lines"].tolist(), kept["vectors"], strict=True)), encode)

    @staticmethod
    def write(path: Path, facts: Facts, encode: Encode) -> None:
        """Encode all lines of `facts`, and write them to `path`."""
        records: list[Record] = [*facts.all_facts(), *facts.not_said]
        lines = [line.text for record in records for line in _lines_of(record)]
        vectors = np.vstack([_unit(encode(line)[:WIDTH]) for line in lines])
        np.savez(path, lines=np.array(lines), vectors=vectors.astype(np.float32))

    def of(self, lines: Sequence[str]) -> Vectors:
        """A row for each line."""
        rows = [self._known[line] if line in self._known else _unit(self._encode(line)[:WIDTH]) for line in lines]
        return np.vstack(rows) if rows else np.zeros((0, WIDTH), np.float32)


class FactIndex:
    """Every line of every record, by meaning and by words.

    Meaning alone finds a third of left-out lines' records, with a quarter of the weight on words two fifths
    (docs/understanding.md): "PhD" and "free" decide what a question is after, and a sentence vector hardly has them.
    """

    def __init__(self, lines: Sequence[_Line], vectors: Vectors, not_said: Collection[str]) -> None:
        """Take the lines, a row of `vectors` for each, and which records are on what the sources don't say."""
        self._lines = lines
        self._vectors = vectors
        self._records = list(dict.fromkeys(line.record for line in lines))
        place = {record: number for number, record in enumerate(self._records)}
        self._owner = np.array([place[line.record] for line in lines], dtype=np.intp)
        self._words: list[set[str]] = [set() for _ in self._records]
        for line, owner in zip(lines, self._owner, strict=True):
            self._words[owner] |= set(_stems(line.text))
        counts = Counter(word for words in self._words for word in words)
        self._rarity = {word: math.log((len(self._records) + 1) / (count + 1)) for word, count in counts.items()}
        self._is_not_said = np.array([record in not_said for record in self._records], dtype=bool)
        self._numbers = [{w for w in words if w.isdigit() and len(w) > 1} for words in self._words]

    @classmethod
    def of(cls, facts: Facts, vectors: LineVectors) -> FactIndex:
        """Build the index of `facts`; lines that training didn't know are encoded now."""
        records: list[Record] = [*facts.all_facts(), *facts.not_said]
        lines = [line for record in records for line in _lines_of(record)]
        return cls(lines, vectors.of([line.text for line in lines]), frozenset(record.id for record in facts.not_said))

    def nearest(self, features: Vectors, text: str) -> tuple[NearFact, ...]:
        """The records nearest to a message with these features, nearest first.

        A yes or no is handed on only from a line that is as negative, or as positive, as the message is, of a record that
        has its words. A record that
        lacks a number of the message is half as near.
        """
        if not self._lines:
            return ()
        similarities = self._vectors @ _unit(features[:WIDTH])
        best = np.full(len(self._records), -1.0)
        np.maximum.at(best, self._owner, similarities)
        asked = _stems(text)
        unseen = math.log(len(self._records) + 1)
        weight = sum(self._rarity.get(word, unseen) for word in asked) or 1.0
        numbers = {word for word in asked if word.isdigit() and len(word) > 1}
        scored = []
        for record in np.argsort(-best, kind="stable")[:LOOKED_AT]:
            shared = sum(self._rarity[word] for word in asked if word in self._words[record]) / weight
            score = (1 - WORDS_WEIGHT) * float(best[record]) + WORDS_WEIGHT * shared
            scored.append((score if numbers <= self._numbers[record] else score / 2, int(record)))
        negative = _NEGATION.search(text) is not None
        found = []
        for score, record in self._with_own_words(sorted(scored, reverse=True), asked)[:MOST]:
            mine = np.flatnonzero(self._owner == record)
            line = self._lines[int(mine[similarities[mine].argmax()])]
            is_covered = sum(self._rarity.get(w, unseen) for w in asked if w in self._words[record]) >= COVERED * weight
            agrees = is_covered and (_NEGATION.search(line.text) is not None) == negative
            found.append(NearFact(self._records[record], round(score, 3), line.answer if agrees else None))
        return tuple(found)

    def _with_own_words(self, scored: list[tuple[float, int]], asked: list[str]) -> list[tuple[float, int]]:
        """The records without what isn't said and isn't asked for either.

        Such a record must have a word of the question that the nearest fact lacks: "the average salary" is near to "no range is
        given", but asks for none.
        """
        facts = [record for _, record in scored if not self._is_not_said[record]]
        said = self._words[facts[0]] if facts else set()
        beside = next((score for score, record in scored if not self._is_not_said[record]), 0.0) + NEARER_BY_FAR
        return [
            (score, record)
            for score, record in scored
            if not self._is_not_said[record]
            or score >= beside
            or any(w in self._words[record] and w not in said for w in asked if w not in _NO_OWN_WORD)
        ]

    def unseen_words(self, text: str) -> tuple[str, ...]:
        """The telling words of a text that no record has, at most two: what the sources don't mention."""
        words = [word for word in re.findall(r"[^\W\d_]{4,}", text) if word.lower()[:6] not in self._rarity]
        return tuple(dict.fromkeys(word for word in words if word.lower() not in _COMMON))[:2]


def _stems(text: str) -> list[str]:
    """The words of a text in lower case, cut to six letters, so that "programming" and "programmer" are one; each once."""
    return list(dict.fromkeys(word[:6] for word in _WORD.findall(text.lower().replace(",", "")) if len(word) > 1))


def best_of(*found: Iterable[NearFact]) -> tuple[NearFact, ...]:
    """The records of several searches, each where it is nearest, nearest first."""
    best: dict[str, NearFact] = {}
    for near in sorted((near for search in found for near in search), key=lambda near: -near.similarity):
        best.setdefault(near.id, near)
    return tuple(best.values())[:MOST]


def _lines_of(record: Record) -> Iterable[_Line]:
    if isinstance(record, (Statement, NotSaid)):
        yield _Line(record.id, record.statement, None)
    for asked in record.asked_as:
        yield _Line(record.id, asked.ask, asked.answer)


def _unit(vector: Vectors) -> Vectors:
    found: Vectors = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return found
