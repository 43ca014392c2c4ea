"""Turns: each message is answered exactly once, however often it is sent.

The client's id is stored with the message, as Rasa's `message_id`, and Rasa stores a turn in one piece, at its end.
So the stored conversation itself says what was answered: a message that is found there is not
asked again, and one that a crash has swallowed leaves nothing, and is.
"""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import Event

from actions.answering.failures import trace_of
from wayfinder.channels.refusals import Refusal, session_invalid, unavailable
from wayfinder.channels.web.visitor_conversations import closed_conversations, find_turn
from wayfinder.channels.web.web_sessions import Session

logger = logging.getLogger(__name__)

CHANNEL = "web"


class Turns:
    """The turns that are at work now."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._at_work: dict[asyncio.Task[list[Event]], str] = {}

    async def take(self, agent: Agent, session: Session, message_id: str, text: str) -> list[Event]:
        """Return the turn that answers a message.

        The turn is a task of its own, so neither a client that hangs up nor our time limit ends it.

        Raises:
            Refusal: 401 if the conversation is closed, 503 if the turn fails or takes too long.
        """
        task = asyncio.create_task(_logged(run_turn(agent, session, message_id, text)))
        self._at_work[task] = session.conversation
        task.add_done_callback(self._finish)
        try:
            return await asyncio.wait_for(asyncio.shield(task), self.seconds)
        except asyncio.TimeoutError:
            raise Refusal(
                503,
                "turn_took_too_long",
                f"The answer isn't ready after {self.seconds:g} s; it is still being worked on.",
                "Send the same message with the same id again to fetch it.",
                {"Retry-After": "2"},
            ) from None

    def is_pending(self, conversation: str) -> bool:
        """Return whether a message of `conversation` is being answered now."""
        return conversation in self._at_work.values()

    def _finish(self, done: asyncio.Task[list[Event]]) -> None:
        del self._at_work[done]
        if not done.cancelled():
            done.exception()  # it was logged already, also if nobody waits for it any more


async def _logged(turn: Coroutine[Any, Any, list[Event]]) -> list[Event]:
    """Await a turn, and log its failure without what the person wrote."""
    try:
        return await turn
    except Refusal:
        raise
    except Exception as failure:  # understanding, store or lock: the person is owed a reply, now or at a resend
        logger.error("a turn failed: %s", trace_of(failure))
        raise unavailable("Something went wrong here.") from None


async def run_turn(agent: Agent, session: Session, message_id: str, text: str) -> list[Event]:
    """Return the stored turn of a message, having it answered if it wasn't yet.

    The lock makes a resend wait for the turn that is at work.

    Raises:
        Refusal: 401 if the conversation is closed, 503 if the turn couldn't be stored.
    """
    async with agent.lock_store.lock(session.conversation):
        if await closed_conversations(agent, session.visitor) != session.number:
            raise session_invalid()
        turn = await find_turn(agent, session.conversation, message_id)
        if turn is None:
            await agent.processor.handle_message(_message(session, message_id, text))
            # What isn't stored didn't happen: a resend would be answered anew, and perhaps otherwise.
            turn = await find_turn(agent, session.conversation, message_id)
            if turn is None:
                raise unavailable("The answer couldn't be stored, so it isn't one.")
        return turn


def _message(session: Session, message_id: str, text: str) -> UserMessage:
    return UserMessage(
        text,
        CollectingOutputChannel(),
        session.conversation,
        parse_data=_as_plain_text(text) if text.startswith("/") else None,
        input_channel=CHANNEL,
        message_id=message_id,
    )


def _as_plain_text(text: str) -> dict[str, Any]:
    """Return what is understood of a text with a leading slash: nothing. Rasa would take it for a command."""
    return {"text": text, "intent": {"name": "unclear", "confidence": 1.0}, "entities": []}
