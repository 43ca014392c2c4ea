"""The rule on numbers: each is in a listed fact, in computed, or in the person's own words.

Facts are read as plain YAML here, and each computed number is reckoned anew, so that
neither our reader nor our arithmetic vouches for itself.
"""

import ast
import datetime
import operator
import re

import pytest

from actions.answering.answer import Answer
from actions.answering.question import Question
from actions.answering.wording import suggestion
from actions.facts import load_facts
from actions.topics import CAREER_TOPICS
from tests.support import TODAY, raw_facts, raw_section
from tests.wiring.every_question import every_answer

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
VALUES = ("salary_usd_per_year", "job_openings", "growth_percent")
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
# To how many decimals a result of this unit is given.
DECIMALS = {"percent": 1, "years": 0, "year": 0, "USD per year": 2}
FACTS, SOURCES = raw_facts(), raw_section("sources")
PROFESSIONS = raw_section("professions")
PAYLOADS = [suggestion(topic).payload for topic in CAREER_TOPICS]


def numbers_in(text: object) -> set[float]:
    """Return the numbers in a text, separators taken out."""
    return {float(found.replace(",", "")) for found in NUMBER.findall(str(text))}


def date_of(fact: dict[str, object]) -> datetime.date:
    """Return the first day that a fact's date can mean."""
    if fact["date_kind"] == "same_page_as":
        return date_of(FACTS[str(fact["same_page_as"])])
    written = str(fact["date"] if fact["date_kind"] == "as_of" else SOURCES[str(fact["source"])]["accessed"])
    return datetime.date.fromisoformat(written if len(written) == 10 else f"{written}-01")


def allowed_by_fact(fact_id: str) -> set[float]:
    """Return the numbers of a fact, of its source and of its date."""
    fact = FACTS[fact_id]
    source = SOURCES[fact["source"]]
    told = [value for key, value in fact.items() if key not in ("id", "source", "same_page_as")]
    dated = [] if fact["date_kind"] == "undated" else [date_of(fact).day, date_of(fact).year]
    names = PROFESSIONS.get(fact.get("profession", ""), {}).get("plural", "")
    return numbers_in([told, dated, names, source["publisher"], source["title"], source["measures"], source.get("url")])


def value_of(operand: str | float) -> float:
    """Return the number that an input of a computation stands for."""
    if isinstance(operand, str):
        return next(float(FACTS[operand][name]) for name in VALUES if name in FACTS[operand])
    return float(operand)


def reckoned(rule: str, inputs: tuple[str | float, ...]) -> float:
    """Return the result of a rule over its inputs, which it calls a, b, c …"""
    if rule == "year of a":
        return date_of(FACTS[str(inputs[0])]).year
    if since := re.fullmatch(r"whole years from the date of a to (\d{4}-\d\d-\d\d)", rule):
        then, now = date_of(FACTS[str(inputs[0])]), datetime.date.fromisoformat(since.group(1))
        return now.year - then.year - ((now.month, now.day) < (then.month, then.day))
    return _reckon(ast.parse(rule, mode="eval").body, {chr(ord("a") + i): value_of(given) for i, given in enumerate(inputs)})


def _reckon(node: ast.expr, values: dict[str, float]) -> float:
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_reckon(node.left, values), _reckon(node.right, values))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "abs":
        return abs(_reckon(node.args[0], values))
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.Constant):
        return float(node.value)
    raise AssertionError(f"no rule has a {ast.dump(node)}")


def without_examples(text: str) -> str:
    """Return a text without the questions that it offers as examples, such as "Is 120k a year good?"."""
    for offered in PAYLOADS:
        text = text.replace(offered, "")
    return re.sub(r"For example: .+?\?", "", text)


def unaccounted(question: Question, answer: Answer, text: str) -> set[float]:
    """Return the numbers of a text that neither facts nor computed nor the person's words account for."""
    words = [question.text, question.amount, question.level, question.place, question.unknown_professions]
    allowed = numbers_in(words)
    for fact_id in answer.facts:
        allowed |= allowed_by_fact(fact_id)
    for number in answer.computed:
        allowed |= numbers_in(number.rule) | {abs(number.result), float(round(abs(number.result)))}
        allowed |= {value_of(given) for given in number.inputs if not number.unit.startswith("year")}
    return numbers_in(without_examples(text)) - allowed


@pytest.mark.parametrize(
    ("rule", "inputs", "result"),
    [
        ("a - b", ("pay_data_engineer", "pay_mle_2022_08"), 4_532),
        ("(a - b) / b * 100", ("pay_data_engineer", "pay_mle_2022_08"), 4.0949),
        ("abs(a - b) / b * 100", (100_000, "pay_mle_2022_08"), 9.6437),
        ("a * 2080", (60.0,), 124_800),
        ("year of a", ("pay_mle_2022_06",), 2022),
        ("whole years from the date of a to 2026-08-09", ("pay_data_engineer",), 3),
        ("whole years from the date of a to 2026-11-08", ("pay_research_scientist",), 4),
    ],
    ids=["difference", "percent", "percent of an amount", "hours", "year", "day before", "day of reading"],
)
def test_rules_are_reckoned_as_one_does_by_hand(rule, inputs, result):
    """This test's own arithmetic is right."""
    assert reckoned(rule, inputs) == pytest.approx(result, abs=0.0001)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("$110,673 (8.4 %), 811 salaries.", {110673, 8.4, 811}), ("10 August 2022, 70-80k", {10, 2022, 70, 80}), ("none", set())],
    ids=["separators", "dates and ranges", "none"],
)
def test_numbers_are_found_in_a_text_however_they_are_written(text, numbers):
    """A comma within a number is part of it, one behind it isn't."""
    assert numbers_in(text) == numbers


def test_a_number_out_of_nowhere_is_found():
    """An answer that adds a figure of its own is caught."""
    question = Question("salary", "pay?", TODAY)

    assert unaccounted(question, Answer("salary", "answered", (), facts=("pay_data_analyst",)), "$65,652, or $70,000") == {70_000}


def test_every_number_in_a_text_is_accounted_for():
    """Whatever is asked, no number is made up."""
    made_up = {
        case: found
        for case, question, answer, message in every_answer()
        if (found := unaccounted(question, answer, message.text))
    }

    assert made_up == {}


def test_every_computed_number_is_what_its_rule_gives():
    """Reckoned anew from rule and inputs, each result is the same."""
    wrong = {
        (case, number.rule): (number.result, reckoned(number.rule, number.inputs))
        for case, _, answer, _ in every_answer()
        for number in answer.computed
        if number.result != round(reckoned(number.rule, number.inputs), DECIMALS.get(number.unit, 2))
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
        if (facts.fact(given).id not in answer.facts and number.unit != "year" if isinstance(given, str) else not question.amount)
    }

    assert strangers == set()
