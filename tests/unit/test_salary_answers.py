"""Pay: figures that are never mixed, periods, and an amount beside them; and whose pay it is."""

import pytest

from actions.answering.memory import Memory
from actions.reading import Amount, NearFact, Restriction
from tests.support import answered

OWN, SCIENTIST = "machine_learning_engineer", "data_scientist"
MEDIAN_HOLDER = "computer_information_research_scientist"


def amount(value, period="year", currency="USD", is_said=True):
    """Return an offer."""
    return Amount(value, currency, period, is_said, "offer")


def test_the_pay_of_ml_engineers_has_both_figures_in_one_sentence():
    """The one that compares with the rest leads; each says who says so and when; the median isn't among them."""
    answer = answered("salary", professions=(OWN,))

    for words in ("$110,673", "base pay", "(Indeed, August 2022)", "$125,672", "June 2022", "cited by Coursera"):
        assert words in answer.lead
    assert (answer.status, answer.facts) == ("answered", ("pay_mle_2022_08", "pay_mle_2022_06"))
    assert "131,490" not in answer.lead
    assert [(row.fact, row.value) for row in answer.shown] == [("pay_mle_2022_08", 110_673)]


def test_the_other_figure_is_told_once():
    """Who has heard it isn't told again."""
    assert answered("salary", memory=Memory(told=("pay_mle_2022_06",))).facts == ("pay_mle_2022_08",)


def test_a_publisher_that_is_named_decides_which_figure_leads():
    """Coursera cites the one of June."""
    answer = answered("salary", restrictions=(Restriction("publisher", "Coursera"),))

    assert answer.facts[0] == "pay_mle_2022_06"
    assert answer.lead.index("$125,672") < answer.lead.index("$110,673")


@pytest.mark.parametrize("mixed", ["118,172", "118,173", "122,612", "128,581"])
def test_the_figures_are_never_mixed(mixed):
    """No mean of two or three of them is ever told."""
    told = [
        answered("salary", **named)
        for named in ({}, {"period": "month"}, {"restrictions": (Restriction("level", "senior"),)})
    ]

    assert not [answer for answer in told if mixed in answer.lead]


@pytest.mark.parametrize(
    ("period", "words", "result"),
    [
        ("month", ["$9,223 a month", "$110,673", "12 months"], 9_222.75),
        ("hour", ["$53.21 an hour", "2,080 working hours"], 53.21),
        ("week", ["$2,128 a week", "52 weeks"], 2_128.33),
        ("day", ["$425.67 a day", "260 working days"], 425.67),
    ],
)
def test_pay_for_a_period_says_how_it_was_reckoned(period, words, result):
    """A year of work is assumed only where it matters."""
    answer = answered("salary", professions=(OWN,), period=period)

    assert [word for word in words if word not in answer.lead] == []
    assert [(c.inputs, c.result, c.unit) for c in answer.computed] == [
        (("pay_mle_2022_08",), result, f"USD per {period}")
    ]


@pytest.mark.parametrize(
    ("profession", "figure"),
    [
        ("data_scientist", "$102,069"), ("data_engineer", "$115,205"), ("deep_learning_engineer", "$133,764"),
        ("software_engineer", "$93,944"), ("computer_vision_engineer", "$105,704"), ("data_analyst", "$65,652"),
    ],
)  # fmt: skip
def test_another_profession_gets_its_own_figure_and_no_other(profession, figure):
    """One average, of an undated line beside a dated one; also where the topic is ours."""
    for topic in ("salary_of", "salary"):
        answer = answered(topic, professions=(profession,))

        assert answer.facts == (f"pay_{profession}",)
        assert figure in answer.lead
        assert "(Indeed, around August 2022)" in answer.lead


def test_the_occupation_with_a_median_gets_its_median():
    """Told as what it is, and that it stands apart."""
    answer = answered("salary_of", professions=(MEDIAN_HOLDER,))

    assert "median" in answer.lead
    assert "$131,490" in answer.lead
    assert "Bureau of Labor Statistics" in answer.lead
    assert "another occupation" in answer.limits[0]


@pytest.mark.parametrize("topic", ["salary", "salary_of", "salary_location", "salary_assess", "salary_compare"])
def test_an_unknown_profession_never_gets_a_figure(topic):
    """Nothing is known of a nurse's pay, whichever way it is asked for."""
    answer = answered(
        topic, unknown=("nurse",), restrictions=(Restriction("place", "Berlin"),), amounts=(amount(120_000),)
    )

    assert (answer.status, answer.facts) == ("not_covered", ())
    assert "nurse" in answer.lead
    assert "$" not in answer.lead


def test_a_near_profession_is_offered_by_a_button_and_not_answered_for():
    """A web developer is offered software engineers' pay, without a figure."""
    answer = answered("salary_of", unknown=("web developer",))

    assert answer.facts == ()
    assert answer.buttons[0].professions == ("software_engineer",)


def test_asked_for_another_pay_without_a_name_the_bot_asks_whose():
    """And states no figure."""
    answer = answered("salary_of")

    assert (answer.status, answer.facts) == ("clarify", ())
    assert not any(char.isdigit() for char in answer.lead)


def test_a_number_alone_is_a_number_with_its_source():
    """No buttons, no second figure."""
    answer = answered("salary", shape=("number_only",))

    assert answer.lead.startswith("$110,673 (Indeed")
    assert (answer.facts, answer.buttons, answer.support) == (("pay_mle_2022_08",), (), ())


def test_whether_it_is_base_pay_is_known_of_ml_engineers_alone():
    """Of others it is said that it isn't known."""
    base = (Restriction("base", "base"),)
    own, other = (
        answered("salary", restrictions=base),
        answered("salary_of", restrictions=base, professions=(SCIENTIST,)),
    )

    assert (own.status, own.lead.startswith("Yes")) == ("answered", True)
    assert (other.status, "don't say" in other.lead) == ("partial", True)


def test_a_figure_of_ours_is_told_whose_it_is_and_from_how_many():
    """811 salaries."""
    answer = answered("salary", operation="ours", professions=(OWN,), memory=Memory(facts=("pay_mle_2022_08",)))

    assert "$110,673" in answer.lead
    assert "811" in answer.support[0]


def test_pay_in_words_is_asked_for_in_words():
    """ "Do they earn six figures" is led by the statement, the figure beside it."""
    answer = answered("salary", form="yes_no", facts=(NearFact("pay_six_figures", 0.8, "often"),))

    assert answer.facts[0] == "pay_six_figures"
    assert "often" in answer.lead.lower()
    assert "$110,673" in answer.support[0]


# amount -> what of the lead; differences and percentages reckoned
BESIDE = {
    "between the two": (amount(120_000), ["$120,000", "$9,327 (8.4 %) above", "$110,673"], [9_327, 8.4]),
    "just one of them": (amount(110_673), ["just ML engineers' average of $110,673"], [0, 0.0]),
    "below both": (amount(100_000), ["$10,673 (9.6 %) below"], [-10_673, 9.6]),
    "per hour": (amount(60, "hour"), ["$60 an hour is $124,800 a year", "$14,127 (12.8 %) above"], [124_800.0, 14_127, 12.8]),
    "per month": (amount(5_000, "month"), ["$5,000 a month is $60,000 a year", "$50,673 (45.8 %) below"], [60_000.0, -50_673, 45.8]),
}  # fmt: skip


@pytest.mark.parametrize(("offer", "words", "results"), BESIDE.values(), ids=BESIDE.keys())
def test_an_amount_is_set_beside_the_average(offer, words, results):
    """Above, below or the same, by how much; nothing is called good or bad."""
    answer = answered("salary_assess", professions=(OWN,), amounts=(offer,))

    assert [word for word in words if word not in answer.lead] == []
    assert [number.result for number in answer.computed][: len(results)] == results
    assert (answer.status, answer.facts) == ("partial", ("pay_mle_2022_08", "pay_mle_2022_06"))
    assert "$125,672" in answer.support[0]
    assert "depends" in answer.limits[0]
    assert "131,490" not in answer.lead


def test_an_amount_of_another_profession_is_set_beside_its_average():
    """It has one figure alone."""
    answer = answered("salary_assess", professions=("data_analyst",), amounts=(amount(120_000),))

    assert "$54,348 (82.8 %) above data analysts' average of $65,652" in answer.lead
    assert answer.facts == ("pay_data_analyst",)


def test_a_new_period_converts_amount_and_average():
    """Both by the same year."""
    answer = answered("salary_assess", professions=(OWN,), amounts=(amount(120_000),), period="month")

    for words in ("$10,000 a month", "$9,223", "12 months"):
        assert words in answer.lead


def test_two_amounts_with_two_jobs_go_in_the_order_named():
    """Each beside its own average."""
    answer = answered(
        "salary_assess", professions=(SCIENTIST, "data_analyst"), amounts=(amount(100_000), amount(70_000))
    )

    assert "$2,069 (2 %) below data scientists'" in answer.lead
    assert "$4,348 (6.6 %) above data analysts'" in answer.support[0]


def test_an_amount_in_another_currency_is_not_set_beside_dollars():
    """There are no exchange rates: the figure is told, no difference."""
    answer = answered("salary_assess", professions=(OWN,), amounts=(amount(95_000, currency="EUR"),))

    assert "can't convert euros" in answer.lead
    assert "$110,673" in answer.lead
    assert answer.computed == ()


def test_a_guessed_period_that_is_too_far_is_asked_about():
    """ "165k per hour is $343,200,000 a year" is never said; a period that the person named is taken."""
    guessed = answered("salary_assess", amounts=(amount(165_000, "hour", is_said=False),))
    hourly = answered("salary_assess", amounts=(amount(60, "hour", is_said=False),))

    assert (guessed.status, guessed.facts) == ("clarify", ())
    assert "$343,200,000" not in guessed.lead
    assert "hourly" in hourly.lead


def test_without_an_amount_the_average_is_told_and_the_amount_asked_for():
    """Nothing is assessed that wasn't given."""
    answer = answered("salary_assess")

    assert (answer.status, answer.computed) == ("partial", ())
    assert "amount" in answer.lead
    assert "$110,673" in answer.lead
