"""What all actions share: read the question, find the answer, send it, remember it.

An action class names its topic; the class name is the action's name in the domain:

    class ActionTellSkills(StatementsAction, topic="skills"):
        \"\"\"Tell what an ML engineer must be good at.\"\"\"

Skills are asked for by topic (`answer_to`), so that a follow-up can be answered by
the skill that it is really about.
"""

import dataclasses
import logging
import re
import time
import traceback
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answering.answer import Answer, Computed, message_for
from actions.answering.asking_back import ask_which
from actions.answering.buttons import Button
from actions.answering.citing import unknown_lines
from actions.answering.question import Question
from actions.answering.read_question import questions_from
from actions.answering.remember import memory_after, slots_after
from actions.answering.wording import pay_button, say, suggestion
from actions.facts import Facts, load_facts
from actions.topics import refine_pay_topic

logger = logging.getLogger(__name__)

OFFERED = 3  # buttons at the most


class TopicAction(Action, ABC):
    """Answer one topic. Subclasses say how; nothing else of Rasa reaches them."""

    # Whether a question that names no profession is taken to be about ML engineers.
    assumes_ml_engineer: ClassVar[bool] = False
    by_topic: ClassVar[dict[str, "TopicAction"]] = {}

    @property
    @abstractmethod
    def topic(self) -> str:
        """Return the topic, which the class statement gives; without one a class stays abstract, and unregistered."""

    def __init_subclass__(cls, topic: str | None = None, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if topic is not None:
            cls.topic = topic  # type: ignore[assignment, method-assign]
            TopicAction.by_topic[topic] = cls()

    @abstractmethod
    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer to `question`, which is on this action's topic."""

    def respond(self, question: Question, facts: Facts) -> Answer:
        """Return the answer together with the question that it answers, and with what was assumed of it.

        What was assumed is said once, not at every further question that names no profession.
        """
        answer = self.answer(question, facts)
        if answer.asked is not None:
            return answer
        lines = answer.lines
        said_before = question.before is not None and not question.before.names_a_profession()
        if self.assumes_ml_engineer and answer.facts and not question.names_a_profession() and not said_before:
            lines = (*lines, say("utter_assumed_ml_engineer"))
        return dataclasses.replace(answer, lines=lines, asked=question)

    def name(self) -> str:
        """Return the class name as Rasa writes names: ActionTellSkills is action_tell_skills."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", type(self).__name__).lower()

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer every question of the message, whatever happens, and remember what the last was about."""
        started = time.perf_counter()
        try:
            facts = load_facts()
            questions = questions_from(tracker, self.topic, facts)
            answers = answers_to(questions, facts)
            messages = [message_for(answer, answer.asked or questions[0], facts) for answer in answers]
        except Exception as failure:  # the person is owed a reply, and the log must not hold their words
            logger.error("%s failed: %s", self.name(), where(failure))
            dispatcher.utter_message(response="utter_error")
            return []
        memory = questions[0].memory
        slots: dict[str, Any] = {}
        for answer, message in zip(answers, messages, strict=True):
            dispatcher.utter_message(
                text=message.text,
                buttons=message.buttons,
                json_message={"answer": message.answer} if message.answer else {},
            )
            logger.info("%s: %s in %.1f ms", answer.topic, answer.status, (time.perf_counter() - started) * 1000)
            memory = memory_after(memory, answer, message.id)
            slots |= slots_after(answer, memory)
        return [SlotSet(name, value) for name, value in slots.items() if value != tracker.get_slot(name)]


def answers_to(questions: list[Question], facts: Facts) -> list[Answer]:
    """Return the answer to each question of a message: asking back where one alone may as well mean another topic.

    Who understands nothing twice in a row shows what can be asked.
    """
    first = questions[0]
    if first.rivals and len(questions) == 1:
        answers = [ask_which(first, facts)]
    else:
        answers = [answer_to(question, facts) for question in questions]
    if not answers[0].understood and first.memory.failures > 0:
        answers = [lost(first, facts)]
    pairs = zip(answers, questions, strict=False)
    return [introduced(begun_anew(answer, question), question, facts) for answer, question in pairs]


def begun_anew(answer: Answer, question: Question) -> Answer:
    """Return `answer`, with a word that nothing has changed if the same was asked just before."""
    before = question.before
    if before is None or not answer.facts or answer.facts != before.facts_told or question.about() != before.about():
        return answer
    return dataclasses.replace(answer, lines=(say("utter_same_again", question.turn), *answer.lines))


def lost(question: Question, facts: Facts) -> Answer:
    """Return what can be asked, for somebody who hasn't been understood again and again."""
    menu = answer_to(question.asking("help"), facts)
    return Answer("unclear", "clarify", (say("utter_lost"), *menu.lines[1:]), buttons=menu.buttons)


def answer_to(question: Question, facts: Facts) -> Answer:
    """Return the answer to `question` by the skill that owns its topic, or, of pay, the topic that its names make it."""
    named = [*question.professions, *question.unknown_professions]
    question = question.asking(refine_pay_topic(question.topic, named, question.place, question.amount, question.text))
    return TopicAction.by_topic[question.topic].respond(question, facts)


def where(failure: Exception) -> str:
    """Return an exception's type and the places it came through, without its text, which may quote a person."""
    frames = traceback.extract_tb(failure.__traceback__)
    return " < ".join([type(failure).__name__, *(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))])


def introduced(answer: Answer, question: Question, facts: Facts) -> Answer:
    """Return `answer`, with a word on who is speaking if it is the first of its session."""
    if not question.is_first or answer.topic in ("greet", "wellbeing"):
        return answer
    years, computed = years_of_figures(facts)
    return dataclasses.replace(
        answer,
        lines=(*answer.lines, say("utter_introduction", years=years)),
        computed=(*answer.computed, *computed),
    )


def years_of_figures(facts: Facts) -> tuple[str, tuple[Computed, ...]]:
    """Return the years that the dated pay figures are of, and how they were found."""
    dated = [(fact.id, fact.date.year) for fact in facts.salaries if fact.date_kind == "as_of" and fact.date]
    years = sorted({year for _, year in dated})
    computed = tuple(
        Computed("year of a", (next(i for i, y in dated if y == year),), year, "year") for year in (years[0], years[-1])
    )
    shown = str(years[0]) if len(years) == 1 else say("utter_year_range", first=years[0], last=years[-1])
    return shown, computed[: 1 if len(years) == 1 else 2]


def social(topic: str, response: str, turn: int = 0, suggest: tuple[str, ...] = ()) -> Answer:
    """Return an answer that states no fact: what the response says, in other words in another turn, and buttons."""
    return Answer(topic, "social", (say(response, turn),), buttons=suggestions(*suggest))


def not_covered_profession(question: Question, facts: Facts) -> Answer:
    """Return that the sources say nothing of this kind about the professions asked for, and what is nearest."""
    lines = unknown_lines(question)
    offered: list[Button] = []
    for profession_id in question.professions:
        profession = facts.profession(profession_id)
        lines.append(say("utter_not_covered_on_topic", profession=profession.plural))
        offered.append(pay_button(profession))
    for words in question.unknown_professions:
        offered += [pay_button(near) for near in facts.nearest_professions(words)]
    offered += suggestions("salary", "salary_compare")
    unique = {button.payload: button for button in offered}
    return Answer(question.topic, "not_covered", tuple(lines), buttons=tuple(unique.values())[:OFFERED])


def suggestions(*topics: str) -> tuple[Button, ...]:
    """Return the buttons that lead to `topics`."""
    return tuple(suggestion(topic) for topic in topics)
