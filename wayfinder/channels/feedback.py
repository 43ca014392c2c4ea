"""Feedback on an answer as a message that is stored with the conversation, from any channel."""

from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage

from actions.topics import ANSWER_ID, FEEDBACK_REASON, FEEDBACK_VALUE, LONGEST_REASON
from wayfinder.channels.whole_text import whole_text

INTENT = "feedback"
THUMBS = {"up": "👍", "down": "👎"}


class FeedbackRefused(ValueError):
    """Feedback that can't be taken; the text says what to send instead."""


def feedback_message(
    sender: str, given: Any, output: OutputChannel, channel: str, message_id: str | None = None
) -> UserMessage:
    """Return the message that gives feedback: `given` has `answer` (an answer's id), `value` and perhaps `reason`.

    It carries its own understanding, so that no classifier has to guess: the intent and the entities that
    `action_accept_feedback` reads. It is stored like any message, and a later one replaces it.

    Raises:
        FeedbackRefused: a part is missing or of the wrong type, or the value is neither "up" nor "down".
    """
    if not isinstance(given, dict) or not isinstance(given.get("answer"), str):
        raise FeedbackRefused('Feedback is an object, for example {"answer": "<id of the answer>", "value": "up"}.')
    if given.get("value") not in list(THUMBS):  # a list compares what can't be hashed, too
        raise FeedbackRefused('The value of feedback is "up" or "down".')
    reason = given.get("reason") or ""
    if not isinstance(reason, str) or len(reason) > LONGEST_REASON:
        raise FeedbackRefused(f"The reason of feedback is a text of at most {LONGEST_REASON} characters.")
    reason = whole_text(reason)
    text = f"{THUMBS[given['value']]} {reason}".strip()
    told = {ANSWER_ID: given["answer"], FEEDBACK_VALUE: given["value"], FEEDBACK_REASON: reason}
    understood = {
        "text": text,
        "intent": {"name": INTENT, "confidence": 1.0},
        "intent_ranking": [{"name": INTENT, "confidence": 1.0}],
        "entities": [{"entity": e, "value": v, "start": 0, "end": len(text)} for e, v in told.items() if v],
    }
    return UserMessage(text, output, sender, parse_data=understood, input_channel=channel, message_id=message_id)


async def record_feedback(agent: Agent, conversation: str, given: Any, channel: str) -> None:
    """Have the bot note what a person thinks of an answer, as a turn of its own.

    The caller holds the conversation's lock and knows that the conversation has the answer.

    Raises:
        FeedbackRefused: see `feedback_message`.
    """
    await agent.processor.handle_message(feedback_message(conversation, given, CollectingOutputChannel(), channel))
