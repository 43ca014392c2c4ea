"""A question: what a person asks, and what the conversation knows before it."""

import dataclasses
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from actions.dates import today
from actions.facts import Facts
from actions.topics import ALSO_ASKED, BEYOND, SUBJECTS, is_an_amount, topic_of

# What is carried from one question to the next; each is a slot of the same name.
CARRIED = ("topic", "text", "profession", "place", "level", "amount", "period", "facts")

# Longer messages aren't read to their end, so they aren't answered as if they were.
MOST_CHARACTERS = 4_000


@dataclass(frozen=True)
class Question:
    """One question, read from the message and the slots.

    `professions` are ids of the facts; `unknown_professions` are as written. `ranking` has the
    topics that the message may be about, likeliest first. `before` is the question that was
    answered last in this session, `facts_told` the ids that its answer used.
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
    is_first: bool = False
    in_terminal: bool = False

    def is_too_long(self) -> bool:
        """Return whether the message was too long to be read to its end."""
        return len(self.text) > MOST_CHARACTERS

    def asking(self, topic: str) -> "Question":
        """Return the same question on another topic."""
        return dataclasses.replace(self, topic=topic)

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


def questions_from(tracker: Tracker, topic: str, facts: Facts) -> list[Question]:
    """Return the question of the latest message, and after it those that the message asks besides.

    Only the first introduces the bot; a message too long to be read is one that isn't understood.
    """
    first = question_from(tracker, topic, facts)
    if first.is_too_long():
        return [first.asking("unclear")]
    before = first.before
    if before is not None and _goes_on(first):
        first = dataclasses.replace(
            first, professions=before.professions, unknown_professions=before.unknown_professions
        )
    entities = tracker.latest_message.get("entities") or []
    further = [str(e["value"]) for e in entities if e["entity"] == ALSO_ASKED]
    return [
        first,
        *(dataclasses.replace(first, topic=also, is_first=False) for also in further if also in (*SUBJECTS, *BEYOND)),
    ]


# Words that take up what was just talked about.
_GOES_ON = re.compile(
    r"^\W*(and|what about|how about|but|so|ok|then)\b|\b(they|them|those|that one|it)\b", re.IGNORECASE
)


def _goes_on(question: Question) -> bool:
    """Return whether the question names no profession, but takes up the one named before."""
    on_its_own = question.topic not in SUBJECTS or question.names_a_profession()
    return not on_its_own and _GOES_ON.search(question.text) is not None


def question_from(tracker: Tracker, topic: str, facts: Facts) -> Question:
    """Read the latest message, and the slots as the question before it."""
    message = tracker.latest_message
    entities = message.get("entities") or []
    ranked = [topic_of(intent["name"] or "") for intent in message.get("intent_ranking") or []]
    text = message.get("text") or ""
    professions, unknown = _professions(
        [_named(e, text, facts) for e in entities if e["entity"] == "profession"], facts
    )
    amount = _first(entities, "amount")
    return Question(
        topic=topic,
        text=text,
        today=today(),
        professions=professions,
        unknown_professions=unknown,
        place=_first(entities, "place"),
        level=_first(entities, "level"),
        amount=amount if is_an_amount(amount) else None,
        period=_first(entities, "period"),
        ranking=tuple(name for name in ranked if name in SUBJECTS + BEYOND),
        before=_question_before(tracker, facts),
        is_first=not tracker.get_slot("introduced"),
        in_terminal=tracker.get_latest_input_channel() == "cmdline",
    )


def carried_slots(question: Question, fact_ids: Iterable[str]) -> dict[str, Any]:
    """Return the slots that let the next message refer to this question."""
    return {
        "topic": question.topic,
        "text": question.text,
        "profession": [*question.professions, *question.unknown_professions],
        "place": question.place,
        "level": question.level,
        "amount": question.amount,
        "period": question.period,
        "facts": list(fact_ids),
    }


def _question_before(tracker: Tracker, facts: Facts) -> Question | None:
    slots = {name: tracker.get_slot(name) for name in CARRIED}
    if slots["topic"] not in SUBJECTS:
        return None
    professions, unknown = _professions(slots["profession"] or [], facts)
    return Question(
        topic=slots["topic"],
        text=slots["text"] or "",
        today=today(),
        professions=professions,
        unknown_professions=unknown,
        place=slots["place"],
        level=slots["level"],
        amount=slots["amount"],
        period=slots["period"],
        facts_told=tuple(slots["facts"] or ()),
        in_terminal=tracker.get_latest_input_channel() == "cmdline",
    )


def _professions(named: Iterable[str], facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    known: dict[str, None] = {}
    unknown: dict[str, None] = {}
    for words in named:
        if facts.is_profession(words):
            known[facts.profession(words).id] = None
        else:
            unknown[words] = None
    return tuple(known), tuple(unknown)


def _named(entity: dict[str, Any], text: str, facts: Facts) -> str:
    """Return a profession's id, or, if no fact is about it, the person's own words."""
    value = str(entity["value"])
    return value if facts.is_profession(value) else text[entity["start"] : entity["end"]] or value


def _first(entities: list[dict[str, Any]], entity: str) -> str | None:
    return next((str(e["value"]) for e in entities if e["entity"] == entity), None)
