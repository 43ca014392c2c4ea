"""What narrows a question and isn't in the sources: named in the lead, before any figure."""

from collections.abc import Sequence

from actions.answering.question import Question
from actions.answering.wording import say
from actions.facts import Facts
from actions.money import currency_told
from actions.reading import Restriction
from actions.topics import OWN_PROFESSION

KNOWN_PUBLISHERS = ("Indeed", "Coursera", "BLS", "IBM", "BigCommerce")
# Restrictions of pay, the one to name first in front.
PAY_KINDS = (
    "group", "company", "industry", "where", "place", "level", "degree", "contract", "range", "median", "tax", "pay_kind", "year", "publisher",
    "remote_pay",
)  # fmt: skip
OPENINGS_KINDS = (
    "where",
    "group",
    "company",
    "industry",
    "place",
    "level",
    "degree",
    "contract",
    "year",
    "remote_pay",
    "publisher",
)
_MOST_NAMED = 2


def changing(question: Question, kinds: Sequence[str]) -> tuple[Restriction, ...]:
    """The restrictions of the question that change the answer: those of `kinds` that no figure is split by."""
    found = [one for kind in kinds for one in question.restricted(kind)]
    return tuple(one for one in found if not (one.kind == "publisher" and one.words in KNOWN_PUBLISHERS))


def pay_limit(question: Question, facts: Facts) -> tuple[str, tuple[str, ...]]:
    """The clause on what pay isn't split by, as the question asks for it, and the kinds named; empty where it changes nothing.

    What was named in this talk already is named by a word alone.
    """
    clauses, kinds = [], []
    if question.currency is not None:
        clauses.append(say("utter_limit_currency", currency=currency_told(question.currency)))
        kinds.append("currency")
    for one in changing(question, PAY_KINDS):
        if one.kind not in kinds and len(kinds) < _MOST_NAMED:
            clauses.append(_pay_clause(one, question, facts))
            kinds.append(one.kind)
    if clauses and set(kinds) <= set(question.memory.limits_told) - {"currency"} and question.is_carried:
        return say("utter_limit_as_before", words=changing(question, PAY_KINDS)[0].words), tuple(kinds)
    return "; ".join(clauses), tuple(kinds)


def _pay_clause(one: Restriction, question: Question, facts: Facts) -> str:
    if one.kind == "year":
        return _year_clause(one.words, facts)
    if one.kind == "tax" and one.words in ("before tax", "gross", "pre-tax", "before taxes"):
        return say("utter_limit_before_tax")
    if one.kind == "pay_kind":
        is_base = question.whom()[:1] == (OWN_PROFESSION,)
        return say("utter_limit_base_only" if is_base else "utter_limit_unknown_kind", words=one.words)
    if one.kind == "group":
        return say("utter_limit_group")
    if one.kind == "tax":
        return say("utter_limit_tax")
    if one.kind == "median":
        return say("utter_limit_median")
    if one.kind == "where":
        return say("utter_limit_where")
    if one.kind == "remote_pay":
        return say("utter_limit_remote_pay")
    return say(f"utter_limit_{one.kind}", words=one.words)


def _year_clause(words: str, facts: Facts) -> str:
    dates = [date for fact in facts.salaries if (date := facts.date_of(fact)) is not None and fact.date_kind == "as_of"]
    newest = max(dates, key=lambda date: date.earliest())
    if words.isdigit() and int(words) < newest.year:
        return say("utter_limit_year", words=words)
    return say("utter_limit_newest", date=newest.month_and_year)


def openings_limit(question: Question) -> tuple[str, tuple[str, ...]]:
    """The clause on what openings aren't split by, as the question asks for it, and the kinds named."""
    found = changing(question, OPENINGS_KINDS)
    if not found:
        return "", ()
    one = found[0]
    if one.kind == "year":
        return say("utter_limit_openings_now"), ("year",)
    if one.kind == "where":
        return say("utter_limit_openings_where"), (one.kind,)
    if one.kind == "place":
        return say("utter_limit_openings_place", words=one.words), (one.kind,)
    return say("utter_limit_openings", words=one.words), (one.kind,)


def statement_limit(question: Question) -> tuple[str, tuple[str, ...]]:
    """The line on what a statement doesn't say in particular, and the kinds named."""
    found = changing(question, ("company", "industry", "place", "group"))
    if not found:
        return "", ()
    return say("utter_limit_statement", words=found[0].words), (found[0].kind,)


def led_by(clause: str, sentence: str) -> str:
    """A sentence with what it doesn't cover in front."""
    return say("utter_limited", clause=clause, sentence=sentence) if clause else sentence
