"""Responses that Rasa itself sends, made complete: an apology carries an answer object too.

Named in endpoints.yml as `nlg`, so it is loaded with the server; that is also where the
limits are set for which Rasa has no key: the time of an action, and how often one follows another up.
"""

import itertools
import uuid
from typing import Any

import rasa.core.actions.action
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, FollowupAction, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from actions.topics import topic_of
from nlu.never_silent_policy import MOST_ACTIONS

APOLOGY = "utter_error"
# `rasa shell` gives a turn up after 10 s, so an action that hasn't answered by then is given up first.
ACTION_SECONDS = 8


class AnswerNlg(TemplatedNaturalLanguageGenerator):
    """Rasa's own response generator, with an answer object for the apology."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        super().__init__((domain or Domain.empty()).responses)
        limit_action_time()
        limit_follow_ups()

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


def limit_action_time() -> None:
    """Make a call to the action server end after ACTION_SECONDS instead of Rasa's 300.

    `RemoteAction.run` in rasa/core/actions/action.py passes the module's constant as the
    call's timeout; tests/faults notices if that changes.
    """
    rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = ACTION_SECONDS


def limit_follow_ups() -> None:
    """Let an action that names the next one do so only until the turn has had MOST_ACTIONS.

    Rasa runs such an action without asking the policies. Ten of them in a row end the turn in a way after
    which it never answers the conversation again; so the last ones are left out, and the policies end the turn.
    """
    FollowupAction.apply_to = _follow_up


def _follow_up(event: FollowupAction, tracker: DialogueStateTracker) -> None:
    turn = itertools.takewhile(lambda earlier: not isinstance(earlier, UserUttered), reversed(tracker.events))
    if sum(isinstance(earlier, ActionExecuted) for earlier in turn) < MOST_ACTIONS:
        tracker.trigger_followup_action(event.action_name)
