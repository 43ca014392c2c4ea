"""The record types of facts.yml: their annotations are the rules that its check goes by."""

import re
from dataclasses import dataclass
from typing import Literal

from actions.facts.dates import PartialDate

DateKind = Literal["as_of", "accessed", "same_page_as", "undated"]
Measure = Literal["average_base", "average", "median"]


@dataclass(frozen=True)
class Source:
    """Who says it. `url` is None where the source's own address isn't known."""

    id: str
    publisher: str
    title: str
    measures: str
    url: str | None = None
    note: str | None = None
    accessed: PartialDate | None = None
    cited_by: str | None = None


@dataclass(frozen=True)
class Profession:
    """A profession that facts are about, and what people call it."""

    id: str
    name: str
    plural: str
    aliases: tuple[str, ...]
    field_names: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What every fact has: an id, a source, and one kind of date."""

    id: str
    source: str
    date_kind: DateKind
    date: PartialDate | None = None
    same_page_as: str | None = None


@dataclass(frozen=True, kw_only=True)
class Salary(Fact):
    """A pay figure, in US dollars per year, for the United States."""

    profession: str
    salary_usd_per_year: int
    measure: Measure
    sample_size: int | None = None


@dataclass(frozen=True, kw_only=True)
class Openings(Fact):
    """A number of open positions."""

    profession: str
    job_openings: int


@dataclass(frozen=True, kw_only=True)
class Growth(Fact):
    """By how many percent something grows, and through which year; the statement has these figures' places."""

    profession: str
    growth_percent: int
    through_year: int
    statement: str
    from_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class Course(Fact):
    """A course, with what its page shows of it."""

    name: str
    provider: str
    platform: str
    rating: float
    rating_scale: int
    ratings: int
    enrolled: int
    level: str
    duration_months: int
    pace: str
    teaches: tuple[str, ...]
    statement: str


@dataclass(frozen=True, kw_only=True)
class Statement(Fact):
    """A sentence that answers a topic; without `profession` it is about no particular one.

    `step` numbers the steps of the way in; `start` says whom else the sentence concerns there.
    """

    topic: str
    statement: str
    profession: str | None = None
    step: int | None = None
    start: Literal["no_experience", "degree_in_field", "no_degree"] | None = None


@dataclass(frozen=True)
class Gap:
    """Something that people ask and the sources don't say, or announce and don't give.

    It is told in every answer on its topic, or, where `when_asked` has words, in
    answers to questions that hold one of those. With `profession` it is told where that
    one is asked about and the topic has nothing on it; with `start` also on the way in,
    to whoever begins so.
    """

    id: str
    topic: str
    statement: str
    profession: str | None = None
    start: Literal["no_degree"] | None = None
    when_asked: tuple[str, ...] = ()

    def is_asked_in(self, text: str) -> bool:
        """Return whether an answer to `text` must tell this gap."""
        words = set(re.findall(r"[\w+#'-]+", text.lower()))
        return not self.when_asked or not words.isdisjoint(self.when_asked)


SECTIONS: dict[str, type] = {
    "sources": Source,
    "professions": Profession,
    "salaries": Salary,
    "openings": Openings,
    "growth": Growth,
    "courses": Course,
    "statements": Statement,
    "gaps": Gap,
}
FACT_SECTIONS = ("salaries", "openings", "growth", "courses", "statements")


def singular(words: str) -> str:
    """Return words as names are compared: lower case, single spaces, without a plural s.

    >>> singular(" Data  Scientists ")
    'data scientist'
    """
    plain = re.sub(r"[\s_-]+", " ", words.strip().lower())
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") else plain
