"""Asking which of two topics is meant: when, with which buttons, and what the answer to it is taken for."""

from typing import Any

import pytest

from actions.answering.asking_back import ask_which
from actions.answering.buttons import Button
from actions.answering.dispatch import answers_to
from actions.answering.memory import Memory
from actions.answering.read_question import as_picked, questions_from
from actions.facts import load_facts
from actions.topics import intent_of, rivals_in
from tests.support import question, tracker
from tests.unit.messages import by_topic, marked, run

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


class Talk:
    """A conversation in which the test says what each message is taken for, and how surely."""

    def __init__(self) -> None:
        self.slots: dict[str, Any] = {}

    def says(self, text: str, *ranking: tuple[str, float], named: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
        """Return the bot's message to what a person says; `ranking` has topics, likeliest first."""
        asked = marked(text, named, slots=self.slots)
        asked.latest_message["intent_ranking"] = [{"name": intent_of(t), "confidence": c} for t, c in ranking]
        (message,), self.slots = run(by_topic(ranking[0][0]), asked)
        return message

    def asked_back(self) -> dict[str, Any]:
        """Return the message that asks back between skills and the way in."""
        return self.says("what should i learn first", ("skills", 0.4), ("become", 0.35))


def topic_of_answer(message: dict[str, Any]) -> tuple[str, str]:
    """Return topic and status of the answer in a message."""
    answer = message["custom"]["answer"]
    return answer["topic"], answer["status"]


@pytest.mark.parametrize(
    ("said", "topic", "words"),
    [
        ("1", "skills", "data science, statistics and software engineering"),
        ("2", "become", "Step 2: Start working in data science"),
        ("the former", "skills", "data science, statistics and software engineering"),
        ("the second one", "become", "Step 2: Start working in data science"),
        ("skills", "skills", "data science, statistics and software engineering"),
        ("How to become one", "become", "Step 2: Start working in data science"),
        ("What skills does an ML engineer need?", "skills", "data science, statistics and software engineering"),
    ],
)
def test_one_of_the_two_is_picked_by_number_by_words_or_by_a_press(said, topic, words):
    """Whatever the message alone would be taken for."""
    talk = Talk()
    talk.asked_back()

    picked = talk.says(said, ("unclear", 0.9))

    assert topic_of_answer(picked)[0] == topic
    assert words in picked["text"]
    assert "do you mean" not in picked["text"]


def test_neither_brings_all_that_can_be_asked():
    """By the button, and in words."""
    for said in ("Neither of these.", "no, neither of them"):
        talk = Talk()
        talk.asked_back()

        menu = talk.says(said, ("deny", 0.9))

        assert topic_of_answer(menu) == ("unclear", "clarify")
        assert "How much do ML engineers earn?" in menu["text"]
        assert "Where do your figures come from?" in menu["text"]
        assert "Is it “" not in menu["text"]


def test_after_neither_the_talk_goes_on():
    """With an answer, not with the menu again."""
    talk = Talk()
    talk.asked_back()
    talk.says("no, neither of them", ("deny", 0.9))

    answer = talk.says("ok the job outlook then", ("outlook", 0.9))

    assert "344 percent" in answer["text"]
    assert "Pay:" not in answer["text"]


def test_a_bare_yes_is_asked_again_with_numbers():
    """Of the two; neither is no number. A number then answers."""
    talk = Talk()
    talk.asked_back()

    which = talk.says("yes", ("affirm", 0.9))
    first = talk.says("the first", ("unclear", 0.9))

    assert topic_of_answer(which) == ("affirm", "clarify")
    assert "Which one?\n1. Skills\n2. How to become one" in which["text"]
    assert "Neither" not in which["text"]
    assert topic_of_answer(first)[0] == "skills"


def test_who_is_asked_back_may_as_well_ask_something_else():
    """And gets just that."""
    talk = Talk()
    talk.asked_back()

    answer = talk.says(
        "how many vacancies for data engineers are there",
        ("openings", 0.9),
        named=(("profession", "data engineers"),),
    )

    assert topic_of_answer(answer)[0] == "openings"
    assert "16,290" in answer["text"]
    assert "How to become one”" not in answer["text"]


def test_who_is_asked_back_twice_in_a_row_is_shown_the_menu():
    """A third way of asking would help nobody."""
    talk = Talk()
    talk.says("do i need years of experience or a degree", ("entry_level", 0.5), ("education", 0.4))

    menu = talk.asked_back()

    assert topic_of_answer(menu)[0] == "unclear"
    assert "Twice now I haven't understood you" in menu["text"]
    assert "The way in:" in menu["text"]
    assert "How to become one”" not in menu["text"]


def test_after_an_answer_it_is_asked_back_again_in_other_words():
    """What went wrong before is forgotten with it."""
    talk = Talk()
    first = talk.says("do i need years of experience or a degree", ("entry_level", 0.5), ("education", 0.4))
    talk.says("2", ("unclear", 0.9))
    talk.says("thanks", ("thanks", 0.9))

    again = talk.asked_back()

    assert "I'm not sure what you mean" in first["text"]
    assert "Help me a little: do you mean" in again["text"]


def test_the_pay_that_is_picked_is_of_all_who_were_named():
    """A comparison of two jobs may be of the work or of the pay."""
    talk = Talk()
    both = (("profession", "ml engineers"), ("profession", "data scientists"))
    asked = talk.says(
        "ml engineers beside data scientists: pay and work", ("ml_vs_ds", 0.4), ("salary_compare", 0.35), named=both
    )

    answer = talk.says("pay compared", ("unclear", 0.9))

    assert "“ML or data science?”" in asked["text"]
    assert "$" not in asked["text"]
    assert answer["custom"]["answer"]["about"]["professions"] == ["machine_learning_engineer", "data_scientist"]
    assert "ML engineers earn $8,604 (8.4 %) more" in answer["text"]
    assert "highest first" not in answer["text"]
