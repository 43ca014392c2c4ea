"""Whether questions really get answers: a test question, asked now and then."""

import asyncio
import time
import uuid

from rasa.core.agent import Agent

from wayfinder.channels.refusals import Refusal, unavailable
from wayfinder.channels.web.transcript import messages_of
from wayfinder.channels.web.visitor_conversations import forget
from wayfinder.channels.web.web_sessions import Session, new_visitor
from wayfinder.channels.web.web_turns import run_turn

QUESTION = "How much does a machine learning engineer make?"
GOOD_FOR_SECONDS = 30
# A failure is asked about again sooner, but not at every request.
BAD_FOR_SECONDS = 2
MOST_SECONDS = 10


class Health:
    """The outcome of the latest test question."""

    def __init__(self) -> None:
        self._asking = asyncio.Lock()
        self._failure: Refusal | None = None
        self._good_until = 0.0

    async def check(self, agent: Agent) -> None:
        """Return if a test question got its right answer lately; ask one if none was asked.

        Raises:
            Refusal: 503, it didn't.
        """
        async with self._asking:
            if time.monotonic() >= self._good_until:
                self._failure = await _ask(agent)
                self._good_until = time.monotonic() + (BAD_FOR_SECONDS if self._failure else GOOD_FOR_SECONDS)
        if self._failure:
            raise self._failure


async def _ask(agent: Agent) -> Refusal | None:
    """Ask the test question, and return what was wrong."""
    try:
        topic_and_status = await asyncio.wait_for(_ask_in_a_conversation_of_its_own(agent), MOST_SECONDS)
    except asyncio.TimeoutError:
        return _unhealthy(f"no answer came within {MOST_SECONDS} s")
    except Exception as failure:  # whatever it is, it is what health is asked for
        return _unhealthy(type(failure).__name__)
    if topic_and_status != ("salary", "answered"):
        return _unhealthy("topic and status were {!r} and {!r}".format(*topic_and_status))
    return None


async def _ask_in_a_conversation_of_its_own(agent: Agent) -> tuple[str | None, str | None]:
    session = Session(new_visitor())
    try:
        turn = await run_turn(agent, session, uuid.uuid4().hex, QUESTION)
    finally:
        await forget(agent, session.conversation)
    answer = messages_of(turn)[0].get("custom", {}).get("answer", {})
    return answer.get("topic"), answer.get("status")


def _unhealthy(what: str) -> Refusal:
    return unavailable(f"A test question didn't get its right answer: {what}.")
