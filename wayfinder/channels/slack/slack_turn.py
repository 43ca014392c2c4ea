"""Turns of a conversation that happen once, and where the bot's messages go: in a turn to whoever runs it, else to the conversation's thread.

Rasa stores a turn whole at its end, with the id of the message that began it. A turn that was cut off left
nothing and is run anew; one that was stored is read, not run. Rasa keeps the output channel of a turn for the
reminders that the turn sets. They come when the turn is long over, and find their way by the conversation's id.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, Event, UserUttered

from wayfinder.channels.feedback import record_feedback
from wayfinder.channels.whole_text import whole_text

CHANNEL = "slack"

Message = dict[str, Any]  # as Rasa gives it: text, buttons, custom with the answer object


class SlackOutput(OutputChannel):
    """Gives messages to `send` together with the id of their conversation, unless a turn collects them."""

    def __init__(self, send: Callable[[str, Message], Awaitable[None]]) -> None:
        self._send = send
        self._collected: list[Message] | None = None

    @classmethod
    def name(cls) -> str:
        """Return the name of the channel, as stored conversations have it."""
        return CHANNEL

    @contextmanager
    def collecting(self) -> Iterator[list[Message]]:
        """Give a list that all messages are put into until the context ends."""
        collected: list[Message] = []
        self._collected = collected
        try:
            yield collected
        finally:
            self._collected = None

    async def send_response(self, recipient_id: str, message: Message) -> None:
        """Collect or send one message; all parts of it together, as Rasa's other methods don't."""
        if self._collected is not None:
            self._collected.append(dict(message))
        else:
            await self._send(recipient_id, dict(message))

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Collect or send a text."""
        await self.send_response(recipient_id, {"text": text})


@dataclass(frozen=True)
class Turn:
    """What a person said, the id of that message, and what the bot said to it."""

    message_id: str | None
    question: str
    messages: list[Message]


class TurnFailed(Exception):
    """The bot said nothing at all: no model is loaded, or what should have spoken failed."""


async def run_turn(
    agent: Agent, output: SlackOutput, conversation: str, message_id: str, text: str, user: str
) -> list[Message]:
    """Return the bot's messages in answer to `text`, running the turn unless it was run before.

    `user` is kept with the message, for in a thread there may be several people.

    Raises:
        TurnFailed: nothing was said.
    """
    if not agent.is_ready():
        raise TurnFailed("no model is loaded")
    async with agent.lock_store.lock(conversation):
        told = await _stored_turn(agent, conversation, message_id)
        if not told:
            message = UserMessage(
                whole_text(text),
                output,
                conversation,
                input_channel=CHANNEL,
                message_id=message_id,
                metadata={"user": user},
            )
            with output.collecting() as told:
                await agent.processor.handle_message(message)
    if not any(message.get("text") for message in told):
        raise TurnFailed("nothing was said")
    return told


async def find_turn(agent: Agent, conversation: str, answer: str) -> Turn | None:
    """Return the turn of which an answer has the id `answer`; None if it isn't stored."""
    tracker = await agent.tracker_store.retrieve_full_tracker(conversation)
    for turn in _turns(tracker.events if tracker else ()):
        if any(((message.get("custom") or {}).get("answer") or {}).get("id") == answer for message in turn.messages):
            return turn
    return None


async def note_feedback(agent: Agent, conversation: str, answer: str, value: str) -> None:
    """Store with the conversation that an answer was found helpful (`up`) or not (`down`). The latest of an answer counts."""
    async with agent.lock_store.lock(conversation):
        await record_feedback(agent, conversation, {"answer": answer, "value": value}, CHANNEL)


async def _stored_turn(agent: Agent, conversation: str, message_id: str) -> list[Message]:
    """Return what was said in answer to a message, as it is stored; nothing if it isn't."""
    events = await agent.tracker_store.find_turn(conversation, message_id)
    return next((turn.messages for turn in _turns(events or ())), [])


def _turns(events: Iterable[Event]) -> Iterator[Turn]:
    """Yield the turns in a conversation's events."""
    turn: Turn | None = None
    for event in events:
        if isinstance(event, UserUttered):
            if turn is not None:
                yield turn
            turn = Turn(event.message_id, event.text or "", [])
        elif turn is not None and isinstance(event, BotUttered) and event.text:
            turn.messages.append(event.message())
    if turn is not None:
        yield turn
