"""Responses that Rasa itself sends, worded by data/responses; an apology carries an answer object too.

Named in endpoints.yml as `nlg`, so it is loaded with the server.
"""

import uuid
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from actions.answering.wording import load_wording, say
from actions.topics import topic_of
from wayfinder.patches import apply_patches

APOLOGY = "utter_error"


class AnswerNlg(NaturalLanguageGenerator):
    """The responses as the files word them now, not as they were when the model was trained.

    It isn't derived from Rasa's TemplatedNaturalLanguageGenerator, to which Rasa gives the model's wording.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        load_wording()  # wording that can't be read stops the start, not the first apology
        apply_patches()

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any]:
        """The response; the apology with its answer object, except in the terminal.

        Raises:
            WordingError: no such response, or it has placeholders, which actions alone can fill.
        """
        response: dict[str, Any] = {"text": say(utter_action)}
        if utter_action == APOLOGY and tracker.get_latest_input_channel() != "cmdline":
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
