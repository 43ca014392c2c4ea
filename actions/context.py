"""Messages that live on the one before: half a question, "say that again", "tell me more"."""

import dataclasses

from actions.answer import Answer
from actions.facts import Facts
from actions.question import Question
from actions.topic_action import TopicAction, answer_to, social, suggestions
from actions.wording import say

START = ("salary", "define_role", "become")
# What "tell me more" goes on with.
MORE = {
    "define_ml": "ml_uses", "ml_uses": "products", "define_role": "responsibilities", "responsibilities": "skills",
    "products": "ml_uses", "skills": "education", "team": "ml_vs_ds", "ml_vs_ds": "salary_compare",
    "salary": "salary_compare", "salary_of": "salary_compare", "salary_compare": "openings", "salary_location": "remote",
    "salary_assess": "salary_compare", "openings": "outlook", "outlook": "openings", "become": "education",
    "education": "courses", "entry_level": "become", "courses": "education", "difficulty": "skills",
    "remote": "responsibilities", "switch": "become", "sources": "salary",
}  # fmt: skip


class ActionFollowUp(TopicAction, topic="follow_up"):
    """Answer half a question with the topic of the one before."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer on the topic before, with what the message names put in; else ask what is meant."""
        if question.before is None:
            if question.names_a_profession():
                return answer_to(question.asking("salary"), facts)  # what most people want to know
            return Answer("follow_up", "clarify", (say("utter_follow_up_on_nothing"),), buttons=suggestions(*START))
        return answer_to(merged(question, question.before), facts)


class ActionRepeat(TopicAction, topic="repeat"):
    """Say the last answer again."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer to the question before; with none before, say so."""
        if question.before is None:
            return social("repeat", "utter_nothing_to_repeat", suggest=START)
        return answer_to(dataclasses.replace(question.before, is_first=False), facts)


class ActionTellMore(TopicAction, topic="more"):
    """Go on with what is next to the last answer."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer on the topic next to the one before; with none before, say what can be asked."""
        if question.before is None:
            return social("more", "utter_more_of_what", suggest=START)
        if question.before.unknown_professions and not question.before.professions:
            return social("more", "utter_more_of_what", suggest=START)
        return answer_to(question.before.asking(MORE[question.before.topic]), facts)


def merged(question: Question, before: Question) -> Question:
    """Return the question before, with all that the new message names in the place of what it named."""
    names_profession = question.names_a_profession()
    professions = question.professions if names_profession else before.professions
    unknown = question.unknown_professions if names_profession else before.unknown_professions
    return dataclasses.replace(
        question,
        topic=_base(before.topic, question),
        professions=professions,
        unknown_professions=unknown,
        place=question.place or before.place,
        level=question.level or before.level,
        amount=question.amount or before.amount,
        period=question.period or before.period,
    )


def _base(topic: str, question: Question) -> str:
    """Return the topic to begin from: another profession after a comparison or a place asks for its pay."""
    if topic == "salary_of" or (topic == "salary_compare" and question.names_a_profession()):
        return "salary"
    if topic == "salary_location" and question.place is None:
        return "salary"
    return topic
