"""The rules of facts.yml that go beyond one record's own fields.

Each rule is a function that yields a record's id and what is wrong with it; `find_faults`
runs them all and puts file, line and record in front.
"""

from collections.abc import Callable, Iterator, Set
from typing import Any

from actions.facts.facts_file import Read, did_you_mean
from actions.facts.records import FACT_SECTIONS, Fact, singular
from actions.topics import CAREER_TOPICS, OWN_PROFESSION

Fault = tuple[str, str]
# A yearly salary outside these is a wrong unit (per hour, per month, in thousands) or a typing slip.
SALARY_RANGE = (10_000, 1_000_000)


def find_faults(read: Read) -> list[str]:
    """Return every fault, in the order of the file, each with file, line, record and cure."""
    found = [fault for rule in RULES for fault in rule(read.records)]
    found += _references_exist(read.records, broken=read.places.keys() - {record.id for record in _all(read.records)})
    found.sort(key=lambda fault: read.places[fault[0]].line)
    return [f"{read.places[record_id]}: {text}" for record_id, text in found] + list(_what_the_bot_is_about(read))


def _what_the_bot_is_about(read: Read) -> Iterator[str]:
    """Yield what is missing of the ML engineer, whom every answer is about unless another profession is named."""
    if read.faults:
        return  # a record that can't be read isn't missing
    if OWN_PROFESSION not in read.places:
        yield f"{read.file}:1: professions: {OWN_PROFESSION} is missing, whom the bot is about. Put it back."
    own = [salary for salary in read.records["salaries"] if salary.profession == OWN_PROFESSION]
    if not any(salary.measure != "median" and salary.date_kind != "undated" for salary in own):
        yield (
            f"{read.file}:1: salaries: no dated average of {OWN_PROFESSION} is left, which the first answer of each chat "
            "and the test question at the start need. Put one back; when a better one is found, change the record."
        )


def _references_exist(records: dict[str, tuple[Any, ...]], broken: Set[str]) -> Iterator[Fault]:
    """Yield references to nothing; one to a record that is `broken` itself is told there, not here."""
    ids = {section: {r.id for r in records[section]} for section in records}
    facts = {r.id for section in FACT_SECTIONS for r in records[section]}
    known = {"source": ids["sources"], "cited_by": ids["sources"], "profession": ids["professions"], "about": ids["professions"],
             "comes_from": ids["professions"], "same_page_as": facts, "nearest": facts, "topic": set(CAREER_TOPICS)}  # fmt: skip
    for record in _all(records):
        for field, targets in known.items():
            named = getattr(record, field, None)
            for value in named if isinstance(named, tuple) else [named]:
                if value is not None and value not in targets and value not in broken:
                    nearest = did_you_mean(value, sorted(targets), "There are")
                    yield record.id, f"{field} is {value!r}, which doesn't exist.{nearest}"


def _one_kind_of_date(records: dict[str, tuple[Any, ...]]) -> Iterator[Fault]:
    sources = {s.id: s for s in records["sources"]}
    facts = {fact.id: fact for fact in _facts(records)}
    for fact in facts.values():
        if fact.date_kind == "as_of" and fact.date is None:
            yield (
                fact.id,
                "date_kind is as_of, but date is missing. Add the figure's own date, for example date: 2022-08-10.",
            )
        if fact.date_kind != "as_of" and fact.date is not None:
            yield fact.id, f"date_kind is {fact.date_kind}, but a date is given. Take it out, or make date_kind as_of."
        if fact.date_kind != "same_page_as" and fact.same_page_as is not None:
            yield (
                fact.id,
                f"date_kind is {fact.date_kind}, but same_page_as is given. Take it out, or make it the date_kind.",
            )
        source = sources.get(fact.source)
        if fact.date_kind == "accessed" and source is not None and source.accessed is None:
            yield fact.id, f"date_kind is accessed, but its source {source.id} has no accessed day. Add it there."
        if fact.date_kind == "same_page_as":
            yield from _page_of(fact, facts)


def _page_of(fact: Fact, facts: dict[str, Fact]) -> Iterator[Fault]:
    if fact.same_page_as is None:
        yield fact.id, "date_kind is same_page_as, but same_page_as is missing. Name the dated fact of that page."
        return
    page = facts.get(fact.same_page_as)
    if page is not None and (page.source != fact.source or page.date_kind != "as_of"):
        yield fact.id, f"same_page_as is {page.id}, which isn't a dated figure of the same source. Name one that is."


def _plausible_numbers(records: dict[str, tuple[Any, ...]]) -> Iterator[Fault]:
    lowest, highest = SALARY_RANGE
    for salary in records["salaries"]:
        if not lowest <= salary.salary_usd_per_year <= highest:
            yield (
                salary.id,
                (
                    f"salary_usd_per_year is {salary.salary_usd_per_year}, which is no yearly salary in dollars. "
                    f"Write whole dollars per year, between {lowest} and {highest}."
                ),
            )


def _names_are_unique(records: dict[str, tuple[Any, ...]]) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for profession in records["professions"]:
        for name in {singular(n) for n in (profession.name, *profession.aliases, *profession.field_names)}:
            if owner.setdefault(name, profession.id) != profession.id:
                yield profession.id, f"the alias {name!r} belongs to {owner[name]} already. One profession per alias."
    for profession in records["professions"]:
        for name in profession.near:
            if singular(name) in owner:
                other = owner[singular(name)]
                yield profession.id, f"near names {name!r}, which is an alias of {other}. Take it out of one."


def _texts_can_be_shown(records: dict[str, tuple[Any, ...]]) -> Iterator[Fault]:
    for record in _all(records):
        for field, value in vars(record).items():
            for text in value if isinstance(value, tuple) else [value]:
                if not isinstance(text, str):
                    continue
                if "{" in text or "}" in text:
                    yield record.id, f"{field} has a curly bracket, which is kept for placeholders. Write it without."
                if "\n\n" in text:
                    yield record.id, f"{field} has a blank line, which would split the message. Take it out."


# A first sentence is read at a glance; a line of a list is, too.
MOST_WORDS = {"statement": 25, "short": 12, "simple": 25}


def _sentences_are_short(records: dict[str, tuple[Any, ...]]) -> Iterator[Fault]:
    for record in (*records["statements"], *records["not_said"]):
        for field, most in MOST_WORDS.items():
            words = len((getattr(record, field, None) or "").split())
            if words > most:
                yield record.id, f"{field} has {words} words. Say it in {most}, or make two records of it."


def _questions_are_asked_of_one(records: dict[str, tuple[Any, ...]]) -> Iterator[Fault]:
    owner: dict[str, str] = {}
    for record in (*records["statements"], *records["not_said"]):
        for asked in record.asked_as:
            words = " ".join(asked.ask.lower().split()).strip(" ?!.")
            if owner.setdefault(words, record.id) != record.id:
                yield record.id, f"asked_as has {asked.ask!r}, as {owner[words]} has. A question leads to one record."
    for record in records["not_said"]:
        for asked in record.asked_as:
            if asked.answer is not None:
                yield (
                    record.id,
                    f"asked_as answers {asked.ask!r}, but this is what the sources don't say. Take the answer out.",
                )


def _addresses_are_secure(records: dict[str, tuple[Any, ...]]) -> Iterator[Fault]:
    for source in records["sources"]:
        if source.url is not None and not source.url.startswith("https://"):
            yield source.id, f"url is {source.url!r}. It must begin with https://."


RULES: tuple[Callable[[dict[str, tuple[Any, ...]]], Iterator[Fault]], ...] = (
    _one_kind_of_date,
    _plausible_numbers,
    _names_are_unique,
    _texts_can_be_shown,
    _sentences_are_short,
    _questions_are_asked_of_one,
    _addresses_are_secure,
)


def _all(records: dict[str, tuple[Any, ...]]) -> Iterator[Any]:
    for section in records.values():
        yield from section


def _facts(records: dict[str, tuple[Any, ...]]) -> Iterator[Fact]:
    for section in FACT_SECTIONS:
        yield from records[section]
