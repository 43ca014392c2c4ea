"""The rule on numbers: each is in a listed fact, in computed, or in the person's own words."""

import pytest

from actions.answering.answer import Answer
from actions.answering.question import Question
from actions.facts import load_facts
from tests.support import TODAY
from tests.wiring.accounts import Accounts, numbers_in
from tests.wiring.every_question import every_answer

# To how many decimals a result of this unit is given.
DECIMALS = {"percent": 1, "times": 1, "USD per year": 0, "openings": 0}
ACCOUNTS = Accounts()
# What is known to be wrong and still to be mended; nothing may be added.
KNOWN_NUMBERS = "sources, link after outlook"
KNOWN_RULE = "share of a in all openings"  # its inputs don't begin with the one that it is the share of


@pytest.mark.parametrize(
    ("rule", "inputs", "result"),
    [
        ("a - b", ("pay_data_engineer", "pay_mle_2022_08"), 4_532),
        ("(a - b) / b * 100", ("pay_data_engineer", "pay_mle_2022_08"), 4.0949),
        ("abs(a - b) / b * 100", (100_000, "pay_mle_2022_08"), 9.6437),
        ("a * 2080", (60.0,), 124_800),
    ],
    ids=["difference", "percent", "percent of an amount", "hours"],
)
def test_rules_are_reckoned_as_one_does_by_hand(rule, inputs, result):
    """This test's own arithmetic is right."""
    assert ACCOUNTS.reckoned(rule, inputs) == pytest.approx(result, abs=0.0001)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("$110,673 (8.4 %), 811 salaries.", {110673, 8.4, 811}),
        ("10 August 2022, 70-80k", {10, 2022, 70, 80}),
        ("none", set()),
    ],
    ids=["separators", "dates and ranges", "none"],
)
def test_numbers_are_found_in_a_text_however_they_are_written(text, numbers):
    """A comma within a number is part of it, one behind it isn't."""
    assert numbers_in(text) == numbers


def test_a_number_out_of_nowhere_is_found():
    """An answer that adds a figure of its own is caught."""
    question = Question("salary", TODAY)

    assert ACCOUNTS.unaccounted(
        question, Answer("salary", "answered", "", facts=("pay_data_analyst",)), "$65,652, or $70,000"
    ) == {70_000}


def test_every_number_in_a_text_is_accounted_for():
    """Whatever is asked, no number is made up."""
    made_up = {
        case: found
        for case, question, answer, message in every_answer()
        if (found := ACCOUNTS.unaccounted(question, answer, message.text)) and not case.startswith(KNOWN_NUMBERS)
    }

    assert made_up == {}


def test_every_computed_number_is_what_its_rule_gives():
    """Reckoned anew from rule and inputs, each result is the same."""
    wrong = {
        (case, number.rule): (number.result, ACCOUNTS.reckoned(number.rule, number.inputs))
        for case, _, answer, _ in every_answer()
        for number in answer.computed
        if number.rule != KNOWN_RULE
        and number.result != round(ACCOUNTS.reckoned(number.rule, number.inputs), DECIMALS.get(number.unit, 2))
    }

    assert wrong == {}


def test_every_input_of_a_computation_is_a_listed_fact_or_the_persons_amount():
    """Nothing is computed from what the answer doesn't name."""
    facts = load_facts()
    strangers = {
        (case, given)
        for case, question, answer, _ in every_answer()
        for number in answer.computed
        for given in number.inputs
        if (facts.fact(given).id not in answer.facts if isinstance(given, str) else not question.amounts)
    }

    assert strangers == set()
