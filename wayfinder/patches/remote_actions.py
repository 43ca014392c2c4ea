"""How the bot reaches its actions: in this process, or, if asked to, on an action server.

Rasa's own code around the call stays: what it makes of a reply, of a rejection and of a
failure. Only what carries the call is ours.
"""

import functools
from typing import Any

import rasa
from environs import Env
from jsonschema import Draft202012Validator, ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.utils.schemas.events import EVENT_SCHEMA
from rasa.utils.endpoints import EndpointConfig

from wayfinder.patches.action_server import ActionServer
from wayfinder.patches.in_process_actions import ActionsHere

# `rasa shell` gives a turn up after 10 s, so an action that hasn't answered by then is given up first.
ACTION_SECONDS = 8


class LeanAction(RemoteAction):
    """A custom action whose call costs no more than it must."""

    def __init__(self, name: str, action_endpoint: EndpointConfig | None) -> None:
        super().__init__(name, carrier(action_endpoint))

    def _action_call_format(self, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        """Return what an action is told: slots and latest message, and the events since that message.

        The domain goes along if domain.yml says `send_domain: true` for the action, as in Rasa's selective mode.
        """
        state = tracker.current_state(EventVerbosity.NONE)
        state["events"] = [event.as_dict() for event in _events_of_turn(tracker)]
        call = {
            "next_action": self._name,
            "sender_id": tracker.sender_id,
            "tracker": state,
            "version": rasa.__version__,
        }
        if domain.does_custom_action_explicitly_need_domain(self.name()):
            call["domain"] = domain.as_dict()
        return call

    def _validate_action_result(self, result: dict[str, Any]) -> bool:
        """Check a server's reply as Rasa does, with each event against the schema of its own kind alone.

        Raises:
            jsonschema.ValidationError: the reply isn't what an action server may answer.
        """
        if isinstance(self.action_endpoint, ActionsHere):
            return True  # rasa-sdk's executor has checked it
        _reply_validator().validate(result)
        for event in result.get("events", []):
            _event_validator(event["event"]).validate(event)
        return True


def _events_of_turn(tracker: DialogueStateTracker) -> list[Event]:
    turn: list[Event] = []
    for event in reversed(tracker.events):
        turn.append(event)
        if isinstance(event, UserUttered):
            break
    return turn[::-1]


@functools.cache
def _reply_validator() -> Draft202012Validator:
    any_event = {name: part for name, part in EVENT_SCHEMA.items() if name != "oneOf"}
    properties = {
        "events": {"type": "array", "items": any_event},
        "responses": {"type": "array", "items": {"type": "object"}},
    }
    return Draft202012Validator({"type": "object", "properties": properties})


@functools.cache
def _event_validator(kind: str) -> Draft202012Validator:
    """Return what checks an event of one kind.

    Raises:
        jsonschema.ValidationError: there is no such kind.
    """
    for schema in EVENT_SCHEMA["oneOf"]:
        if schema["properties"]["event"]["const"] == kind:
            return Draft202012Validator(schema)
    raise ValidationError(f"an action answered with an event of no kind that Rasa knows: {kind[:40]!r}")


_CARRIERS: dict[int, tuple[EndpointConfig | None, EndpointConfig]] = {}


def carrier(action_endpoint: EndpointConfig | None) -> EndpointConfig:
    """Return what carries calls to the actions; the same one for the same `action_endpoint` of endpoints.yml.

    Without one there, that is the server at WAYFINDER_ACTIONS_URL if it is set, else this process.
    """
    if id(action_endpoint) not in _CARRIERS:
        url = action_endpoint.url if action_endpoint else Env().str("WAYFINDER_ACTIONS_URL", "")
        if not url:
            made: EndpointConfig = ActionsHere()
        elif action_endpoint is None:
            made = ActionServer(url)
        else:
            made = ActionServer.like(action_endpoint)
        _CARRIERS[id(action_endpoint)] = action_endpoint, made  # keeping both, so that no id is used again
    return _CARRIERS[id(action_endpoint)][1]
