"""What an action sends and remembers, and what it does when it fails."""

import logging
import re

import pytest

from actions.answering.answer import Answer
from actions.answering.failures import trace_of
from actions.answering.memory import SLOT, Memory, memory_in
from actions.answering.topic_action import TopicAction
from actions.reading import Amount, Restriction
from actions.skills import SKILLS
from actions.topics import PAY
from tests.support import question, tracker
from tests.unit.messages import by_topic, half, message, read, run, told

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
        float(question.restrictions[0].words)
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


KNOWN = Memory(introduced=True)


def test_an_action_sends_one_message_with_text_buttons_and_answer_object():
    """All three are in one message."""
    messages, _ = run(by_topic("salary_of"), message(read("salary_of", "data_analyst"), KNOWN))

    (sent,) = messages
    assert "$65,652" in sent["text"]
    assert sent["buttons"][0] == {"title": "Pay compared", "payload": "Which of these jobs pays the most?"}
    assert sent["custom"]["answer"]["facts"] == ["pay_data_analyst"]


def test_two_questions_are_answered_in_two_messages_with_the_buttons_below_the_last():
    """Each with an answer object of its own."""
    messages, _ = run(by_topic("salary_of"), message(read("salary_of", "data_analyst", further=("openings",)), KNOWN))

    assert [sent["custom"]["answer"]["topic"] for sent in messages] == ["salary_of", "openings"]
    assert [bool(sent["buttons"]) for sent in messages] == [False, True]


def test_in_the_terminal_a_message_has_no_object():
    """The shell would print it raw; buttons are sentences to type."""
    messages, _ = run(by_topic("salary"), message(read("salary"), channel="cmdline"))

    assert [(sent["custom"], sent["buttons"]) for sent in messages] == [({}, [])]
    assert "“Which of these jobs pays the most?”" in messages[0]["text"]


def test_an_answer_is_remembered_for_the_next_question():
    """In one slot, set once."""
    berlin = (Restriction("place", "Berlin"),)
    asked = message(read("salary_location", "data_scientist", restrictions=berlin))

    _, slots = run(by_topic("salary_location"), asked)
    memory = memory_in(tracker(slots=slots))

    assert list(slots) == [SLOT]
    assert (memory.topic, memory.professions, memory.restrictions) == ("salary_location", ("data_scientist",), berlin)
    assert memory.facts == ("pay_data_scientist",)
    assert memory.introduced


def test_half_a_question_goes_on_with_what_is_remembered():
    """From message to message."""
    _, slots = run(by_topic("salary_of"), message(read("salary_of", "data_scientist")))
    messages, _ = run(by_topic("follow_up"), tracker(slots=slots, reading=half(period="month")))

    assert "$8,506 a month" in messages[0]["text"]


def test_without_a_reading_a_message_is_answered_by_intent_and_entities():
    """One that a trigger or a client made."""
    asked = tracker("whatever", [("profession", "data_scientist")])
    asked.latest_message["intent"] = {"name": "ask_salary"}

    messages, _ = run(by_topic("salary"), asked)

    assert "$102,069" in messages[0]["text"]


@pytest.mark.parametrize("topic", ["greet", "thanks", "near_miss", "off_topic", "unclear", "wellbeing"])
def test_talk_and_what_is_not_covered_leave_the_subject_as_it_was(topic):
    """After a thank you, "and data engineers?" still refers to what was told before."""
    before = told("salary_of", "data_analyst")
    _, slots = run(by_topic(topic), message(read(topic), before))
    after = memory_in(tracker(slots=slots))

    assert (after.topic, after.professions, after.results) == (before.topic, before.professions, before.results)


def test_the_first_answer_says_that_it_is_a_bot_of_when_its_figures_are_and_that_it_stores():
    """Once in a conversation, at the end, as a part of its own."""
    first, slots = run(by_topic("remote"), message(read("remote")))
    second, _ = run(by_topic("remote"), tracker(slots=slots, reading=read("remote")))
    notice = first[0]["text"].splitlines()[-1]

    assert notice == first[0]["custom"]["answer"]["parts"]["notice"]
    assert [word for word in ("bot", "2022", "saved") if word not in notice] == []
    assert len(notice.split()) <= 15
    assert notice not in second[0]["text"]


@pytest.mark.parametrize("topic", ["greet", "wellbeing", "near_miss", "unclear"])
def test_a_greeting_introduces_itself_and_distress_or_a_refusal_is_no_moment_for_it(topic):
    """None gets the notice behind it."""
    messages, _ = run(by_topic(topic), message(read(topic)))

    assert messages[0]["custom"]["answer"]["parts"]["notice"] is None


def test_an_action_that_raises_sends_the_apology_and_nothing_else(failing):
    """One message, by the name of its response; nothing is remembered."""
    messages, slots = run(failing, tracker(SECRET, slots={"topic": "salary"}, reading=read("salary")))

    assert [(m["response"], m["text"], m["buttons"], m["custom"]) for m in messages] == [("utter_error", None, [], {})]
    assert slots == {"topic": "salary"}


def test_facts_that_cannot_be_loaded_are_an_apology_too(tmp_path, monkeypatch):
    """A broken facts file doesn't make the bot silent."""
    asked = message(read("salary"))
    broken = tmp_path / "facts.yml"
    broken.write_text("salaries: [\n", encoding="utf-8")
    monkeypatch.setenv("WAYFINDER_FACTS", str(broken))

    messages, _ = run(by_topic("salary"), asked)

    assert [sent["response"] for sent in messages] == ["utter_error"]


@pytest.mark.parametrize(
    "amount", [0, 1e-9, 1e300, -5_000], ids=["nothing", "next to nothing", "all there is", "below nothing"]
)
def test_no_amount_makes_an_action_fail(amount):
    """Odd amounts are assessed or asked back, not apologised for."""
    offers = [Amount(amount, "USD", period, is_said) for period in ("hour", "year") for is_said in (True, False)]
    messages = [
        run(by_topic("salary_assess"), message(read("salary_assess", amounts=(offer,))))[0][0] for offer in offers
    ]

    assert [sent["response"] for sent in messages] == [None] * 4


def test_a_failure_is_logged_once_with_the_action_and_where_it_failed(failing, caplog):
    """The operator learns which action and which line."""
    with caplog.at_level(logging.WARNING):
        run(failing, tracker(SECRET, reading=read("salary")))

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert re.fullmatch(
        r"action_fail failed: RuntimeError < test_action_run\.py:\d+( < \w+\.py:\d+)+", caplog.records[0].getMessage()
    )
    assert "on fire" not in caplog.text


def test_where_an_exception_came_from_is_told_innermost_first_and_without_its_text():
    """Type, then file and line; never the words that Python quotes."""
    with pytest.raises(ValueError, match="Erika") as failure:
        ActionFailOnWords().answer(question("salary", restrictions=(Restriction("place", "Erika"),)), None)

    told = trace_of(failure.value)

    assert re.fullmatch(r"ValueError < test_action_run\.py:\d+ < test_action_run\.py:\d+", told)


@pytest.mark.parametrize("name", ["failing", "failing_on_words"])
def test_a_failure_puts_nothing_into_the_log_that_a_person_wrote(name, request, caplog):
    """Not even where Python quotes the words in its own message."""
    with caplog.at_level(logging.DEBUG):
        run(
            request.getfixturevalue(name),
            tracker(SECRET, reading=read("salary", restrictions=(Restriction("place", "Erikahausen"),))),
        )

    assert "action_fail" in caplog.text
    assert [word for word in ("Erika", "1.2.3", "boss") if word in caplog.text] == []


def test_a_success_is_logged_by_topic_status_and_time_alone(caplog):
    """One line, without the person's words."""
    with caplog.at_level(logging.INFO, logger="actions"):
        run(
            by_topic("remote"),
            tracker(SECRET, reading=read("remote", restrictions=(Restriction("place", "Erikahausen"),))),
        )

    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("actions")]
    assert re.fullmatch(r"remote: partial in \d+\.\d ms", line)


def test_an_action_is_named_as_its_class():
    """ActionTellSalary is action_tell_salary."""
    assert by_topic("salary").name() == "action_tell_salary"
    assert by_topic("define_ml").name() == "action_tell_define_ml"
