"""Messages that live on the ones before: half a question, "why?", "say that again", "tell me more"."""

import dataclasses
import re

from actions.answering.answer import Answer
from actions.answering.asking_back import own_question
from actions.answering.background import PATH, tells_own_job
from actions.answering.buttons import Button
from actions.answering.common_answers import FIRST_TOPICS, social, suggestions
from actions.answering.dispatch import answer_to
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say, suggestion
from actions.facts import Facts
from actions.money import currency_in
from actions.topics import OWN_PROFESSION, PAY

# What "tell me more" goes on with.
MORE = {
    "define_ml": "ml_uses", "ml_uses": "products", "define_role": "responsibilities", "responsibilities": "skills",
    "products": "ml_uses", "skills": "education", "team": "ml_vs_ds", "ml_vs_ds": "salary_compare",
    "salary": "salary_compare", "salary_of": "salary_compare", "salary_compare": "openings", "salary_location": "remote",
    "salary_assess": "salary_compare", "openings": "outlook", "outlook": "openings", "become": "education",
    "education": "courses", "entry_level": "become", "courses": "education", "difficulty": "skills",
    "remote": "responsibilities", "switch": "become", "sources": "salary",
}  # fmt: skip

_WHY = re.compile(r"\b(why|how come|what for|for what reason|what makes)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(r"\b(more|less|difference|differ|percent|percentage|gap|much)\b|%", re.IGNORECASE)


class ActionFollowUp(TopicAction):
    """Answer half a question with the topic of the one before."""

    topic = "follow_up"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer on the topic before, with what the message names put in; else ask what is meant."""
        before = question.before
        if tells_own_job(question) and _is_on_the_way_in(before):
            return answer_to(question.asking("switch"), facts)
        if before is None:
            if question.names_a_profession():
                return answer_to(question.asking("salary"), facts)  # what most people want to know
            return Answer("follow_up", "clarify", (say("utter_follow_up_on_nothing"),), buttons=suggestions(*FIRST_TOPICS))
        if (
            question.names_something()
            or currency_in(question.text) != "USD"
            or (before.topic in PAY and _DIFFERENCE.search(question.text))
        ):
            return answer_to(with_names_put_in(question, before), facts)
        if _WHY.search(question.text):
            return Answer(
                before.topic,
                "not_covered",
                (say("utter_no_reason"),),
                buttons=suggestions("sources", MORE[before.topic]),
                asked=before,
            )
        return Answer(
            before.topic,
            "clarify",
            (say("utter_follow_up_unclear"),),
            buttons=_nearby_buttons(before, facts),
            asked=before,
            understood=False,
        )


def _nearby_buttons(before: Question, facts: Facts) -> tuple[Button, ...]:
    """Return buttons for what is next to the question before, for that question itself, and for its sources."""
    offered = (suggestion(MORE[before.topic]), own_question(before.topic, before, facts), suggestion("sources"))
    return tuple({button.payload: button for button in offered}.values())


class ActionRepeat(TopicAction):
    """Say the last answer again."""

    topic = "repeat"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer to the question before; with none before, say so."""
        if question.before is None:
            return social("repeat", "utter_nothing_to_repeat", suggest=FIRST_TOPICS)
        return answer_to(dataclasses.replace(question.before, is_first=False), facts)


class ActionTellMore(TopicAction):
    """Go on with what is next to the last answer."""

    topic = "more"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer on the topic next to the one before; with none before, say what can be asked."""
        if question.before is None:
            return social("more", "utter_more_of_what", suggest=FIRST_TOPICS)
        if question.before.unknown_professions and not question.before.professions:
            return social("more", "utter_more_of_what", suggest=FIRST_TOPICS)
        return answer_to(question.before.asking(MORE[question.before.topic]), facts)


def with_names_put_in(question: Question, before: Question) -> Question:
    """Return the question before, with all that the new message names in the place of what it named."""
    unknown = question.unknown_professions if question.names_a_profession() else before.unknown_professions
    return dataclasses.replace(
        question,
        topic=_starting_topic(before.topic, question),
        professions=_professions_meant(question, before),
        unknown_professions=unknown,
        place=question.place or before.place,
        level=question.level or before.level,
        amount=question.amount or before.amount,
        period=question.period or before.period,
    )


def _professions_meant(question: Question, before: Question) -> tuple[str, ...]:
    """Return the professions that are meant: those named now, each in the place of one that is taken back."""
    if not question.dropped or not set(question.dropped) & set(before.professions):
        return question.professions if question.names_a_profession() else before.professions
    new = [p for p in question.professions if p not in before.professions]
    kept = [p for p in before.professions if p not in question.dropped]
    return (*kept, *new)


def _starting_topic(topic: str, question: Question) -> str:
    """Return the topic to begin from: another profession after a comparison or a place asks for its pay."""
    if topic in PAY and question.dropped and not question.names_a_profession():
        return "salary_of"  # whose pay is meant instead is asked
    if topic not in (*PAY, *PATH) and _names_money(question):
        return "salary"  # "per month?" after openings is asked of pay; after a course it may be of its length
    if topic == "salary_of" or (topic == "salary_compare" and question.names_a_profession() and not question.dropped):
        return "salary"
    if topic == "salary_location" and question.place is None:
        return "salary"
    if topic == "salary_compare" and question.amount:
        return "salary_assess"
    return topic


def _names_money(question: Question) -> bool:
    return bool(question.amount or question.period) or currency_in(question.text) != "USD"


def _is_on_the_way_in(before: Question | None) -> bool:
    return before is None or (before.topic in PATH and set(before.professions) <= {OWN_PROFESSION})
