"""Teams, courses, switches and outlooks of other professions: never answered with ours."""

import pytest

from tests.support import answered

OWN = "machine_learning_engineer"

# topic -> question, professions known, unknown
ELSEWHERE = {
    "team of a known one": ("team", "whom do data analysts work with", ("data_analyst",), ()),
    "team of an unknown one": ("team", "who do nurses work with", (), ("nurses",)),
    "team of the person's own": ("team", "who do i work with as a nurse", (), ("nurse",)),
    "two others in a team": ("team", "do data analysts work with data engineers", ("data_analyst", "data_engineer"), ()),
    "two unknown in a team": ("team", "do nurses work with doctors", (), ("nurses", "doctors")),
    "course for a known one": ("courses", "which course for data analysts", ("data_analyst",), ()),
    "course for an unknown one": ("courses", "which course to become a nurse", (), ("nurse",)),
    "course for two others": ("courses", "a course for nurses or data analysts", ("data_analyst",), ("nurses",)),
    "switch between unknown ones": ("switch", "from nurse to chemist", (), ("nurse", "chemist")),
    "switch to a known one": ("switch", "can a nurse become a data analyst", ("data_analyst",), ("nurse",)),
    "switch from a known one": ("switch", "from data scientist to product manager", ("data_scientist",), ("product manager",)),
    "switch between known ones": ("switch", "from data analyst to data scientist", ("data_analyst", "data_scientist"), ()),
    "switch to another, none to come from": ("switch", "can i switch to data analyst", ("data_analyst",), ()),
    "switch to an unknown one, none to come from": ("switch", "can i switch to nursing", (), ("nursing",)),
    "two others told apart": ("ml_vs_ds", "data analyst vs data engineer", ("data_analyst", "data_engineer"), ()),
    "ours told apart from an unknown one": ("ml_vs_ds", "ml engineer vs nurse", (OWN,), ("nurse",)),
}
OURS = {
    "team, none named": ("team", "whom do they work with", ()),
    "our team": ("team", "whom do ml engineers work with", (OWN,)),
    "a colleague": ("team", "do they work with data scientists", ("data_scientist",)),
    "our team and a colleague": ("team", "do ml engineers work with data scientists", (OWN, "data_scientist")),
    "our course": ("courses", "a course for ml engineers", (OWN,)),
    "switch to ours": ("switch", "from data analyst to ml engineer", ("data_analyst", OWN)),
    "switch from another": ("switch", "i'm a software engineer, can i switch", ("software_engineer",)),
    "switch to our field": ("switch", "data analyst or data engineer, who gets into ml", ("data_analyst", "data_engineer")),
    "ours told apart": ("ml_vs_ds", "ml engineer vs data scientist", (OWN, "data_scientist")),
}


@pytest.mark.parametrize(("topic", "text", "known", "unknown"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_other_professions_are_not_answered_with_what_is_said_of_ml_engineers(topic, text, known, unknown):
    """The sources say nothing of the kind about them, and that is the answer."""
    answer = answered(topic, text, professions=known, unknown_professions=unknown)

    assert (answer.status, answer.facts) == ("not_covered", ())


@pytest.mark.parametrize(("topic", "text", "known"), OURS.values(), ids=OURS.keys())
def test_whoever_is_named_beside_ml_engineers_the_answer_is_about_them(topic, text, known):
    """A colleague, or the job one comes from, doesn't make the question another's."""
    answer = answered(topic, text, professions=known)

    assert answer.status in ("answered", "partial")
    assert answer.facts != ()


@pytest.mark.parametrize("topic", ["courses", "skills", "become", "education", "openings", "outlook"])
def test_an_unknown_profession_beside_ours_is_named_as_unknown(topic):
    """Ours is answered; of the other it is said that the sources are silent."""
    answer = answered(topic, "ml engineers and nurses", professions=(OWN,), unknown_professions=("nurses",))

    assert "My sources don't say anything about this profession: nurses." in answer.lines
    assert answer.status == "partial"


# topic as understood, what is named -> topic and facts of the answer
REFINED = {
    "a place": ("salary", {"place": "Berlin"}, "salary_location", ("pay_mle_2022_08", "pay_mle_2022_06")),
    "an amount": ("salary_of", {"amount": "120k", "professions": ("data_analyst",)}, "salary_assess", ("pay_data_analyst",)),
    "two": ("salary", {"professions": ("data_scientist", "data_analyst")}, "salary_compare", ("pay_data_scientist", "pay_data_analyst")),
    "another": ("salary", {"professions": ("data_analyst",)}, "salary_of", ("pay_data_analyst",)),
    "ours": (
        "salary_of", {"professions": (OWN,)}, "salary",
        ("pay_mle_2022_08", "pay_mle_2022_06", "pay_research_scientist", "pay_above_average"),
    ),
    "nobody": ("salary_of", {}, "salary_of", ()),
}  # fmt: skip


@pytest.mark.parametrize(("topic", "named", "refined", "facts"), REFINED.values(), ids=REFINED.keys())
def test_what_a_question_names_decides_which_answer_on_pay_it_gets(topic, named, refined, facts):
    """Whatever the understanding took it for, the answer and the question it is remembered as fit its names."""
    answer = answered(topic, "pay", **named)

    assert (answer.topic, answer.facts) == (refined, facts)
    assert answer.asked is not None
    assert answer.asked.topic == refined
