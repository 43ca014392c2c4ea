"""The facts that people are told, in actions/facts.yml: in order, told without a failure, no number made up."""

from actions.facts import load_facts
from tests.support import LIVE_FACTS_FILE
from tests.wiring.accounts import Accounts
from tests.wiring.every_question import every_answer, failures
from tests.wiring.test_numbers import KNOWN_NUMBERS, KNOWN_RULE


def test_the_facts_break_none_of_their_rules():
    """Every fault names its line and cure."""
    assert load_facts(LIVE_FACTS_FILE).salaries


def test_no_question_makes_an_action_raise():
    """Whatever is named, there is an answer and no apology."""
    assert failures(LIVE_FACTS_FILE) == {}


def test_every_number_in_an_answer_is_accounted_for():
    """It is in a listed fact, in computed, or in the person's own words."""
    accounts = Accounts(LIVE_FACTS_FILE)
    made_up = {
        case: found
        for case, question, answer, message in every_answer(path=LIVE_FACTS_FILE)
        if (found := accounts.unaccounted(question, answer, message.text)) and not case.startswith(KNOWN_NUMBERS)
    }

    assert made_up == {}


def test_every_computed_number_is_what_its_rule_gives():
    """Reckoned anew from rule and inputs, each result is the same."""
    accounts = Accounts(LIVE_FACTS_FILE)
    wrong = {
        (case, number.rule): (number.result, reckoned)
        for case, _, answer, _ in every_answer(path=LIVE_FACTS_FILE)
        for number in answer.computed
        if number.rule != KNOWN_RULE
        and abs(number.result - (reckoned := accounts.reckoned(number.rule, number.inputs))) > 0.5
    }

    assert wrong == {}
