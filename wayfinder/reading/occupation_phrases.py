"""Cut a text into phrases that may name an occupation; whether they do is decided elsewhere."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from rapidfuzz import process
from rapidfuzz.distance import OSA

from wayfinder.reading.job_context import JobContext, is_on_pay
from wayfinder.reading.occupation_words import OccupationWords
from wayfinder.reading.profession_names import ProfessionNames
from wayfinder.reading.spans import Word, singular, words_of

# "special education teacher" has two words before its head; more are seldom one name.
_MOST_WORDS_BEFORE = 3
_LONGEST_LISTED = 5
# "head of accounting", "engineer of machine learning"
_OF_HEADS = frozenset(
    ["head", "director", "vp", "dean", "professor", "teacher", "engineer", "scientist", "developer", "analyst"]
)
# "sales engineer": the plurals that stand before a head; of others it is no name: "clients coach".
_PLURAL_MODIFIERS = frozenset(
    ["sales", "maths", "sports", "physics", "mathematics", "ethics", "operations", "systems", "communications", "arts",
     "economics", "robotics", "games", "electronics", "logistics", "relations", "resources", "claims", "customs",
     "graphics", "analytics", "genetics", "politics", "statistics", "obstetrics", "pediatrics"]
)  # fmt: skip


class Kind(Enum):
    """What speaks for a phrase to be an occupation, and so what more it needs."""

    KNOWN = "a name of a known profession"
    KNOWN_FIELD = "the field of a known profession"
    LISTED = "an occupation of our list, or a phrase with a listed head"
    DOUBTFUL = "listed, but an ordinary word too"
    FIELD = "a listed field"
    OTHER_FIELD = "a listed field that leads to another occupation"
    FORM = "ends like an occupation"
    BARE = "nothing but where it stands"


_FIELDS = (Kind.KNOWN_FIELD, Kind.FIELD, Kind.OTHER_FIELD)


@dataclass(frozen=True)
class Phrase:
    """The words from `first` to `last` (exclusive) of a text; `profession` is an id where one is known."""

    first: int
    last: int
    kind: Kind
    profession: str | None = None

    @property
    def length(self) -> int:
        """Return the number of words."""
        return self.last - self.first


@dataclass(frozen=True)
class ReadText:
    """A text's words, their singulars, and which of them no occupation's name goes over."""

    lower: str
    words: Sequence[Word]
    ones: Sequence[str]
    closed: Sequence[bool]
    on_pay: bool

    def context(self, phrase: Phrase) -> JobContext:
        """Return what stands around the phrase."""
        start, end = self.words[phrase.first].start, self.words[phrase.last - 1].end
        return JobContext.around(self.lower, start, end, self.on_pay)

    def goes_on(self, index: int) -> bool:
        """Return whether the word at `index` can belong to one name with the word before it."""
        return self._is_joined(index) and not self.closed[index]

    def goes_back(self, index: int) -> bool:
        """Return whether the word before `index` can belong to one name with it."""
        return index > 0 and self._is_joined(index) and not self.closed[index - 1]

    def is_singular(self, index: int) -> bool:
        """Return whether the word at `index` isn't a plural."""
        return self.words[index].text == self.ones[index]

    def _is_joined(self, index: int) -> bool:
        return 0 < index < len(self.words) and self.words[index].gap in (" ", "  ", "-", "–")


class PhraseCutter:
    """Cuts texts with the names of the known professions and the hand-written lists."""

    def __init__(self, names: ProfessionNames, lists: OccupationWords) -> None:
        """Take what is known by name and the lists."""
        self._names = names
        self._lists = lists
        self._listed: dict[tuple[str, ...], Kind] = {}
        sections = (
            (Kind.FIELD, lists.fields),
            (Kind.OTHER_FIELD, lists.other_fields),
            (Kind.DOUBTFUL, lists.needs_context),
            (Kind.LISTED, lists.occupations),
        )
        for kind, phrases in sections:
            for phrase in phrases:
                self._listed[tuple(singular(word.text) for word in words_of(phrase))] = kind
        self._misspelt = functools.lru_cache(maxsize=4096)(self._is_misspelt)
        self._long_names = sorted(name for name in lists.occupations if len(name) >= 7 and " " not in name)

    def read(self, text: str, taken: Sequence[tuple[int, int]]) -> ReadText:
        """Return the text's words; those in taken parts are closed."""
        words = words_of(text)
        ones = [singular(word.text) for word in words]
        closed = [
            word.text in self._lists.boundaries
            or word.text[0].isdigit()
            or any(word.start < end and start < word.end for start, end in taken)
            for word in words
        ]
        return ReadText(text.lower(), words, ones, closed, is_on_pay(text))

    def cut(self, text: ReadText) -> list[Phrase]:
        """Return the phrases of `text`, from left to right and without overlaps."""
        named = _longest([*self._known(text), *self._in_lists(text)])
        grown = _longest([self._grown(text, phrase, named) for phrase in named])
        taken = {index for phrase in grown for index in range(phrase.first, phrase.last)}
        return sorted([*grown, *self._unlisted(text, taken)], key=lambda phrase: phrase.first)

    def _known(self, text: ReadText) -> Iterator[Phrase]:
        for named in self._names.find(text.words):
            yield Phrase(named.first, named.last, Kind.KNOWN_FIELD if named.by_field else Kind.KNOWN, named.profession)

    def _in_lists(self, text: ReadText) -> Iterator[Phrase]:
        for first in range(len(text.words)):
            for last in range(first + 1, min(first + _LONGEST_LISTED, len(text.words)) + 1):
                if last > first + 1 and text.words[last - 1].gap not in (" ", "  ", "-", "–"):
                    break
                kind = self._listed.get(tuple(text.ones[first:last]))
                if kind:
                    yield Phrase(first, last, kind)

    def _grown(self, text: ReadText, phrase: Phrase, named: Sequence[Phrase]) -> Phrase:
        """Return the phrase with what makes another occupation of it: "ML recruiter", "business analyst"."""
        first, last = phrase.first, phrase.last
        longer = self._reversed(text, phrase)
        if longer:
            return longer
        starts = {other.first for other in named if other.length > 1}
        if text.is_singular(last - 1):
            for end in range(last + 1, min(last + 2, len(text.words)) + 1):
                if not text.goes_on(end - 1) or end - 1 in starts:
                    break
                if self._is_head_after(text.ones[end - 1], phrase):
                    is_doubtful = self._listed.get((text.ones[end - 1],)) is Kind.DOUBTFUL
                    return Phrase(first, end, Kind.DOUBTFUL if is_doubtful else Kind.LISTED)
        is_word = phrase.length == 1 and len(text.words[first].text) > 3
        if is_word and phrase.kind in (Kind.KNOWN, Kind.LISTED, Kind.DOUBTFUL):
            first = self._first_before(text, first, named)
            if first < phrase.first:
                is_head = phrase.kind is Kind.KNOWN or text.ones[last - 1] in self._lists.heads
                return Phrase(first, last, Kind.LISTED if is_head else phrase.kind)
        return phrase

    def _is_head_after(self, one: str, phrase: Phrase) -> bool:
        if one in self._lists.heads or one in self._lists.weak_heads or self._listed.get((one,)) is Kind.LISTED:
            return True
        return phrase.kind in _FIELDS and (
            self._listed.get((one,)) is Kind.DOUBTFUL or self._lists.sounds_like_occupation(one)
        )

    def _first_before(self, text: ReadText, first: int, named: Sequence[Phrase]) -> int:
        """Return where the words before `first` that belong to its phrase begin."""
        earliest = max(0, first - _MOST_WORDS_BEFORE)
        ends = {other.last: other for other in named if other.kind in _FIELDS}
        while first > earliest:
            if first in ends and text.words[first].gap in (" ", "-"):
                return ends[first].first
            if (
                not text.goes_back(first)
                or not self._can_modify(text, first - 1)
                or any(o.last == first for o in named)
            ):
                break
            first -= 1
        return first

    def _can_modify(self, text: ReadText, index: int) -> bool:
        return text.is_singular(index) or text.words[index].text in _PLURAL_MODIFIERS

    def _reversed(self, text: ReadText, phrase: Phrase) -> Phrase | None:
        """Return "engineer of machine learning" as what it is the other way round."""
        if phrase.kind not in _FIELDS or phrase.first < 2 or text.ones[phrase.first - 1] != "of":
            return None
        head = text.ones[phrase.first - 2]
        if head not in _OF_HEADS:
            return None
        profession = self._names.of_phrase([*text.ones[phrase.first : phrase.last], head])
        return Phrase(phrase.first - 2, phrase.last, Kind.KNOWN if profession else Kind.LISTED, profession)

    def _unlisted(self, text: ReadText, taken: set[int]) -> Iterator[Phrase]:
        """Yield what stands between the boundaries and is no listed phrase."""
        first = 0
        while first < len(text.words):
            last = first
            while (
                last < len(text.words)
                and last not in taken
                and not text.closed[last]
                and (last == first or text.goes_on(last))
            ):
                last += 1
            if last > first:
                yield self._with_kind(text, Phrase(max(first, last - _MOST_WORDS_BEFORE - 1), last, Kind.BARE))
            first = max(last, first + 1)

    def _with_kind(self, text: ReadText, phrase: Phrase) -> Phrase:
        one = text.ones[phrase.last - 1]
        if phrase.first > 1 and text.ones[phrase.first - 1] == "of" and text.ones[phrase.first - 2] in _OF_HEADS:
            return Phrase(phrase.first - 2, phrase.last, Kind.LISTED)
        if self._lists.is_surely_occupation(one) or (one in self._lists.heads and phrase.length > 1):
            return replace(phrase, kind=Kind.LISTED)
        if one in self._lists.weak_heads and phrase.length > 1:
            return replace(phrase, kind=Kind.DOUBTFUL)
        is_form = self._lists.sounds_like_occupation(one) or self._misspelt(one)
        return replace(phrase, kind=Kind.FORM) if is_form else phrase

    def _is_misspelt(self, one: str) -> bool:
        """Return whether a word is a slip or two away from a listed occupation, like "accountent"."""
        if len(one) < 7 or one in self._lists.not_occupations:
            return False
        slips = 1 if len(one) < 10 else 2
        return process.extractOne(one, self._long_names, scorer=OSA.distance, score_cutoff=slips) is not None


def _longest(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the phrases without those that overlap a longer one; of equally long ones the first given stays."""
    chosen: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda phrase: -phrase.length):
        if all(phrase.last <= other.first or other.last <= phrase.first for other in chosen):
            chosen.append(phrase)
    return sorted(chosen, key=lambda phrase: phrase.first)
