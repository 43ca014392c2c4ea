"""Every topic, asked about every profession with every detail: what the rules on all answers are checked against."""

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path

from actions.answering.answer import Answer, Message, message_for
from actions.answering.dispatch import answer_to
from actions.answering.question import Question
from actions.facts import load_facts
from actions.topics import CAREER_TOPICS, FOLLOW_UP, SOCIAL_TOPICS, UNCOVERED_TOPICS
from tests.support import FACTS_FILE, TODAY, raw_section

TOPICS = (*CAREER_TOPICS, *UNCOVERED_TOPICS, *SOCIAL_TOPICS, FOLLOW_UP)
LIVING_ON_THE_ONE_BEFORE = ("follow_up", "more", "repeat", "sources")
UNKNOWN = "tree surgeon"

DETAILS = {
    "plain": {"text": "how is that"},
    "with every word that gaps wait for": {
        "text": "why no degree, how long, now, junior level, worth it, which language and math, will ai replace them"
    },
    "in a place": {"text": "in berlin", "place": "Berlin"},
    "in the country of the figures": {"text": "in the us", "place": "the US"},
    "by level": {"text": "with 5 years", "level": "5 years"},
    "per month": {"text": "per month", "period": "month"},
    "per hour": {"text": "an hour", "period": "hour"},
    "for an amount": {"text": "120k", "amount": "120k"},
    "for an amount per hour": {"text": "$60/hr", "amount": "$60", "period": "hour"},
    "for a range": {"text": "70-80k", "amount": "70-80k"},
    "for euros": {"text": "95.000 €", "amount": "95.000 €"},
    "without an amount": {"text": "good money", "amount": "good money"},
}
ELSEWHERE = {"on the web": {}, "first": {"is_first": True}, "in the terminal": {"in_terminal": True}}


def every_question(topic: str, path: Path = FACTS_FILE) -> Iterator[tuple[str, Question]]:
    """Yield each question on a topic that one may ask of the facts in `path`, with words that tell it from the others."""
    for who, named in _professions(path).items():
        for how, detail in DETAILS.items():
            yield f"{who}, {how}", Question(topic=topic, today=TODAY, **named, **detail)
    for where, setting in ELSEWHERE.items():
        yield where, Question(topic=topic, text="so?", today=TODAY, **setting)
    if topic in LIVING_ON_THE_ONE_BEFORE:
        for before in CAREER_TOPICS:
            for who, named in _professions(path).items():
                asked = Question(topic=before, text="so?", today=TODAY, **named, facts_told=_facts_of(before, path))
                yield f"after {before} of {who}", Question(topic=topic, text="and?", today=TODAY, before=asked)
                yield f"a month, after {before} of {who}", Question(
                    topic=topic, text="per month?", today=TODAY, period="month", before=asked
                )


def _professions(path: Path) -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        "nobody": {},
        **{profession: {"professions": (profession,)} for profession in raw_section("professions", path)},
        "an unknown one": {"unknown_professions": (UNKNOWN,)},
        "two": {"professions": ("machine_learning_engineer", "data_engineer")},
        "two others": {"professions": ("software_engineer", "data_scientist")},
        "a known and an unknown one": {"professions": ("data_scientist",), "unknown_professions": (UNKNOWN,)},
    }


def every_answer(
    topics: Iterable[str] = TOPICS, path: Path = FACTS_FILE
) -> Iterator[tuple[str, Question, Answer, Message]]:
    """Yield each case's words, its question, the answer and the message for the person.

    A question whose action raises is left out: one test of its own is about those.
    """
    for topic in topics:
        for words, question in every_question(topic, path):
            found = _answered(question, path)
            if not isinstance(found, Exception):
                yield f"{topic}, {words}", question, *found


def failures(path: Path = FACTS_FILE) -> dict[str, Exception]:
    """Return what was raised instead of an answer, by the words of the case."""
    return {
        f"{topic}, {words}": found
        for topic in TOPICS
        for words, question in every_question(topic, path)
        if isinstance(found := _answered(question, path), Exception)
    }


@functools.cache
def _answered(question: Question, path: Path) -> tuple[Answer, Message] | Exception:
    facts = load_facts(path)
    try:
        answer = answer_to(question, facts)
        return answer, message_for(answer, question, facts)
    except Exception as failure:  # to be counted, not to stop the count
        return failure


@functools.cache
def _facts_of(topic: str, path: Path) -> tuple[str, ...]:
    return answer_to(Question(topic=topic, text="", today=TODAY), load_facts(path)).facts
