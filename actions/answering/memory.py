"""The state of a talk: what a session remembers from one message to the next, in the slot `memory`.

Rasa keeps the slot with the conversation, and forgets it when a new session begins. `remember.py` is its one writer.
"""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from rasa_sdk import Tracker

from actions.answering.buttons import Button, buttons_in, slot_of
from actions.reading import Amount, Restriction

SLOT = "memory"
VERSION = 1
# The slots of older versions, read where a conversation has no memory yet.
OLD_SLOTS = (
    "topic", "text", "profession", "place", "level", "amount", "period", "facts", "introduced", "offered", "asked_back",
    "failures", "answers", "judged", "told",
)  # fmt: skip

# The slot `profession` had ids, which have an underscore, beside a person's own words.
_ID = re.compile(r"[a-z]+(?:_[a-z]+)+")

Measure = Literal["pay", "openings", "statement"]


@dataclass(frozen=True)
class Shown:
    """One row of what was shown: a value of a profession, or a statement, and the fact that it is."""

    fact: str
    measure: Measure
    profession: str | None = None
    value: float = 0


@dataclass(frozen=True)
class Memory:
    """What a talk is about, what was shown and offered, and what its person told.

    `topic` to `facts` are of the question that was answered last: `professions` by id, `unknown` in the person's words,
    `facts` those that the answer used, the leading one first. `results` are the last three that had figures or lists,
    each in the order shown, the newest last. `told` are all facts told, `limits_told` the kinds of restriction that were
    named already, `clicked` the sentences of buttons picked. `person` has the own `job`, `degree` and the like.
    """

    topic: str | None = None
    form: str = "statement"
    professions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    amount: Amount | None = None
    period: str | None = None
    facts: tuple[str, ...] = ()
    results: tuple[tuple[Shown, ...], ...] = ()
    offered: tuple[Button, ...] = ()
    asked_back: bool = False
    refused: int = 0
    failures: int = 0
    introduced: bool = False
    shape: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    limits_told: tuple[str, ...] = ()
    clicked: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    judged: str | None = None
    person: Mapping[str, str] = field(default_factory=dict)

    def last_rows(self, least: int = 1) -> tuple[Shown, ...]:
        """The rows of the newest result that has at least so many."""
        return next((rows for rows in reversed(self.results) if len(rows) >= least), ())

    def to_slot(self) -> dict[str, Any]:
        """The memory as the slot keeps it: what JSON has, empty parts left out."""
        kept = {"version": VERSION, **dataclasses.asdict(self), "offered": slot_of(self.offered)}
        kept["results"] = [
            [[row.fact, row.measure, row.profession, row.value] for row in rows] for rows in self.results
        ]
        return {name: _plain(value) for name, value in kept.items() if value not in (None, False, 0, (), [], {})}


NO_MEMORY = Memory()


def memory_in(tracker: Tracker) -> Memory:
    """Read the memory of a conversation; of one that an older version began, what its slots have of it."""
    kept = tracker.get_slot(SLOT)
    if isinstance(kept, Mapping) and kept.get("version") == VERSION:
        try:
            return _memory_from(kept)
        except (KeyError, TypeError, ValueError):
            return NO_MEMORY
    return _memory_from_old({name: tracker.get_slot(name) for name in OLD_SLOTS})


def feedback_in(tracker: Tracker) -> dict[str, Any]:
    """What the person thought of which answer, by answer id."""
    kept = tracker.get_slot("feedback")
    return dict(kept) if isinstance(kept, dict) else {}


def _memory_from(kept: Mapping[str, Any]) -> Memory:
    values = {name: value for name, value in kept.items() if name in Memory.__dataclass_fields__}
    for name in ("professions", "unknown", "facts", "shape", "told", "limits_told", "clicked", "answers"):
        values[name] = _texts_in(kept.get(name))
    values["restrictions"] = tuple(Restriction(**one) for one in kept.get("restrictions", ()))
    values["amount"] = Amount(**kept["amount"]) if kept.get("amount") else None
    values["results"] = tuple(tuple(Shown(*row) for row in rows) for rows in kept.get("results", ()))
    values["offered"] = buttons_in(kept.get("offered"))
    values["person"] = dict(kept.get("person", {}))
    return Memory(**values)


def _memory_from_old(slots: Mapping[str, Any]) -> Memory:
    """The part of the memory that the slots of older versions have; what was shown by then can't be taken up."""
    failures = slots["failures"]
    restrictions = [Restriction(kind, slots[kind]) for kind in ("place", "level") if isinstance(slots[kind], str)]
    return Memory(
        topic=slots["topic"] if isinstance(slots["topic"], str) else None,
        professions=tuple(p for p in _texts_in(slots["profession"]) if _ID.fullmatch(p)),
        unknown=tuple(p for p in _texts_in(slots["profession"]) if not _ID.fullmatch(p)),
        restrictions=tuple(restrictions),
        period=slots["period"] if isinstance(slots["period"], str) else None,
        facts=_texts_in(slots["facts"]),
        offered=buttons_in(slots["offered"]),
        asked_back=bool(slots["asked_back"]),
        failures=int(failures) if isinstance(failures, str) and failures.isdecimal() else 0,
        introduced=bool(slots["introduced"]),
        told=_texts_in(slots["told"]),
        answers=_texts_in(slots["answers"]),
        judged=slots["judged"] if isinstance(slots["judged"], str) else None,
    )


def _texts_in(kept: Any) -> tuple[str, ...]:
    return tuple(text for text in kept if isinstance(text, str)) if isinstance(kept, (list, tuple)) else ()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items() if one not in (None, (), [])}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value
