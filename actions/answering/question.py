"""A question: what a message asks, filled up with what the talk is about. actions/answering/resolve.py makes it."""

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.answering.memory import NO_MEMORY, Memory
from actions.reading import Amount, NearFact, Reading, Restriction
from actions.topics import OWN_PROFESSION


@dataclass(frozen=True)
class Question:
    """One question, ready to be answered.

    `professions` are ids of those asked about, `unknown` the words for those that no fact is about; both empty where
    none was named, now or before. `is_default` tells that ML engineers are taken for want of another. `own_job` is what
    the writer works as (an id or words). `operation` is what is done with `rows`, figures or statements shown before
    or asked for now. `facts` are the records nearest to the question. `is_same_again` tells that the last was the same.
    """

    topic: str
    today: datetime.date
    form: str = "statement"
    professions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    is_default: bool = False
    is_carried: bool = False
    own_job: str | None = None
    restrictions: tuple[Restriction, ...] = ()
    amounts: tuple[Amount, ...] = ()
    period: str | None = None
    currency: str | None = None
    operation: str | None = None
    numbers: tuple[int, ...] = ()
    facts: tuple[NearFact, ...] = ()
    shape: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    ranking: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    is_further: bool = False
    was_clicked: bool = False
    reading: Reading = field(default_factory=lambda: Reading("unclear"))
    memory: Memory = NO_MEMORY
    person: Mapping[str, str] = field(default_factory=dict)
    in_terminal: bool = False

    def asking(self, topic: str, **changes: Any) -> "Question":
        """The same question on another topic."""
        return dataclasses.replace(self, topic=topic, **changes)

    @property
    def turn(self) -> int:
        """How many answers the session had before; wording goes by it, so that it varies."""
        return len(self.memory.answers)

    @property
    def is_first(self) -> bool:
        """Whether nothing was answered in this session yet."""
        return not self.memory.introduced

    @property
    def amount(self) -> Amount | None:
        """The first amount, if there is one."""
        return self.amounts[0] if self.amounts else None

    def whom(self) -> tuple[str, ...]:
        """The ids of the known professions to answer for: ML engineers where none is named, none where all are unknown."""
        return self.professions or (() if self.unknown else (OWN_PROFESSION,))

    def restricted(self, *kinds: str) -> tuple[Restriction, ...]:
        """The restrictions of these kinds."""
        return tuple(one for one in self.restrictions if one.kind in kinds)

    def about(self) -> dict[str, Any]:
        """What was asked, as the answer object has it."""
        words = {one.kind: one.words for one in reversed(self.restrictions)}
        return {
            "professions": list(self.professions),
            "unknown_professions": list(self.unknown),
            "place": words.get("place"),
            "level": words.get("level"),
            "period": self.period,
            "amount": self.amount.written if self.amount else None,
        }
