"""Leave out half of the search for a rule."""

from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

Found = tuple[str | None, str | None, bool]
_find = RulePolicy._find_action_from_rules


def find_action_from_rules(
    policy: RulePolicy, tracker: DialogueStateTracker, domain: Domain, use_text_for_last_user_input: bool
) -> Found:
    """Search the rules as Rasa does, but not by the text of a message where every rule that takes a message asks for an intent."""
    if use_text_for_last_user_input and tracker.active_loop_name is None and asks_for_intents(policy):
        return None, None, False
    found: Found = _find(policy, tracker, domain, use_text_for_last_user_input)
    return found


def asks_for_intents(policy: RulePolicy) -> bool:
    """Return whether all rules that can apply to a message name its intent: then none applies to a text alone."""
    known: tuple[int, bool] | None = policy.__dict__.get("_wayfinder_asks_for_intents")
    rules = policy.lookup[RULES]
    if known is None or known[0] != id(rules):
        states = [policy._rule_key_to_state(key)[-1] for key in rules]
        after_listening = [s for s in states if s.get(PREVIOUS_ACTION, {}).get(ACTION_NAME) == ACTION_LISTEN_NAME]
        known = id(rules), all(state.get(USER, {}).get(INTENT) for state in after_listening)
        policy.__dict__["_wayfinder_asks_for_intents"] = known
    return known[1]
