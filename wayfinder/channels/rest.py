"""Rasa's REST channel, made safe: same address, request and reply, but never `[]` or a dead process.

What Rasa's own channel lets through and this one doesn't: sender ids that no database takes
(one of them ends the whole process), a missing sender (all such people would share one
conversation), a claimed input channel, bodies that aren't an object, and silence. Whoever names a sender
reads and writes that conversation, so the channel is there only where this machine alone reaches it.
"""

import ipaddress
import json
import logging
import os
import re
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from environs import Env, EnvError, validate
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from rasa.shared.exceptions import RasaException
from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.answering.failures import trace_of
from actions.answering.wording import say
from wayfinder.channels.feedback import FeedbackRefused, feedback_message
from wayfinder.channels.nlg import error_answer
from wayfinder.channels.request_limits import LimitedBlueprint
from wayfinder.channels.whole_text import whole_text

logger = logging.getLogger(__name__)

SENDER = re.compile(r"[A-Za-z0-9._:-]{1,128}")
MOST_BYTES = 200_000
REST_IS_OFF = {
    "error": "rest_is_off",
    "cure": "Use /webhooks/web, or set WAYFINDER_REST=on if only people whom you trust can reach this server.",
}


class BadRequest(Exception):
    """A request that can't be answered: `code` for programs, the text says the cure."""

    def __init__(self, code: str, cure: str, status: int = 400) -> None:
        self.code, self.status = code, status
        super().__init__(cure)


class RestChannel(RestInput):
    """POST /webhooks/rest/webhook with `sender` and `message`, or `feedback`; the reply is a list of messages."""

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> LimitedBlueprint:
        """Return the routes of the channel."""
        routes = LimitedBlueprint("wayfinder_rest", __name__)
        mounted = read_mounted()

        @routes.middleware("request")
        async def refuse_strangers(request: Request) -> HTTPResponse | None:
            if is_mounted(mounted, request.app.state.host, request.ip):
                return None
            return response.json(REST_IS_OFF, status=404)

        @routes.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            collector = CollectingOutputChannel()
            try:
                message = read_message(request.body, collector, self.name())
            except BadRequest as refused:
                return response.json({"error": refused.code, "cure": str(refused)}, status=refused.status)
            messages = await turn(on_new_message, message, collector)
            if request.args.get("stream") == "true":
                return response.text("".join(json.dumps(m) + "\n" for m in messages), content_type="text/event-stream")
            return response.json(messages)

        return routes


def read_mounted() -> str:
    """Return WAYFINDER_REST: "on", "off", or "auto" for on at a loopback address.

    Raises:
        RasaException: it is something else.
    """
    try:
        mounted: str = Env().str("WAYFINDER_REST", "auto", validate=validate.OneOf(["auto", "on", "off"]))
    except EnvError as failure:
        raise RasaException(f"{failure} Write on, off or auto.") from None
    return mounted


def is_mounted(mounted: str, host: str, caller: str) -> bool:
    """Return whether the channel serves `caller`, where the server listens on `host`.

    A plain `rasa run` listens on all addresses without being told to: then only this machine is served.
    """
    if mounted != "auto":
        return mounted == "on"
    return _is_loopback(host) or ("HOST" not in os.environ and _is_loopback(caller))


def _is_loopback(address: str) -> bool:
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def read_message(body: bytes, collector: CollectingOutputChannel, channel: str) -> UserMessage:
    """Return what a request's body says: `message` with `metadata`, or `feedback`, each of the right type.

    Raises:
        BadRequest: the body is too large, no JSON object, or a part is of the wrong type.
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
    if read.get("feedback") is not None:
        try:
            return feedback_message(sender, read["feedback"], collector, channel)
        except FeedbackRefused as refused:
            raise BadRequest("bad_feedback", str(refused)) from None
    return UserMessage(whole_text(text or ""), collector, sender, input_channel=channel, metadata=metadata)


async def turn(
    on_new_message: Callable[[UserMessage], Awaitable[Any]], message: UserMessage, collector: CollectingOutputChannel
) -> list[dict[str, Any]]:
    """Return the bot's messages in answer to one message; an apology if none came."""
    messages: list[dict[str, Any]] = collector.messages
    try:
        await on_new_message(message)
    except Exception as failure:  # the person is owed a reply, whatever failed: understanding, store or lock
        logger.error("a turn failed: %s", trace_of(failure))
        messages = []  # what wasn't stored wasn't said: the next message would be answered as if it never was
    if not any(m.get("text") for m in messages):
        messages = [
            {"recipient_id": message.sender_id, "text": say("utter_error")},
            {"recipient_id": message.sender_id, "custom": {"answer": error_answer()}},
        ]
    return messages
