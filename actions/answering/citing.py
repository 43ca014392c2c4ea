"""How an answer says who says it, of when it is, and how old that is today."""

import datetime
from collections.abc import Iterable, Sequence

from actions.answering.answer import Computed
from actions.answering.question import Question
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.dates import whole_years_since
from actions.facts.records import Fact, Gap, Statement
from actions.topics import OWN_PROFESSION


def cite(fact: Fact, facts: Facts) -> str:
    """Return publisher and date of `fact`, in brackets; or that it has no date."""
    source = facts.source(fact.source)
    date = facts.date_of(fact)
    if fact.date_kind == "as_of":
        if source.cited_by:
            citing = facts.source(source.cited_by).publisher
            return say("utter_cite_as_of_cited", publisher=source.publisher, date=date, citing=citing)
        return say("utter_cite_as_of", publisher=source.publisher, date=date)
    if fact.date_kind == "accessed":
        return say("utter_cite_accessed", publisher=source.publisher, date=date)
    if fact.date_kind == "same_page_as":
        return say("utter_cite_same_page", publisher=source.publisher, date=date)
    return say("utter_cite_undated", publisher=source.publisher)


def told_by_source(statements: Sequence[Statement], facts: Facts) -> list[str]:
    """Return the statements as lines: one line saying who, then a bullet for each, source by source."""
    grouped: dict[str, list[Statement]] = {}
    for statement in statements:
        grouped.setdefault(cite(statement, facts), []).append(statement)
    lines = []
    for citation, told in grouped.items():
        if len(told) == 1:
            lines.append(say("utter_statement_alone", statement=told[0].statement, source=citation))
        else:
            lines.append(say("utter_statements_by", source=citation.strip("()")))
            lines += [say("utter_bullet", text=statement.statement) for statement in told]
    return lines


def gap_lines(question: Question, facts: Facts, topic: str | None = None) -> list[str]:
    """Return what the sources don't say about the question's topic, as far as it is asked."""
    return [gap.statement for gap in asked_gaps(facts.gaps_in(topic or question.topic), question)]


def asked_gaps(gaps: Iterable[Gap], question: Question) -> list[Gap]:
    """Return the gaps that an answer to `question` must tell."""
    professions = question.professions or (OWN_PROFESSION,)
    return [gap for gap in gaps if gap.is_asked_in(question.text) and gap.profession in (None, *professions)]


def unknown_lines(question: Question) -> list[str]:
    """Return a line for each profession named that no fact is about."""
    return [say("utter_not_covered_profession", profession=words) for words in question.unknown_professions]


def age_of(used: Sequence[Fact], facts: Facts, now: datetime.date) -> tuple[list[str], tuple[Computed, ...]]:
    """Return a line on how old what is dated among the facts used is, and its computation.

    All of it is at least as old as its newest date; where the oldest is a year before that or more, both are told.
    """
    dated = [(date.earliest(), fact.id, date) for fact in used if (date := facts.date_of(fact)) is not None]
    if not dated:
        return [say("utter_age_unknown")], ()
    newest_day, newest, date = max(dated, key=lambda entry: entry[0])
    oldest = min(dated, key=lambda entry: entry[0])[2]
    if whole_years_since(oldest, newest_day) > 0:
        return [say("utter_ages_differ", oldest=oldest, newest=date)], ()
    years = whole_years_since(date, now)
    computed = Computed(f"whole years from the date of a to {now.isoformat()}", (newest,), years, "years")
    if years == 0:
        return [say("utter_age_recent")], ()
    if years == 1:
        return [say("utter_age_one_year")], ()
    return [say("utter_age_years", years=years)], (computed,)
