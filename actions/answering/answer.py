"""The answer object: what an action gives to every channel and client.

docs/answer-object.md describes the fields for whoever builds a client.
"""

import dataclasses
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from actions.answering.buttons import Button
from actions.answering.question import Question
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import Fact

Status = Literal["answered", "partial", "not_covered", "out_of_scope", "clarify", "social", "error"]
DATE_KINDS_BY_WEIGHT = ("as_of", "accessed", "same_page_as", "undated")
BAR_CELLS = 20


@dataclass(frozen=True)
class Computed:
    """A derived number: `rule` is a formula over `inputs`, called a, b, c … in their order.

    Inputs are fact ids or the person's own amount (in `unit`'s money and time).
    """

    rule: str
    inputs: tuple[str | float, ...]
    result: float
    unit: str


@dataclass(frozen=True)
class Chart:
    """Labelled values with a unit, for a bar chart; `shown` is each value as people read it."""

    title: str
    unit: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Columns and rows of text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Answer:
    """One answer, before it is given an id and put into a channel's words."""

    topic: str
    status: Status
    lines: tuple[str, ...]
    facts: tuple[str, ...] = ()
    computed: tuple[Computed, ...] = ()
    buttons: tuple[Button, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    # The question that was answered: for half a question, the whole that it was taken for.
    asked: Question | None = None
    # False where the bot has to guess or ask what the message is about.
    understood: bool = True


@dataclass(frozen=True)
class Message:
    """What is sent: text, buttons, and the answer object (None in the terminal, which would print it raw).

    `id` is the answer's; the terminal has it too, for feedback in words.
    """

    id: str
    text: str
    buttons: list[dict[str, str]]
    answer: dict[str, Any] | None = field(default=None)


def message_for(answer: Answer, question: Question, facts: Facts) -> Message:
    """Return `answer` as the message for the question's channel."""
    lines = [_begun_with_a_capital(line) for text in answer.lines for line in text.splitlines()]
    sources = source_rows([facts.fact(fact_id) for fact_id in answer.facts], facts)
    if question.in_terminal:
        if answer.chart:
            lines += bars(answer.chart)
        lines += [source_line(row) for row in sources]
    answer_id = uuid.uuid4().hex
    told = None if question.in_terminal else answer_object(answer_id, answer, question, facts, sources)
    return Message(answer_id, "\n".join(lines), [button.shown() for button in answer.buttons], told)


def _begun_with_a_capital(line: str) -> str:
    begin = 2 if line.startswith("• ") else 0
    return line[:begin] + line[begin : begin + 1].upper() + line[begin + 1 :]


def answer_object(
    answer_id: str, answer: Answer, question: Question, facts: Facts, sources: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the answer object, as JSON has it."""
    return {
        "id": answer_id,
        "topic": answer.topic,
        "status": answer.status,
        "about": (answer.asked or question).about(),
        "facts": list(answer.facts),
        "computed": [dataclasses.asdict(number) for number in answer.computed],
        "sources": sources,
        "table": dataclasses.asdict(answer.table) if answer.table else None,
        "chart": dataclasses.asdict(answer.chart) if answer.chart else None,
        "facts_version": facts.version,
    }


def source_rows(used: Iterable[Fact], facts: Facts) -> list[dict[str, Any]]:
    """Return one row for each source of the facts used, with the firmest kind of date among them."""
    by_source: dict[str, list[Fact]] = {}
    for fact in used:
        by_source.setdefault(fact.source, []).append(fact)
    rows = []
    for source_id, told in by_source.items():
        source = facts.source(source_id)
        firmest = min(told, key=lambda fact: DATE_KINDS_BY_WEIGHT.index(fact.date_kind))
        date = facts.date_of(firmest)
        rows.append(
            {
                "publisher": source.publisher,
                "title": source.title,
                "url": source.url,
                "measures": source.measures,
                "date": date.isoformat() if date else None,
                "date_kind": firmest.date_kind,
                "cited_by": facts.source(source.cited_by).publisher if source.cited_by else None,
                "note": source.note,
            }
        )
    return rows


def source_line(row: dict[str, Any]) -> str:
    """Return a source as one line of text, its address bare."""
    if row["url"]:
        return say("utter_source_with_address", publisher=row["publisher"], title=row["title"], url=row["url"])
    return say("utter_source_without_address", publisher=row["publisher"], title=row["title"])


def bars(chart: Chart) -> list[str]:
    """Return a bar chart in text, for a terminal."""
    widest = max(map(len, chart.labels))
    longest = max(chart.values)
    return [
        f"{label:<{widest}} {'█' * max(1, round(value / longest * BAR_CELLS)):<{BAR_CELLS}} {shown}"
        for label, value, shown in zip(chart.labels, chart.values, chart.shown, strict=True)
    ]
