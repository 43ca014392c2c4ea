"""Every figure of the two articles is in the facts, with its source and its kind of date."""

import pytest

from actions.facts import load_facts
from tests.support import raw_section

ON_INDEEDS_PAGE = ("indeed_career_page", "same_page_as")
UNDATED_AT_COURSERA = ("coursera_guide", "undated")

# profession, dollars a year, what it is, source, kind of date, date
PAY = {
    "ML engineers on the career page": ("machine_learning_engineer", 110_673, "average_base", "indeed_career_page", "as_of", "10 August 2022"),
    "ML engineers as Coursera cites it": ("machine_learning_engineer", 125_672, "average_base", "indeed_salary_page", "as_of", "June 2022"),
    "research scientists": ("computer_information_research_scientist", 131_490, "median", "bls_research_scientists", "accessed", "8 November 2022"),
    "data scientists": ("data_scientist", 102_069, "average", *ON_INDEEDS_PAGE, "10 August 2022"),
    "data engineers": ("data_engineer", 115_205, "average", *ON_INDEEDS_PAGE, "10 August 2022"),
    "deep learning engineers": ("deep_learning_engineer", 133_764, "average", *ON_INDEEDS_PAGE, "10 August 2022"),
    "software engineers": ("software_engineer", 93_944, "average", *ON_INDEEDS_PAGE, "10 August 2022"),
    "computer vision engineers": ("computer_vision_engineer", 105_704, "average", *ON_INDEEDS_PAGE, "10 August 2022"),
    "data analysts": ("data_analyst", 65_652, "average", *ON_INDEEDS_PAGE, "10 August 2022"),
}  # fmt: skip

OPENINGS = {
    "data_scientist": 23_757,
    "data_engineer": 16_290,
    "deep_learning_engineer": 19_992,
    "software_engineer": 212_310,
    "computer_vision_engineer": 64_939,
    "data_analyst": 38_748,
}

ACCESSED = "8 November 2022"
CITED = {
    "IBM": "https://www.ibm.com/cloud/learn/machine-learning",
    "BigCommerce": "https://www.bigcommerce.com/blog/ecommerce-machine-learning/",
    "the Bureau of Labor Statistics": "https://www.bls.gov/ooh/computer-and-information-technology/"
    "computer-and-information-research-scientists.htm",
    "Indeed's best jobs": "https://www.indeed.com/lead/best-jobs-2019",
    "Indeed's salary page": "https://www.indeed.com/career/machine-learning-engineer/salaries",
}

# What a statement of the kind must hold, in words that an editor won't lose by rewording.
FIGURES_IN_WORDS = {
    "best job": ("demand_best_job_2019", ["number one", "2019"], "accessed"),
    "why the best job": ("demand_best_job_why", ["three years"], "accessed"),
    "growth of postings": ("growth_postings", ["344 percent", "2015", "2018", "ML engineers"], "undated"),
    "who counted the postings": ("sources_344_uncited", ["no source", "344 percent"], "undated"),
    "growth of research jobs": ("growth_research_scientists", ["21 percent", "2031", "research scientists"], "accessed"),
    "a guess on demand": ("demand_risen_since", ["2018", "guess"], "undated"),
    "six figures": ("pay_six_figures", ["often", "six figures"], "undated"),
    "the national average": ("pay_above_average", ["national average"], "undated"),
    "the pandemic": ("demand_automation", ["COVID-19"], "undated"),
    "three steps": ("become_three_steps", ["three"], "undated"),
    "rating of the course": ("course_rating", ["4.9"], "undated"),
    "ratings of the course": ("course_ratings_count", ["6,747"], "undated"),
    "learners of the course": ("course_enrolled", ["220,274"], "undated"),
    "length of the course": ("course_duration", ["1 month"], "undated"),
    "level of the course": ("course_level", ["beginner"], "undated"),
    "how many salaries": ("sources_811_salaries", ["811"], "same_page_as"),
    "date of the page": ("sources_career_page_date", ["August 10, 2022"], "same_page_as"),
    "day of reading": ("sources_accessed_2022", ["November 8, 2022", "five"], "undated"),
    "the disclaimer": ("disclaimer", ["informational purposes only"], "undated"),
}  # fmt: skip


@pytest.mark.parametrize(("profession", "dollars", "measure", "source", "kind", "date"), PAY.values(), ids=PAY.keys())
def test_each_pay_figure_is_there_with_measure_source_and_date(profession, dollars, measure, source, kind, date):
    """A pay figure of the articles has its measure, its source, its kind of date and its date."""
    facts = load_facts()

    found = [s for s in facts.salaries_of(profession) if s.salary_usd_per_year == dollars]

    assert [(s.measure, s.source, s.date_kind, str(facts.date_of(s))) for s in found] == [(measure, source, kind, date)]


def test_there_are_no_pay_figures_beyond_those_of_the_articles():
    """The facts hold nine pay figures, as the articles do."""
    assert sorted(s.salary_usd_per_year for s in load_facts().salaries) == sorted(row[1] for row in PAY.values())


def test_only_the_figure_of_the_career_page_tells_how_many_salaries_it_is_of():
    """The 811 salaries belong to one figure and to no other."""
    sizes = {s.salary_usd_per_year: s.sample_size for s in load_facts().salaries if s.sample_size is not None}

    assert sizes == {110_673: 811}


@pytest.mark.parametrize(("profession", "count"), OPENINGS.items(), ids=OPENINGS.keys())
def test_each_number_of_openings_is_there_and_dated_by_its_page(profession, count):
    """A number of openings has no date of its own, but stands beside a figure that has one."""
    facts = load_facts()

    found = facts.openings_of(profession)

    assert [(o.job_openings, o.source, o.date_kind, str(facts.date_of(o))) for o in found] == [
        (count, *ON_INDEEDS_PAGE, "10 August 2022")
    ]


def test_the_sources_count_no_openings_of_ml_engineers():
    """Six professions have openings, and the ML engineer isn't one of them."""
    assert {o.profession for o in load_facts().openings} == OPENINGS.keys()


@pytest.mark.parametrize(("fact_id", "phrases", "kind"), FIGURES_IN_WORDS.values(), ids=FIGURES_IN_WORDS.keys())
def test_each_figure_told_in_words_is_there_with_its_kind_of_date(fact_id, phrases, kind):
    """A figure that is told in words says all that it needs to be read rightly."""
    fact = load_facts().fact(fact_id)

    assert [phrase for phrase in phrases if phrase not in fact.statement] == []
    assert fact.date_kind == kind


def test_the_way_in_has_three_steps():
    """The steps are numbered from one to three, in order."""
    assert [s.step for s in load_facts().statements_on("become") if s.step is not None] == [1, 2, 3]


@pytest.mark.parametrize("url", CITED.values(), ids=CITED.keys())
def test_each_cited_source_has_its_address_and_the_day_it_was_read(url):
    """What Coursera cites has the address it gives, the day it names, and Coursera as the one who cites it."""
    by_url = {source.url: source for source in load_facts().sources}

    assert str(by_url[url].accessed) == ACCESSED
    assert by_url[url].cited_by == "coursera_guide"


def test_neither_article_has_an_address_or_a_date_of_its_own():
    """The two articles don't say where they stand or of when they are, and nothing is made up."""
    sources = raw_section("sources")

    given = {key for source_id in ("coursera_guide", "indeed_career_page") for key in sources[source_id]}

    assert given == {"id", "publisher", "title", "note", "measures"}


def test_the_facts_say_that_the_publisher_of_the_career_page_is_inferred():
    """Whoever reads the source's note learns that Indeed isn't named on the page."""
    assert "inferred" in load_facts().source("indeed_career_page").note


def test_there_are_no_sources_beyond_the_articles_and_what_they_cite():
    """Seven sources: two articles and five cited pages."""
    sources = load_facts().sources

    assert len(sources) == 7
    assert {s.url for s in sources if s.url} == set(CITED.values())


def test_growth_is_told_of_the_occupation_that_it_is_of():
    """Through 2031 of research scientists, of postings to 2018 of ML engineers; neither of the other."""
    facts = load_facts()

    assert [facts.fact(fact).about for fact in ("growth_research_scientists", "growth_postings")] == [
        ("computer_information_research_scientist",), ("machine_learning_engineer",),
    ]  # fmt: skip


def test_the_course_teaches_what_its_page_lists():
    """One skill a record, so that one can be asked for."""
    taught = [
        s.id.removeprefix("course_skill_") for s in load_facts().statements_on("courses") if "course_skill_" in s.id
    ]

    assert taught == ["supervised", "linear_regression", "logistic_regression", "gradient_descent", "regularization"]
