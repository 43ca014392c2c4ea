"""A message without a reading of today's kind is answered by its intent and entities, never by an apology."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from scripts import servers
from tests.conftest import CANARY

REST = "/webhooks/rest/webhook"
ENTITIES = [{"entity": "profession", "value": "data_engineer", "start": 0, "end": 14}]
OPENINGS, PAY = "16,290", "$115,205"
READINGS: dict[str, Any] = {
    "none": None,
    "an older version": {"version": 0, "topic": "salary"},
    "a newer version": {"version": 99, "topic": "salary", "subjects": {"asked": ["data_analyst"]}},
    "a part of another kind": {"version": 1, "topic": "salary", "subjects": 7},
    "a member that nobody knows": {"version": 1, "topic": "salary", "subjects": [{"job": "data_analyst"}]},
    "a text": "salary",
}


@pytest.fixture(scope="module")
def api(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a bot with Rasa's own HTTP API."""
    running = servers.bot_servers(tmp_path_factory.mktemp("api"), model, env=servers.UNLIMITED)
    running.rasa.command.append("--enable-api")
    running.start()
    servers.wait_for_answer(running.url, *CANARY)
    yield running.url.removesuffix(REST)
    running.stop()


def post(url: str, body: object) -> Any:
    """Send a body, and return what Rasa's API replies."""
    reply = requests.post(url, json=body, timeout=30)
    reply.raise_for_status()
    return reply.json()


@pytest.mark.parametrize("case", READINGS)
def test_what_no_reading_of_today_is_in_is_answered_by_intent_and_entities(api: str, case: str) -> None:
    """As a row of an older version has it, `rasa interactive`, or a client that parses by itself."""
    talk = f"{api}/conversations/{uuid.uuid4().hex}"
    parsed = {"intent": {"name": "ask_openings", "confidence": 1.0}, "entities": ENTITIES}
    reading = {} if READINGS[case] is None else {"reading": READINGS[case]}
    post(f"{talk}/tracker/events", {"event": "user", "text": "xyzzy", "parse_data": parsed | reading})
    messages = post(f"{talk}/execute", {"name": "action_tell_openings"})["messages"]
    (answer,) = [message["custom"]["answer"] for message in messages if "custom" in message]

    assert OPENINGS in answer["parts"]["lead"]
    assert (answer["status"], answer["topic"]) == ("answered", "openings")


def test_a_triggered_intent_is_answered_and_can_be_taken_up(api: str) -> None:
    """There is no message then, and half a question after it is on the same job."""
    sender = uuid.uuid4().hex
    triggered = post(
        f"{api}/conversations/{sender}/trigger_intent",
        {"name": "ask_salary_of", "entities": {"profession": "data_engineer"}},
    )
    after = post(f"{api}{REST}", {"sender": sender, "message": "and how many openings are there?"})

    assert PAY in triggered["messages"][0]["text"]
    assert OPENINGS in after[0]["text"]


def test_a_parsed_message_has_a_reading_and_three_intents_at_most(api: str) -> None:
    """What is asked of Rasa's API is what is stored with a message."""
    parsed = post(f"{api}/model/parse", {"text": "how much do data engineers make in texas?"})

    assert len(parsed["intent_ranking"]) == 3
    assert parsed["reading"]["version"] == 1
    assert parsed["reading"]["subjects"] == [
        {"profession": "data_engineer", "words": "data engineers", "part": "asked"}
    ]
    assert parsed["reading"]["restrictions"] == [{"kind": "place", "words": "texas"}]
    assert [name for name, value in parsed["reading"].items() if value in (None, False, [], {}, "")] == []
