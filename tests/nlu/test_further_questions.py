"""Messages that ask more than one thing are taken apart, and others aren't."""

import pytest

from wayfinder.topics.clauses import clauses_of
from wayfinder.topics.further_questions import questions_of

ONE = [
    "how much do data scientists and ml engineers earn",
    "python and r, which is better for ml",
    "is it hard, honestly?",
    "salary, remote, visa and all that for a junior in my first proper job ever",
    "what is the difference between a data scientist and a data engineer",
]
SEVERAL = {
    "and": ("what do they do and how much do they make?", ["what do they do", "how much do they make"]),
    "two sentences": ("Do I need a degree? Can I work from home?", ["Do I need a degree", "Can I work from home"]),
    "a comma": ("what is it, how do i start", ["what is it", "how do i start"]),
    "search words": ("dba openings and pay", ["dba openings", "pay"]),
    "search words with a sign": ("analyst duties + salary", ["analyst duties", "salary"]),
    "or": ("is it worth it, or will it be dead soon?", ["is it worth it", "will it be dead soon"]),
    "three": ("what is it, how hard is it and what does it pay", ["what is it", "how hard is it", "what does it pay"]),
}


def test_a_message_with_one_question_stays_whole() -> None:
    """Names joined by "and" don't make two questions."""
    assert [text for text in ONE if clauses_of(text) != [text]] == []


@pytest.mark.parametrize(("text", "clauses"), SEVERAL.values(), ids=SEVERAL.keys())
def test_a_message_with_several_questions_is_taken_apart(text: str, clauses: list[str]) -> None:
    """Each clause is a question by itself."""
    assert clauses_of(text) == clauses


def test_a_story_stays_whole() -> None:
    """Long messages have one question somewhere, and their sentences are read elsewhere."""
    story = "what happened is that " + "I worked and worked " * 8 + "and how do I go on"

    assert clauses_of(story) == [story]


@pytest.mark.parametrize(
    ("clauses", "topics"),
    [
        pytest.param([("ask_define_role", 0.9), ("ask_salary", 0.9)], ["define_role", "salary"], id="both sure"),
        pytest.param([("ask_define_role", 0.9), ("ask_salary", 0.5)], ["define_role"], id="one unsure"),
        pytest.param([("ask_salary", 0.9), ("ask_salary_compare", 0.9)], ["salary"], id="pay is one kind"),
        pytest.param([("greet", 0.9), ("ask_salary", 0.9)], ["salary"], id="a greeting is no question"),
        pytest.param(
            [("ask_near_miss", 0.9), ("ask_salary", 0.9)], ["salary", "near_miss"], id="what is covered first"
        ),
        pytest.param([("ask_off_topic", 0.9), ("ask_salary", 0.9)], ["salary"], id="off topic is left out"),
    ],
)
def test_only_sure_and_different_questions_count(clauses: list[tuple[str, float]], topics: list[str]) -> None:
    """In the order of the message, but for what the sources don't hold."""
    assert questions_of(clauses, sure_from=0.8) == topics
