"""What an action leaves for the next message, and what the next message makes of it."""

import pytest

from tests.support import tracker
from tests.unit.messages import by_topic, marked, run


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setenv("WAYFINDER_TODAY", "2026-09-01")


@pytest.mark.parametrize(
    ("topic", "text"), [("salary_of", "what do they make"), ("salary_assess", "is my offer good")], ids=["whose pay", "which amount"]
)
def test_what_was_asked_back_on_a_subject_is_remembered(topic, text):
    """The next message is half a question, and this is the other half."""
    messages, slots = run(by_topic(topic), tracker(text))

    assert messages[0]["custom"]["answer"]["status"] == "clarify"
    assert (slots["topic"], slots["text"], slots["profession"], slots["facts"]) == (topic, text, [], [])


def test_the_amount_that_the_bot_asked_for_is_assessed_when_it_comes():
    """After "Tell me the amount", an amount alone is an offer, for the profession that was named before."""
    offer = marked("is my data analyst offer good", [("profession", "data analyst")])
    asked_back, slots = run(by_topic("salary_assess"), offer)

    told, after = run(by_topic("follow_up"), marked("120k", [("amount", "120k")], slots=slots))

    assert asked_back[0]["text"].startswith("Tell me the amount, and the job if it isn't ML engineer.")
    assert told[0]["custom"]["answer"]["status"] == "partial"
    assert told[0]["text"].startswith("• $54,348 (82.8 %) above the figure for data analysts: $65,652, average pay")
    after = {**slots, **after}
    assert (after["topic"], after["amount"], after["facts"]) == ("salary_assess", "120k", ["pay_data_analyst"])


def test_what_is_said_again_is_said_to_the_words_that_were_first_asked():
    """Neither a correction nor a gap is lost when an answer is repeated, once or twice."""
    why = marked(
        "Why are software engineers paid more than data scientists?",
        [("profession", "software engineers"), ("profession", "data scientists")], slots={"introduced": True},
    )  # fmt: skip
    first, slots = run(by_topic("salary_compare"), why)

    slots["introduced"] = True
    second, changed = run(by_topic("repeat"), tracker("again?", slots=slots))
    third, _ = run(by_topic("repeat"), tracker("once more", slots={**slots, **changed}))

    lines = first[0]["text"].splitlines()
    assert lines[0] == "By my figures it is the other way round."
    assert "Why one pays more than another, my sources don't say." in lines
    assert [second[0]["text"], third[0]["text"]] == [first[0]["text"], first[0]["text"]]
