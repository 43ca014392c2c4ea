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


Agreement = Literal["yes", "no", "usually", "often", "sometimes", "not necessarily", "partly", "it says so"]


@dataclass(frozen=True)
class Asked:
    """A question as people ask it; of a yes/no question also the answer, which the statement bears out."""

    ask: str
    answer: Agreement | None = None


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What every fact has: an id, a source, one kind of date, and perhaps questions that it answers."""

    id: str
    source: str
    date_kind: DateKind
    date: PartialDate | None = None
    same_page_as: str | None = None
    asked_as: tuple[Asked, ...] = ()


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
class Statement(Fact):
    """A sentence that answers a topic, and the questions that it answers.

    `about` has the ids of the professions that the source says it of; without, it is about none in particular.
    `short` is how it stands in a list (a sentence that gathers what others say one by one has none), `simple` the same in plainer words. `step` numbers the steps of the way in;
    `comes_from` says from which profession it tells the way.
    """

    topic: str
    statement: str
    about: tuple[str, ...] = ()
    short: str | None = None
    simple: str | None = None
    step: int | None = None
    comes_from: str | None = None


@dataclass(frozen=True)
class NotSaid:
    """Something that people ask and the sources don't say, in a sentence, and the questions that ask for it.

    `nearest` is the id of the fact that who asks this would want instead, if there is one.
    """

    id: str
    topic: str
    statement: str
    about: tuple[str, ...] = ()
    nearest: str | None = None
    asked_as: tuple[Asked, ...] = ()


SECTIONS: dict[str, type] = {
    "sources": Source,
    "professions": Profession,
    "salaries": Salary,
    "openings": Openings,
    "statements": Statement,
    "not_said": NotSaid,
}
FACT_SECTIONS = ("salaries", "openings", "statements")


def singular(words: str) -> str:
    """Return words as names are compared: lower case, single spaces, without a plural s.

    >>> singular(" Data  Scientists ")
    'data scientist'
    """
    plain = re.sub(r"[\s_-]+", " ", words.strip().lower())
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") else plain
