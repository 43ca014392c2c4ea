"""The list of what is replaced, why, and of which lines of Rasa we rely on.

A test fails when one of those lines changes: then read the new ones, decide, and put in the new
digest, which the test shows.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import rasa.core.actions.action
import rasa.core.actions.forms
import rasa.core.agent
import rasa.core.policies.rule_policy
import rasa.core.processor
import threadpoolctl
from environs import Env
from rasa.core.channels.rest import RestInput
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, FollowupAction

from wayfinder.patches.follow_ups import apply_follow_up
from wayfinder.patches.graph_runner import SequentialGraphRunner
from wayfinder.patches.remote_actions import ACTION_SECONDS, LeanAction
from wayfinder.patches.rule_lookup import find_action_from_rules, possible_keys
from wayfinder.patches.shell_replies import answer_or_apologise

SOURCE = "https://github.com/RasaHQ/rasa/blob/3.6.21/"


@dataclass(frozen=True)
class Patch:
    """One replacement: `relies_on` names what of Rasa it was written against, `digest` begins its source's SHA-256."""

    reason: str
    lines: str
    relies_on: tuple[str, ...]
    digest: str
    put: Callable[[], None]


def apply_patches() -> None:
    """Put all replacements in place, unless WAYFINDER_PATCHES is off; doing it again does no harm.

    Raises:
        environs.EnvError: WAYFINDER_PATCHES is neither on nor off.
    """
    if Env().bool("WAYFINDER_PATCHES", True):
        for patch in PATCHES:
            patch.put()
        # A turn multiplies a few small matrices: done before a second thread has woken up.
        threadpoolctl.threadpool_limits(1, user_api="blas")


class _Uncopied:
    """The module `copy` for code that copies only what it writes to a log that is off."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        return value


_event_type = functools.cache(Event.resolve_by_type)


def _event_types_are_remembered() -> None:
    Event.resolve_by_type = staticmethod(_event_type)


def _graph_runs_without_dask() -> None:
    rasa.core.processor.DaskGraphRunner = SequentialGraphRunner


def _nothing_is_copied_for_the_log() -> None:
    rasa.core.processor.copy = _Uncopied
    rasa.core.policies.rule_policy.copy = _Uncopied


def _rules_are_looked_up() -> None:
    RulePolicy._find_action_from_rules = find_action_from_rules
    RulePolicy._get_possible_keys = possible_keys


def _the_empty_domain_is_made_once() -> None:
    empty = Domain.empty().as_dict()
    Domain.is_empty = lambda domain: domain.as_dict() == empty


def _actions_run_lean() -> None:
    for module in (rasa.core.actions.action, rasa.core.actions.forms):
        module.RemoteAction = LeanAction


def _actions_are_given_up() -> None:
    rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT = ACTION_SECONDS


def _follow_ups_come_to_an_end() -> None:
    FollowupAction.apply_to = apply_follow_up


def _the_shell_is_told_of_failures() -> None:
    RestInput.on_message_wrapper = staticmethod(answer_or_apologise)


def _failures_of_the_store_fail_the_turn() -> None:
    rasa.core.agent.FailSafeTrackerStore = _unless_it_fails_by_itself


def _unless_it_fails_by_itself(store: TrackerStore) -> TrackerStore:
    return store if getattr(store, "fails_the_turn", False) else FailSafeTrackerStore(store)


PATCHES = (
    Patch(
        "Each event read or made searches all event classes for its own: half the time of a long conversation.",
        SOURCE + "rasa/shared/core/events.py#L374-L388",
        ("rasa.shared.core.events:Event.resolve_by_type",),
        "ffabe9999fc8f7f3",
        _event_types_are_remembered,
    ),
    Patch(
        "dask plans the same dozen nodes anew at each of three runs a turn, and a log line that nobody reads formats all their inputs.",
        SOURCE + "rasa/engine/runner/dask.py#L82-L104",
        ("rasa.engine.runner.dask:DaskGraphRunner", "rasa.core.processor:MessageProcessor._load_model"),
        "50a9bc98a46ff8d2",
        _graph_runs_without_dask,
    ),
    Patch(
        "Events and parsed messages are copied deeply for debug lines, also when nobody sees them.",
        SOURCE + "rasa/core/processor.py#L1037-L1051",
        ("rasa.core.processor", "rasa.core.policies.rule_policy:RulePolicy._find_action_from_rules"),
        "4071c4cf3c049bfc",
        _nothing_is_copied_for_the_log,
    ),
    Patch(
        "Every rule is tried at every prediction, and at a message twice, first by its text, which no rule here reads.",
        SOURCE + "rasa/core/policies/rule_policy.py#L868-L924",
        ("rasa.core.policies.rule_policy:RulePolicy",),
        "bf6d21a626c12b9d",
        _rules_are_looked_up,
    ),
    Patch(
        "Each message makes an empty domain, only to see that ours isn't empty.",
        SOURCE + "rasa/shared/core/domain.py#L1793-L1795",
        ("rasa.shared.core.domain:Domain.is_empty", "rasa.shared.core.domain:Domain.empty"),
        "13dfdfef34e91147",
        _the_empty_domain_is_made_once,
    ),
    Patch(
        "A call of an action opens a connection, sends all events and the whole domain, and checks the schema of the reply's schema: 20 ms.",
        SOURCE + "rasa/core/actions/action.py#L645-L828",
        (
            "rasa.core.actions.action:RemoteAction",
            "rasa.core.actions.action:action_for_name_or_text",
            "rasa.utils.endpoints:EndpointConfig",
            "rasa.shared.utils.schemas.events",
        ),
        "1d298eec74e2b8e3",
        _actions_run_lean,
    ),
    Patch(
        "A call of an action may take 300 s; `rasa shell` gives the turn up after 10.",
        SOURCE + "rasa/core/actions/action.py#L780-L785",
        ("rasa.core.actions.action:RemoteAction.run",),
        "b530fc5a6789c82f",
        _actions_are_given_up,
    ),
    Patch(
        "A conversation that can't be read is answered as a new one, and what can't be written is kept where nobody reads it.",
        SOURCE + "rasa/core/tracker_store.py#L1377-L1474",
        ("rasa.core.tracker_store:FailSafeTrackerStore", "rasa.core.agent:Agent._create_tracker_store"),
        "dc36290b79f7e391",
        _failures_of_the_store_fail_the_turn,
    ),
    Patch(
        "Ten actions that each name the next end the turn in a way after which the conversation is never answered again.",
        SOURCE + "rasa/core/processor.py#L829-L854",
        (
            "rasa.shared.core.events:FollowupAction.apply_to",
            "rasa.core.processor:MessageProcessor.is_action_limit_reached",
        ),
        "d620698f33b22506",
        _follow_ups_come_to_an_end,
    ),
    Patch(
        "A turn that raises leaves `rasa shell` waiting, for the sign that the replies are all never comes.",
        SOURCE + "rasa/core/wayfinder/channels/rest.py#L38-L54",
        ("rasa.core.channels.rest:RestInput",),
        "da84e1682bff99e0",
        _the_shell_is_told_of_failures,
    ),
)
