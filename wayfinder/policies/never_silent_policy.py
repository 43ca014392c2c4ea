"""A policy that sees to it that every message gets a reply.

Rasa swallows what goes wrong in an action: the person gets an empty list, and the
conversation goes on as if they had been answered. This policy stands beside RulePolicy,
with higher priority, and looks at what was said since the person's last message.
"""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Text

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, BotUttered, Event, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

APOLOGY = "utter_error"
ASK_TO_REPHRASE = "action_ask_to_rephrase"
# Rasa ends a turn at its tenth action and then never answers that conversation again.
MOST_ACTIONS = 6
# Surer than nothing at all, and less sure than any rule.
LAST_RESORT = 0.01


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class NeverSilentPolicy(Policy):
    """Apologise when an action said nothing, and answer what no rule answers."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the defaults; the priority is above RulePolicy's 5 and below nothing."""
        return {"priority": 10, "max_history": None}

    @staticmethod
    def supported_data() -> SupportedData:
        """Return that any data will do, for nothing is learned from it."""
        return SupportedData.ML_AND_RULE_DATA

    def train(self, training_trackers: List[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Learn nothing."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[Text, Any]] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predict an apology, a question back, or the end of the turn; abstain where all is well."""
        action, confidence = next_action(_turn(tracker))
        if action is None:
            return self._prediction(self._default_predictions(domain))
        probabilities = self._default_predictions(domain)
        probabilities[domain.index_for_action(action)] = confidence
        return self._prediction(probabilities)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NeverSilentPolicy:
        """Create the policy; there is nothing to load."""
        return cls(config, model_storage, resource, execution_context)


def next_action(turn: list[Event]) -> tuple[str | None, float]:
    """Return what must happen now in a turn, and how surely; None to leave it to the rules.

    `turn` is the person's last message and all events since.
    """
    if not turn or not _came_by_a_channel(turn[0]):
        return None, 0.0
    message = turn[0]
    done = [e.action_name for e in turn if isinstance(e, (ActionExecuted, ActionExecutionRejected))]
    spoken = any(isinstance(e, BotUttered) and e.text for e in turn)
    if not done:
        # A slash would let any stranger trigger any intent. Here it is a message like any other.
        return (ASK_TO_REPHRASE, 1.0) if _begins_with_slash(message) else (APOLOGY, LAST_RESORT)
    if not spoken and APOLOGY not in done:
        return APOLOGY, 1.0
    if APOLOGY in done or len(done) >= MOST_ACTIONS or _begins_with_slash(message):
        return ACTION_LISTEN_NAME, 1.0
    return None, 0.0


def _turn(tracker: DialogueStateTracker) -> list[Event]:
    events: list[Event] = []
    for event in reversed(tracker.applied_events()):
        events.append(event)
        if isinstance(event, UserUttered):
            return events[::-1]
    return []


def _came_by_a_channel(message: Event) -> bool:
    """Return whether somebody is waiting: `rasa test` replays messages of no channel, without running actions."""
    return isinstance(message, UserUttered) and message.input_channel is not None


def _begins_with_slash(message: Event) -> bool:
    return isinstance(message, UserUttered) and (message.text or "").lstrip().startswith("/")
