"""Where people stand on the way in: what their words tell of degree and experience, and what the answer makes of it."""

import pytest

from actions.answering.background import not_said_on, start_of, statements_on
from actions.answering.read_question import questions_from
from actions.facts import load_facts
from tests.support import question, text_of
from tests.unit.messages import marked

# what people write -> the subject of their degree, whether they have none, whether they have no experience
STARTS = {
    "biology degree, no experience": ("biology", False, True),
    "I have a bachelor's degree in mechanical engineering": ("mechanical engineering", False, False),
    "BSc in physics": ("physics", False, False),
    "b.sc. in zoology, what now": ("zoology", False, False),
    "bachelor of arts in philosophy": ("philosophy", False, False),
    "master of education": ("education", False, False),
    "i studied history": ("history", False, False),
    "my degree is in fine arts": ("fine arts", False, False),
    "majored in computer science": ("computer science", False, False),
    "english lit graduate": ("english lit", False, False),
    "just graduated with a theoretical physics degree": ("theoretical physics", False, False),
    "fresh graduate in economics": ("economics", False, False),
    "phd in chemistry and zero work experience": ("chemistry", False, True),
    "cs grad, without any experience": ("cs", False, True),
    "i'm self-taught": (None, True, False),
    "no uni degree": (None, True, False),
    "i don't have a degree and i lack experience": (None, True, True),
    "i dropped out of college": (None, True, False),
    "never finished school": (None, True, False),
    "haven't got any experience": (None, False, True),
    "no prior experience in tech": (None, False, True),
    "which degree do i need": (None, False, False),
    "is a master's degree necessary": (None, False, False),
    "only a high school diploma": (None, False, False),
    "is that degree in demand": (None, False, False),
    "how many years of experience do they want": (None, False, False),
    "a 2 year online degree": (None, False, False),
    "i'm a nurse": (None, False, False),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "degree", "no_degree", "no_experience"), [(text, *row) for text, row in STARTS.items()]
)
def test_a_start_is_what_the_words_tell_and_no_more(text, degree, no_degree, no_experience):
    """A degree counts when its subject is named; "a master's degree" alone is nobody's subject."""
    start = start_of(question("switch", text))

    assert (start.degree_in, start.has_no_degree, start.has_no_experience) == (degree, no_degree, no_experience)


@pytest.mark.parametrize(
    ("text", "in_field"),
    [
        ("computer science degree", True), ("degree in statistics", True), ("majored in data science", True), ("comp sci grad", True),
        ("biology degree", False), ("political science degree", False), ("no degree", False),
    ],
)  # fmt: skip
def test_a_degree_is_in_the_field_if_the_sources_name_its_subject(text, in_field):
    """Computer science, statistics, data science and software engineering, also in short."""
    assert start_of(question("switch", text)).has_degree_in_field is in_field


def test_our_own_profession_is_no_start():
    """It is where the way leads."""
    start = start_of(
        question("switch", professions=("machine_learning_engineer", "data_analyst"), unknown_professions=("nurse",))
    )

    assert (start.professions, start.unknown_professions) == (("data_analyst",), ("nurse",))


@pytest.mark.parametrize(
    ("text", "professions", "told"),
    [
        ("", ("data_scientist",), ["switch_from_data_science"]),
        ("no experience", (), ["entry_not_entry_level"]),
        ("cs degree", (), ["education_field"]),
        (
            "cs degree, no experience",
            ("software_engineer",),
            ["switch_from_software", "entry_not_entry_level", "education_field"],
        ),
        ("biology degree", ("data_analyst",), []),
    ],
    ids=["job", "no experience", "degree in the field", "all three", "nothing"],
)
def test_of_a_start_only_what_the_sources_say_of_it_is_told(text, professions, told):
    """The job comes first, then experience and degree."""
    start = start_of(question("switch", text, professions=professions))

    assert [statement.id for statement in statements_on(start, load_facts())] == told


@pytest.mark.parametrize(
    ("text", "named", "lines"),
    [
        ("", {"professions": ("software_engineer",)}, []),
        ("", {"professions": ("data_analyst",)}, ["About coming from this job my sources say nothing: data analysts."]),
        ("", {"unknown_professions": ("nurse",)}, ["About coming from this job my sources say nothing: nurse."]),
        ("biology degree", {}, ["About a degree in biology my sources say nothing."]),
        ("statistics degree", {}, []),
        ("self taught", {}, ["Whether one can do without any degree, my sources don't say."]),
    ],
    ids=["told of", "known job", "unknown job", "other degree", "degree in the field", "no degree"],
)
def test_what_the_sources_do_not_say_of_a_start_is_said_once(text, named, lines):
    """One line each, and none for what they do say."""
    assert not_said_on(start_of(question("switch", text, **named)), load_facts()) == lines


def test_a_degree_that_the_sources_do_not_name_is_told_so_on_the_whole_way_in():
    """Whichever of these questions it comes with."""
    told = {topic: text_of(topic, "biology degree, no experience") for topic in ("become", "education", "entry_level", "switch")}

    assert [topic for topic, text in told.items() if "About a degree in biology my sources say nothing." not in text] == []


@pytest.mark.parametrize(
    ("topic", "text", "job", "read", "professions", "unknown"),
    [
        ("become", "im a nurse, how do i get in", "nurse", "switch", (), ("nurse",)),
        ("become", "I'm a data analyst. what are the steps", "data analyst", "switch", ("data_analyst",), ()),
        ("education", "i am a trained nurse, which degree do i need", "nurse", "education", ("machine_learning_engineer",), ()),
        ("skills", "i worked as a data analyst, what must i learn", "data analyst", "skills", ("machine_learning_engineer",), ()),
        ("become", "how do i become a nurse", "nurse", "become", (), ("nurse",)),
        ("become", "im 20, how do i become a nurse", "nurse", "become", (), ("nurse",)),
        ("skills", "as a nurse, what skills do i need", "nurse", "skills", (), ("nurse",)),
        ("salary", "im a nurse, what do i earn", "nurse", "salary", (), ("nurse",)),
    ],
)
def test_a_job_behind_i_am_is_where_its_writer_comes_from(topic, text, job, read, professions, unknown):
    """On the way in it isn't the one that is asked about; anywhere else, and behind other words, it is."""
    (asked,) = questions_from(marked(text, [("profession", job)]), topic, load_facts())

    assert (asked.topic, asked.professions, asked.unknown_professions) == (read, professions, unknown)
