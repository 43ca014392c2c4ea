"""Asking which of two topics is meant: when, with which buttons, and what the answer to it is taken for."""

import pytest

from actions.answering.asking_back import ask_which
from actions.answering.buttons import Button
from actions.answering.dispatch import answers_to
from actions.answering.memory import Memory
from actions.answering.read_question import as_picked, questions_from
from actions.facts import load_facts
from actions.topics import rivals_in
from tests.support import question, tracker

FACTS = load_facts()


@pytest.mark.parametrize(
    ("ranking", "rivals"),
    [
        ([("skills", 0.4), ("education", 0.3)], ("skills", "education")),
        ([("skills", 0.4), ("near_miss", 0.35), ("education", 0.2)], ("skills", "education")),
        ([("salary", 0.4), ("salary_of", 0.35), ("outlook", 0.2)], ("salary", "outlook")),
        ([("skills", 0.6), ("education", 0.39)], ()),
        ([("skills", 0.4), ("education", 0.19)], ()),
        ([("salary", 0.4), ("salary_of", 0.35)], ()),
        ([("near_miss", 0.3), ("skills", 0.3)], ()),
        ([("skills", 0.3), ("greet", 0.3), ("near_miss", 0.3)], ()),
        ([], ()),
    ],
    ids=[
        "close",
        "beyond between",
        "pay counts once",
        "sure",
        "far behind",
        "only pay",
        "beyond first",
        "only talk behind",
        "nothing",
    ],
)
def test_two_topics_are_rivals_if_neither_is_clear(ranking, rivals):
    """The likeliest below 0.6, the next one with at least half of its share, and both of them subjects."""
    assert rivals_in(ranking) == rivals


def test_it_is_asked_in_plain_words_with_a_button_for_each_and_one_for_neither():
    """No topic's name is shown."""
    answer = ask_which(question("skills", "what do i need", rivals=("skills", "entry_level")), FACTS)

    assert answer.lines == ("I'm not sure what you mean. Is it “Skills” or “First jobs”?",)
    assert [button.title for button in answer.buttons] == ["Skills", "First jobs", "Neither"]
    assert (answer.status, answer.understood, answer.facts) == ("clarify", False, ())


def test_the_wording_of_asking_varies_by_turn():
    """By the number of answers so far."""
    asked = question("skills", rivals=("skills", "team"), memory=Memory(answers=("1",)))

    assert ask_which(asked, FACTS).lines == ("Help me a little: do you mean “Skills” or “The team”?",)


@pytest.mark.parametrize(
    ("professions", "titles"),
    [
        (("data_analyst",), ["Pay of data analysts", "Outlook"]),
        ((), ["Pay of ML engineers", "Outlook"]),
        (("machine_learning_engineer",), ["Pay of ML engineers", "Outlook"]),
    ],
    ids=["another", "none", "ours"],
)
def test_a_button_on_pay_is_about_the_profession_that_was_named(professions, titles):
    """Nobody is offered the pay of somebody else."""
    answer = ask_which(question("salary_of", professions=professions, rivals=("salary_of", "outlook")), FACTS)

    assert [button.title for button in answer.buttons[:2]] == titles
    assert all(button.professions == professions for button in answer.buttons[:2])


def test_what_is_picked_after_asking_back_is_the_persons_own_question():
    """A button names a software engineer as an example; a biologist who presses it doesn't become one."""
    switch = Button("From another job", "Can I switch from software engineer to ML engineer?", "switch")
    before = question("entry_level", "biology degree in Texas", place="Texas", level="junior")
    asked = question(
        "switch",
        switch.payload,
        professions=("software_engineer",),
        before=before,
        memory=Memory(offered=(switch,), asked_back=True),
    )

    picked = as_picked(asked, switch, FACTS)

    assert (picked.topic, picked.text, picked.professions) == ("switch", "biology degree in Texas", ())
    assert (picked.place, picked.level) == ("Texas", "junior")


@pytest.mark.parametrize(
    ("button", "professions"),
    [
        (
            Button("Pay of data analysts", "How much do data analysts earn?", "salary_of", ("data_analyst",)),
            ("data_analyst",),
        ),
        (Button("Pay of data scientists", "How much does a data scientist earn?", "salary_of"), ("data_scientist",)),
        (
            Button("Pay by place", "Which cities pay ML engineers best?", "salary_location"),
            ("machine_learning_engineer",),
        ),
        (Button("Pay compared", "Which of these jobs pays the most?", "salary_compare"), ()),
    ],
    ids=["its own", "in its sentence", "ours in its sentence", "none"],
)
def test_a_button_picked_by_number_asks_about_whom_its_sentence_names(button, professions):
    """As if it had been pressed."""
    asked = question("unclear", "1", memory=Memory(offered=(button,)))

    assert as_picked(asked, button, FACTS).professions == professions


def test_with_rivals_one_question_is_asked_back_and_two_questions_are_answered():
    """Who asks two things at once is told both."""
    one = question("skills", rivals=("skills", "education"))
    two = question("remote")

    assert [answer.status for answer in answers_to([one], FACTS)] == ["clarify"]
    assert [answer.topic for answer in answers_to([one, two], FACTS)] == ["skills", "remote"]


@pytest.mark.parametrize(
    ("text", "topic"),
    [("biology degree, no experience", "switch"), ("self taught", "switch"), ("how does one begin", "become")],
)
def test_who_says_where_they_stand_is_not_asked_which_way_in_they_mean(text, topic):
    """The answer on coming from elsewhere holds the steps and what is said of such a start."""
    asked = tracker(text)
    asked.latest_message["intent_ranking"] = [
        {"name": "ask_become", "confidence": 0.4},
        {"name": "ask_entry_level", "confidence": 0.3},
    ]

    (read,) = questions_from(asked, "become", FACTS)

    assert read.topic == topic
    assert bool(read.rivals) is (topic == "become")
