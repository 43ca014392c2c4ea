"""Asking the facts: by name, by id, by topic; and which date a fact goes by."""

import pytest

from actions.errors import FactsInvalid, UnknownProfession, UnknownRecord
from actions.facts import load_facts, usd
from tests.support import FACTS_FILE

NAMES = {
    "the id": ("machine_learning_engineer", "machine_learning_engineer"),
    "plural": ("ML engineers", "machine_learning_engineer"),
    "case and space": ("  Machine  Learning ENGINEER ", "machine_learning_engineer"),
    "abbreviation": ("MLE", "machine_learning_engineer"),
    "abbreviation in plural": ("swes", "software_engineer"),
    "one word": ("datascientists", "data_scientist"),
    "hyphen": ("data-engineer", "data_engineer"),
    "another occupation": ("computer and information research scientists", "computer_information_research_scientist"),
}
STRANGERS = [
    "nurse",
    "product manager",
    "chemist",
    "web developer",
    "engineer",
    "scientist",
    "",
    "data",
    "ml engineer jobs",
]


@pytest.mark.parametrize(("words", "expected"), NAMES.values(), ids=NAMES.keys())
def test_a_profession_is_found_by_any_of_its_names(words, expected):
    """Case, plural, hyphens and space don't matter."""
    assert load_facts().profession(words).id == expected


@pytest.mark.parametrize("words", STRANGERS, ids=lambda words: words or "nothing")
def test_a_profession_that_no_fact_is_about_is_not_taken_for_a_similar_one(words):
    """A wrong profession is worse than none."""
    facts = load_facts()

    assert not facts.is_profession(words)
    with pytest.raises(UnknownProfession):
        facts.profession(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("web developers", ["software_engineer"]),
        ("AI engineer", ["machine_learning_engineer"]),
        ("business analyst", ["data_analyst"]),
        ("computer scientist", ["computer_information_research_scientist"]),
        ("nurse", []),
    ],
)
def test_a_near_profession_is_offered_and_never_found(words, expected):
    """Near names lead to a profession that is offered; a stranger leads to none."""
    facts = load_facts()

    assert [p.id for p in facts.nearest_professions(words)] == expected
    assert not facts.is_profession(words)


def test_the_figure_that_the_other_pays_stand_beside_comes_first():
    """Of two pay figures the one on the page with all the others is named first."""
    assert [s.salary_usd_per_year for s in load_facts().salaries_of("machine_learning_engineer")] == [110_673, 125_672]


@pytest.mark.parametrize("ask", ["salaries_of", "openings_of", "statements_on"])
def test_asking_for_what_no_record_has_gives_nothing(ask):
    """A profession or topic without records is no error."""
    assert getattr(load_facts(), ask)("nobody") == ()


@pytest.mark.parametrize("ask", ["fact", "source"])
def test_asking_for_an_id_that_no_record_has_is_an_error(ask):
    """An unknown id is named in the error."""
    with pytest.raises(UnknownRecord, match="'nobody'"):
        getattr(load_facts(), ask)("nobody")


@pytest.mark.parametrize(
    ("fact_id", "kind", "date"),
    [
        ("pay_mle_2022_08", "as_of", "2022-08-10"),
        ("pay_mle_2022_06", "as_of", "2022-06"),
        ("pay_research_scientist", "accessed", "2022-11-08"),
        ("pay_data_analyst", "same_page_as", "2022-08-10"),
        ("growth_postings", "undated", None),
    ],
)
def test_a_fact_goes_by_the_date_of_its_kind(fact_id, kind, date):
    """The figure's own date, the day its source was read, its page's date, or none."""
    facts = load_facts()
    fact = facts.fact(fact_id)

    found = facts.date_of(fact)

    assert fact.date_kind == kind
    assert (found.isoformat() if found else None) == date


def test_what_isnt_said_is_found_by_its_id():
    """A fact's id is none of these."""
    facts = load_facts()

    assert facts.not_said_of("gap_worth_it").nearest == "pay_mle_2022_08"
    assert facts.not_said_of("remote_sometimes") is None


def test_a_yes_no_question_has_its_answer_and_another_has_none():
    """As its editor wrote them."""
    asked = {one.ask: one.answer for one in load_facts().fact("ml_predicts_and_adapts").asked_as}

    assert asked["are its predictions fixed once and for all?"] == "no"
    assert asked["what happens when machine learning gets more data?"] is None


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (110673, "$110,673"), (53.2079, "$53.21"), (60.0, "$60"), (999.5, "$999.50"), (1000.4, "$1,000"), (0, "$0"),
        (-4532, "-$4,532"), (-0.5, "-$0.50"), (131490.0, "$131,490"),
    ],
)  # fmt: skip
def test_dollars_are_shown_as_people_write_them(amount, shown):
    """Whole dollars with separators; cents only below a thousand."""
    assert usd(amount) == shown


def test_the_version_of_the_facts_changes_with_the_file(tmp_path):
    """Two files that differ in one figure have different versions; equal files the same."""
    written = FACTS_FILE.read_text(encoding="utf-8")
    same, other = tmp_path / "same.yml", tmp_path / "other.yml"
    same.write_text(written, encoding="utf-8")
    other.write_text(written.replace("110673", "110674"), encoding="utf-8")

    assert load_facts(same).version == load_facts().version
    assert load_facts(other).version != load_facts().version


def test_another_facts_file_can_be_named_in_the_environment(tmp_path, monkeypatch):
    """An editor tries out a copy without touching the real file."""
    trial = tmp_path / "trial.yml"
    trial.write_text(FACTS_FILE.read_text(encoding="utf-8").replace("110673", "99999"), encoding="utf-8")
    monkeypatch.setenv("WAYFINDER_FACTS", str(trial))

    assert load_facts().fact("pay_mle_2022_08").salary_usd_per_year == 99_999


def test_a_facts_file_with_faults_is_not_loaded(tmp_path):
    """Loading stops with the faults, one a line."""
    broken = tmp_path / "broken.yml"
    broken.write_text("salaries: []\n", encoding="utf-8")

    with pytest.raises(FactsInvalid) as caught:
        load_facts(broken)

    assert str(caught.value) == "\n".join(caught.value.faults)
    assert len(caught.value.faults) == 5
