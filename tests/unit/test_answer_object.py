"""The answer object, and the message that a channel gets."""

import re

import pytest

from actions.answering.answer import (
    Answer,
    Chart,
    Computed,
    Message,
    Row,
    Table,
    message_for,
    source_rows,
)
from actions.answering.buttons import Button
from actions.facts import load_facts
from actions.reading import Amount, Restriction
from tests.support import question

FIELDS = [
    "id", "topic", "status", "about", "restrictions", "facts", "computed", "sources", "table", "chart", "facts_version", "parts",
]  # fmt: skip
CHART = Chart("Pay", "USD per year", ("ML engineers", "analysts"), (100_000.0, 50_000.0), ("$100,000", "$50,000"))
ROW = Row("ML engineers", "pay_mle_2022_08", "$110,673", 110_673.0, "USD per year")
ANSWER = Answer(
    "salary",
    "answered",
    "first line.",
    support=("second line.",),
    rows=(ROW, Row("design systems", "duty_build_systems")),
    limits=("what isn't known.",),
    source_line="Source: Indeed.",
    facts=("pay_mle_2022_08", "pay_mle_2022_06"),
    computed=(Computed("a / 12", ("pay_mle_2022_08",), 9222.75, "USD per month"),),
    buttons=(Button("Sources", "Where do your figures come from?", "sources"),),
    table=Table(("Profession", "Pay"), (("ML engineers", "$110,673"),)),
    chart=CHART,
    restricted=("place",),
    notice="I'm a bot.",
)
BERLIN = (Restriction("place", "Berlin"), Restriction("level", "senior"))


@pytest.fixture
def message() -> Message:
    """The message for a channel that shows answer objects."""
    asked = question(
        "salary", restrictions=BERLIN, unknown=("nurse",), amounts=(Amount(5_000, "USD", "month", written="$5k"),)
    )
    return message_for(ANSWER, asked, load_facts())


def test_an_answer_object_has_the_fields_of_the_contract(message):
    """Clients find every field, in the order of the contract."""
    assert list(message.answer) == FIELDS


def test_an_answer_object_says_what_was_asked_and_what_was_used(message):
    """Topic, status, what was asked, facts and the version of the facts are given."""
    about = {
        "professions": [],
        "unknown_professions": ["nurse"],
        "place": "Berlin",
        "level": "senior",
        "period": None,
        "amount": "$5k",
    }

    assert (message.answer["topic"], message.answer["status"]) == ("salary", "answered")
    assert message.answer["about"] == about
    assert message.answer["facts"] == ["pay_mle_2022_08", "pay_mle_2022_06"]
    assert re.fullmatch(r"[0-9a-f]{12}", message.answer["facts_version"])


def test_computed_table_and_chart_are_plain_records(message):
    """They are ready for JSON."""
    assert message.answer["computed"] == [
        {"rule": "a / 12", "inputs": ("pay_mle_2022_08",), "result": 9222.75, "unit": "USD per month"}
    ]
    assert message.answer["table"] == {"columns": ("Profession", "Pay"), "rows": (("ML engineers", "$110,673"),)}
    assert message.answer["chart"]["values"] == (100_000.0, 50_000.0)


def test_each_restriction_says_whether_it_changes_the_answer(message):
    """None is covered by a figure of its own."""
    assert message.answer["restrictions"] == [
        {"kind": "place", "words": "Berlin", "covered": False, "changes": True},
        {"kind": "level", "words": "senior", "covered": False, "changes": False},
    ]


def test_the_parts_are_the_text_taken_apart(message):
    """For channels that draw rows, put sources small, or have a place of their own for the notice."""
    assert message.answer["parts"] == {
        "lead": "First line.",
        "rows": [
            {"label": "ML engineers", "fact": "pay_mle_2022_08", "shown": "$110,673", "value": 110_673.0, "unit": "USD per year"},
            {"label": "design systems", "fact": "duty_build_systems", "shown": "", "value": None, "unit": ""},
        ],
        "support": ["Second line."],
        "limits": ["What isn't known."],
        "source_line": "Source: Indeed.",
        "notice": "I'm a bot.",
    }  # fmt: skip


def test_text_and_buttons_stand_beside_the_object(message):
    """The text is complete without the object; one line an entry, each beginning like a sentence."""
    assert message.text.splitlines() == [
        "First line.",
        "1. ML engineers: $110,673",
        "2. Design systems",
        "Second line.",
        "What isn't known.",
        "Source: Indeed.",
        "I'm a bot.",
    ]
    assert message.buttons == [{"title": "Sources", "payload": "Where do your figures come from?"}]


def test_no_two_answers_have_the_same_id():
    """Feedback refers to one answer, even if the same is given twice."""
    ids = {message_for(ANSWER, question("salary"), load_facts()).answer["id"] for _ in range(20)}

    assert len(ids) == 20


def test_in_the_terminal_buttons_are_sentences_and_there_is_no_object():
    """The shell would print an object raw."""
    message = message_for(ANSWER, question("salary", in_terminal=True), load_facts())

    assert (message.answer, message.buttons) == (None, [])
    assert message.text.splitlines()[-1] == "You can ask: “Where do your figures come from?”"


def test_what_was_asked_in_whole_goes_before_half_a_question():
    """Half a question is answered as the whole that it was taken for, and the object says which."""
    whole = question("salary_of", professions=("data_engineer",))

    message = message_for(Answer("salary_of", "answered", "Text.", asked=whole), question("follow_up"), load_facts())

    assert message.answer["about"]["professions"] == ["data_engineer"]


@pytest.mark.parametrize(
    ("fact_ids", "expected"),
    [
        (["pay_mle_2022_08"], [("Indeed", None, "2022-08-10", "as_of", None)]),
        (
            ["pay_mle_2022_06"],
            [
                (
                    "Indeed",
                    "https://www.indeed.com/career/machine-learning-engineer/salaries",
                    "2022-06",
                    "as_of",
                    "Coursera",
                )
            ],
        ),
        (["pay_data_analyst"], [("Indeed", None, "2022-08-10", "same_page_as", None)]),
        (["course_rating"], [("Coursera", None, None, "undated", None)]),
        (["pay_data_analyst", "pay_mle_2022_08"], [("Indeed", None, "2022-08-10", "as_of", None)]),
        (
            ["growth_postings", "pay_data_analyst"],
            [("Coursera", None, None, "undated", None), ("Indeed", None, "2022-08-10", "same_page_as", None)],
        ),
        ([], []),
    ],
    ids=["dated", "cited", "beside a dated one", "undated", "the firmest date of a source", "two sources", "no fact"],
)
def test_each_source_used_has_one_row(fact_ids, expected):
    """A row has publisher, address or none, date, kind of date, and who cites it."""
    facts = load_facts()

    rows = source_rows([facts.fact(fact_id) for fact_id in fact_ids], facts)

    assert [(r["publisher"], r["url"], r["date"], r["date_kind"], r["cited_by"]) for r in rows] == expected


def test_a_source_row_says_what_the_source_measures_and_what_is_inferred():
    """Whoever draws the sources can show both."""
    facts = load_facts()

    (row,) = source_rows([facts.fact("pay_mle_2022_08")], facts)

    assert row["title"] == "Career page of the machine learning engineer"
    assert "average pay" in row["measures"]
    assert "inferred" in row["note"]
