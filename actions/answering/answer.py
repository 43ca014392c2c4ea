"""The answer object: what an action gives to every channel and client.

docs/answer-object.md describes the fields for whoever builds a client.
"""

import dataclasses
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from actions.answering.buttons import Button
from actions.answering.memory import Shown
from actions.answering.question import Question
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import Fact

Status = Literal["answered", "partial", "not_covered", "out_of_scope", "clarify", "social", "error"]
DATE_KINDS_BY_WEIGHT = ("as_of", "accessed", "same_page_as", "undated")


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
class Row:
    """One line of a list: a label, its value as people read it (or none), and the fact that it is."""

    label: str
    fact: str
    shown: str = ""
    value: float | None = None
    unit: str = ""

    def line(self, number: int) -> str:
        """The row as a line of text."""
        response = "utter_row" if self.shown else "utter_row_of_words"
        values: dict[str, Any] = {"shown": self.shown} if self.shown else {}
        return say(response, number=number, label=self.label[:1].upper() + self.label[1:], **values)


@dataclass(frozen=True)
class Answer:
    """One answer, before it is given an id and put into a channel's words.

    `lead` is the sentence that answers; `support` at most three lines beside it; `rows` a list; `limits` what else isn't
    known; `source_line` whom all of it is from, where the lead doesn't say so; `more` a sentence to send next.
    `shown` are the rows that the next message may take up, `led_by` the fact of the lead where that isn't the first, `restricted` the kinds of restriction that were named.
    """

    topic: str
    status: Status
    lead: str
    support: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    limits: tuple[str, ...] = ()
    source_line: str | None = None
    facts: tuple[str, ...] = ()
    computed: tuple[Computed, ...] = ()
    buttons: tuple[Button, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    shown: tuple[Shown, ...] = ()
    led_by: str | None = None
    restricted: tuple[str, ...] = ()
    notice: str | None = None
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
    """Return `answer` as the message for the question's channel; a terminal has buttons as sentences to type."""
    parts = _parts_of(answer)
    text = "\n".join(_lines_of(answer))
    answer_id = uuid.uuid4().hex
    if question.in_terminal:
        offered = " · ".join(f"“{button.payload}”" for button in answer.buttons)
        lines = [text, say("utter_you_can_ask", questions=offered)] if offered else [text]
        return Message(answer_id, "\n".join(lines), [])
    sources = source_rows(facts.find_facts(answer.facts), facts)
    told = {**_answer_object(answer_id, answer, question, facts, sources), "parts": parts}
    return Message(answer_id, text, [button.shown() for button in answer.buttons], told)


def _lines_of(answer: Answer) -> list[str]:
    lines = [
        answer.lead,
        *(row.line(number) for number, row in enumerate(answer.rows, start=1)),
        *answer.support,
        *answer.limits,
        *filter(None, (answer.source_line, answer.notice)),
    ]
    return [_begun_with_a_capital(line) for text in lines for line in text.splitlines()]


def _parts_of(answer: Answer) -> dict[str, Any]:
    return {
        "lead": _begun_with_a_capital(answer.lead),
        "rows": [dataclasses.asdict(row) for row in answer.rows],
        "support": [_begun_with_a_capital(line) for line in answer.support],
        "limits": [_begun_with_a_capital(line) for line in answer.limits],
        "source_line": answer.source_line,
        "notice": answer.notice,
    }


def _begun_with_a_capital(line: str) -> str:
    return line[:1].upper() + line[1:]


def _answer_object(
    answer_id: str, answer: Answer, question: Question, facts: Facts, sources: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the answer object, as JSON has it."""
    asked = answer.asked or question
    return {
        "id": answer_id,
        "topic": answer.topic,
        "status": answer.status,
        "about": asked.about(),
        "restrictions": [
            {"kind": one.kind, "words": one.words, "covered": False, "changes": one.kind in answer.restricted}
            for one in asked.restrictions
        ],
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
