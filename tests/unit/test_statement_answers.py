"""Topics that are answered by statements: the one asked for leads, a list is a list, what isn't said is told with its nearest."""

import pytest

from actions.answering.memory import Memory
from actions.answering.statements import lead_of
from actions.facts import load_facts
from actions.reading import NearFact, Reading, Restriction
from tests.support import answered, question

FACTS = load_facts()
OWN, SCIENTIST, ANALYST = "machine_learning_engineer", "data_scientist", "data_analyst"


def near(*rows):
    """Return records with their nearness, and the answer to a yes/no question where there is one."""
    return tuple(NearFact(*row) for row in rows)


def test_a_number_that_the_statement_lacks_is_not_given_by_it():
    """Nor is what it doesn't mention: it is the nearest, and said to be no more."""
    near_one = near(("skills_languages", 0.8))
    how_many = answered("skills", form="how_much", facts=near_one)
    of_another = answered("skills", form="yes_no", facts=near_one, reading=Reading("skills", unseen=("cobol",)))

    assert (how_many.status, how_many.facts) == ("partial", ("skills_languages",))
    assert how_many.lead.startswith("My sources don't say exactly that")
    assert of_another.lead.startswith("My sources don't mention “cobol”; nearest: ")


def test_the_statement_that_is_asked_for_leads_with_its_source():
    """In its own words; the nearest beside it support it."""
    answer = answered("education", form="yes_no", facts=near(("education_bachelor", 0.8), ("education_advanced", 0.5)))

    assert answer.lead == "Most ML engineering jobs require a bachelor's degree at a minimum (Coursera, undated)."
    assert (answer.topic, answer.status, answer.facts) == (
        "education",
        "answered",
        ("education_bachelor", "education_advanced"),
    )
    assert len(answer.support) == 1


@pytest.mark.parametrize(
    ("fact", "answer", "beginning"),
    [
        ("ml_predicts_and_adapts", "yes", "yes: Machine learning predicts"),
        ("ml_predicts_and_adapts", "no", "no: Machine learning predicts"),
        ("remote_sometimes", "sometimes", "ML engineers can sometimes"),
        ("ml_is_a_branch_of_ai", "it says so", "Coursera says so"),
        ("education_bachelor", "usually", "usually: Most"),
    ],
    ids=["yes", "no", "an adverb that the sentence has", "an opinion", "an adverb that it hasn't"],
)
def test_a_yes_or_no_goes_in_front(fact, answer, beginning):
    """Of a yes/no question alone, and not where the sentence says it already."""
    record = FACTS.fact(fact)

    assert lead_of(record, answer, question(record.topic, form="yes_no"), FACTS).startswith(beginning)
    assert lead_of(record, answer, question(record.topic, form="how_much"), FACTS).startswith(record.statement[:20])


def test_in_simple_words_the_simple_sentence_leads():
    """Where there is one, and the sentence has no figure to be lost."""
    record = FACTS.fact("ml_predicts_and_adapts")

    assert lead_of(record, None, question("define_ml", shape=("simple",)), FACTS).startswith(record.simple[:-1])


def test_a_list_says_how_many_and_names_each_in_few_words():
    """With one line on whom it is from, and rows to take up."""
    answer = answered("skills", form="list")

    assert "eight" in answer.lead
    assert 3 <= len(answer.rows) <= 6
    assert [len(row.label.split()) <= 12 for row in answer.rows] == [True] * len(answer.rows)
    assert answer.source_line.startswith("Source: ")
    assert tuple(row.fact for row in answer.rows) == answer.facts == tuple(row.fact for row in answer.shown)
    assert "more" in answer.limits[-1]


def test_a_list_of_at_most_six_is_whole():
    """And nothing is said to be left."""
    answer = answered("products", form="list")

    assert [row.label for row in answer.rows] == [s.short for s in FACTS.statements_on("products") if s.short]
    assert answer.limits == ()


def test_a_short_list_has_three_lines():
    """As "short" asks."""
    assert len(answered("skills", form="list", shape=("short",)).rows) == 3


def test_asked_for_one_thing_of_a_list_that_one_leads():
    """However much it sounds like a list."""
    answer = answered("skills", form="list", facts=near(("skills_languages", 0.9)))

    assert (answer.facts[0], answer.rows) == ("skills_languages", ())


def test_how_to_become_one_is_a_list_of_steps_in_order():
    """Three of them."""
    answer = answered("become", form="how_to")

    assert answer.facts == ("become_step_1_degree", "become_step_2_experience", "become_step_3_advanced_degree")
    assert [row.fact for row in answer.rows] == list(answer.facts)


def test_more_goes_on_with_what_wasnt_told():
    """At most three lines; with nothing left, that is said."""
    told = tuple(s.id for s in FACTS.statements_on("define_ml"))
    some = answered("define_ml", operation="more", memory=Memory(told=told[:2]))
    rest = answered("define_ml", operation="more", memory=Memory(told=told))

    assert some.facts == told[2:5]
    assert (rest.status, rest.facts) == ("social", ())


def test_what_supports_an_answer_wasnt_told_before():
    """Nothing is recited."""
    rows = near(("education_bachelor", 0.8), ("education_advanced", 0.6))

    assert answered("education", facts=rows, memory=Memory(told=("education_advanced",))).facts == (
        "education_bachelor",
    )


def test_what_isnt_said_is_said_with_the_nearest_fact():
    """The refusal first, then what that person would want."""
    answer = answered("outlook", facts=near(("not_said_ai_replace", 0.8)))

    assert answer.lead == "My sources don't say whether AI will replace ML engineers."
    assert (answer.status, answer.facts) == ("partial", ("demand_automation",))
    assert "automate" in answer.support[0]


def test_who_asks_whether_it_is_worth_it_is_given_the_pay():
    """The figure first, for that is what can be weighed."""
    answer = answered("outlook", facts=near(("gap_worth_it", 0.8)))

    assert (answer.status, answer.facts) == ("partial", ("pay_mle_2022_08",))
    assert "$110,673" in answer.lead
    assert "worth it" in answer.limits[0]


def test_without_a_nearest_fact_what_isnt_said_is_all():
    """One sentence, and at most two buttons."""
    answer = answered("entry_level", facts=near(("not_said_visas", 0.8)))

    assert answer.lead == "My sources don't say anything about visas or working abroad."
    assert (answer.status, answer.facts, answer.support) == ("not_covered", (), ())
    assert len(answer.buttons) <= 2


def test_a_nearest_fact_that_was_just_told_isnt_told_again():
    """Then the refusal is all."""
    asked = {"facts": near(("not_said_ai_replace", 0.8)), "memory": Memory(told=("demand_automation",))}

    assert answered("outlook", **asked).facts == ()


def test_asked_for_one_thing_that_no_fact_is_the_nearest_is_said_to_be_only_that():
    """Never passed off as the answer."""
    answer = answered("skills", form="when", facts=near(("skills_languages", 0.46)))

    assert (answer.status, answer.facts) == ("partial", ("skills_languages",))
    assert "don't say exactly that" in answer.lead


@pytest.mark.parametrize("topic", ["team", "skills", "education", "become", "remote", "responsibilities", "difficulty"])
def test_other_professions_are_not_answered_with_what_is_said_of_ml_engineers(topic):
    """Named by somebody, known or not: the sources say nothing of the kind about them."""
    for named in ({"professions": (ANALYST,)}, {"unknown": ("nurse",)}):
        answer = answered(topic, form="list", **named)

        assert (answer.status, answer.facts) == ("not_covered", ())


def test_of_the_profession_of_the_talk_ours_is_said_to_be_of_ours():
    """After analysts' pay, "and the skills?" gets ML engineers' with a word that analysts' aren't known."""
    answer = answered("skills", professions=(ANALYST,), is_carried=True)

    assert (answer.status, answer.facts != ()) == ("partial", True)
    assert "data analysts" in answer.lead
    assert "ML engineers" in answer.lead


def test_what_is_said_of_another_profession_is_told_of_it():
    """And not denied."""
    assert answered("define_role", professions=(SCIENTIST,)).facts == ("role_data_scientist",)


def test_a_place_that_a_statement_says_nothing_of_is_named():
    """Behind it, and the answer is partial."""
    answer = answered("remote", restrictions=(Restriction("place", "Berlin"),))

    assert (answer.status, answer.restricted) == ("partial", ("place",))
    assert "Berlin" in answer.limits[0]


# whom one is, in a question on the way over -> fact that leads, status
SWITCHES = {
    "data scientist": ({"own_job": SCIENTIST}, "switch_from_data_science", "answered"),
    "software engineer": ({"own_job": "software_engineer"}, "switch_from_software", "answered"),
    "nothing said of it": ({"own_job": ANALYST}, "switch_work_your_way_up", "partial"),
    "unknown": ({"own_job": "nurse"}, "switch_work_your_way_up", "partial"),
    "no job": ({}, "switch_work_your_way_up", "answered"),
}  # fmt: skip


@pytest.mark.parametrize(("named", "leads", "status"), SWITCHES.values(), ids=SWITCHES.keys())
def test_who_comes_from_another_job_is_told_what_is_said_of_that_job(named, leads, status):
    """Or that nothing is; the steps in any case."""
    answer = answered("switch", professions=(OWN,), **named)

    assert (answer.facts[0], answer.status, len(answer.rows)) == (leads, status, 3)
    assert bool(answer.limits) is (status == "partial")


def test_a_switch_to_another_job_isnt_answered_with_the_way_to_ours():
    """The sources have no other way."""
    assert answered("switch", professions=(ANALYST,)).facts == answered("switch", unknown=("nursing",)).facts == ()


def test_a_degree_that_the_sources_dont_mention_is_said_to_be_that():
    """In its words, behind the steps."""
    answer = answered("become", form="how_to", reading=Reading("become", person={"degree": "biology"}))

    assert answer.status == "partial"
    assert "biology" in answer.limits[-1]


def test_two_others_are_compared_by_pay_alone():
    """Of their work nothing is said."""
    answer = answered("ml_vs_ds", professions=(ANALYST, "data_engineer"))

    assert (answer.status, answer.facts) == ("partial", ("pay_data_engineer", "pay_data_analyst"))


def test_openings_of_ml_engineers_arent_counted():
    """Who named them is told just that; who named nobody hears who has most."""
    own, nobody = answered("openings", professions=(OWN,)), answered("openings")

    assert (own.status, own.facts) == ("not_covered", ())
    assert (nobody.status, len(nobody.rows)) == ("partial", 6)
    assert "212,310" in nobody.lead


@pytest.mark.parametrize(
    ("profession", "count"), [("data_scientist", "23,757"), ("data_engineer", "16,290"), ("data_analyst", "38,748")]
)
def test_openings_of_another_profession_are_its_own(profession, count):
    """With the source and its kind of date."""
    answer = answered("openings", professions=(profession,))

    assert (answer.status, answer.facts) == ("answered", (f"openings_{profession}",))
    assert count in answer.lead
    assert "around August 2022" in answer.lead


def test_openings_in_a_place_are_those_of_the_country():
    """What isn't counted goes in front."""
    answer = answered("openings", professions=(SCIENTIST,), restrictions=(Restriction("place", "Berlin"),))

    assert answer.status == "partial"
    assert answer.lead.index("Berlin") < answer.lead.index("23,757")


def test_an_unknown_professions_openings_arent_known():
    """No other's are told in their place."""
    answer = answered("openings", unknown=("nurse",))

    assert (answer.status, answer.facts) == ("not_covered", ())
