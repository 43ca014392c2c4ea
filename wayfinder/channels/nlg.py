"""Responses that Rasa itself sends, made complete: an apology carries an answer object too.

Named in endpoints.yml as `nlg`, so it is loaded with the server.
"""

import uuid
from typing import Any

from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from actions.topics import topic_of
from wayfinder.patches import apply_patches

APOLOGY = "utter_error"


class AnswerNlg(TemplatedNaturalLanguageGenerator):
    """Rasa's own response generator, with an answer object for the apology."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        super().__init__((domain or Domain.empty()).responses)
        apply_patches()

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the response; the apology with its answer object, except in the terminal."""
        response: dict[str, Any] | None = await super().generate(utter_action, tracker, output_channel, **kwargs)
        if response is not None and utter_action == APOLOGY and tracker.get_latest_input_channel() != "cmdline":
            intent = tracker.latest_message.intent.get("name") if tracker.latest_message else None
            response["custom"] = {"answer": error_answer(topic_of(intent) if intent else "unclear")}
        return response


def error_answer(topic: str = "unclear") -> dict[str, Any]:
    """Return the answer object of an apology: it states nothing and knows no facts."""
    nothing_asked: dict[str, Any] = {
        "professions": [],
        "unknown_professions": [],
        "place": None,
        "level": None,
        "period": None,
        "amount": None,
    }
    return {
        "id": uuid.uuid4().hex,
        "topic": topic,
        "status": "error",
        "about": nothing_asked,
        "facts": [],
        "computed": [],
        "sources": [],
        "table": None,
        "chart": None,
        "facts_version": None,
    }
