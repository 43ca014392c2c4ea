"""Every button's sentence, typed into a new conversation, is answered by the topic that it was offered for."""

import uuid

import pytest

from actions.answering.wording import pay_button, suggestion
from actions.facts import load_facts
from actions.topics import CAREER_TOPICS
from tests.conftest import Bot

PROFESSIONS = load_facts().professions


@pytest.mark.parametrize("topic", CAREER_TOPICS)
def test_a_suggestion_leads_to_its_topic(bot: Bot, topic: str) -> None:
    """These are the help's examples, too."""
    answer = bot.says(uuid.uuid4().hex, suggestion(topic).payload).answer

    assert answer["topic"] == topic
    assert answer["status"] in ("answered", "partial")


@pytest.mark.parametrize("profession", PROFESSIONS, ids=lambda p: p.id)
def test_a_pay_button_leads_to_the_pay_of_its_profession(bot: Bot, profession) -> None:  # type: ignore[no-untyped-def]
    """Just that profession's."""
    answer = bot.says(uuid.uuid4().hex, pay_button(profession).payload).answer

    assert answer["about"]["professions"] == [profession.id]
    assert answer["topic"] in ("salary", "salary_of")
    assert answer["status"] == "answered"
