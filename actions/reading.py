"""What a message says, read once by the pipeline: all that actions know of a person's words.

`wayfinder/reading/message_reader.py` writes it, as the field `reading` of the parsed message; docs/reading.md describes
each part. Where a message has none, or one of another version, it is read from intent and entities alone.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from actions.money import PER_YEAR, read_pay
from actions.topics import ALSO_ASKED, TOPICS, UNCLEAR, topic_of

VERSION = 1

Form = Literal[
    "how_much", "yes_no", "which", "list", "define", "compare", "how_to", "why", "when", "source", "link", "advice",
    "statement",
]  # fmt: skip
# What a profession is in a message: what is asked about, the writer's own or somebody else's job, where a switch begins,
# what is named to be taken back, what another is measured by, or a subject that somebody has studied.
Part = Literal["asked", "own", "somebody", "start", "taken_back", "than", "studied"]
# What an amount is: an offer, what somebody earns, wants or can pay, what somebody else claims, or only asked about.
AmountPart = Literal["offer", "own_pay", "wish", "budget", "claim", "question"]


@dataclass(frozen=True)
class Subject:
    """A profession that a message names: the id of one that facts are about, or None, and the words."""

    profession: str | None
    words: str
    part: Part = "asked"


@dataclass(frozen=True)
class Restriction:
    """What narrows a question, by kind, in the person's words."""

    kind: str
    words: str


@dataclass(frozen=True)
class Amount:
    """A sum of money for a period; `is_period_said` tells whether the message has the period or it is a guess."""

    value: float
    currency: str
    period: str
    is_period_said: bool = True
    part: AmountPart = "question"
    written: str = ""


@dataclass(frozen=True)
class NearFact:
    """A record that the question is near to, how near (0 to 1), and the answer to a yes/no question, if its editor wrote one."""

    id: str
    similarity: float
    answer: str | None = None


@dataclass(frozen=True)
class Reading:
    """One message, read.

    `topic` is the likeliest, `ranking` the likeliest three with their probabilities, `further` what the message asks
    besides. `refers` are the operations on what was shown before (docs/reading.md has them), `numbers` what they count
    with. `measure` is `pay` or `openings` where the words name it, `is_named` tells that they name the topic outright. `facts` are nearest to the message, `facts_here` nearest to it in the middle of the talk so far.
    """

    topic: str
    ranking: tuple[tuple[str, float], ...] = ()
    form: Form = "statement"
    subjects: tuple[Subject, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    amounts: tuple[Amount, ...] = ()
    period: str | None = None
    currency: str | None = None
    refers: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    shape: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    facts: tuple[NearFact, ...] = ()
    facts_here: tuple[NearFact, ...] = ()
    further: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    picked: int | None = None
    measure: str | None = None
    is_named: bool = False
    is_fragment: bool = False
    is_too_long: bool = False
    person: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The reading as it is stored with the message: empty parts left out."""
        told = {"version": VERSION, **dataclasses.asdict(self)}
        del told["ranking"]  # it stands beside the reading, as `intent_ranking`
        for name in ("facts", "facts_here"):
            told[name] = [[near.id, near.similarity, near.answer] for near in getattr(self, name)]
        return {
            name: value
            for name, value in told.items()
            if value is not None and value is not False and value not in ((), [], {}, "")
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> "Reading":
        """The reading that `to_dict` gave.

        Raises:
            KeyError, TypeError, ValueError: it isn't one.
        """
        values = {name: value for name, value in told.items() if name in cls.__dataclass_fields__}
        kinds: dict[str, Any] = {"subjects": Subject, "restrictions": Restriction, "amounts": Amount}
        for name, kind in kinds.items():
            values[name] = tuple(kind(**one) for one in told.get(name, ()))
        for name in ("facts", "facts_here"):
            values[name] = tuple(NearFact(*near) for near in told.get(name, ()))
        for name in ("refers", "numbers", "shape", "acts", "further", "unseen"):
            values[name] = tuple(told.get(name, ()))
        return cls(**values)

    def named(self, *parts: Part) -> tuple[Subject, ...]:
        """The professions that play one of these parts."""
        return tuple(subject for subject in self.subjects if subject.part in parts)

    def restricted(self, *kinds: str) -> tuple[Restriction, ...]:
        """The restrictions of these kinds."""
        return tuple(one for one in self.restrictions if one.kind in kinds)


def reading_of(message: Mapping[str, Any], known: Sequence[str]) -> Reading:
    """The reading of a parsed message; `known` are the ids of the professions that facts are about.

    A message parsed by an older version, by a trigger or by a client has none; its intent and entities count then.
    """
    if str(message.get("text") or "").lstrip().startswith("/") and "reading" not in message:
        return Reading(UNCLEAR, acts=("slash",))  # Rasa took it apart as a command, past the pipeline
    told = message.get("reading")
    if isinstance(told, Mapping) and told.get("version") == VERSION:
        try:
            return dataclasses.replace(_checked(Reading.from_dict(told)), ranking=_ranking_in(message))
        except (KeyError, TypeError, ValueError, AttributeError):
            pass  # a client may send anything as `parse_data`
    return _by_intent_and_entities(message, known)


def _ranking_in(message: Mapping[str, Any]) -> tuple[tuple[str, float], ...]:
    """The likeliest topics of a parsed message, with their probabilities."""
    return tuple(
        (topic_of(str(one["name"])), float(one["confidence"]))
        for one in message.get("intent_ranking") or []
        if one.get("name")
    )


def _checked(reading: Reading) -> Reading:
    """The reading, if its parts are of the kinds that the rest goes by.

    Raises:
        ValueError: they aren't.
    """
    amounts = all(isinstance(a.value, (int, float)) and a.period in PER_YEAR for a in reading.amounts)
    period = reading.period is None or reading.period in PER_YEAR
    if reading.topic not in TOPICS or not isinstance(reading.person, Mapping) or not amounts or not period:
        raise ValueError("this is no reading of ours")
    return reading


def _by_intent_and_entities(message: Mapping[str, Any], known: Sequence[str]) -> Reading:
    intent = (message.get("intent") or {}).get("name") or UNCLEAR
    entities = [e for e in message.get("entities") or [] if e.get("entity") and e.get("value") is not None]
    values: dict[str, list[str]] = {}
    for entity in entities:
        values.setdefault(entity["entity"], []).append(str(entity["value"]))
    amounts = [read_pay(value, next(iter(values.get("period", [])), None)) for value in values.get("amount", [])]
    topic = topic_of(str(intent))
    return Reading(
        topic=topic if topic in TOPICS else UNCLEAR,
        ranking=_ranking_in(message),
        acts=("help",) if topic == "help" else (),
        amounts=tuple(
            Amount(p.amount, p.currency, p.period, "period" in values, written=w)
            for p, w in zip(amounts, values.get("amount", []), strict=True)
            if p
        ),
        subjects=tuple(Subject(value if value in known else None, value) for value in values.get("profession", [])),
        restrictions=tuple(Restriction(kind, value) for kind in ("place", "level") for value in values.get(kind, [])),
        period=next((p for p in values.get("period", []) if p in PER_YEAR), None),
        further=tuple(values.get(ALSO_ASKED, [])),
    )
