"""Find the rule that applies without trying all of them.

A rule asks for the last action and, after a message, for its intent. Rasa tries every rule on every
message, first by the message's text and then by its intent.
"""

from collections import defaultdict
from typing import Any
from weakref import WeakKeyDictionary

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

Found = tuple[str | None, str | None, bool]
_find_by_trying = RulePolicy._find_action_from_rules
_possible_by_trying = RulePolicy._get_possible_keys


class RuleIndex:
    """The rules of a policy by what their last state asks for: the action before, and the intent of the message, None for any."""

    def __init__(self, rules: dict[str, str]) -> None:
        self.rules = rules
        self._by_end: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
        for key in rules:
            self._by_end[_end(RulePolicy._rule_key_to_state(key)[-1])].append(key)

    @property
    def asks_for_intents(self) -> bool:
        """Whether each rule that can apply to a message asks for its intent: then none applies to a text alone."""
        return (ACTION_LISTEN_NAME, None) not in self._by_end and (None, None) not in self._by_end

    def that_may_apply(self, state: State) -> dict[str, str]:
        """Return the rules whose last state may be `state`."""
        action, intent = _end(state)
        ends = {(action, intent), (action, None), (None, intent), (None, None)}
        return {key: self.rules[key] for end in ends for key in self._by_end.get(end, ())}


_indexes: "WeakKeyDictionary[RulePolicy, RuleIndex]" = WeakKeyDictionary()


def find_action_from_rules(
    policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
) -> Found:
    """Search the rules as Rasa does, but not by the text of a message if no rule could apply to it."""
    if use_text_for_last_user_input and tracker.active_loop_name is None and _index_of(policy).asks_for_intents:
        return None, None, False
    found: Found = _find_by_trying(policy, tracker, domain, use_text_for_last_user_input)
    return found


def possible_keys(policy: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
    """Return the rules of `lookup` that apply to `states`, as Rasa does, but try only those that may."""
    if lookup is policy.lookup[RULES] and states:
        lookup = _index_of(policy).that_may_apply(states[-1])
    possible: set[str] = _possible_by_trying(policy, lookup, states)
    return possible


def _index_of(policy: RulePolicy) -> RuleIndex:
    index = _indexes.get(policy)
    if index is None or index.rules is not policy.lookup[RULES]:
        index = _indexes[policy] = RuleIndex(policy.lookup[RULES])
    return index


def _end(state: dict[str, Any]) -> tuple[str | None, str | None]:
    return state.get(PREVIOUS_ACTION, {}).get(ACTION_NAME), state.get(USER, {}).get(INTENT)
