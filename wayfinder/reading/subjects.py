"""Whom a message is about: the professions that it names, known or not, each with the part that it plays."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from actions.reading import Part, Subject
from actions.topics import OWN_PROFESSION
from wayfinder.reading.profession_names import ProfessionNames
from wayfinder.reading.spans import read_word_lists, words_of

FIELDS_FILE = Path(__file__).with_name("fields.yml")

_ARTICLE = r"(?:(?:an?|the|my|his|her|your|our|some|any|other|those|these|about|for|of|in|per|to)\s+)*"
_MODIFIER = r"(?:[\w-]+\s+){0,2}"
_RELATIVE = r"(?:husband|wife|son|daughter|brother|sister|friend|boyfriend|girlfriend|partner|dad|mom|mum|father|mother|kid|child|boss|colleague|coworker|neighbou?r|cousin|nephew|niece|uncle|aunt|fianc\w+|roommate)"
# What stands before a name tells its part, the first that fits.
_BEFORE_WRITTEN: tuple[tuple[Part, str], ...] = (
    ("taken_back", rf"\b(?:not|instead of|rather than|n't mean|dont mean|drop|remove|leave out|take out|without|except|forget|ignore|skip|minus|exclud(?:e|ing))\s+{_ARTICLE}"),
    ("somebody", rf"\bmy\s+{_RELATIVE}(?:'s|\s+is|\s+was|\s+works?(?:ed)? as|\s+became|,)\s*{_ARTICLE}{_MODIFIER}|\b(?:he|she)(?:'s| is| was| works as)\s+(?:an?\s+)?{_MODIFIER}"),
    ("own", rf"\b(?:i am|i'm|im|i was|i used to be|used to be|i've been|ive been|been|i work(?:ed)?(?: now)? as|i'm working as|i am working as|working as|we are|we're|my job is|my (?:current )?(?:job|role|title)(?: is|:)|me[:,]|currently|as a fellow)\s+(?:(?:currently|now|just|only|also|still|already|actually|working as)\s+)*(?:an?\s+{_MODIFIER})?"),
    ("start", rf"\b(?:from|(?:from|after|of|as|like) being|leaving|leave|quit(?:ting)?|left|former|ex-?|coming from|starting (?:out )?as|background (?:as|in)|experience (?:as|in)|exp (?:as|in)|years (?:as|in|of)|worked in|work in|working in)\s+{_ARTICLE}{_MODIFIER}"),
    ("than", r"\b(?:than|against|over|compared (?:to|with))\s+(?:(?:an?|the|what|for|that of|those of|in)\s+)*"),
)  # fmt: skip
_BEFORE = tuple((one, re.compile(rf"(?:{pattern})\s*$")) for one, pattern in _BEFORE_WRITTEN)
_STUDIED = re.compile(
    r"\b(?:degrees?|majors?|majored|majoring|bachelor'?s?|master'?s?|ph\.?d|ms|m\.?sc|bs|b\.?sc|b\.?tech|m\.?tech|diploma|minor|studied|studying|"
    r"graduated?|graduate|certificates?|courses?|class(?:es)?|boot ?camp|books?|knowledge|know|knowing|know some|good at|proficient|skills?|experience|team|part of|field of|like)"
    r"(?:\s+(?:of|in|on|with|for|the|a|at|about|within))*\s*$"
)
_STUDIED_AFTER = re.compile(
    r"^\s*(?:degrees?|majors?|bachelor'?s?|master'?s?|ph\.?d|certificates?|team|courses?|boot ?camp|background|student|graduate|grad|experience|knowledge|skills needed|models?|lifecycle|life cycle|project)\b"
)
# Another head makes another job of a known name: "data science manager".
_HEADS = re.compile(
    r"^[\s-]*(?P<head>managers?|directors?|architects?|recruiters?|teachers?|professors?|consultants?|tutors?|instructors?|technicians?|administrators?|"
    r"product managers?|team leads?|leads?|vps?|heads?|executives?|sales\w*|lawyers?|journalists?|writers?|researchers?|testers?|support)\b(?!\s+(?:to|the|time|me|on|for))"
)
_ABBREVIATIONS = {
    "de": "data_engineer", "des": "data_engineer", "ds": "data_scientist", "da": "data_analyst", "das": "data_analyst",
    "cv": "computer_vision_engineer", "dl": "deep_learning_engineer", "dle": "deep_learning_engineer", "cve": "computer_vision_engineer",
    "se": "software_engineer", "sde": "software_engineer", "sdes": "software_engineer",
}  # fmt: skip
_ABBREVIATION = re.compile(rf"\b(?:{'|'.join(_ABBREVIATIONS)})\b", re.IGNORECASE)
_LEADS_TO_ABBREVIATION = re.compile(
    r"(?:^|\b(?:an?|of|for|as|about|and|or|vs\.?|than|the|with|into|become|what about|how about|to|do|does|is|are|same|add|drop|not|but)\s+|[,/:]\s*)$"
)
_NO_JOB = re.compile(r"\b(?:my|your|a|the|write|update|send|good|resume|cover letter|improve|en|on|put)\s+$")


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    subject: Subject


# What people call those who work in a field.
_PEOPLE = r"(?:guys?|people|folks?|persons?|dudes?|whatever|peeps|ones?|crowd|bros?|side|team members?)"
_OWN_FIELD = re.compile(
    rf"\b(?:(?:machine learning|ml)\s+{_PEOPLE}\b|(?<=than )(?:machine learning|ml)\b|(?<=into )(?:machine learning|ml)\b|(?<=vs )(?:machine learning|ml)\b|"
    r"(?<=for )(?:machine learning|ml)(?=\W*$))",
    re.IGNORECASE,
)


# Where these stand, "from" and "as" tell where somebody begins.
_CHANGES = re.compile(
    r"\b(?:to|into|become|becoming|switch|switching|move|moving|transition|change|changing|leave|leaving|quit|left|being|been|after|background|experience|years|i|my|me)\b",
    re.IGNORECASE,
)
# These name no line of work that could be answered for or refused.
_TOO_WIDE = frozenset(["ai", "artificial intelligence", "tech", "it", "engineers"])


# "How long till I'm an ML engineer" is about becoming one.
_GOAL = re.compile(r"\b(?:till|until|before|when|once|if)\s+(?:i am|i'm|im)\b")


class SubjectFinder:
    """Finds whom a message is about, and in which part."""

    def __init__(self, names: ProfessionNames) -> None:
        """Take the names in the facts; the list of other fields lies beside this file."""
        self._names = names
        lists = read_word_lists(FIELDS_FILE)
        other = sorted(lists["other_fields"], key=len, reverse=True)
        self._other_fields = re.compile(rf"\b(?:{'|'.join(map(re.escape, other))})\b", re.IGNORECASE)

    def find(self, text: str, entities: Iterable[Mapping[str, Any]]) -> tuple[Subject, ...]:
        """The professions that `text` names, in its order, each once for each part.

        `entities` are what the extractors found in the same text.
        """
        found = sorted(self._found(text, list(entities)), key=lambda one: one.start)
        changes = _CHANGES.search(text) is not None
        subjects = [
            s if s.part != "start" or changes else dataclasses.replace(s, part="asked")
            for s in (f.subject for f in found)
        ]
        return tuple(dict.fromkeys(s for s in subjects if s.words not in _TOO_WIDE))

    def _found(self, text: str, entities: list[Mapping[str, Any]]) -> Iterator[_Found]:
        taken: list[tuple[int, int]] = [(e["start"], e["end"]) for e in entities if e["entity"] in ("place", "amount")]
        for entity in entities:
            if entity["entity"] != "profession":
                continue
            start, end, value = entity["start"], entity["end"], str(entity["value"])
            if any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            known = value if value in self._names.ids else self._field_of_people(text[start:end])
            yield self._named(text, start, end, known, text[start:end].lower())
        for start, end, known in [*self._fields(text), *_abbreviated(text)]:
            if any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            yield self._named(text, start, end, known, text[start:end].lower(), is_field=True)

    def _field_of_people(self, words: str) -> str | None:
        """The profession of "deep learning guys" and the like."""
        field = re.fullmatch(rf"(.+?)\s+{_PEOPLE}", words.strip(), re.IGNORECASE)
        found = self._names.find(words_of(field.group(1))) if field else []
        return found[0].profession if found else None

    def _fields(self, text: str) -> Iterator[tuple[int, int, str | None]]:
        """Yield known fields but our own, then other fields."""
        words = words_of(text)
        for named in self._names.find(words):
            if named.by_field and named.profession != OWN_PROFESSION:
                yield words[named.first].start, words[named.last - 1].end, named.profession
        for match in _OWN_FIELD.finditer(text):
            yield match.start(), match.end(), OWN_PROFESSION
        for match in self._other_fields.finditer(text):
            yield match.start(), match.end(), None

    def _named(self, text: str, start: int, end: int, known: str | None, words: str, is_field: bool = False) -> _Found:
        before, after = _marks_plain(text[:start]), _marks_plain(text[end:])
        head = _HEADS.match(after) if known else None
        if head is not None:
            return _Found(start, end + head.end(), Subject(None, f"{words} {head['head']}", _part(before)))
        if re.match(r"^\s*(?:here|myself)\b", after):
            return _Found(start, end, Subject(known, words, "own"))
        if known == OWN_PROFESSION and _GOAL.search(before):
            return _Found(start, end, Subject(known, words, "asked"))
        studied = is_field and (_STUDIED.search(before) or _STUDIED_AFTER.match(after))
        part: Part = "studied" if studied else _part(before)
        return _Found(start, end, Subject(known, words, part))


def _part(before: str) -> Part:
    return next((part for part, pattern in _BEFORE if pattern.search(before)), "asked")


def _abbreviated(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield what two or three letters stand for: written in capitals, or where only a job can stand.

    >>> [found[2] for found in _abbreviated("DE salary, and a ds?")]
    ['data_engineer', 'data_scientist']
    """
    is_short = len(text.split()) <= 6
    for match in _ABBREVIATION.finditer(text):
        before = _marks_plain(text[: match.start()])
        written = match.group()
        is_capital = written[:2].isupper() and not text.isupper()
        if written.lower() == "cv" and (_NO_JOB.search(before) or not is_short):
            continue
        if is_capital or (is_short and _LEADS_TO_ABBREVIATION.search(before)):
            yield match.start(), match.end(), _ABBREVIATIONS[written.lower()]


def _marks_plain(text: str) -> str:
    return text.replace("’", "'").lower()
