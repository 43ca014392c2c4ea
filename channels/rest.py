"""Rasa's REST channel, made safe: same address, request and reply, but never `[]` or a dead process.

What Rasa's own channel lets through and this one doesn't: sender ids that no database takes
(one of them ends the whole process), a missing sender (all such people would share one
conversation), a claimed input channel, bodies that aren't an object, and silence.
"""

import json
import logging
import re
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.wording import say
from channels.nlg import error_answer

logger = logging.getLogger(__name__)

SENDER = re.compile(r"[A-Za-z0-9._:-]{1,128}")
MOST_BYTES = 200_000


class BadRequest(Exception):
    """A request that can't be answered: `code` for programs, the text says the cure."""

    def __init__(self, code: str, cure: str, status: int = 400) -> None:
        self.code, self.status = code, status
        super().__init__(cure)


class RestChannel(RestInput):
    """POST /webhooks/rest/webhook with `sender` and `message`; the reply is a list of messages."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return the routes of the channel."""
        routes = Blueprint("wayfinder_rest", __name__)

        @routes.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                message = read_message(request.body)
            except BadRequest as refused:
                return response.json({"error": refused.code, "cure": str(refused)}, status=refused.status)
            messages = await turn(on_new_message, message, self.name())
            if request.args.get("stream") == "true":
                return response.text("".join(json.dumps(m) + "\n" for m in messages), content_type="text/event-stream")
            return response.json(messages)

        return routes


def read_message(body: bytes) -> dict[str, Any]:
    """Return `sender`, `message` and `metadata` of a request's body, each of the right type.

    Raises:
        BadRequest: the body is too large, no JSON object, or one of them is of the wrong type.
    """
    if len(body) > MOST_BYTES:
        raise BadRequest("too_large", f"Send at most {MOST_BYTES} bytes.", status=413)
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("not_json", 'Send JSON, for example {"sender": "me", "message": "Hello"}.') from None
    if not isinstance(read, dict):
        raise BadRequest("not_an_object", 'Send a JSON object, for example {"sender": "me", "message": "Hello"}.')
    sender = read.get("sender") or uuid.uuid4().hex
    if not isinstance(sender, str) or not SENDER.fullmatch(sender):
        raise BadRequest("bad_sender", "A sender is a text of 1 to 128 letters, digits, dots, colons, - or _.")
    text = read.get("message")
    if not isinstance(text, str | None):
        raise BadRequest("bad_message", "A message is a text.")
    metadata = read.get("metadata")
    if not isinstance(metadata, dict | None):
        raise BadRequest("bad_metadata", "Metadata is an object.")
    # Half of a surrogate pair is no text that could be encoded, neither for the encoder nor for a database.
    text = (text or "").encode("utf-8", "replace").decode("utf-8")
    return {"sender": sender, "message": text, "metadata": metadata}


async def turn(
    on_new_message: Callable[[UserMessage], Awaitable[Any]], message: dict[str, Any], channel: str
) -> list[dict[str, Any]]:
    """Return the bot's messages in answer to one message; an apology if none came."""
    collector = CollectingOutputChannel()
    user_message = UserMessage(
        message["message"], collector, message["sender"], input_channel=channel, metadata=message["metadata"]
    )
    messages: list[dict[str, Any]] = collector.messages
    try:
        await on_new_message(user_message)
    except Exception:  # the person is owed a reply, whatever failed: understanding, store or lock
        logger.exception("a turn failed")
        messages = []  # what wasn't stored wasn't said: the next message would be answered as if it never was
    if not any(m.get("text") for m in messages):
        messages = [
            {"recipient_id": message["sender"], "text": say("utter_error")},
            {"recipient_id": message["sender"], "custom": {"answer": error_answer()}},
        ]
    return messages
