"""Figures compared and reckoned with: differences, shares and orders with their exact values, and what is never reckoned."""

import pytest

from actions.answering.figures import all_with, figures_of
from actions.answering.memory import Memory
from actions.facts import load_facts
from actions.reading import Amount, Reading, Restriction
from tests.support import answered
from tests.unit.messages import named, told

OWN, SCIENTIST, ENGINEER, ANALYST = "machine_learning_engineer", "data_scientist", "data_engineer", "data_analyst"
DEEP, SOFTWARE, VISION = "deep_learning_engineer", "software_engineer", "computer_vision_engineer"
MEDIAN_HOLDER = "computer_information_research_scientist"
PAY_ENGINEER, PAY_SCIENTIST = "pay_data_engineer", "pay_data_scientist"

# What is asked, of whom -> words of the lead; what was reckoned.
ON_PAY = {
    "who earns more": (
        {"professions": (SCIENTIST, ENGINEER)}, ["Data engineers", "$115,205", "$13,136 (12.9 %) more", "data scientists", "$102,069", "Indeed"],
        [("a - b", (PAY_ENGINEER, PAY_SCIENTIST), 13_136, "USD per year"), ("(a - b) / b * 100", (PAY_ENGINEER, PAY_SCIENTIST), 12.9, "percent")],
    ),
    "the difference": (
        {"professions": (SCIENTIST, ENGINEER), "operation": "difference"}, ["$13,136 a year (12.9 %)", "$115,205", "$102,069"],
        [("a - b", (PAY_ENGINEER, PAY_SCIENTIST), 13_136, "USD per year"), ("(a - b) / b * 100", (PAY_ENGINEER, PAY_SCIENTIST), 12.9, "percent")],
    ),
    "in percent": (
        {"professions": (ANALYST, SOFTWARE), "operation": "percent"}, ["43.1 %", "$93,944", "$65,652"],
        [("a - b", ("pay_software_engineer", "pay_data_analyst"), 28_292, "USD per year"),
         ("(a - b) / b * 100", ("pay_software_engineer", "pay_data_analyst"), 43.1, "percent")],
    ),
    "how many times": (
        {"professions": (ANALYST, DEEP), "operation": "ratio"}, ["2 times", "$133,764", "$65,652"],
        [("a - b", ("pay_deep_learning_engineer", "pay_data_analyst"), 68_112, "USD per year"),
         ("(a - b) / b * 100", ("pay_deep_learning_engineer", "pay_data_analyst"), 103.7, "percent"),
         ("a / b", ("pay_deep_learning_engineer", "pay_data_analyst"), 2.0, "times")],
    ),
    "the mean of two": (
        {"professions": (SCIENTIST, ENGINEER), "operation": "mean"}, ["$108,637", "plain mean", "data scientists", "data engineers"],
        [("(a + b) / 2", (PAY_ENGINEER, PAY_SCIENTIST), 108_637, "USD per year")],
    ),
    "the difference per month": (
        {"professions": (SCIENTIST, ENGINEER), "operation": "difference", "period": "month"}, ["$1,095 a month", "$13,136", "12 months"],
        [("a - b", (PAY_ENGINEER, PAY_SCIENTIST), 13_136, "USD per year"), ("(a - b) / b * 100", (PAY_ENGINEER, PAY_SCIENTIST), 12.9, "percent"),
         ("(a - b) / 12", (PAY_ENGINEER, PAY_SCIENTIST), 1_094.67, "USD per month")],
    ),
    "the difference per hour": (
        {"professions": (SCIENTIST, ENGINEER), "operation": "difference", "period": "hour"}, ["$6.32 an hour", "2,080 working hours"],
        [("a - b", (PAY_ENGINEER, PAY_SCIENTIST), 13_136, "USD per year"), ("(a - b) / b * 100", (PAY_ENGINEER, PAY_SCIENTIST), 12.9, "percent"),
         ("(a - b) / 2080", (PAY_ENGINEER, PAY_SCIENTIST), 6.32, "USD per hour")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("named_so", "words", "computed"), ON_PAY.values(), ids=ON_PAY.keys())
def test_two_pays_are_reckoned_with(named_so, words, computed):
    """The lead has the result and both figures; what was reckoned has rule, facts, result and unit."""
    answer = answered("salary_compare", **named_so)

    assert [word for word in words if word.lower() not in answer.lead.lower()] == []
    assert [(c.rule, c.inputs, c.result, c.unit) for c in answer.computed] == computed
    assert (answer.topic, answer.status) == ("salary_compare", "answered")


OF_SIX = 376_036  # openings of the six professions that have any
ON_OPENINGS = {
    "who has more": ({"professions": (ANALYST, ENGINEER)}, ["data analysts", "38,748", "16,290", "22,458 (137.9 %) more"], 22_458),
    "the difference": ({"professions": (ANALYST, ENGINEER), "operation": "difference"}, ["22,458 openings (137.9 %)"], 22_458),
    "the sum": ({"professions": (SCIENTIST, ENGINEER), "operation": "sum"}, ["40,047 openings", "data scientists", "data engineers"], 40_047),
    "the share": ({"professions": (SOFTWARE,), "operation": "share"}, ["56.5 %", "212,310", f"{OF_SIX:,}"], 56.5),
}  # fmt: skip


@pytest.mark.parametrize(("named_so", "words", "result"), ON_OPENINGS.values(), ids=ON_OPENINGS.keys())
def test_openings_are_reckoned_with(named_so, words, result):
    """They may be summed and shared, which pays may not."""
    answer = answered("openings", **named_so)

    assert [word for word in words if word.lower() not in answer.lead.lower()] == []
    assert result in [number.result for number in answer.computed]
    assert answer.topic == "openings"


ORDER = ("$133,764", "$115,205", "$110,673", "$105,704", "$102,069", "$93,944", "$65,652")
ORDERED = {
    "the most": ({}, "deep learning engineers", "$133,764", ORDER),
    "the least": ({"operation": "least"}, "data analysts", "$65,652", ORDER[::-1]),
    "the second": ({"operation": "nth", "numbers": (2,)}, "data engineers", "$115,205", ORDER),
    "the third": ({"operation": "nth", "numbers": (3,)}, "ML engineers", "$110,673", ORDER),
    "the top three": ({"operation": "top", "numbers": (3,)}, "deep learning engineers", "$133,764", ORDER[:3]),
    "where one stands": ({"operation": "rank", "professions": (SCIENTIST,)}, "data scientists", "$102,069", ORDER),
    "of three": ({"professions": (SCIENTIST, ENGINEER, ANALYST)}, "data engineers", "$115,205", ("$115,205", "$102,069", "$65,652")),
    "the least of three": (
        {"professions": (SCIENTIST, ENGINEER, ANALYST), "operation": "least"}, "data analysts", "$65,652", ("$65,652", "$102,069", "$115,205"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("named_so", "leader", "figure", "rows"), ORDERED.values(), ids=ORDERED.keys())
def test_an_order_is_led_by_the_one_that_is_asked_for(named_so, leader, figure, rows):
    """The averages of one page, in order, with the chart and table of the same."""
    answer = answered("salary_compare", **named_so)

    assert leader.lower() in answer.lead.lower()
    assert figure in answer.lead
    assert tuple(row.shown for row in answer.rows) == rows
    assert tuple(row.shown for row in answer.rows) == answer.chart.shown == tuple(row[1] for row in answer.table.rows)
    assert load_facts().fact(answer.led_by).salary_usd_per_year == int(figure[1:].replace(",", ""))


@pytest.mark.parametrize(
    ("named_so", "place"),
    [
        ({"operation": "rank", "professions": (SCIENTIST,)}, "fifth of 7"),
        ({"operation": "nth", "numbers": (2,)}, "second"),
    ],
)
def test_a_place_in_the_order_is_said(named_so, place):
    """Counted from the highest."""
    assert place in answered("salary_compare", **named_so).lead


@pytest.mark.parametrize(
    ("operation", "leader", "first"),
    [("most", "software engineers", 212_310), ("least", "data engineers", 16_290)],
)
def test_openings_are_ordered_too(operation, leader, first):
    """Of the six professions that have any."""
    answer = answered("openings", operation=operation)

    assert leader.lower() in answer.lead.lower()
    assert (len(answer.rows), answer.rows[0].value) == (6, first)


def test_the_difference_of_more_than_two_is_that_of_the_first_and_the_last():
    """Between deep learning engineers and data analysts."""
    answer = answered("salary_compare", operation="difference")

    assert [number.result for number in answer.computed] == [68_112, 103.7]
    assert "$68,112 a year (103.7 %)" in answer.lead


def test_where_two_figures_of_ml_engineers_decide_differently_both_are_told():
    """Behind data engineers by the August figure, ahead by the June one."""
    answer = answered("salary_compare", professions=(OWN, ENGINEER))

    for words in ("ML engineers earn $4,532 less than data engineers", "August 2022", "$10,467 more", "June 2022"):
        assert words in answer.lead
    assert answer.facts == (PAY_ENGINEER, "pay_mle_2022_08", "pay_mle_2022_06")


@pytest.mark.parametrize(
    ("other", "difference", "by_the_other"),
    [
        (SCIENTIST, "$8,604 (8.4 %)", "$23,603"),
        (ANALYST, "$45,021 (68.6 %)", "$60,020"),
        (DEEP, "$23,091 (20.9 %)", "$8,092"),
    ],
)
def test_where_both_figures_decide_alike_the_other_is_told_beside(other, difference, by_the_other):
    """With the difference by it; once in a talk."""
    answer = answered("salary_compare", professions=(OWN, other))
    again = answered("salary_compare", professions=(OWN, other), memory=Memory(told=("pay_mle_2022_06",)))

    assert difference in answer.lead
    assert [("$125,672" in line, by_the_other in line) for line in answer.support] == [(True, True)]
    assert again.support == ()


# Whether one earns more: who is named first, what is claimed -> yes or no.
CLAIMS = {
    "rightly more": ((ENGINEER, SCIENTIST), "more", "Yes"),
    "wrongly more": ((SCIENTIST, ENGINEER), "more", "No"),
    "rightly less": ((SCIENTIST, ENGINEER), "less", "Yes"),
    "wrongly less": ((ENGINEER, SCIENTIST), "less", "No"),
}


@pytest.mark.parametrize(("professions", "claim", "answer"), CLAIMS.values(), ids=CLAIMS.keys())
def test_a_yes_or_no_goes_in_front_of_a_comparison(professions, claim, answer):
    """And is right, whichever is named first."""
    asked = {"form": "yes_no", "professions": professions, "reading": Reading("salary_compare", refers=(claim,))}

    assert answered("salary_compare", **asked).lead.startswith(f"{answer}:")


@pytest.mark.parametrize(("profession", "answer"), [(DEEP, "Yes"), (ENGINEER, "No")])
def test_whether_one_is_the_best_paid_is_seen_among_all(profession, answer):
    """It isn't only set beside ML engineers, for then the second of seven would seem to be the first."""
    reading = Reading("salary_compare", subjects=named(profession), refers=("most",))
    told_so = answered("salary_compare", form="yes_no", operation="most", professions=(profession,), reading=reading)

    assert told_so.lead.startswith(f"{answer}:")
    assert len(told_so.rows) == 7


def test_nothing_is_said_yes_to_without_a_claim():
    """ "Data scientists or data engineers" is no yes/no question."""
    assert not answered("salary_compare", professions=(SCIENTIST, ENGINEER)).lead.startswith(("Yes", "No"))


@pytest.mark.parametrize(
    "professions",
    [(OWN, MEDIAN_HOLDER), (MEDIAN_HOLDER, DEEP), (OWN, ENGINEER, MEDIAN_HOLDER)],
    ids=["ours", "a higher one", "among three"],
)
def test_a_median_is_never_ranked(professions):
    """No difference, row or bar is made of it."""
    answer = answered("salary_compare", professions=professions)

    assert not any("pay_research_scientist" in number.inputs for number in answer.computed)
    assert 131_490 not in [row.value for row in answer.rows]
    assert 131_490 not in (answer.chart.values if answer.chart else ())


def test_a_median_beside_one_average_is_told_apart():
    """With the reason."""
    answer = answered("salary_compare", professions=(DEEP, MEDIAN_HOLDER))

    assert (answer.status, answer.facts) == ("partial", ("pay_deep_learning_engineer", "pay_research_scientist"))
    for words in ("median", "$131,490", "$133,764"):
        assert words in answer.lead


def test_pays_are_never_summed():
    """Nobody earns two averages; the difference is told instead."""
    two = answered("salary_compare", professions=(SCIENTIST, ENGINEER), operation="sum")
    three = answered("salary_compare", professions=(SCIENTIST, ENGINEER, ANALYST), operation="sum")

    assert not [number for number in (*two.computed, *three.computed) if " + " in number.rule]
    assert "$217,274" not in two.lead
    assert "$282,926" not in three.lead


def test_a_known_profession_against_an_unknown_one_is_told_alone():
    """No difference to a nurse can be told, and no third profession is put in the nurse's place."""
    answer = answered("salary_compare", professions=(SCIENTIST,), unknown=("nurse",))

    assert (answer.status, answer.facts, answer.computed) == ("partial", (PAY_SCIENTIST,), ())
    assert "nurse" in answer.lead
    assert "$102,069" in answer.lead


def test_two_unknown_professions_get_no_figure():
    """Nothing is known of either."""
    answer = answered("salary_compare", unknown=("nurse", "chemist"))

    assert (answer.status, answer.facts) == ("not_covered", ())


def test_one_profession_is_compared_with_ml_engineers():
    """Who names one has the ML engineer in mind."""
    assert answered("salary_compare", professions=(ANALYST,)).facts == (
        "pay_mle_2022_08",
        "pay_data_analyst",
        "pay_mle_2022_06",
    )


def test_why_one_pays_more_is_not_invented():
    """What is so is told, and that the sources give no reason."""
    answer = answered("salary_compare", form="why", professions=(ENGINEER, OWN))

    assert (answer.status, answer.limits) == ("partial", ("My sources don't say why.",))
    assert "$4,532 less" in answer.lead
    assert "$10,467 more" in answer.lead


def test_what_pay_is_not_split_by_goes_in_front_of_a_comparison():
    """And the answer is partial."""
    google = (Restriction("company", "Google"),)
    answer = answered("salary_compare", professions=(SCIENTIST, ENGINEER), restrictions=google)

    assert (answer.status, answer.restricted) == ("partial", ("company",))
    assert answer.lead.index("Google") < answer.lead.index("$13,136")


def test_of_the_amount_the_distance_is_told_again():
    """ "In percent?" after an offer is about the offer."""
    offer = Amount(120_000, "USD", "year", True, "offer")
    answer = answered(
        "salary_compare", operation="percent", professions=(OWN,), amounts=(offer,), memory=told("salary_assess", OWN)
    )

    assert (answer.topic, answer.facts[0]) == ("salary_assess", "pay_mle_2022_08")
    assert "$9,327 (8.4 %) above" in answer.lead


def test_the_rows_to_take_up_are_in_the_order_shown():
    """ "The second" is the second that was seen."""
    least = answered("salary_compare", operation="least", professions=(SCIENTIST, ENGINEER, ANALYST))

    assert [(row.profession, row.value) for row in least.shown] == [
        (ANALYST, 65_652),
        (SCIENTIST, 102_069),
        (ENGINEER, 115_205),
    ]


def test_without_figures_in_a_list_the_lead_stands_alone():
    """ "Just the number" has no rows and no buttons."""
    answer = answered("salary_compare", shape=("number_only",))

    assert (answer.rows, answer.buttons) == ((), ())


def test_figures_are_of_the_page_that_has_most_of_them():
    """Beside others ML engineers have the figure of the common page; a median isn't among figures."""
    found = figures_of((OWN, SCIENTIST, MEDIAN_HOLDER), "pay", load_facts())

    assert [(figure.profession, figure.value, figure.shown) for figure in found] == [
        (OWN, 110_673, "$110,673"),
        (SCIENTIST, 102_069, "$102,069"),
    ]
    assert [f.fact.id for f in figures_of((OWN, MEDIAN_HOLDER), "openings", load_facts())] == []


def test_all_that_have_a_figure_are_seven_by_pay_and_six_by_openings():
    """Research scientists have a median alone, ML engineers no openings."""
    assert all_with("pay", load_facts()) == (OWN, SCIENTIST, ENGINEER, DEEP, SOFTWARE, VISION, ANALYST)
    assert all_with("openings", load_facts()) == (SCIENTIST, ENGINEER, DEEP, SOFTWARE, VISION, ANALYST)
