"""What the tests of the stores share: a database of each kind, and turns to keep in it."""

import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered

from scripts import servers
from tests.conftest import CANARY
from tests.postgres import Cluster

with warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)  # Rasa warns of its change of slots whenever a domain is read
    DOMAIN = Domain.from_yaml("""
version: "3.1"
intents: [ask]
actions: [action_answer]
slots:
  topic: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  names: {type: list, influence_conversation: false, mappings: [{type: custom}]}
""")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, of each kind that we support."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/conversations.db"
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.new_database(f"test_{uuid.uuid4().hex}")


@pytest.fixture(scope="session")
def rasas_own(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the same bot with Rasa as it is: its stores, its graph runner, its call of an action server."""
    folder = tmp_path_factory.mktemp("rasas_own")
    port, action_port = servers.free_port(), servers.free_port()
    endpoints = {
        "action_endpoint": {"url": f"http://{servers.LOOPBACK}:{action_port}/webhook"},
        "tracker_store": {"type": "SQL", "dialect": "sqlite", "db": str(folder / "conversations.db")},
        "lock_store": {"type": "in_memory"},
        "nlg": {"type": "wayfinder.channels.nlg.AnswerNlg"},
    }
    (folder / "endpoints.yml").write_text(yaml.safe_dump(endpoints))
    env = servers.UNLIMITED | {"WAYFINDER_PATCHES": "off"}
    running = servers.BotServers(
        servers.action_server(action_port, folder / "actions.log"),
        servers.rasa_server(servers.LOOPBACK, port, folder / "endpoints.yml", model, folder / "rasa.log", env),
        servers.LOOPBACK,
        port,
    )
    running.start()
    servers.wait_for_answer(running.url, *CANARY)
    yield running.url
    running.stop()


def session_start() -> list[Event]:
    """Return what Rasa adds where a session begins."""
    return [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def turn(text: str, topic: str | None = None, message_id: str | None = None) -> list[Event]:
    """Return the events of one turn: a message, an answer, and a slot if a topic is given."""
    message = UserUttered(text, {"name": "ask", "confidence": 0.9}, [], input_channel="rest", message_id=message_id)
    slots: list[Event] = [SlotSet("topic", topic)] if topic else []
    return [
        message,
        ActionExecuted("action_answer"),
        BotUttered(f"On {text}."),
        *slots,
        ActionExecuted("action_listen"),
    ]
