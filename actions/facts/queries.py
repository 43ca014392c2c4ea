"""The facts: how to load them, and how to ask for them.

Works in a plain Python shell, without Rasa or a server:

>>> facts = load_facts()
>>> facts.profession("ML engineers").id
'machine_learning_engineer'
>>> [usd(pay.salary_usd_per_year) for pay in facts.salaries_of("machine_learning_engineer")]
['$110,673', '$125,672']
>>> str(facts.date_of(facts.salaries_of("machine_learning_engineer")[0]))
'10 August 2022'
"""

import functools
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from actions.errors import FactsInvalid, UnknownProfession, UnknownRecord
from actions.facts.dates import PartialDate
from actions.facts.facts_check import find_faults
from actions.facts.facts_file import read_records
from actions.facts.records import (
    FACT_SECTIONS,
    SECTIONS,
    Fact,
    NotSaid,
    Openings,
    Profession,
    Salary,
    Source,
    Statement,
    singular,
)

FACTS_FILE = Path(__file__).resolve().parents[1] / "facts.yml"
FACTS_VARIABLE = "WAYFINDER_FACTS"  # another facts file, for an editor's trial or a test


@dataclass(frozen=True)
class Facts:
    """All records, in the order of the file, and the digest of the file they came from."""

    sources: tuple[Source, ...]
    professions: tuple[Profession, ...]
    salaries: tuple[Salary, ...]
    openings: tuple[Openings, ...]
    statements: tuple[Statement, ...]
    not_said: tuple[NotSaid, ...]
    version: str

    def all_facts(self) -> Iterator[Fact]:
        """Yield every record that has a source and a date."""
        for section in FACT_SECTIONS:
            yield from getattr(self, section)

    def fact(self, fact_id: str) -> Fact:
        """Return the fact with that id.

        Raises:
            UnknownRecord: there is none.
        """
        return _by_id(self.all_facts(), fact_id)

    def find_facts(self, fact_ids: Iterable[str]) -> list[Fact]:
        """Return the facts with these ids, in their order, without those that were lost since they were told."""
        known = {fact.id: fact for fact in self.all_facts()}
        return [known[fact_id] for fact_id in fact_ids if fact_id in known]

    def source(self, source_id: str) -> Source:
        """Return the source with that id.

        Raises:
            UnknownRecord: there is none.
        """
        return _by_id(self.sources, source_id)

    def profession(self, words: str) -> Profession:
        """Return the profession that people mean by `words`, or whose id that is.

        Case, plural and surrounding space don't matter; anything else must be a name
        or an alias in the facts, because a wrong profession is worse than none.

        >>> load_facts().profession(" Data Scientists ").id
        'data_scientist'

        Raises:
            UnknownProfession: no fact is about a profession of that name.
        """
        found = self._professions_by_id.get(words) or self._professions_by_name.get(singular(words))
        if found is None:
            raise UnknownProfession(f"no fact is about a profession called {words!r}")
        return found

    @functools.cached_property
    def _professions_by_id(self) -> dict[str, Profession]:
        return {profession.id: profession for profession in self.professions}

    @functools.cached_property
    def _professions_by_name(self) -> dict[str, Profession]:
        return {singular(name): p for p in self.professions for name in (p.name, *p.aliases)}

    def is_profession(self, words: str) -> bool:
        """Return whether `profession` would find one."""
        try:
            self.profession(words)
        except UnknownProfession:
            return False
        return True

    def nearest_professions(self, words: str) -> tuple[Profession, ...]:
        """Return the professions that someone who writes `words` may settle for, to be offered.

        >>> [p.id for p in load_facts().nearest_professions("web developers")]
        ['software_engineer']
        """
        wanted = singular(words)
        return tuple(p for p in self.professions if wanted in map(singular, p.near))

    def professions_near(self, words: str) -> tuple[str, ...]:
        """Return the ids of the profession of that name or, where no fact is about it, of those near to it.

        >>> load_facts().professions_near("data scientists"), load_facts().professions_near("scientists")
        (('data_scientist',), ('data_scientist',))
        """
        return (
            (self.profession(words).id,)
            if self.is_profession(words)
            else tuple(p.id for p in self.nearest_professions(words))
        )

    def professions_in(self, sentence: str) -> tuple[str, ...]:
        """Return the ids of the professions that one of our own sentences names.

        >>> load_facts().professions_in("Can I switch from software engineer to ML engineer?")
        ('machine_learning_engineer', 'software_engineer')
        """
        return tuple(p.id for p in self.professions if _names(sentence, (p.name, *p.aliases)))

    def salaries_of(self, profession_id: str) -> tuple[Salary, ...]:
        """Return the pay figures of a profession, the one to name first in front."""
        return tuple(s for s in self.salaries if s.profession == profession_id)

    def openings_of(self, profession_id: str) -> tuple[Openings, ...]:
        """Return the opening counts of a profession; empty where the sources have none."""
        return tuple(o for o in self.openings if o.profession == profession_id)

    def statements_on(self, topic: str) -> tuple[Statement, ...]:
        """Return the statements that answer `topic`, in the order to tell them."""
        return tuple(s for s in self.statements if s.topic == topic)

    def not_said_of(self, record_id: str) -> NotSaid | None:
        """Return the record of that id on what the sources don't say, if it is one."""
        return next((record for record in self.not_said if record.id == record_id), None)

    def date_of(self, fact: Fact) -> PartialDate | None:
        """Return the date to go by: the figure's, its source's reading, or its page's; None if undated."""
        if fact.date_kind == "as_of":
            return fact.date
        if fact.date_kind == "accessed":
            return self.source(fact.source).accessed
        if fact.date_kind == "same_page_as":
            return self.date_of(self.fact(fact.same_page_as or ""))
        return None


def load_facts(path: Path | None = None) -> Facts:
    """Return the facts of `path`, or of the file that WAYFINDER_FACTS names, or of facts.yml.

    Raises:
        FactsInvalid: the file breaks its rules; every fault is told at once.
    """
    return _load(path or Path(os.environ.get(FACTS_VARIABLE, FACTS_FILE)))


@functools.cache
def _load(path: Path) -> Facts:
    read = read_records(path, SECTIONS)
    faults = [*read.faults, *find_faults(read)]
    if faults:
        raise FactsInvalid(faults)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return facts_from(read.records, digest)


def facts_from(records: dict[str, tuple[Any, ...]], version: str) -> Facts:
    """Return the facts of records that `find_faults` found in order."""
    return Facts(**records, version=version)


def usd(amount: float) -> str:
    """Return whole US dollars as people write them, or with cents below a thousand.

    >>> usd(110673), usd(53.2079), usd(-8269)
    ('$110,673', '$53.21', '-$8,269')
    """
    sign = "-" if amount < 0 else ""
    size = abs(amount)
    return f"{sign}${size:,.2f}" if size < 1000 and size != int(size) else f"{sign}${round(size):,}"


def _names(sentence: str, names: Iterable[str]) -> bool:
    return re.search(rf"\b({'|'.join(map(re.escape, names))})s?\b", sentence, re.IGNORECASE) is not None


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_Record = TypeVar("_Record", bound=_HasId)


def _by_id(records: Iterable[_Record], wanted: str) -> _Record:
    for record in records:
        if record.id == wanted:
            return record
    raise UnknownRecord(f"no record has the id {wanted!r}")
