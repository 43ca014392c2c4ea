"""Openings and outlook: what is counted, for whom, and for whom not."""

import pytest

from tests.support import answered, text_of

OWN = "machine_learning_engineer"
MEDIAN_HOLDER = "computer_information_research_scientist"
NOT_COUNTED = "My sources count openings for six similar professions, but not for ML engineers themselves."


@pytest.mark.parametrize("professions", [(), (OWN,)], ids=["none named", "named"])
def test_openings_of_ml_engineers_are_not_given(professions):
    """That is said, and the six similar professions follow, most first."""
    answer = answered("openings", "how many jobs are there", professions=professions)

    assert answer.status == "partial"
    assert NOT_COUNTED in answer.lines
    assert answer.chart.shown == ("212,310", "64,939", "38,748", "23,757", "19,992", "16,290")


def test_no_line_gives_ml_engineers_a_number_of_openings():
    """No bullet is theirs, and nothing is added up for them."""
    text = text_of("openings")

    assert "• ML engineers" not in text
    assert "376,036" not in text


def test_another_profession_gets_its_own_openings_only():
    """One number, undated, beside a dated figure."""
    answer = answered("openings", professions=("data_scientist",))

    assert answer.lines == (
        "• data scientists: 23,757 openings (Indeed, undated, beside a figure of 10 August 2022)",
        "What is dated here is at least 4 years old.",
    )
    assert (answer.status, answer.chart) == ("answered", None)


def test_ml_engineers_beside_another_profession_are_told_as_not_counted():
    """The other has its number, the ML engineer has none."""
    answer = answered("openings", professions=(OWN, "data_analyst"))

    assert answer.facts == ("openings_data_analyst",)
    assert (answer.status, NOT_COUNTED in answer.lines) == ("partial", True)


@pytest.mark.parametrize(
    "named", [{"unknown_professions": ("nurse",)}, {"professions": (MEDIAN_HOLDER,)}], ids=["unknown", "known without openings"]
)
def test_a_profession_without_openings_gets_no_number(named):
    """Neither its own nor another's."""
    answer = answered("openings", **named)

    assert (answer.status, answer.facts) == ("not_covered", ())


@pytest.mark.parametrize(
    ("text", "named"), [("are there jobs in berlin", {"place": "Berlin"}), ("are there jobs right now", {})], ids=["place", "now"]
)
def test_openings_are_of_no_place_and_not_of_today(text, named):
    """Asked for either, the answer says that the sources don't count by it."""
    assert "My sources don't count openings by place, nor for today." in answered("openings", text, **named).lines


def test_growth_is_told_of_the_occupation_it_is_of():
    """21 percent are of research scientists, 344 percent of postings that no source backs."""
    text = text_of("outlook")

    assert "• Jobs of computer and information research scientists are growing by 21 percent through 2031" in text
    assert "read 8 November 2022" in text
    assert "grew by 344 percent from 2015 to 2018; no source is cited" in text


def test_the_outlook_says_that_there_is_no_forecast_for_ml_engineers():
    """The answer is partial, whoever asks."""
    answer = answered("outlook")

    assert answer.status == "partial"
    assert "My sources have no forecast for ML engineers themselves." in answer.lines


@pytest.mark.parametrize("text", ["will AI replace ML engineers?", "is it worth it", "is the field saturated"])
def test_whether_it_is_worth_it_is_not_judged(text):
    """Asked for a judgement, the answer says that the sources give none."""
    line = "Whether AI will replace them, or whether it is worth it for you, my sources don't say."

    assert line in answered("outlook", text, professions=(OWN,)).lines


@pytest.mark.parametrize("named", [{"unknown_professions": ("nurse",)}, {"professions": ("data_analyst",)}], ids=["unknown", "known"])
def test_the_outlook_of_another_profession_is_not_told_by_ml_engineers_figures(named):
    """Growth is known of two occupations only."""
    answer = answered("outlook", **named)

    assert (answer.status, answer.facts) == ("not_covered", ())


def test_the_outlook_of_research_scientists_is_their_growth_and_not_that_of_postings():
    """Named by their own name, they get their 21 percent, and nothing on ML engineers' postings."""
    answer = answered("outlook", professions=(MEDIAN_HOLDER,))

    assert answer.facts == ("growth_research_scientists",)


@pytest.mark.parametrize(
    ("text", "professions", "total", "rule"),
    [
        ("how many in total", ("data_scientist", "data_engineer"), "40,047", "a + b"),
        ("all together", ("data_analyst", "data_engineer", "data_scientist"), "78,795", "a + b + c"),
        ("the sum of them", (OWN,), "376,036", "a + b + c + d + e + f"),
    ],
    ids=["two", "three", "the six beside ML engineers"],
)
def test_openings_are_summed_when_asked_for_with_the_word_that_listings_overlap(text, professions, total, rule):
    """The sum, its caveat, and the rule by which it can be checked."""
    answer = answered("openings", text, professions=professions)

    caveat = f"Together {total}, but one listing may count for several of these jobs, so there may be fewer."
    assert caveat in answer.lines
    assert [(number.rule, f"{number.result:,}") for number in answer.computed if number.unit == "openings"] == [(rule, total)]


@pytest.mark.parametrize(
    ("text", "professions"), [("how many each", ("data_scientist", "data_engineer")), ("how many in total", ("data_scientist",))],
    ids=["not asked for", "of one"],
)
def test_openings_are_not_summed_otherwise(text, professions):
    """A sum that nobody asked for, or of one number, is none."""
    answer = answered("openings", text, professions=professions)

    assert [number for number in answer.computed if number.unit == "openings"] == []
    assert "Together" not in "\n".join(answer.lines)
