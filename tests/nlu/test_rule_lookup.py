"""The rules of the trained model are looked up as Rasa finds them by trying all."""

import json
import tarfile
import textwrap
from pathlib import Path

import pytest
from rasa.core.policies.rule_policy import RulePolicy

from tests.wiring.test_rasa_patches import source_of
from wayfinder.patches.rule_lookup import RuleIndex, possible_keys


@pytest.fixture(scope="module")
def policy(model: Path, tmp_path_factory: pytest.TempPathFactory) -> RulePolicy:
    """The rule policy of the trained model."""
    folder = tmp_path_factory.mktemp("model")
    with tarfile.open(model) as archive:
        archive.extractall(folder, filter="data")
    (rules,) = folder.glob("components/*RulePolicy*/rule_policy.json")
    policy = RulePolicy.__new__(RulePolicy)
    policy.lookup = json.loads(rules.read_text())["lookup"]
    return policy


def test_the_search_by_text_is_left_out_here(policy: RulePolicy) -> None:
    """The rules of this bot all name intents, as trained."""
    assert RuleIndex(policy.lookup["rules"]).asks_for_intents


def test_the_rules_that_are_looked_up_are_those_that_trying_all_finds(policy: RulePolicy) -> None:
    """For what each rule asks for, for a conversation that has just begun, and for what no rule asks for."""
    by_trying = source_of("rasa.core.policies.rule_policy:RulePolicy._get_possible_keys")
    scope = {"Dict": dict, "List": list, "Set": set, "Text": str, "State": dict}
    exec(textwrap.dedent(by_trying), scope)
    rules = policy.lookup["rules"]
    histories = [RulePolicy._rule_key_to_state(key) for key in rules]
    histories += [[{}], [{}, {"prev_action": {"action_name": "action_listen"}, "user": {"intent": "no_such"}}]]
    found = [possible_keys(policy, rules, states) for states in histories]

    assert found == [scope["_get_possible_keys"](policy, rules, states) for states in histories]
    assert all(key in keys for key, keys in zip(rules, found, strict=False))
    assert found[-2:] == [set(), set()]
