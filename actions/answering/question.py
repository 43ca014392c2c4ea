"""A question: what a person asks, and what the conversation knows before it. actions/answering/read_question.py reads it."""

import dataclasses
import datetime
from dataclasses import dataclass
from typing import Any

from actions.answering.memory import NO_MEMORY, Memory

# Longer messages aren't read to their end, so they aren't answered as if they were.
MOST_CHARACTERS = 4_000


@dataclass(frozen=True)
class Question:
    """One question, read from the message and the slots.

    `professions` are ids of the facts; `unknown_professions` are as written; `dropped` are the ids of
    those that the message names to take them back ("not data scientists"). `is_own_job` tells whether
    all that it names is what its writer works as ("I'm a nurse"). `ranking` has the topics
    that the message may be about, likeliest first, `rivals` the two that it may as well ask about. `before`
    is the question that was answered last in this session, `facts_told` the ids that its answer used,
    `memory` what else the session has.
    """

    topic: str
    text: str
    today: datetime.date
    professions: tuple[str, ...] = ()
    unknown_professions: tuple[str, ...] = ()
    place: str | None = None
    level: str | None = None
    amount: str | None = None
    period: str | None = None
    ranking: tuple[str, ...] = ()
    facts_told: tuple[str, ...] = ()
    before: "Question | None" = None
    rivals: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    is_own_job: bool = False
    memory: Memory = NO_MEMORY
    is_first: bool = False
    in_terminal: bool = False

    def is_too_long(self) -> bool:
        """Return whether the message was too long to be read to its end."""
        return len(self.text) > MOST_CHARACTERS

    def asking(self, topic: str) -> "Question":
        """Return the same question on another topic."""
        return dataclasses.replace(self, topic=topic)

    @property
    def turn(self) -> int:
        """Return how many answers the session had before; wording goes by it, so that it varies."""
        return len(self.memory.answers)

    def names_something(self) -> bool:
        """Return whether the question names a profession, place, level, amount or period."""
        named = (self.professions, self.unknown_professions, self.place, self.level, self.amount, self.period)
        return any(named) or bool(self.dropped)

    def names_a_profession(self) -> bool:
        """Return whether the question names any profession, known or not."""
        return bool(self.professions or self.unknown_professions)

    def about(self) -> dict[str, Any]:
        """Return what was asked, as the answer object has it."""
        return {
            "professions": list(self.professions),
            "unknown_professions": list(self.unknown_professions),
            "place": self.place,
            "level": self.level,
            "period": self.period,
            "amount": self.amount,
        }
