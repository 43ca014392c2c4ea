"""What an answer leaves in the memory of its session."""

from typing import Any

from actions.answering.answer import Answer
from actions.answering.buttons import slot_of
from actions.answering.memory import Memory
from actions.answering.question import Question
from actions.topics import CAREER_TOPICS

# Feedback can be given on so many answers back.
MOST_ANSWERS = 100


def memory_after(memory: Memory, answer: Answer, answer_id: str) -> Memory:
    """Return the memory once `answer` has been given: what it told, what it offered, whether it understood."""
    return Memory(
        offered=answer.buttons,
        asked_back=answer.status == "clarify" and answer.topic in CAREER_TOPICS,
        failures=0 if answer.understood else memory.failures + 1,
        answers=(*memory.answers, answer_id)[-MOST_ANSWERS:],
        judged=memory.judged if answer.status == "social" else answer_id,
        told=tuple(dict.fromkeys((*memory.told, *answer.facts))),
    )


def slots_after(answer: Answer, memory: Memory) -> dict[str, Any]:
    """Return the slots that hold the memory, and the question that was answered if another can refer to it."""
    slots: dict[str, Any] = {
        "offered": slot_of(memory.offered),
        "asked_back": memory.asked_back,
        "failures": str(memory.failures),
        "answers": list(memory.answers),
        "judged": memory.judged,
        "told": list(memory.told),
    }
    if answer.topic != "wellbeing":
        slots["introduced"] = True
    if answer.asked is not None and _can_be_referred_to(answer):
        slots |= _carried(answer.asked.asking(answer.topic), answer.facts or answer.asked.facts_told)
    return slots


def _can_be_referred_to(answer: Answer) -> bool:
    """Return whether the next message can take the answer's question up: "sources" asks about the one before."""
    if answer.topic == "sources" and answer.asked is not None and answer.asked.before is not None:
        return False
    return answer.topic in CAREER_TOPICS and answer.status in ("answered", "partial", "not_covered", "clarify")


def _carried(question: Question, fact_ids: tuple[str, ...]) -> dict[str, Any]:
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
