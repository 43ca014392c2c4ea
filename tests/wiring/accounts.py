"""Where the numbers of an answer come from: a listed fact, `computed`, or the person's own words.

Facts are read as plain YAML here, and each computed number is reckoned anew, so that
neither our reader nor our arithmetic vouches for itself.
"""

import ast
import datetime
import operator
import re
from pathlib import Path

from actions.answering.answer import Answer
from actions.answering.question import Question
from actions.answering.wording import suggestion
from actions.topics import CAREER_TOPICS
from tests.support import FACTS_FILE, raw_facts, raw_section

NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
VALUES = ("salary_usd_per_year", "job_openings")
OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
PAYLOADS = [suggestion(topic).payload for topic in CAREER_TOPICS]


class Accounts:
    """The numbers that the facts of a file account for."""

    def __init__(self, path: Path = FACTS_FILE) -> None:
        self.facts, self.sources = raw_facts(path), raw_section("sources", path)
        self.professions = raw_section("professions", path)

    def date_of(self, fact: dict[str, object]) -> datetime.date:
        """Return the first day that a fact's date can mean."""
        if fact["date_kind"] == "same_page_as":
            return self.date_of(self.facts[str(fact["same_page_as"])])
        written = str(fact["date"] if fact["date_kind"] == "as_of" else self.sources[str(fact["source"])]["accessed"])
        return datetime.date.fromisoformat(written if len(written) == 10 else f"{written}-01")

    def allowed_by_fact(self, fact_id: str) -> set[float]:
        """Return the numbers of a fact, of its source and of its date."""
        fact = self.facts[fact_id]
        source = self.sources[fact["source"]]
        told = [value for key, value in fact.items() if key not in ("id", "source", "same_page_as")]
        dated = [] if fact["date_kind"] == "undated" else [self.date_of(fact).day, self.date_of(fact).year]
        names = self.professions.get(fact.get("profession", ""), {}).get("plural", "")
        return numbers_in(
            [told, dated, names, source["publisher"], source["title"], source["measures"], source.get("url")]
        )

    def value_of(self, operand: str | float) -> float:
        """Return the number that an input of a computation stands for."""
        if isinstance(operand, str):
            return next(float(self.facts[operand][name]) for name in VALUES if name in self.facts[operand])
        return float(operand)

    def reckoned(self, rule: str, inputs: tuple[str | float, ...]) -> float:
        """Return the result of a rule over its inputs, which it calls a, b, c …"""
        if rule == "share of a in all openings":
            values = [self.value_of(given) for given in inputs]
            return values[0] / sum(values) * 100
        return _reckon(
            ast.parse(rule, mode="eval").body,
            {chr(ord("a") + i): self.value_of(given) for i, given in enumerate(inputs)},
        )

    def unaccounted(self, question: Question, answer: Answer, text: str) -> set[float]:
        """Return the numbers of a text that neither facts nor computed nor the person's words account for."""
        allowed = numbers_in([question.restrictions, question.unknown]) | numbers_in(
            [a.value for a in question.amounts]
        )
        # Lines of a list are numbered, and so is how many there are, among whom somebody has a place.
        listed = sum(fact.get("topic") == answer.topic and "short" in fact for fact in self.facts.values())
        allowed |= {float(n) for n in range(1, 10)} | {float(listed), float(listed - len(answer.rows))}
        for fact_id in answer.facts:
            allowed |= self.allowed_by_fact(fact_id)
        for number in answer.computed:
            allowed |= numbers_in(number.rule) | {abs(number.result), float(round(abs(number.result)))}
            values = {self.value_of(given) for given in number.inputs}
            allowed |= values | ({sum(values)} if number.rule.startswith("share") else set())
        return numbers_in(without_examples(text)) - allowed


def numbers_in(text: object) -> set[float]:
    """Return the numbers in a text, separators taken out."""
    return {float(found.replace(",", "")) for found in NUMBER.findall(str(text))}


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
    return re.sub(r"For example: .+?\?|figures are (from|of) \d{4}", "", text)
