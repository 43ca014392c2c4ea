"""Every topic, asked about every profession with every detail: what the rules on all answers are checked against."""

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from actions.answering.answer import Answer, Message, message_for
from actions.answering.dispatch import answer_to
from actions.answering.memory import Memory
from actions.answering.question import Question
from actions.facts import load_facts
from actions.reading import Amount, NearFact, Restriction
from actions.topics import CAREER_TOPICS, FOLLOW_UP, SOCIAL_TOPICS, UNCOVERED_TOPICS
from tests.support import FACTS_FILE, TODAY, raw_section

TOPICS = (*CAREER_TOPICS, *UNCOVERED_TOPICS, *SOCIAL_TOPICS, FOLLOW_UP)
LIVING_ON_THE_ONE_BEFORE = ("follow_up", "more", "repeat", "sources")
UNKNOWN = "tree surgeon"
OFFER = Amount(120_000, "USD", "year", True, "offer", "120k")

DETAILS: dict[str, dict[str, Any]] = {
    "plain": {},
    "as a list": {"form": "list"},
    "how to": {"form": "how_to"},
    "why": {"form": "why"},
    "yes or no": {"form": "yes_no"},
    "which is most": {"form": "which", "operation": "most"},
    "which is least": {"form": "which", "operation": "least"},
    "which is second": {"form": "which", "operation": "nth", "numbers": (2,)},
    "by how much": {"operation": "difference"},
    "in percent": {"operation": "percent"},
    "how many times": {"operation": "ratio"},
    "together": {"operation": "sum"},
    "on average": {"operation": "mean"},
    "its share": {"operation": "share"},
    "its place": {"operation": "rank"},
    "just the number": {"shape": ("number_only",)},
    "in short": {"shape": ("short",)},
    "in simple words": {"shape": ("simple",)},
    "in a place": {"restrictions": (Restriction("place", "Berlin"),)},
    "by level": {"restrictions": (Restriction("level", "senior"),)},
    "at an employer, in a year": {"restrictions": (Restriction("company", "Google"), Restriction("year", "2019"))},
    "per month": {"period": "month"},
    "per hour": {"period": "hour"},
    "for an amount": {"amounts": (OFFER,)},
    "for an amount per hour": {"amounts": (Amount(60, "USD", "hour", True, "offer", "$60"),)},
    "for euros": {"amounts": (Amount(95_000, "EUR", "year", True, "offer", "95.000 €"),), "currency": "EUR"},
    "without an amount": {"form": "advice"},
    "from another job": {"own_job": "nurse"},
}
ELSEWHERE: dict[str, dict[str, Any]] = {
    "in a talk": {"memory": Memory(introduced=True)},
    "in the terminal": {"in_terminal": True},
}


def every_question(topic: str, path: Path = FACTS_FILE) -> Iterator[tuple[str, Question]]:
    """Yield each question on a topic that one may ask of the facts in `path`, with words that tell it from the others."""
    for who, named in _professions(path).items():
        for how, detail in DETAILS.items():
            yield f"{who}, {how}", _question(topic, **named, **detail)
    for where, setting in ELSEWHERE.items():
        yield where, _question(topic, **setting)
    for record_id in _records_on(topic, path):
        for form in ("yes_no", "how_much", "list"):
            found = (NearFact(record_id, 0.9),)
            yield f"near {record_id}, {form}", _question(topic, form=form, facts=found)
    if topic in LIVING_ON_THE_ONE_BEFORE:
        for before in CAREER_TOPICS:
            for who, named in _professions(path).items():
                memory = Memory(topic=before, facts=_facts_of(before, path), introduced=True, **named)
                for operation in (None, "doubt", "when", "source", "link", "which_true"):
                    form = operation if operation in ("when", "source", "link") else "statement"
                    asked = _question(topic, memory=memory, operation=operation, form=form, **named)
                    yield f"{operation} after {before} of {who}", asked


def _question(topic: str, **named: Any) -> Question:
    is_default = not (named.get("professions") or named.get("unknown"))
    return Question(topic=topic, today=TODAY, is_default=is_default, **named)


def _records_on(topic: str, path: Path) -> list[str]:
    return [
        record_id
        for section in ("statements", "not_said")
        for record_id, record in raw_section(section, path).items()
        if record["topic"] == topic
    ]


def _professions(path: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        "nobody": {},
        **{profession: {"professions": (profession,)} for profession in raw_section("professions", path)},
        "an unknown one": {"unknown": (UNKNOWN,)},
        "two": {"professions": ("machine_learning_engineer", "data_engineer")},
        "two others": {"professions": ("software_engineer", "data_scientist")},
        "a known and an unknown one": {"professions": ("data_scientist",), "unknown": (UNKNOWN,)},
    }


def every_answer(
    topics: Iterable[str] = TOPICS, path: Path = FACTS_FILE
) -> Iterator[tuple[str, Question, Answer, Message]]:
    """Yield each case's words, its question, the answer and the message for the person.

    A question whose action raises is left out: one test of its own is about those.
    """
    for topic in topics:
        for words, question in every_question(topic, path):
            found = _answered(words, question, path)
            if not isinstance(found, Exception):
                yield f"{topic}, {words}", question, *found


def failures(path: Path = FACTS_FILE) -> dict[str, Exception]:
    """Return what was raised instead of an answer, by the words of the case."""
    return {
        f"{topic}, {words}": found
        for topic in TOPICS
        for words, question in every_question(topic, path)
        if isinstance(found := _answered(words, question, path), Exception)
    }


_ANSWERS: dict[tuple[str, str, Path], tuple[Answer, Message] | Exception] = {}


def _answered(words: str, question: Question, path: Path) -> tuple[Answer, Message] | Exception:
    """Return the answer to a question, reckoned once."""
    key = (question.topic, words, path)
    if key not in _ANSWERS:
        _ANSWERS[key] = _answer(question, path)
    return _ANSWERS[key]


def _answer(question: Question, path: Path) -> tuple[Answer, Message] | Exception:
    facts = load_facts(path)
    try:
        answer = answer_to(question, facts)
        return answer, message_for(answer, question, facts)
    except Exception as failure:  # to be counted, not to stop the count
        return failure


@functools.cache
def _facts_of(topic: str, path: Path) -> tuple[str, ...]:
    return answer_to(_question(topic), load_facts(path)).facts
