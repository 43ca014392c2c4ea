"""Reading a question: from the latest message, and from what the session remembers."""

import dataclasses
import re
from collections.abc import Iterable
from typing import Any

from rasa_sdk import Tracker

from actions.answering.background import PATH, WAY_IN, stands_behind_i_am, tells_a_start
from actions.answering.buttons import Button, picked
from actions.answering.memory import CARRIED, memory_in, texts_in
from actions.answering.question import Question
from actions.facts import Facts
from actions.facts.dates import today
from actions.topics import (
    ALSO_ASKED,
    CAREER_TOPICS,
    OWN_PROFESSION,
    PAY,
    UNCOVERED_TOPICS,
    is_an_amount,
    rivals_in,
    topic_of,
)


def questions_from(tracker: Tracker, topic: str, facts: Facts) -> list[Question]:
    """Return the question of the latest message, and after it those that the message asks besides.

    Only the first introduces the bot; a message too long to be read is one that isn't understood,
    and one that picks a button asks what the button says.
    """
    first = question_from(tracker, topic, facts)
    if first.is_too_long():
        return [first.asking("unclear")]
    button = picked(first.text, first.memory.offered)
    if button is not None:
        return [as_picked(first, button, facts)]
    first = _keeping_the_profession(_from_where_one_stands(first))
    entities = tracker.latest_message.get("entities") or []
    further = [str(e["value"]) for e in entities if e["entity"] == ALSO_ASKED]
    return [
        first,
        *(dataclasses.replace(first, topic=also, is_first=False) for also in further if also in (*CAREER_TOPICS, *UNCOVERED_TOPICS)),
    ]


def _from_where_one_stands(question: Question) -> Question:
    """Return the question as it is meant by whoever tells their own degree, experience or job on the way in.

    "I'm a nurse, which degree do I need" is about ML engineers, and the way in is then the way from there.
    """
    if question.rivals and set(question.rivals) <= set(WAY_IN) and tells_a_start(question):
        return dataclasses.replace(question, topic="switch", rivals=())
    if question.topic not in PATH or not question.is_own_job:
        return question
    if question.topic in ("become", "switch"):
        return question.asking("switch")
    return dataclasses.replace(question, professions=(OWN_PROFESSION,), unknown_professions=())


def as_picked(question: Question, button: Button, facts: Facts) -> Question:
    """Return what `button` asks; where the bot had asked back, the question before, on the topic of the button."""
    before = question.before
    if before is None or not question.memory.asked_back or button.topic not in CAREER_TOPICS:
        named = button.professions or question.professions or facts.professions_in(button.payload)
        return dataclasses.replace(question, topic=button.topic, professions=named, rivals=())
    return dataclasses.replace(
        question,
        topic=button.topic,
        text=before.text,
        professions=button.professions or before.professions,
        unknown_professions=() if button.professions else before.unknown_professions,
        place=before.place or question.place,
        level=before.level or question.level,
        amount=before.amount or question.amount,
        period=before.period or question.period,
        rivals=(),
    )


# Words that take up what was just talked about.
_GOES_ON = re.compile(
    r"^\W*(and|what about|how about|but|so|ok|then|no|sorry|i mean|i meant)\b|\b(they|them|those|that one|it)\b"
    r"|\b(for|as|in|of) (that|this|one)\W*$",
    re.IGNORECASE,
)


def _keeping_the_profession(question: Question) -> Question:
    """Return the question with the profession named before, if it takes that up and names none itself.

    The job that somebody comes from isn't what they go on to ask about.
    """
    before = question.before
    on_its_own = question.topic not in CAREER_TOPICS or question.names_a_profession()
    if before is None or before.topic == "switch" or on_its_own:
        return question
    weighs_that_pay = question.topic == "salary_assess" and before.topic in PAY
    if not weighs_that_pay and _GOES_ON.search(question.text) is None:
        return question
    return dataclasses.replace(question, professions=before.professions, unknown_professions=before.unknown_professions)


def question_from(tracker: Tracker, topic: str, facts: Facts) -> Question:
    """Read the latest message, and the slots as the question before it."""
    message = tracker.latest_message
    ranking = message.get("intent_ranking") or []
    ranked = [topic_of(intent["name"] or "") for intent in ranking]
    text = message.get("text") or ""
    entities, taken_back = _without_taken_back(message.get("entities") or [], text)
    named = _professions_of(entities)
    professions, unknown = _professions([_id_or_own_words(e, text, facts) for e in named], facts)
    is_own_job = [stands_behind_i_am(text[: e.get("start", 0)]) for e in named]
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
        ranking=tuple(name for name in ranked if name in CAREER_TOPICS + UNCOVERED_TOPICS),
        before=_question_before(tracker, facts),
        rivals=rivals_in([(topic_of(intent["name"] or ""), intent["confidence"]) for intent in ranking]),
        dropped=tuple(p for e in _professions_of(taken_back) for p in facts.professions_near(str(e["value"]))),
        is_own_job=bool(named) and all(is_own_job) and OWN_PROFESSION not in professions,
        memory=memory_in(tracker),
        is_first=not tracker.get_slot("introduced"),
        in_terminal=tracker.get_latest_input_channel() == "cmdline",
    )


# What takes back the name that comes after it.
_TAKEN_BACK = re.compile(
    r"(\b(not|instead of|rather than)|n['’]?t mean) (about |for |of |in |per )?(the |an? )?$", re.IGNORECASE
)


def _without_taken_back(named: list[dict[str, Any]], text: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the names that are meant, and those that are named to take them back."""
    dropped = [e for e in named if _TAKEN_BACK.search(text[: e.get("start", 0)])]
    return [e for e in named if e not in dropped], dropped


def _professions_of(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [e for e in entities if e["entity"] == "profession"]


def _question_before(tracker: Tracker, facts: Facts) -> Question | None:
    slots = {name: tracker.get_slot(name) for name in CARRIED}
    if slots["topic"] not in CAREER_TOPICS:
        return None
    professions, unknown = _professions(texts_in(slots["profession"]), facts)
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
        facts_told=texts_in(slots["facts"]),
        memory=memory_in(tracker),
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


def _id_or_own_words(entity: dict[str, Any], text: str, facts: Facts) -> str:
    """Return a profession's id, or, if no fact is about it, the person's own words."""
    value = str(entity["value"])
    return value if facts.is_profession(value) else text[entity["start"] : entity["end"]] or value


def _first(entities: list[dict[str, Any]], entity: str) -> str | None:
    return next((str(e["value"]) for e in entities if e["entity"] == entity), None)
