"""What all actions share: read the question, find the answer, send it, remember it.

An action class states its topic; the class name is the action's name in the domain:

    class ActionTellSkills(StatementsAction):
        \"\"\"Tell what an ML engineer must be good at.\"\"\"

        topic = "skills"

Which action answers a topic stands in the table of actions/skills.
"""

import dataclasses
import logging
import re
import time
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answering.answer import Answer, message_for
from actions.answering.dispatch import answers_to
from actions.answering.failures import trace_of
from actions.answering.memory import SLOT
from actions.answering.question import Question
from actions.answering.remember import memory_after
from actions.answering.resolve import questions_from
from actions.facts import Facts, load_facts

logger = logging.getLogger(__name__)


class TopicAction(Action, ABC):
    """Answer one topic. Subclasses say how; nothing else of Rasa reaches them."""

    @property
    @abstractmethod
    def topic(self) -> str:
        """The topic; a class that states none stays abstract, so that the action server leaves it out."""

    @abstractmethod
    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer to `question`, which is on this action's topic."""

    def respond(self, question: Question, facts: Facts) -> Answer:
        """Return the answer together with the question that it answers."""
        answer = self.answer(question, facts)
        return answer if answer.asked is not None else dataclasses.replace(answer, asked=question)

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
            logger.error("%s failed: %s", self.name(), trace_of(failure))
            dispatcher.utter_message(response="utter_error")
            return []
        for answer, message in zip(answers, messages, strict=True):
            dispatcher.utter_message(
                text=message.text,
                buttons=message.buttons,
                json_message={"answer": message.answer} if message.answer else {},
            )
            logger.info("%s: %s in %.1f ms", answer.topic, answer.status, (time.perf_counter() - started) * 1000)
        given = [(answer, message.id) for answer, message in zip(answers, messages, strict=True)]
        memory = memory_after(questions[0].memory, given, questions[0])
        return [SlotSet(SLOT, memory.to_slot())]
