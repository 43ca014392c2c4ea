"""Asking back: when a message may as well mean another topic, the person says which."""

import dataclasses

from actions.answering.answer import Answer
from actions.answering.buttons import Button
from actions.answering.question import Question
from actions.answering.wording import pay_button, say, suggestion
from actions.facts import Facts
from actions.topics import OWN_PROFESSION, PAY


def ask_which(question: Question, facts: Facts) -> Answer:
    """Return the question which of the message's two `rivals` is meant."""
    first, second = (own_question(topic, question, facts) for topic in question.rivals)
    return Answer(
        question.topic,
        "clarify",
        say("utter_ask_which", variant=question.turn, first=first.title, second=second.title),
        buttons=(first, second),
        asked=question,
        understood=False,
    )


def own_question(topic: str, question: Question, facts: Facts) -> Button:
    """Return the button that asks the person's own question, on `topic`."""
    others = [facts.profession(p) for p in question.professions if p != OWN_PROFESSION]
    if topic in PAY and len(others) == 1 and len(question.professions) == 1:
        return pay_button(others[0])
    button = suggestion("salary" if topic == "salary_of" else topic)
    return dataclasses.replace(button, professions=question.professions)
