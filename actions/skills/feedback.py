"""What people think of an answer: by a click, which names the answer, or in words about the last one.

Channels turn a click into a message of the intent `feedback` with the entities below; docs/answer-object.md
says how it is sent over REST. It is kept in the slot `feedback`, by answer id, so that a second
opinion replaces the first, and both stay in the stored conversation.
"""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answering.answer import Answer, message_for
from actions.answering.common_answers import suggestions
from actions.answering.memory import feedback_in, memory_in
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts, load_facts
from actions.facts.dates import today
from actions.reading import Reading, reading_of
from actions.topics import ANSWER_ID, FEEDBACK_REASON, FEEDBACK_VALUE, LONGEST_REASON

UP, DOWN = "up", "down"
# These channels look for the answer in the whole stored conversation; other clients can name any id,
# and what the session remembers decides.
LOOKED_UP = ("web", "slack")


class ActionAcceptFeedback(TopicAction):
    """Take praise or blame, and note it for the answer that it is about."""

    topic = "feedback"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return thanks for words about the last answer, or a way on for whom it was no help."""
        opinion = _opinion_of(question.reading) if question.memory.judged else None
        response = {UP: "utter_praised", DOWN: "utter_blamed", None: "utter_feedback"}[opinion]
        return Answer(
            "feedback",
            "social",
            say(response, variant=question.turn),
            buttons=suggestions("sources", "become") if opinion == DOWN else (),
        )

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Note a click for the answer that it names, words for the last answer; a second opinion replaces the first."""
        clicked = {e["entity"]: e["value"] for e in tracker.latest_message.get("entities") or []}
        if ANSWER_ID in clicked:
            return _note_click(clicked, dispatcher, tracker)
        events = await super().run(dispatcher, tracker, domain)
        text = str(tracker.latest_message.get("text") or "")
        reading = reading_of(tracker.latest_message, ())
        opinion, judged = _opinion_of(reading), memory_in(tracker).judged
        return [*events, _noted(tracker, judged, opinion, text)] if opinion and judged else events


def _opinion_of(reading: Reading) -> str | None:
    """Return what the message says of the last answer: praise, blame, or neither."""
    return UP if "praise" in reading.acts else DOWN if "blame" in reading.acts else None


def _note_click(clicked: dict[str, Any], dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Say whether the click was noted, and leave all else that the conversation remembers as it is."""
    facts = load_facts()
    answer_id, value, reason = (clicked.get(name) for name in (ANSWER_ID, FEEDBACK_VALUE, FEEDBACK_REASON))
    channel = tracker.get_latest_input_channel()
    known = value in (UP, DOWN) and (channel in LOOKED_UP or answer_id in memory_in(tracker).answers)
    answer = Answer("feedback", "social", say("utter_feedback_noted" if known else "utter_feedback_on_nothing"))
    question = Question("feedback", today(), in_terminal=channel == "cmdline")
    message = message_for(answer, question, facts)
    dispatcher.utter_message(text=message.text, json_message={"answer": message.answer} if message.answer else {})
    return [_noted(tracker, str(answer_id), str(value), reason)] if known else []


def _noted(tracker: Tracker, answer_id: str, value: str, reason: str | None) -> EventType:
    opinion = {"value": value, "reason": reason[:LONGEST_REASON] if reason else None}
    return SlotSet("feedback", {**feedback_in(tracker), answer_id: opinion})
