"""A fact that is added to the file is found by who asks for it, with the model as it is."""

import asyncio
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from actions.facts import FACTS_VARIABLE
from actions.reading import Reading
from tests.conftest import Bot
from tests.nlu.parsing import talk
from tests.support import FACTS_FILE
from wayfinder.reading.message_reader import READING

NEW = """
  - id: outlook_submarines
    topic: outlook
    about: [machine_learning_engineer]
    statement: "ML engineers are also looked for by builders of submarines."
    short: "Builders of submarines look for them too"
    simple: "People who build submarines want ML engineers too."
    asked_as:
      - {ask: "are ML engineers wanted in submarine building?", answer: "yes"}
    source: coursera_guide
    date_kind: undated
"""
NEW_ID = "outlook_submarines"
OTHER_WORDS = "Do companies that make submarines hire ML engineers?"


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts with one more statement, which training has never seen."""
    file = tmp_path_factory.mktemp("facts") / "facts.yml"
    text = FACTS_FILE.read_text(encoding="utf-8")
    file.write_text(text.replace("\nstatements:\n", f"\nstatements:{NEW}", 1), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def agent(model: Path, facts: Path) -> Agent:
    """The trained model, loaded on these facts."""
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa warns of what it no longer does whenever it loads a model
        patch.setenv(FACTS_VARIABLE, str(facts))
        return Agent.load(str(model))


def read(agent: Agent, text: str, memory: dict[str, Any] | None = None) -> Reading:
    """Return what is read in a text, in a talk with this memory."""
    assert agent.processor is not None
    parsed = asyncio.run(agent.processor.parse_message(UserMessage(text), talk(memory)))
    return Reading.from_dict(parsed[READING])


def test_a_new_fact_is_the_nearest_to_its_questions(agent: Agent) -> None:
    """By its own words, and by others of their meaning; the answer of its editor only where the words are there."""
    own, other = read(agent, "Are ML engineers wanted in submarine building?"), read(agent, OTHER_WORDS)

    assert (own.facts[0].id, own.facts[0].answer) == (NEW_ID, "yes")
    assert (other.facts[0].id, other.facts[0].answer) == (NEW_ID, None)


def test_a_new_fact_is_nowhere_near_another_question(agent: Agent) -> None:
    """It takes no other fact's place."""
    questions = ("how much do ml engineers make", "do i need a degree", "can i work from home", "is it hard to learn")

    assert [text for text in questions if read(agent, text).facts[0].id == NEW_ID] == []


def test_half_a_question_finds_a_new_fact_in_the_middle_of_a_talk(agent: Agent) -> None:
    """With whom the talk is about filled in."""
    memory = {"version": 1, "topic": "outlook", "professions": ["machine_learning_engineer"]}
    alone, here = (
        read(agent, "are they wanted in submarine building"),
        read(agent, "are they wanted in submarine building", memory),
    )

    assert alone.facts_here == ()
    assert (here.facts_here[0].id, here.facts_here[0].answer) == (NEW_ID, "yes")


def test_a_new_fact_leads_an_answer(start_bot: Callable[..., Bot], facts: Path) -> None:
    """At the next start, without a training."""
    bot = start_bot(env={FACTS_VARIABLE: str(facts)}, canary=False)
    answer = bot.says("someone", OTHER_WORDS).answer
    bot.rasa.stop()

    assert answer["facts"][0] == NEW_ID
    assert "submarines" in answer["parts"]["lead"]
