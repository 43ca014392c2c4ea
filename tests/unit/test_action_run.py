"""What an action sends and remembers, and what it does when it fails."""

import logging
import re

import pytest

from actions.answering.answer import Answer
from actions.answering.failures import trace_of
from actions.answering.memory import CARRIED, KEPT
from actions.answering.topic_action import TopicAction
from actions.skills import SKILLS
from actions.topics import PAY
from tests.support import question, tracker
from tests.unit.messages import by_topic, marked, run

SECRET = "my boss Erika pays me 1.2.3 euros"


class ActionFail(TopicAction):
    """Fail as `error` says; a test puts it in the place of all actions on pay."""

    topic = "salary"
    error: Exception = RuntimeError("the facts are on fire")

    def answer(self, question, facts) -> Answer:
        """Raise the error."""
        raise self.error


class ActionFailOnWords(TopicAction):
    """Fail as Python does when it can't make a number of a person's words."""

    topic = "salary"

    def answer(self, question, facts) -> Answer:
        """Raise a ValueError that quotes the words."""
        float(question.text)
        raise AssertionError


@pytest.fixture
def failing(monkeypatch):
    """An action on pay that fails."""
    for topic in PAY:
        monkeypatch.setitem(SKILLS, topic, ActionFail())
    return ActionFail()


@pytest.fixture
def failing_on_words(monkeypatch):
    """An action on pay that fails, and quotes the person in doing so."""
    for topic in PAY:
        monkeypatch.setitem(SKILLS, topic, ActionFailOnWords())
    return ActionFailOnWords()


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("WAYFINDER_TODAY", "2026-09-01")


def test_an_action_sends_one_message_with_text_buttons_and_answer_object():
    """All three are in one message."""
    messages, _ = run(by_topic("salary_of"), tracker("data analyst pay", [("profession", "data analyst")], {"introduced": True}))

    (message,) = messages
    assert "$65,652" in message["text"]
    assert message["buttons"][0] == {"title": "Pay compared", "payload": "Which of these jobs pays the most?"}
    assert message["custom"]["answer"]["facts"] == ["pay_data_analyst"]


def test_in_the_terminal_a_message_has_no_object():
    """The shell would print it raw."""
    messages, _ = run(by_topic("salary"), tracker("mle pay", channel="cmdline"))

    assert [message["custom"] for message in messages] == [{}]
    assert "Source: Indeed" in messages[0]["text"]


def test_an_answer_is_remembered_for_the_next_question():
    """Topic, text, professions, place and facts are put into the slots; those that stay as they were aren't set anew."""
    asked = marked("DS engineer pay in berlin", [("profession", "DS engineer"), ("place", "berlin", "Berlin")])

    _, slots = run(by_topic("salary_location"), asked)

    assert slots["introduced"] is True
    assert (slots["topic"], slots["profession"], slots["place"]) == ("salary_location", ["DS engineer"], "Berlin")
    assert (slots["text"], slots["facts"]) == ("DS engineer pay in berlin", [])
    assert set(slots) <= {*CARRIED, *KEPT, "introduced"} - {"feedback"}


@pytest.mark.parametrize(
    ("topic", "set_by_it"),
    [(topic, {"introduced": True}) for topic in ("greet", "thanks", "near_miss", "off_topic", "unclear")] + [("wellbeing", {})],
)
def test_talk_and_what_is_not_covered_leave_the_subject_as_it_was(topic, set_by_it):
    """After a thank you, "and data engineers?" still refers to what was told before; distress waits for its introduction."""
    _, slots = run(by_topic(topic), tracker("…", slots={"topic": "salary"}))

    assert {name: value for name, value in slots.items() if name not in KEPT} == {"topic": "salary", **set_by_it}


def test_the_first_answer_says_that_it_is_a_bot_of_when_its_figures_are_and_that_it_stores():
    """Once in a conversation, at the end."""
    line = "By the way: I'm a bot, my dated figures are of 2022, and this conversation is stored."

    first, _ = run(by_topic("remote"), tracker("remote?"))
    second, _ = run(by_topic("remote"), tracker("remote?", slots={"introduced": True}))

    assert first[0]["text"].splitlines()[-1] == line
    assert line not in second[0]["text"]


@pytest.mark.parametrize("topic", ["greet", "wellbeing"])
def test_a_greeting_introduces_itself_and_distress_is_no_moment_for_it(topic):
    """Neither gets the introduction behind it."""
    messages, _ = run(by_topic(topic), tracker("hi"))

    assert "By the way" not in messages[0]["text"]


def test_an_action_that_raises_sends_the_apology_and_nothing_else(failing):
    """One message, by the name of its response; nothing is remembered."""
    messages, slots = run(failing, tracker(SECRET, slots={"topic": "salary"}))

    assert [(m["response"], m["text"], m["buttons"], m["custom"]) for m in messages] == [("utter_error", None, [], {})]
    assert slots == {"topic": "salary"}


def test_facts_that_cannot_be_loaded_are_an_apology_too(tmp_path, monkeypatch):
    """A broken facts file doesn't make the bot silent."""
    broken = tmp_path / "facts.yml"
    broken.write_text("salaries: [\n", encoding="utf-8")
    monkeypatch.setenv("WAYFINDER_FACTS", str(broken))

    messages, _ = run(by_topic("salary"), tracker("mle pay"))

    assert [message["response"] for message in messages] == ["utter_error"]


@pytest.mark.parametrize(
    "amount",
    ["9" * 400, "-", "1e999", "{amount}", "${0}", "٣٠٠٠", "²k", "$" * 5_000],
    ids=["too many digits", "no digit", "exponent", "placeholder", "positional", "Arabic digits", "superscript", "signs only"],
)
def test_no_amount_that_a_person_can_write_makes_an_action_fail(amount):
    """Odd amounts are assessed or asked back, not apologised for."""
    messages, _ = run(by_topic("salary_assess"), tracker(f"is {amount} good", [("amount", amount)]))

    assert [message["response"] for message in messages] == [None]


def test_a_failure_is_logged_once_with_the_action_and_where_it_failed(failing, caplog):
    """The operator learns which action and which line."""
    with caplog.at_level(logging.WARNING):
        run(failing, tracker(SECRET))

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert re.fullmatch(
        r"action_fail failed: RuntimeError < test_action_run\.py:\d+( < \w+\.py:\d+)+", caplog.records[0].getMessage()
    )
    assert "on fire" not in caplog.text


def test_where_an_exception_came_from_is_told_innermost_first_and_without_its_text():
    """Type, then file and line; never the words that Python quotes."""
    with pytest.raises(ValueError, match="Erika") as failure:
        ActionFailOnWords().answer(question("salary", "Erika"), None)

    told = trace_of(failure.value)

    assert re.fullmatch(r"ValueError < test_action_run\.py:\d+ < test_action_run\.py:\d+", told)


@pytest.mark.parametrize("name", ["failing", "failing_on_words"])
def test_a_failure_puts_nothing_into_the_log_that_a_person_wrote(name, request, caplog):
    """Not even where Python quotes the words in its own message."""
    with caplog.at_level(logging.DEBUG):
        run(request.getfixturevalue(name), tracker(SECRET, [("place", "Erikahausen")]))

    assert "action_fail" in caplog.text
    assert [word for word in ("Erika", "1.2.3", "boss") if word in caplog.text] == []


def test_a_success_is_logged_by_topic_status_and_time_alone(caplog):
    """One line, without the person's words."""
    with caplog.at_level(logging.INFO, logger="actions"):
        run(by_topic("remote"), tracker(SECRET, [("place", "Erikahausen")], {"introduced": True}))

    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("actions")]
    assert re.fullmatch(r"remote: partial in \d+\.\d ms", line)


def test_an_action_is_named_as_its_class():
    """ActionTellSalary is action_tell_salary."""
    assert by_topic("salary").name() == "action_tell_salary"
    assert by_topic("define_ml").name() == "action_tell_define_ml"
