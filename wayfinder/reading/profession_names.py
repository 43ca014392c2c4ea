"""Find the professions that facts are about, by every name that the facts give them, misspelt or not."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from actions.facts import load_facts
from actions.facts.records import Profession
from wayfinder.reading.spans import Word, singular, words_of

# What may stand between two words of one name: "data scientist", "data-scientist", "ai/ml engineer".
JOINTS = frozenset([" ", "-", "–", "/", " / ", " & ", "  "])
# How many swaps, slips and gaps a misspelt word may have, by the length of the right one. Short
# words differ by one letter from too many others: "ml" from "ms".
_SLIPS = ((9, 2), (6, 2), (4, 1))
# A joined or single word has no neighbours that bear it out.
_SLIPS_ALONE = ((13, 2), (9, 1), (7, 1))
# Words that are a slip away from a word in a name and mean something else.
_REAL_WORDS = frozenset(
    ["analyse", "analyze", "analysed", "analyzed", "catalyst", "engine", "engined", "earning", "leaning", "scientific",
     "commuter", "compute", "computing", "developed", "developing", "machined", "engineered", "beer", "deer", "deal"]
)  # fmt: skip


@dataclass(frozen=True)
class Named:
    """Words `first` to `last` (exclusive) name a profession; `by_field` if by its field, like "data science"."""

    first: int
    last: int
    profession: str
    by_field: bool


def names_in_facts() -> ProfessionNames:
    """Return the names of all professions that the facts in force are about.

    Raises:
        FactsInvalid: the facts break their rules.
    """
    return ProfessionNames.of(load_facts().professions)


class ProfessionNames:
    """Every name of every known profession, ready to be looked for.

    >>> names = ProfessionNames({"data scientist": "data_scientist"}, {"data science": "data_scientist"})
    >>> [found.profession for found in names.find(words_of("are data-sceintists or datascientists rich"))]
    ['data_scientist', 'data_scientist']
    """

    def __init__(self, names: Mapping[str, str], field_names: Mapping[str, str]) -> None:
        """Take the words of `names` and `field_names`, each with the id of its profession."""
        self._phrases: dict[tuple[str, ...], tuple[str, bool]] = {}
        self._joined: dict[str, tuple[str, bool]] = {}
        # A name wins over a field name with the same words.
        for by_field, mapping in ((True, field_names), (False, names)):
            for name, profession in mapping.items():
                words = tuple(singular(word.text) for word in words_of(name))
                self._phrases[words] = (profession, by_field)
                if len("".join(words)) >= 9:
                    self._joined["".join(words)] = (profession, by_field)
        self._longest = max(map(len, self._phrases), default=0)
        self._vocabulary = sorted({word for words in self._phrases for word in words})
        self._correctable = [word for word in self._vocabulary if len(word) >= 4]
        self._joined_names = sorted(self._joined)
        self._initials = {
            "".join(word[0] for word in words)
            for words, (_, by_field) in self._phrases.items()
            if len(words) > 1 and not by_field
        }
        self._right = functools.lru_cache(maxsize=4096)(self._right_word)

    @classmethod
    def of(cls, professions: Iterable[Profession]) -> ProfessionNames:
        """Take the names of these professions; what names a line of work, like "ML engineering", is a field name."""
        names, field_names = {}, {}
        for profession in professions:
            fields = {*profession.field_names, *filter(_is_field, profession.aliases)}
            names.update(dict.fromkeys(_persons(profession), profession.id))
            field_names.update(dict.fromkeys(fields, profession.id))
        return cls(names, field_names)

    @functools.cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all known professions."""
        return frozenset(profession for profession, _ in self._phrases.values())

    @functools.cached_property
    def _words_of_names(self) -> frozenset[str]:
        return frozenset(word for words, (_, by_field) in self._phrases.items() if not by_field for word in words)

    def meaning(self, words: str) -> str:
        """Return the id of the first profession named in `words`, or else the words themselves in lower case."""
        found = self.find(words_of(words))
        return found[0].profession if found else words.lower()

    def share_a_word(self, words: str) -> bool:
        """Return whether a name has a word of `words`, as "data engineer" has of "mechanical engineers"."""
        return not self._words_of_names.isdisjoint(singular(word.text) for word in words_of(words))

    def is_initials(self, word: str) -> bool:
        """Return whether `word` is made of the first letters of a name, as "ds" is of "data scientist"."""
        return word in self._initials

    def of_phrase(self, words: Sequence[str]) -> str | None:
        """Return the id of the profession with exactly these words, or None."""
        found = self._phrases.get(tuple(map(singular, words)))
        return found[0] if found else None

    def find(self, words: Sequence[Word]) -> list[Named]:
        """Return the names in `words`, the longest at each place, from left to right."""
        right = [self._right(word.text) for word in words]
        found: list[Named] = []
        first = 0
        while first < len(words):
            named = self._longest_at(first, words, right) or self._joined_at(first, words)
            if named:
                found.append(named)
            first = named.last if named else first + 1
        return found

    def _longest_at(self, first: int, words: Sequence[Word], right: Sequence[str]) -> Named | None:
        for last in range(_end_of_run(first, words, self._longest), first, -1):
            known = self._phrases.get(tuple(right[first:last]))
            alone = last == first + 1
            if known and not (alone and not self._is_close_alone(words[first].text, right[first])):
                return Named(first, last, *known)
        return None

    def _is_close_alone(self, word: str, name: str) -> bool:
        return singular(word) == name or _is_misspelling(word, name, _SLIPS_ALONE)

    def _joined_at(self, first: int, words: Sequence[Word]) -> Named | None:
        """Find "datascientist" and "machinelearning engineer": names without the space."""
        for last in range(_end_of_run(first, words, 3), first, -1):
            joined = singular("".join(word.text for word in words[first:last]))
            if joined in self._joined:
                return Named(first, last, *self._joined[joined])
            if len(joined) >= 11 and len(words[first].text) >= 7:
                close = _closest(joined, self._joined_names, 2)
                if close and _is_misspelling(joined, close, _SLIPS_ALONE) and not self._is_all_right(words[first:last]):
                    return Named(first, last, *self._joined[close])
        return None

    def _is_all_right(self, words: Iterable[Word]) -> bool:
        return all(singular(word.text) in self._vocabulary for word in words)

    def _right_word(self, word: str) -> str:
        """Return the word of a name that `word` is a spelling of, or else its singular."""
        one = singular(word)
        if one in self._vocabulary or len(one) < 4 or one in _REAL_WORDS or word in _REAL_WORDS:
            return one
        close = _closest(one, self._correctable, 2)
        return close if close and _is_misspelling(one, close, _SLIPS) else one


def _persons(profession: Profession) -> Iterator[str]:
    """Yield what the people themselves are called, in lower case, one and several."""
    persons = [alias for alias in profession.aliases if not _is_field(alias)]
    for name in (profession.name, profession.plural, *persons, *map(_plural_of, persons)):
        if name.lower() not in profession.field_names:
            yield name.lower()


def _is_field(alias: str) -> bool:
    """Return whether an alias is a line of work, like "ML engineering", and not who does it."""
    return alias.endswith("engineering")


def _plural_of(name: str) -> str:
    return f"{name}es" if name.endswith("s") else f"{name}s"


def _end_of_run(first: int, words: Sequence[Word], longest: int) -> int:
    """Return where the words from `first` on stop being joined, at most `longest` further."""
    last = first + 1
    while last < min(first + longest, len(words)) and words[last].gap in JOINTS:
        last += 1
    return last


def _closest(word: str, choices: Sequence[str], slips: int) -> str | None:
    found = process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found else None


def _is_misspelling(word: str, name: str, limits: tuple[tuple[int, int], ...]) -> bool:
    if word in _REAL_WORDS or word[0] != name[0]:
        return False
    slips = next((slips for length, slips in limits if len(name) >= length), 0)
    return OSA.distance(word, name, score_cutoff=slips) <= slips
