"""Which amounts, periods and levels are found in a message."""

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message

from wayfinder.reading.quantity_extractor import QuantityExtractor


@pytest.fixture
def extractor(tmp_path: Path) -> QuantityExtractor:
    """An extractor with its defaults."""
    storage, resource = LocalModelStorage(tmp_path), Resource("quantities")
    config = QuantityExtractor.get_default_config()
    return QuantityExtractor.create(config, storage, resource, ExecutionContext(GraphSchema({})))


def _found(extractor: QuantityExtractor, text: str, entity: str) -> list[str]:
    message = extractor.process([Message({"text": text})])[0]
    return [found["value"] for found in message.get("entities") if found["entity"] == entity]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("is 120k good", ["120k"]),
        ("I make $60 an hour", ["$60"]),
        ("offered $120,000 base", ["$120,000"]),
        ("95,000 euros in Munich", ["95,000 euros"]),
        ("100 grand", ["100 grand"]),
        ("1.2 lakh per month", ["1.2 lakh"]),
        ("they said 70-80k", ["70-80k"]),
        ("$140K - $210K", ["$140K - $210K"]),
        ("raise from 90k to 96k", ["90k", "96k"]),
        ("CHF 110'000 in Zurich", ["CHF 110'000"]),
        ("kr 55 000 monthly", ["kr 55 000"]),
        ("2400€ a month", ["2400€"]),
        ("naira 500,000 a month", ["naira 500,000"]),
        ("$120k CAD", ["$120k CAD"]),
        ("R650k", ["R650k"]),
        ("60k PHP developer", ["60k"]),
        ("18 LPA", ["18 LPA"]),
        ("am i underpaid at 68000", ["68000"]),
        ("is a salary of 68,000 fair", ["68,000"]),
        ("i make 37/hr", ["37"]),
        ("half a million salary", ["half a million"]),
        ("one hundred fifty thousand dollars", ["one hundred fifty thousand dollars"]),
    ],
)
def test_money_is_found_as_written(extractor: QuantityExtractor, text: str, amounts: list[str]) -> None:
    """Every usual way to write a sum of money is found, a range as one."""
    assert _found(extractor, text, "amount") == amounts


def test_other_numbers_are_no_money(extractor: QuantityExtractor) -> None:
    """Years, counts and times aren't taken for an amount."""
    texts = [
        "pay in 2024",
        "salary with 3 years of experience",
        "are there 10 jobs that pay well",
        "how good is a 401k match",
        "the pay of 4000 people",
        "60 hours a week",
        "in 2030 what will they earn",
        "track order 55821",
        "PHP 8 salary",
        "an R2 of 0.9",
        "pay at Euro 2024",
    ]

    assert [text for text in texts if _found(extractor, text, "amount") != []] == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("$60/hr", "hour"),
        ("$60 an hour", "hour"),
        ("what is the hourly pay", "hour"),
        ("a day rate of £600", "day"),
        ("weekly wages", "week"),
        ("salary per month", "month"),
        ("monthly?", "month"),
        ("what do they earn a year", "year"),
        ("average annual salary", "year"),
        ("R650k p.a. in cape town", "year"),
        ("12 lakhs per annum", "year"),
    ],
)
def test_the_period_of_a_pay_has_one_of_five_values(extractor: QuantityExtractor, text: str, period: str) -> None:
    """However it is written, a period is hour, day, week, month or year."""
    assert _found(extractor, text, "period") == [period]


def test_other_times_are_no_period(extractor: QuantityExtractor) -> None:
    """Time that work or life takes isn't the period of a pay."""
    texts = [
        "5 years of experience",
        "I asked for a raise a year ago",
        "what will they earn next year",
        "one hour a day",
        "60 hours per week for that pay",
        "what is a daily routine",
        "my yearly review",
        "I earn a lot this month",
    ]

    assert [text for text in texts if _found(extractor, text, "period") != []] == []


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Junior ML engineer", ["junior"]),
        ("from junior to senior", ["junior", "senior"]),
        ("entry-level jobs", ["entry-level"]),
        ("salary for a fresh graduate", ["fresh graduate"]),
        ("new grad offers", ["new grad"]),
        ("lead data scientist", ["lead"]),
        ("staff and principal?", ["staff", "principal"]),
        ("a data scientist intern", ["intern"]),
        ("salary with 3 years", ["3 years"]),
        ("5+ yrs experience", ["5+ yrs"]),
        ("nurse with 7 yoe", ["7 yoe"]),
        ("three to five years of experience", ["three to five years"]),
        ("with no experience", ["no experience"]),
    ],
)
def test_a_level_is_found_in_lower_case(extractor: QuantityExtractor, text: str, levels: list[str]) -> None:
    """Titles of seniority and years of experience are found."""
    assert _found(extractor, text, "level") == levels


def test_other_words_are_no_level(extractor: QuantityExtractor) -> None:
    """Ages, spans of time and other senses of the words aren't a level."""
    texts = [
        "two years ago",
        "a senior discount",
        "what leads to a job",
        "your support staff",
        "over the next 10 years",
        "how long does it take, 2 years?",
        "a 6 year old",
        "my school principal",
    ]

    assert [text for text in texts if _found(extractor, text, "level") != []] == []


def test_nothing_is_found_twice(extractor: QuantityExtractor) -> None:
    """No two entities share a character, whichever extractor found them."""
    taken = {"entity": "profession", "start": 0, "end": 11, "value": "junior chef", "extractor": "Other"}
    message = Message({"text": "junior chef at $60 an hour", "entities": [taken]})

    extractor.process([message])

    assert [(found["entity"], found["start"], found["end"]) for found in message.get("entities")] == [
        ("profession", 0, 11),
        ("amount", 15, 18),
        ("period", 19, 26),
    ]


def test_an_empty_message_has_no_entities(extractor: QuantityExtractor) -> None:
    """A message without text is left as it is, without an error."""
    message = extractor.process([Message({"text": ""})])[0]

    assert message.get("entities") == []
