"""Answers, and buttons, that several skills give."""

from actions.answering.answer import Answer
from actions.answering.buttons import Button
from actions.answering.citing import unknown_lines
from actions.answering.question import Question
from actions.answering.wording import pay_button, say, suggestion
from actions.facts import Facts
from actions.facts.records import Statement
from actions.topics import OWN_PROFESSION

MOST_BUTTONS = 3
# Where a conversation can start from.
FIRST_TOPICS = ("salary", "define_role", "become")


def suggestions(*topics: str) -> tuple[Button, ...]:
    """Return the buttons that lead to `topics`."""
    return tuple(suggestion(topic) for topic in topics)


def social(topic: str, response: str, turn: int = 0, suggest: tuple[str, ...] = ()) -> Answer:
    """Return an answer that states no fact: what the response says, in other words in another turn, and buttons."""
    return Answer(topic, "social", (say(response, turn),), buttons=suggestions(*suggest))


def statements_for(question: Question, facts: Facts, topic: str | None = None) -> tuple[Statement, ...]:
    """Return the statements on the topic that are about the professions asked for, or about none in particular."""
    about = (None, *(question.professions or (OWN_PROFESSION,)))
    return tuple(s for s in facts.statements_on(topic or question.topic) if s.profession in about)


def not_covered_profession(question: Question, facts: Facts) -> Answer:
    """Return that the sources say nothing of this kind about the professions asked for, and what is nearest."""
    lines = unknown_lines(question)
    offered: list[Button] = []
    for profession_id in question.professions or (() if question.unknown_professions else (OWN_PROFESSION,)):
        profession = facts.profession(profession_id)
        lines.append(say("utter_not_covered_on_topic", profession=profession.plural))
        offered.append(pay_button(profession))
    for words in question.unknown_professions:
        offered += [pay_button(near) for near in facts.nearest_professions(words)]
    offered += suggestions("salary", "salary_compare")
    unique = {button.payload: button for button in offered}
    return Answer(question.topic, "not_covered", tuple(lines), buttons=tuple(unique.values())[:MOST_BUTTONS])
