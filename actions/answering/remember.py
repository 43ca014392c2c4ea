"""What an answer leaves in the memory of its talk: the one place where it is written."""

import dataclasses
from collections.abc import Sequence

from actions.answering.answer import Answer
from actions.answering.memory import Memory
from actions.answering.question import Question
from actions.topics import CAREER_TOPICS

# Feedback can be given on so many answers back.
MOST_ANSWERS = 8
MOST_RESULTS = 3
# So many facts told and buttons clicked are kept, the latest.
MOST_TOLD, MOST_CLICKED = 24, 8


def memory_after(memory: Memory, answers: Sequence[tuple[Answer, str]], first: Question) -> Memory:
    """Return the memory once the answers to one message, each with its id, have been given."""
    for answer, answer_id in answers:
        memory = _after(memory, answer, answer_id)
    return dataclasses.replace(memory, person=dict(first.person), clicked=_clicked(memory, first))


def _after(memory: Memory, answer: Answer, answer_id: str) -> Memory:
    refused = answer.status in ("not_covered", "out_of_scope")
    kept = dataclasses.replace(
        memory,
        offered=answer.buttons,
        asked_back=answer.status == "clarify" and answer.topic in CAREER_TOPICS,
        refused=memory.refused + 1 if refused else 0,
        failures=0 if answer.understood else memory.failures + 1,
        introduced=memory.introduced or answer.notice is not None or answer.topic == "greet",
        answers=(*memory.answers, answer_id)[-MOST_ANSWERS:],
        judged=memory.judged if answer.status == "social" else answer_id,
        told=tuple(dict.fromkeys((*memory.told, *answer.facts)))[-MOST_TOLD:],
        limits_told=tuple(dict.fromkeys((*memory.limits_told, *answer.restricted))),
    )
    asked = answer.asked
    if asked is None or not _can_be_taken_up(answer):
        return kept
    is_result = bool(answer.shown)
    about_sources = answer.topic == "sources" and memory.topic is not None
    if about_sources:
        return kept
    return dataclasses.replace(
        kept,
        topic=answer.topic,
        form=asked.form,
        professions=asked.professions,
        unknown=asked.unknown,
        restrictions=asked.restrictions,
        amount=asked.amount,
        period=asked.period,
        facts=_lead_first(answer) or memory.facts,
        results=(*memory.results, answer.shown)[-MOST_RESULTS:] if is_result else memory.results,
        shape=tuple(shape for shape in asked.shape if shape in ("short", "simple") and "more" not in asked.shape),
    )


def _lead_first(answer: Answer) -> tuple[str, ...]:
    if answer.led_by is None:
        return answer.facts
    return (answer.led_by, *(fact for fact in answer.facts if fact != answer.led_by))


def _can_be_taken_up(answer: Answer) -> bool:
    """Return whether the next message can take up the answer's question: an answer, or a refusal on a job."""
    if answer.topic not in CAREER_TOPICS:
        return False
    if answer.status in ("answered", "partial"):
        return True
    return (
        answer.status in ("not_covered", "clarify")
        and answer.asked is not None
        and bool(answer.asked.unknown or answer.asked.professions or answer.status == "clarify")
    )


def _clicked(memory: Memory, first: Question) -> tuple[str, ...]:
    picked = first.reading.picked
    if not first.was_clicked or picked is None or picked >= len(first.memory.offered):
        return memory.clicked
    return (*memory.clicked, first.memory.offered[picked].payload)[-MOST_CLICKED:]
