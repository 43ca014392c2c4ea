"""What the tests share: one trained model, and bots on free ports with databases of their own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from scripts import servers
from scripts.servers import Server
from scripts.train import ensure_model

CANARY = ("How much does a machine learning engineer make?", "$110,673")


@dataclass
class Bot:
    """A running bot: both servers, and the address to talk to."""

    actions: Server
    rasa: Server
    url: str
    database: Path

    def post(self, body: Any, timeout: float = 30) -> requests.Response:
        """Send a body to the REST channel as it is."""
        return requests.post(self.url, json=body, timeout=timeout)

    def says(self, sender: str, message: str) -> "Reply":
        """Send one message and return what a person sees of the reply."""
        response = self.post({"sender": sender, "message": message})
        response.raise_for_status()
        return Reply(response.json())


@dataclass(frozen=True)
class Reply:
    """The reply to one message, as the REST channel gives it."""

    parts: list[dict[str, Any]]

    @property
    def text(self) -> str:
        """Return all that is shown as text."""
        return "\n".join(part["text"] for part in self.parts if part.get("text"))

    @property
    def payloads(self) -> list[str]:
        """Return what the buttons would send."""
        return [button["payload"] for part in self.parts for button in part.get("buttons", [])]

    @property
    def answer(self) -> dict[str, Any]:
        """Return the answer object; there must be just one."""
        (answer,) = self.answers
        return answer

    @property
    def answers(self) -> list[dict[str, Any]]:
        """Return the answer object of each question that the message asked."""
        return [part["custom"]["answer"] for part in self.parts if "custom" in part]


@pytest.fixture(scope="session")
def model() -> Path:
    """The model trained from the project as it is."""
    return ensure_model()


@pytest.fixture(scope="session")
def start_bot(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Bot]]:
    """A function that starts a bot; `actions_from` is a folder whose actions/ it runs instead of ours."""
    started: list[Server] = []

    def start(actions_from: Path = servers.ROOT, database: Path | None = None, canary: bool = True) -> Bot:
        folder = tmp_path_factory.mktemp("bot")
        port, action_port = servers.free_port(), servers.free_port()
        endpoints = folder / "endpoints.yml"
        database = database or folder / "conversations.db"
        servers.write_endpoints(endpoints, action_port, database)
        actions = servers.action_server(action_port, folder / "actions.log", cwd=actions_from)
        rasa = servers.rasa_server(servers.LOOPBACK, port, endpoints, model, folder / "rasa.log")
        for server in (actions, rasa):
            server.start()
            started.append(server)
        for server in (actions, rasa):
            server.wait_until_healthy()
        url = f"http://{servers.LOOPBACK}:{port}/webhooks/rest/webhook"
        if canary:
            servers.wait_for_answer(url, *CANARY)
        return Bot(actions, rasa, url, database)

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def bot(start_bot: Callable[..., Bot]) -> Bot:
    """The bot as it is, shared by all tests that don't harm it."""
    return start_bot()
