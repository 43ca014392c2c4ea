"""The stored events of a conversation as messages that a client shows, with what people think of the answers."""

import datetime
from collections.abc import Iterable
from typing import Any

from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered

from actions.answering.wording import say
from actions.topics import ANSWER_ID
from wayfinder.channels.nlg import error_answer

SLOT = "feedback"
# More than anybody scrolls back; a long conversation isn't sent whole at every reload.
MOST_MESSAGES = 100

Message = dict[str, Any]


def messages_of(turn: list[Event]) -> list[Message]:
    """Return the bot's messages of one turn, one for each answer; an apology if the bot said nothing.

    The first event is the person's message; the id of an answer to it is its id, a dot and a number.
    """
    asked = turn[0]
    messages: list[Message] = []
    for event in turn:
        if not isinstance(event, BotUttered):
            continue
        parts = {part: event.data[part] for part in ("buttons", "custom") if event.data.get(part)}
        if event.text:
            number = len(messages) + 1
            messages.append({"id": f"{asked.message_id}.{number}", "time": _time(event), "text": event.text} | parts)
        elif messages and parts:
            messages[-1] |= parts
    return messages or [_apology(asked)]


def transcript(events: list[Event], after: str | None = None) -> list[Message]:
    """Return the newest messages of both sides, oldest first; only those after the message with the id `after`, if there is one."""
    messages: list[Message] = []
    for turn in turns_of(events):
        asked = turn[0]
        if is_feedback(asked):
            continue
        messages.append({"role": "user", "id": asked.message_id, "time": _time(asked), "text": asked.text})
        messages += [{"role": "bot"} | message for message in messages_of(turn)]
    given = feedback_of(events)
    for message in messages:
        answer = _answer_id(message)
        if answer in given:
            message["feedback"] = given[answer]
    ids = [message["id"] for message in messages]
    return messages[ids.index(after) + 1 if after in ids else 0 :][-MOST_MESSAGES:]


def answer_ids(events: list[Event]) -> set[str | None]:
    """Return the ids of all answers that the conversation has."""
    return {_answer_id(message) for turn in turns_of(events) for message in messages_of(turn)}


def turns_of(events: Iterable[Event]) -> list[list[Event]]:
    """Return the events in turns: each a person's message, and what followed it."""
    turns: list[list[Event]] = []
    for event in events:
        if isinstance(event, UserUttered):
            turns.append([event])
        elif turns:
            turns[-1].append(event)
    return turns


def is_feedback(asked: UserUttered) -> bool:
    """Return whether a message is a click on a thumb, and no words that anybody wrote."""
    return any(entity["entity"] == ANSWER_ID for entity in asked.entities)


def feedback_of(events: Iterable[Event]) -> dict[str, dict[str, Any]]:
    """Return the latest feedback on each answer, by the answer's id: `value` and `reason`."""
    latest: dict[str, dict[str, Any]] = {}
    for event in events:
        if isinstance(event, SlotSet) and event.key == SLOT:
            latest |= event.value or {}
    return latest


def _answer_id(message: Message) -> str | None:
    identifier: str | None = message.get("custom", {}).get("answer", {}).get("id")
    return identifier


def _apology(asked: Event) -> Message:
    identifier = f"{asked.message_id}.1"
    answer = error_answer() | {"id": identifier}  # the same at every resend
    return {"id": identifier, "time": _time(asked), "text": say("utter_error"), "custom": {"answer": answer}}


def _time(event: Event) -> str:
    moment = datetime.datetime.fromtimestamp(event.timestamp, datetime.timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
