"""Decide which phrases of a text name an occupation, and which one."""

import re
from collections.abc import Sequence

from wayfinder.reading.job_context import JobContext
from wayfinder.reading.occupation_phrases import Kind, Phrase, PhraseCutter, ReadText
from wayfinder.reading.occupation_words import OccupationWords
from wayfinder.reading.profession_names import ProfessionNames
from wayfinder.reading.spans import Span, singular, without_overlaps

ENTITY = "profession"

# What stands between two things that are compared.
_COMPARES = re.compile(r"\s*(?:/|,?\s*\b(?:vs?\.?|versus|or(?:\s+in)?|(?:\w+\s+){0,3}than)\s*(?:an?\s+)?)\s*")


class OccupationFinder:
    """Finds the professions that a text names: known, listed, or told by form and context.

    Another profession's pay is the worst answer there is. So where pay is asked for, or what
    somebody becomes, a phrase that may be an occupation counts as one that isn't known;
    elsewhere it must be listed or sound like one.
    """

    def __init__(self, names: ProfessionNames, lists: OccupationWords) -> None:
        """Take what is known by name and the hand-written lists."""
        self._names = names
        self._lists = lists
        self._cutter = PhraseCutter(names, lists)

    def find(self, text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Span]:
        """Return the professions in `text`, outside the parts that are taken.

        The value is the id of a known profession, else the words, lower-cased and singular.
        """
        read = self._cutter.read(text, taken)
        phrases = self._cutter.cut(read)
        chosen = [phrase for phrase in phrases if self._is_occupation(read, phrase, phrases)]
        return without_overlaps([_span_of(read, phrase) for phrase in chosen], taken)

    def _is_occupation(self, text: ReadText, phrase: Phrase, phrases: Sequence[Phrase]) -> bool:
        context = text.context(phrase)
        if phrase.length == 1 and self._is_false_friend(text, text.words[phrase.first].text):
            return False
        if phrase.kind is Kind.KNOWN:
            return (
                phrase.length > 1 or not self._is_short(text, phrase) or self._is_clear_initials(text, phrase, phrases)
            )
        if phrase.kind is Kind.OTHER_FIELD and context.is_way_in and not _names_ours(phrases):
            return True
        if phrase.kind in (Kind.KNOWN_FIELD, Kind.FIELD, Kind.OTHER_FIELD):
            is_person = self._is_short(text, phrase) and self._is_clear_initials(text, phrase, phrases)
            return is_person or context.is_field_of_jobs or context.earns or _is_compared_in_pay(text, phrase, phrases)
        if phrase.kind is Kind.LISTED:
            return phrase.length > 1 or not (context.is_verb and text.is_singular(phrase.first))
        if phrase.kind in (Kind.DOUBTFUL, Kind.FORM):
            is_work = context.earns or context.has_pay or context.is_a_job or context.is_a_career
            return is_work or _is_compared_in_pay(text, phrase, phrases)
        return self._is_named_like_one(text, phrase, context)

    def _is_false_friend(self, text: ReadText, word: str) -> bool:
        friends = self._lists.false_friends.get(singular(word))
        return friends is not None and any(other.text in friends for other in text.words)

    def _is_short(self, text: ReadText, phrase: Phrase) -> bool:
        return phrase.length == 1 and len(text.words[phrase.first].text) <= 2

    def _is_clear_initials(self, text: ReadText, phrase: Phrase, phrases: Sequence[Phrase]) -> bool:
        """Return whether two letters stand for a person's profession: "a DS", "MLE or DS", "ds salary"."""
        word = text.words[phrase.first].text
        context = text.context(phrase)
        if not self._names.is_initials(word):
            return False
        if context.earns or context.has_pay or (context.has_article and not text.goes_on(phrase.last)):
            return True
        people = {other.profession for other in phrases if other.kind is Kind.KNOWN and other is not phrase}
        initials = {text.words[other.first].text for other in phrases if self._is_short(text, other)}
        return bool(people - {None}) or len({one for one in initials if self._names.is_initials(one)}) > 1

    def _is_named_like_one(self, text: ReadText, phrase: Phrase, context: JobContext) -> bool:
        """Return whether words that are in no list stand where an occupation's name does."""
        ones = text.ones[phrase.first : phrase.last]
        if ones[-1] in self._lists.not_occupations or not self._lists.not_paid.isdisjoint((ones[-1], " ".join(ones))):
            return False
        is_plural = not text.is_singular(phrase.last - 1)
        is_paid = (context.earns and (context.is_one or is_plural)) or context.has_salary or context.is_whole_salary_of
        return is_paid or context.is_whole_goal


def _names_ours(phrases: Sequence[Phrase]) -> bool:
    """Return whether the text names a profession with facts or a field like it; others are where somebody comes from then."""
    return any(phrase.kind in (Kind.KNOWN, Kind.KNOWN_FIELD, Kind.FIELD) for phrase in phrases)


def _is_compared_in_pay(text: ReadText, phrase: Phrase, phrases: Sequence[Phrase]) -> bool:
    """Return whether "or", "vs" or "than" stands between it and another profession in a text on pay."""
    if not text.on_pay:
        return False
    for other in phrases:
        first, second = sorted((phrase, other), key=lambda one: one.first)
        if other is phrase or other.kind is Kind.BARE or (other.kind is Kind.FORM and phrase.kind is Kind.FORM):
            continue
        between = text.lower[text.words[first.last - 1].end : text.words[second.first].start]
        if _COMPARES.fullmatch(between):
            return True
    return False


def _span_of(text: ReadText, phrase: Phrase) -> Span:
    start, end = text.words[phrase.first].start, text.words[phrase.last - 1].end
    if phrase.profession:
        return Span(ENTITY, start, end, phrase.profession)
    if phrase.kind is Kind.OTHER_FIELD:
        return Span(ENTITY, start, end, text.lower[start:end])  # "culinary arts" is no plural
    last = text.words[phrase.last - 1]
    return Span(ENTITY, start, end, text.lower[start : last.start] + text.ones[phrase.last - 1])
