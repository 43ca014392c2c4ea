"""How an answer says who says it, and of when it is."""

from collections.abc import Iterable, Sequence

from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import Fact, Statement


def cite(fact: Fact, facts: Facts) -> str:
    """Return publisher and date of `fact`, in brackets; what another cites is told second-hand."""
    source = facts.source(fact.source)
    when = month_of(fact, facts)
    if fact.date_kind == "as_of":
        if source.cited_by:
            citing = facts.source(source.cited_by).publisher
            return say("utter_cite_as_of_cited", publisher=source.publisher, date=when, citing=citing)
        return say("utter_cite_as_of", publisher=source.publisher, date=when)
    if fact.date_kind == "accessed":
        citing = facts.source(source.cited_by).publisher if source.cited_by else source.publisher
        return say("utter_cite_accessed", publisher=source.publisher, date=when, citing=citing)
    if fact.date_kind == "same_page_as":
        return say("utter_cite_same_page", publisher=source.publisher, date=when)
    return say("utter_cite_undated", publisher=source.publisher)


def month_of(fact: Fact, facts: Facts) -> str:
    """Return the month and year that `fact` is of; nothing where it has no date."""
    date = facts.date_of(fact)
    return date.month_and_year if date else ""


def with_source(sentence: str, fact: Fact, facts: Facts) -> str:
    """Return `sentence` with who says it before its full stop."""
    return f"{sentence.rstrip('.')} {cite(fact, facts)}."


def lines_with_sources(statements: Sequence[Statement], before: str | None, facts: Facts) -> list[str]:
    """Return statements as lines; who says it stands where that changes from one line to the next.

    `before` is the citation that the line before them has.
    """
    lines = []
    for statement in statements:
        citation = cite(statement, facts)
        lines.append(statement.statement if citation == before else with_source(statement.statement, statement, facts))
        before = citation
    return lines


def one_source_line(used: Iterable[Fact], facts: Facts) -> str | None:
    """Return the line on whom all of a list is from: one citation, or several in their order; None of nothing."""
    citations = list(dict.fromkeys(cite(fact, facts).strip("()") for fact in used))
    if not citations:
        return None
    return say("utter_source_line", sources="; ".join(citations))
