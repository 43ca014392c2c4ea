"""Tell the person in `rasa shell` when a turn failed."""

import logging
from asyncio import Queue
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput

from actions.answering.failures import trace_of
from actions.answering.wording import say

logger = logging.getLogger(__name__)
_answer = RestInput.on_message_wrapper


async def answer_or_apologise(
    on_new_message: Callable[[UserMessage], Awaitable[Any]],
    text: str,
    queue: "Queue[dict[str, Any] | str]",
    sender_id: str,
    input_channel: str,
    metadata: dict[str, Any] | None,
) -> None:
    """Put the replies to a message into `queue`, and then the sign that they are all, whatever fails."""
    try:
        await _answer(on_new_message, text, queue, sender_id, input_channel, metadata)
    except Exception as failure:  # the person is owed a reply, whatever failed: understanding, store or lock
        logger.error("a turn failed: %s", trace_of(failure))
        await queue.put({"recipient_id": sender_id, "text": say("utter_error")})
        await queue.put("DONE")
