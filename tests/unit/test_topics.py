"""Topics and intents, and how names decide between the topics on pay."""

import pytest

from actions.topics import (
    CAREER_TOPICS,
    FOLLOW_UP,
    PAY,
    SOCIAL_TOPICS,
    UNCOVERED_TOPICS,
    intent_of,
    is_an_amount,
    is_covered_place,
    refine_pay_topic,
    topic_of,
)

OWN, OTHER, THIRD = "machine_learning_engineer", "data_scientist", "nurse"

# topic as understood, professions, place, amount -> topic as answered
REFINED = {
    "nothing named": ("salary", [], None, None, "salary"),
    "our own profession": ("salary", [OWN], None, None, "salary"),
    "another profession": ("salary", [OTHER], None, None, "salary_of"),
    "an unknown profession": ("salary", [THIRD], None, None, "salary_of"),
    "other pay, none named": ("salary_of", [], None, None, "salary_of"),
    "other pay, our own named": ("salary_of", [OWN], None, None, "salary"),
    "two professions": ("salary", [OWN, OTHER], None, None, "salary_compare"),
    "two others": ("salary_of", [OTHER, THIRD], None, None, "salary_compare"),
    "a place": ("salary", [], "Berlin", None, "salary_location"),
    "a place and a profession": ("salary_of", [OTHER], "Berlin", None, "salary_location"),
    "the country of the figures": ("salary", [], "the USA", None, "salary"),
    "the country and a profession": ("salary", [OTHER], "united states", None, "salary_of"),
    "pay by place, none named": ("salary_location", [], None, None, "salary_location"),
    "pay by place, the country named": ("salary_location", [], "US", None, "salary"),
    "two professions and a place": ("salary_location", [OWN, OTHER], "Berlin", None, "salary_compare"),
    "an amount": ("salary", [], None, "120k", "salary_assess"),
    "an amount, a place, two professions": ("salary_of", [OWN, OTHER], "Berlin", "120k", "salary_assess"),
    "an amount without a number": ("salary", [OTHER], None, "six figures", "salary_of"),
    "an offer without its amount": ("salary_assess", [OTHER], "Berlin", None, "salary_assess"),
    "a comparison stays one": ("salary_compare", [], "Berlin", "120k", "salary_compare"),
    "a comparison with one": ("salary_compare", [OTHER], None, None, "salary_compare"),
    "not on pay": ("openings", [OWN, OTHER], "Berlin", "120k", "openings"),
    "off topic": ("off_topic", [], None, "120k", "off_topic"),
}


@pytest.mark.parametrize(("topic", "professions", "place", "amount", "expected"), REFINED.values(), ids=REFINED.keys())
def test_what_a_question_names_decides_between_topics_on_pay(topic, professions, place, amount, expected):
    """An amount is assessed, two are compared, a place is looked up, another profession is another pay."""
    assert refine_pay_topic(topic, professions, place, amount) == expected


@pytest.mark.parametrize(
    ("amount", "names_one"),
    [
        ("120k", True), ("$110,673", True), ("8 LPA", True), ("70-80k", True), ("12,50", True), ("95.000 €", True),
        ("a hundred grand", True), (None, False), ("six figures", False), ("7 figures", False),
    ],
    ids=lambda value: str(value) or "nothing",
)  # fmt: skip
def test_figures_without_an_amount_are_none(amount, names_one):
    """ "Six figures" is a size; amounts in digits or words are amounts."""
    assert is_an_amount(amount) is names_one


def test_every_topic_is_reached_by_its_own_intent_and_back():
    """Subjects are asked for; talk keeps its bare name."""
    topics = CAREER_TOPICS + UNCOVERED_TOPICS + SOCIAL_TOPICS + (FOLLOW_UP,)

    assert [topic_of(intent_of(topic)) for topic in topics] == list(topics)
    assert [intent_of(t) for t in ("salary", "near_miss", "greet", "follow_up")] == [
        "ask_salary",
        "ask_near_miss",
        "greet",
        "follow_up",
    ]


def test_no_topic_stands_twice():
    """A topic is a subject, beyond the sources, or talk: never two of them."""
    topics = CAREER_TOPICS + UNCOVERED_TOPICS + SOCIAL_TOPICS

    assert len(topics) == len(set(topics)) == 41
    assert set(PAY) <= set(CAREER_TOPICS)


def test_the_country_of_the_figures_is_no_other_place():
    """Pay in the United States is what the figures are."""
    places = ["US", "the U.S.", "usa", " United States ", "America", "the states"]

    assert [place for place in places if not is_covered_place(place)] == []


def test_any_other_place_is_another_place():
    """A part of the country, or more than it, isn't what the figures are of."""
    places = ["Berlin", "California", "USA and Canada", "Latin America", ""]

    assert [place for place in places if is_covered_place(place)] == []
