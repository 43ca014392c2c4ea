"""Questions on occupations that the sources don't cover, written apart from our lists: they get no fact of another's."""

import uuid
from pathlib import Path

import pytest

from tests.conftest import Bot
from tests.nlu.scores import interval_95

QUESTIONS = Path(__file__).with_name("other_occupations.txt")
# Shares; docs/understanding.md has what was measured.
MOST_GIVEN_A_FACT = 0.03
MOST_GIVEN_PAY = 0.015


@pytest.fixture(scope="module")
def facts_told(bot: Bot) -> dict[str, list[str]]:
    """The ids of the facts that each question was answered with."""
    told = {}
    for question in QUESTIONS.read_text(encoding="utf-8").splitlines():
        answers = bot.says(uuid.uuid4().hex, question).answers
        told[question] = [fact for answer in answers for fact in answer["facts"]]
    return told


def test_there_are_enough_questions(facts_told: dict[str, list[str]]) -> None:
    """As many as make a share of one in a hundred visible."""
    assert len(facts_told) >= 694


def test_hardly_any_is_given_a_fact(facts_told: dict[str, list[str]]) -> None:
    """Whatever the fact is."""
    given = [question for question, facts in facts_told.items() if facts]

    assert len(given) / len(facts_told) <= MOST_GIVEN_A_FACT, (given, interval_95(len(given), len(facts_told)))


def test_hardly_any_is_given_anybodys_pay(facts_told: dict[str, list[str]]) -> None:
    """The worst that could be said."""
    given = [question for question, facts in facts_told.items() if any(fact.startswith("pay_") for fact in facts)]

    assert len(given) / len(facts_told) <= MOST_GIVEN_PAY, given
