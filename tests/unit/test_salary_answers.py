"""Pay: three figures that are never mixed, periods, places, levels, amounts, and whose pay it is."""

import pytest

from tests.support import answered, text_of

OWN, DATA_SCIENTIST = "machine_learning_engineer", "data_scientist"
FIRST = "• $110,673, average base pay of 811 salaries (Indeed, 10 August 2022)"
SECOND = "• $125,672, average base pay (Indeed, June 2022, cited by Coursera)"
MEDIAN = "• $131,490, median pay (US Bureau of Labor Statistics, undated, read 8 November 2022)"
ASSUMED = "You named no job, so this is about ML engineers."


def test_the_pay_of_ml_engineers_is_told_by_every_source_side_by_side():
    """Each figure says what it measures, who says so and when; the median is set apart as another occupation's."""
    lines = text_of("salary", professions=(OWN,)).splitlines()

    assert lines == [
        "What ML engineers earn a year in the United States:",
        FIRST,
        SECOND,
        "Often quoted beside it, but of another occupation, computer and information research scientists:",
        MEDIAN,
        "ML engineers earn well above the national average, often six figures. (Coursera, undated)",
        "My sources don't say why the figures differ.",
        "What is dated here is at least 3 years old.",
    ]


@pytest.mark.parametrize("mixed", ["118,172", "118,173", "122,612", "128,581", "14,999", "20,817", "5,818"])
def test_the_three_figures_are_never_mixed(mixed):
    """Neither a mean of two or three of them nor a difference between them is ever told."""
    assert mixed not in text_of("salary", professions=(OWN,))
    assert mixed not in text_of("salary", period="month", level="senior")


def test_a_question_that_names_no_job_is_told_whose_pay_it_gets():
    """ML engineers are assumed, and the answer says so once."""
    assert text_of("salary").splitlines().count(ASSUMED) == 1
    assert ASSUMED not in text_of("salary", professions=(OWN,))


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("month", "Per month that is, in the same order, $9,223, $10,473 (a year has 12 months)."),
        ("hour", "Per hour that is, in the same order, $53.21, $60.42 (a full-time year has 2,080 working hours)."),
        ("week", "Per week that is, in the same order, $2,128, $2,417 (a year has 52 weeks)."),
        ("day", "Per day that is, in the same order, $425.67, $483.35 (a full-time year has 260 working days)."),
    ],
    ids=["month", "hour", "week", "day"],
)
def test_pay_for_a_period_says_how_it_was_reckoned(period, told):
    """The amounts are of the two averages, not of the median, and the assumption stands beside them."""
    assert told in text_of("salary", professions=(OWN,), period=period).splitlines()


def test_pay_for_a_period_is_in_computed():
    """Each amount has its rule, its fact and its unit."""
    computed = answered("salary", professions=(OWN,), period="month").computed

    assert [(c.rule, c.inputs, c.result, c.unit) for c in computed[:2]] == [
        ("a / 12", ("pay_mle_2022_08",), 9222.75, "USD per month"),
        ("a / 12", ("pay_mle_2022_06",), 10472.67, "USD per month"),
    ]


def test_a_level_gets_the_figures_and_the_word_that_none_is_for_that_level():
    """The answer is partial, and a level is told once."""
    answer = answered("salary", "what do senior ml engineers make", professions=(OWN,), level="senior")

    assert answer.status == "partial"
    assert [line for line in answer.lines if "level" in line] == [
        "For your level (senior) my sources give no figure; they don't split by level or experience."
    ]


@pytest.mark.parametrize(
    ("profession", "figure"),
    [
        ("data_scientist", "$102,069"), ("data_engineer", "$115,205"), ("deep_learning_engineer", "$133,764"),
        ("software_engineer", "$93,944"), ("computer_vision_engineer", "$105,704"), ("data_analyst", "$65,652"),
    ],
)  # fmt: skip
def test_another_profession_gets_its_own_figure_and_no_other(profession, figure):
    """One average, of an undated line beside a dated one."""
    lines = text_of("salary_of", professions=(profession,)).splitlines()

    assert lines[1:] == [
        f"• {figure}, average pay (Indeed, undated, beside a figure of 10 August 2022)",
        "What is dated here is at least 4 years old.",
    ]


def test_the_occupation_with_a_median_gets_its_median():
    """Asked for by its own name, the median is told as what it is."""
    assert MEDIAN in text_of("salary_of", professions=("computer_information_research_scientist",)).splitlines()


@pytest.mark.parametrize("topic", ["salary", "salary_of", "salary_location", "salary_assess", "salary_compare"])
def test_an_unknown_profession_never_gets_a_figure(topic):
    """Nothing is known of a nurse's pay, whichever way it is asked for."""
    answer = answered(topic, "nurse pay, is 120k good in berlin", unknown_professions=("nurse",), place="Berlin", amount="120k")

    assert (answer.status, answer.facts) == ("not_covered", ())
    assert answer.lines == ("My sources don't say anything about this profession: nurse.",)


def test_an_unknown_profession_beside_a_known_one_is_named_as_unknown():
    """The known one gets its figure; of the other it is said that the sources are silent."""
    answer = answered("salary_of", professions=(DATA_SCIENTIST,), unknown_professions=("nurse",))

    assert answer.facts == ("pay_data_scientist",)
    assert (answer.topic, answer.status) == ("salary_compare", "partial")
    assert answer.lines == (
        "• data scientists: $102,069, average pay (Indeed, undated, beside a figure of 10 August 2022)",
        "My sources don't say anything about this profession: nurse.",
        "What is dated here is at least 4 years old.",
    )


def test_a_near_profession_is_offered_by_a_button_and_not_answered_for():
    """A web developer is offered software engineers' pay, without a figure."""
    answer = answered("salary_of", unknown_professions=("web developer",))

    assert answer.facts == ()
    assert answer.buttons[0].shown() == {"title": "Pay of software engineers", "payload": "How much do software engineers earn?"}


def test_asked_for_another_pay_without_a_name_the_bot_asks_whose():
    """The professions that have figures are named, and no figure."""
    answer = answered("salary_of")

    assert (answer.status, answer.facts) == ("clarify", ())
    assert "software engineers" in answer.lines[0]
    assert not any(char.isdigit() for char in answer.lines[0])


def test_the_topic_salary_never_answers_for_another_profession_with_the_ml_engineers_pay():
    """Should the understanding say `salary` though a data scientist is named, the data scientist is answered for."""
    assert answered("salary", professions=(DATA_SCIENTIST,)).facts == ("pay_data_scientist",)


def test_pay_in_a_place_is_a_heading_without_data():
    """The gap comes first, then the figures of the whole country; none is for the place."""
    answer = answered("salary_location", "mle pay in berlin", professions=(OWN,), place="Berlin")

    assert answer.status == "partial"
    assert answer.lines[0].startswith("My sources give no pay by place;")
    assert answer.lines[2:4] == (FIRST, SECOND)


@pytest.mark.parametrize(
    ("amount", "period", "lines"),
    [
        ("120k", None, ["• $9,327 (8.4 %) above the figure for ML engineers: $110,673", "• $5,672 (4.5 %) below the figure for ML engineers: $125,672"]),
        ("$110,673", None, ["• Just the figure for ML engineers: $110,673", "• $14,999 (11.9 %) below the figure for ML engineers: $125,672"]),
        ("$60", "hour", ["$60 per hour is $124,800 a year (a full-time year has 2,080 working hours).", "• $14,127 (12.8 %) above the figure for ML engineers: $110,673"]),
        ("70-80k", None, ["I take the middle of your range, $75,000.", "• $35,673 (32.2 %) below the figure for ML engineers: $110,673"]),
        ("$5k", "month", ["$5k per month is $60,000 a year (a year has 12 months).", "• $50,673 (45.8 %) below the figure for ML engineers: $110,673"]),
    ],
    ids=["between the two", "just one of them", "per hour", "a range", "per month"],
)  # fmt: skip
def test_an_amount_is_set_beside_each_figure(amount, period, lines):
    """Above, below or the same, figure by figure; the median is left out."""
    text = text_of("salary_assess", professions=(OWN,), amount=amount, period=period)

    assert [line for line in lines if not any(shown.startswith(line) for shown in text.splitlines())] == []
    assert "131,490" not in text


def test_an_amount_in_another_currency_is_not_set_beside_dollars():
    """There are no exchange rates: the figures are told, no difference."""
    answer = answered("salary_assess", professions=(OWN,), amount="95.000 €")

    assert "can't set euros (EUR) beside them" in answer.lines[0]
    assert [c.unit for c in answer.computed] == ["years"]


def test_without_an_amount_the_bot_asks_for_it():
    """Nothing is assessed that wasn't given."""
    answer = answered("salary_assess", amount=None)

    assert (answer.status, answer.facts) == ("clarify", ())


def test_an_amount_in_words_is_answered_with_the_pay():
    """Nobody can reckon with "six figures", but what is earned can be told."""
    answer = answered("salary_assess", amount="six figures")

    assert (answer.topic, answer.status) == ("salary", "answered")
    assert "pay_mle_2022_08" in answer.facts


def test_no_amount_is_called_good_or_bad():
    """The sources don't judge, and the answer says so."""
    answer = answered("salary_assess", professions=(OWN,), amount="120k")

    assert answer.status == "partial"
    assert any(line.startswith("Whether it is good for you also depends") for line in answer.lines)
