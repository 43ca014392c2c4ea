"""What narrows a question and isn't in the sources: named in words of its own, before any figure."""

import pytest

from actions.answering.limits import changing, led_by, openings_limit, pay_limit, statement_limit
from actions.answering.memory import Memory
from actions.facts import load_facts
from actions.reading import Restriction
from tests.support import answered, question

# kind: the person's words, words of the clause
ON_PAY = {
    "company": ("Google", ["employer", "Google"]),
    "industry": ("finance", ["industry", "finance"]),
    "place": ("Berlin", ["place", "Berlin"]),
    "level": ("senior", ["level", "“senior”"]),
    "degree": ("with a PhD", ["degree", "“with a PhD”"]),
    "contract": ("freelance", ["contract", "“freelance”"]),
    "range": ("top 10 %", ["averages only", "top 10 %"]),
    "median": ("median", ["averages only", "median"]),
    "tax": ("after tax", ["after tax"]),
    "pay_kind": ("bonus", ["base pay only", "bonus"]),
    "group": ("women", ["groups of people"]),
    "publisher": ("Glassdoor", ["Glassdoor"]),
    "remote_pay": ("remote", ["remote"]),
}


def limited(kind, words, topic="salary", **named):
    """Return a question narrowed by one thing."""
    return question(topic, restrictions=(Restriction(kind, words),), **named)


@pytest.mark.parametrize(("kind", "words", "told"), [(kind, *row) for kind, row in ON_PAY.items()], ids=ON_PAY.keys())
def test_what_pay_isnt_split_by_is_said_of_each_kind_in_its_words(kind, words, told):
    """It stands in the lead, before the figure, and the answer is partial."""
    clause, kinds = pay_limit(limited(kind, words), load_facts())
    answer = answered("salary", restrictions=(Restriction(kind, words),))

    assert [word for word in told if word not in clause] == []
    assert kinds == (kind,) == answer.restricted
    assert answer.status == "partial"
    assert answer.lead.index(clause) < answer.lead.index("$110,673")


@pytest.mark.parametrize(
    ("year", "told"),
    [("2019", "no pay figure for 2019"), ("2026", "newest pay figure I have is from August 2022"), ("now", "newest pay figure I have is from August 2022")],
    ids=["before", "after", "now"],
)  # fmt: skip
def test_of_another_year_the_newest_figure_is_named(year, told):
    """Before it there is none."""
    assert told in pay_limit(limited("year", year), load_facts())[0]


def test_before_tax_isnt_known_and_isnt_denied():
    """The sources don't say it."""
    assert "don't say whether that is before tax" in pay_limit(limited("tax", "gross"), load_facts())[0]


def test_base_pay_is_known_of_ml_engineers_alone():
    """Of others it isn't known what the average includes."""
    own, other = (
        pay_limit(limited("pay_kind", "bonus", professions=p), load_facts())[0] for p in ((), ("data_analyst",))
    )

    assert "base pay only" in own
    assert "base" not in other
    assert "bonus" in other


def test_another_currency_is_said_not_to_be_convertible():
    """By its name, before all else."""
    clause, kinds = pay_limit(limited("place", "Berlin", currency="EUR"), load_facts())

    assert clause.index("euros") < clause.index("Berlin")
    assert kinds == ("currency", "place")


def test_at_most_two_are_named():
    """A lead with five excuses is none."""
    many = tuple(Restriction(kind, ON_PAY[kind][0]) for kind in ("level", "company", "place", "degree"))
    _, kinds = pay_limit(question("salary", restrictions=many), load_facts())

    assert kinds == ("company", "place")


@pytest.mark.parametrize("words", ["Indeed", "Coursera", "BLS", "IBM"])
def test_a_publisher_of_ours_limits_nothing(words):
    """Its figures are what there is."""
    assert changing(limited("publisher", words), ("publisher",)) == ()


def test_what_was_named_before_is_named_by_a_word():
    """In half a question on the same; a whole one gets the clause again."""
    memory = Memory(limits_told=("place",))
    half, whole = (
        pay_limit(limited("place", "Berlin", memory=memory, is_carried=c), load_facts())[0] for c in (True, False)
    )

    assert "As I said" in half
    assert "Berlin" in half
    assert "no pay by place" in whole


def test_nothing_asked_is_nothing_limited():
    """The figures are those of the question."""
    assert pay_limit(question("salary"), load_facts()) == openings_limit(question("openings")) == ("", ())
    assert statement_limit(question("skills")) == ("", ())
    assert led_by("", "A sentence.") == "A sentence."


def test_openings_arent_split_either():
    """Nor counted for today."""
    place, kinds = openings_limit(limited("place", "Berlin"))
    now, _ = openings_limit(limited("year", "2026"))

    assert ("Berlin" in place, kinds) == (True, ("place",))
    assert "August 2022" in now


def test_a_statement_isnt_said_of_a_place_an_employer_an_industry_or_a_group_in_particular():
    """A level changes nothing in words."""
    told = {kind: statement_limit(limited(kind, "Berlin", "skills"))[1] for kind in ON_PAY}

    assert sorted(kind for kind, kinds in told.items() if kinds) == ["company", "group", "industry", "place"]
