"""Pay compared: like with like first, medians never ranked, false premises corrected."""

import pytest

from tests.support import answered, text_of

OWN, DATA_ENGINEER = "machine_learning_engineer", "data_engineer"
MEDIAN_HOLDER = "computer_information_research_scientist"
NOT_RANKED = "Not to be ranked with averages, for it is a median: computer and information research scientists, "

# Six professions of one page, and how the ML engineer's $110,673 stands to each.
BELOW = {
    "computer_vision_engineer": ("computer vision engineers", "$4,969 (4.7 %)"),
    "data_scientist": ("data scientists", "$8,604 (8.4 %)"),
    "software_engineer": ("software engineers", "$16,729 (17.8 %)"),
    "data_analyst": ("data analysts", "$45,021 (68.6 %)"),
}


@pytest.mark.parametrize("order", [(OWN, DATA_ENGINEER), (DATA_ENGINEER, OWN)], ids=["ML first", "data first"])
def test_ml_and_data_engineers_have_opposite_orders_by_the_two_figures(order):
    """Like with like comes first; then the other figure, with its date, turns the order round."""
    lines = answered("salary_compare", professions=order).lines

    assert lines[0].lower() == "data engineers earn $4,532 (4.1 %) more a year than ml engineers:"
    assert lines[3] == (
        "Another figure for ML engineers, of another page and date: "
        "$125,672, average base pay (Indeed, June 2022, cited by Coursera)"
    )
    assert lines[4] == "By that one the order turns round: ML engineers earn $10,467 (9.1 %) more than data engineers."


@pytest.mark.parametrize(("profession", "row"), BELOW.items(), ids=BELOW.keys())
def test_against_the_professions_below_the_order_is_the_same_by_both_figures(profession, row):
    """ML engineers are ahead by $110,673, and by $125,672 all the more."""
    plural, difference = row

    lines = answered("salary_compare", professions=(OWN, profession)).lines

    assert lines[0] == f"ML engineers earn {difference} more a year than {plural}:"
    assert "By that one the order is the same." in lines


def test_against_deep_learning_engineers_the_order_is_the_same_by_both_figures():
    """They are ahead of either of the ML engineer's figures."""
    lines = answered("salary_compare", professions=("deep_learning_engineer", OWN)).lines

    assert lines[0].lower() == "deep learning engineers earn $23,091 (20.9 %) more a year than ml engineers:"
    assert "By that one the order is the same." in lines


def test_every_line_of_an_answer_begins_like_a_sentence():
    """A profession at the head of a sentence has a capital letter."""
    assert text_of("salary_compare", professions=(OWN, DATA_ENGINEER)).startswith("Data engineers earn")


def test_with_none_named_the_averages_of_one_page_are_ranked():
    """Seven professions, highest first, and no median among them."""
    answer = answered("salary_compare", "which of these jobs pays the most?")

    assert [row[1] for row in answer.table.rows] == [
        "$133,764", "$115,205", "$110,673", "$105,704", "$102,069", "$93,944", "$65,652",
    ]  # fmt: skip
    assert answer.chart.values == (133_764, 115_205, 110_673, 105_704, 102_069, 93_944, 65_652)
    assert "131,490" not in text_of("salary_compare")


@pytest.mark.parametrize(
    "professions",
    [(OWN, MEDIAN_HOLDER), (MEDIAN_HOLDER,), (OWN, DATA_ENGINEER, MEDIAN_HOLDER), ("deep_learning_engineer", MEDIAN_HOLDER)],
    ids=["against ours", "alone", "among three", "against a higher one"],
)
def test_a_median_is_never_ranked(professions):
    """It is told apart, with the reason; no difference, row or bar is made of it."""
    answer = answered("salary_compare", "who earns more", professions=professions)

    assert [line.startswith(NOT_RANKED) for line in answer.lines if "$131,490" in line] == [True]
    assert not any("pay_research_scientist" in number.inputs for number in answer.computed if number.unit != "years")
    assert "131,490" not in str(answer.table)
    assert 131_490 not in (answer.chart.values if answer.chart else ())


@pytest.mark.parametrize(
    ("text", "professions", "corrected"),
    [
        ("Why are software engineers paid more than data scientists?", ("software_engineer", "data_scientist"), True),
        ("why do data scientists earn less than software engineers", ("data_scientist", "software_engineer"), True),
        ("why do data scientists earn more than software engineers", ("data_scientist", "software_engineer"), False),
        ("why are software engineers worse paid than data scientists", ("software_engineer", "data_scientist"), False),
        ("who earns more, software engineers or data scientists", ("software_engineer", "data_scientist"), False),
        ("why is the pay of data analysts better than data engineers'", ("data_analyst", "data_engineer"), True),
    ],
    ids=["more", "less", "rightly more", "rightly worse", "no claim", "better"],
)
def test_a_false_premise_is_corrected_with_the_figures(text, professions, corrected):
    """Who takes the lower for the higher is told so; who doesn't isn't."""
    lines = answered("salary_compare", text, professions=professions).lines

    assert ("By my figures it is the other way round." in lines) is corrected


def test_a_false_premise_on_two_professions_is_answered_with_both_figures():
    """The correction is followed by the difference and the two figures."""
    lines = answered(
        "salary_compare", "Why are software engineers paid more than data scientists?",
        professions=("software_engineer", "data_scientist"),
    ).lines  # fmt: skip

    assert lines[1].lower() == "data scientists earn $8,125 (8.6 %) more a year than software engineers:"
    assert [line.split(",")[0] for line in lines[2:4]] == ["• data scientists: $102", "• software engineers: $93"]


def test_why_one_pays_more_is_not_invented():
    """Asked why, the answer says that the sources give no reason."""
    answer = answered("salary_compare", "why do data engineers earn more", professions=(DATA_ENGINEER, OWN))

    assert "Why one pays more than another, my sources don't say." in answer.lines
    assert answer.status == "partial"


def test_one_profession_is_compared_with_ml_engineers():
    """Who names one has the ML engineer in mind."""
    answer = answered("salary_compare", "do data analysts earn less", professions=("data_analyst",))

    assert answer.facts == ("pay_mle_2022_08", "pay_data_analyst", "pay_mle_2022_06")


def test_a_known_profession_against_an_unknown_one_is_told_alone():
    """No difference to a nurse can be told, and no third profession is put in the nurse's place."""
    answer = answered("salary_compare", "nurse or data scientist", professions=("data_scientist",), unknown_professions=("nurse",))

    assert answer.facts == ("pay_data_scientist",)
    assert "My sources don't say anything about this profession: nurse." in answer.lines
    assert (answer.status, answer.table, answer.chart) == ("partial", None, None)


def test_differences_are_computed_from_two_facts():
    """Rule, inputs, result and unit of both the difference and the percentage."""
    computed = answered("salary_compare", professions=("software_engineer", "data_analyst")).computed

    assert [(c.rule, c.inputs, c.result, c.unit) for c in computed[:2]] == [
        ("a - b", ("pay_software_engineer", "pay_data_analyst"), 28_292, "USD per year"),
        ("(a - b) / b * 100", ("pay_software_engineer", "pay_data_analyst"), 43.1, "percent"),
    ]


# what is named besides -> the line that it gets, status
BESIDES = {
    "a place": ({"place": "Berlin"}, "My sources say nothing about Berlin in particular.", "partial"),
    "a level": (
        {"level": "senior"}, "For your level (senior) my sources give no figure; they don't split by level or experience.", "partial",
    ),
    "a month": ({"period": "month"}, "Per month that is, in the same order, $9,600, $9,223 (a year has 12 months).", "answered"),
    "an hour": (
        {"period": "hour"}, "Per hour that is, in the same order, $55.39, $53.21 (a full-time year has 2,080 working hours).", "answered",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("named", "line", "status"), BESIDES.values(), ids=BESIDES.keys())
def test_a_comparison_says_what_it_can_of_a_place_a_level_and_a_period(named, line, status):
    """The difference comes first all the same; pay for a period is of the two figures that are compared."""
    answer = answered("salary_compare", "who earns more", professions=(OWN, DATA_ENGINEER), **named)

    assert answer.lines[0].lower() == "data engineers earn $4,532 (4.1 %) more a year than ml engineers:"
    assert (answer.lines.count(line), answer.status) == (1, status)


def test_a_comparison_with_place_level_and_period_at_once_tells_all_three():
    """None of them hides another, and the figures stay those of the page that both share."""
    answer = answered(
        "salary_compare", "who earns more", professions=(OWN, DATA_ENGINEER), place="Berlin", level="senior", period="month"
    )

    assert [answer.lines.count(BESIDES[named][1]) for named in ("a place", "a level", "a month")] == [1, 1, 1]
    assert [(c.rule, c.inputs, c.result) for c in answer.computed if c.unit == "USD per month"] == [
        ("a / 12", ("pay_data_engineer",), 9600.42),
        ("a / 12", ("pay_mle_2022_08",), 9222.75),
        ("(a - b) / 12", ("pay_data_engineer", "pay_mle_2022_08"), 377.67),
    ]
    assert answer.status == "partial"


@pytest.mark.parametrize("place", ["the US", "nationwide"])
def test_the_country_of_the_figures_limits_no_comparison(place):
    """The figures are of the whole United States."""
    answer = answered("salary_compare", "who earns more", professions=(OWN, DATA_ENGINEER), place=place)

    assert (answer.status, [line for line in answer.lines if "nothing about" in line]) == ("answered", [])


@pytest.mark.parametrize(
    ("period", "line"),
    [("month", "The difference per month is $378."), ("hour", "The difference per hour is $2.18."), ("week", "The difference per week is $87.")],
)
def test_the_difference_of_two_is_told_per_period_too(period, line):
    """Of $4,532 a year: by 12, by 2,080, by 52."""
    answer = answered("salary_compare", "how much more", professions=(OWN, DATA_ENGINEER), period=period)

    assert answer.lines.count(line) == 1


@pytest.mark.parametrize(("professions", "period"), [((OWN, DATA_ENGINEER, "data_analyst"), "month"), ((OWN, DATA_ENGINEER), "year")])
def test_of_three_or_for_a_year_no_further_difference_is_told(professions, period):
    """Three have no one difference, and that of a year stands in the first line."""
    answer = answered("salary_compare", professions=professions, period=period)

    assert "The difference per" not in "\n".join(answer.lines)


@pytest.mark.parametrize(
    ("text", "ranked"),
    [("are data engineers the best paid?", 7), ("data engineers make the most", 7), ("do data engineers earn more", 2)],
)
def test_one_profession_named_as_the_best_or_worst_paid_is_seen_among_all(text, ranked):
    """It isn't only set beside ML engineers, for then the second of seven would seem to be the first."""
    answer = answered("salary_compare", text, professions=(DATA_ENGINEER,))

    assert len(answer.table.rows) == ranked
