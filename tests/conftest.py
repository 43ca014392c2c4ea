"""What the tests share: one trained model, and bots on free ports with databases of their own."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from scripts import servers
from scripts.servers import Server
from scripts.train import ensure_model
from tests.postgres import Cluster, NoPostgres, postgres

# Of these folders all tests go to one process, for they share a browser, a Slack or a bot of a special kind.
ONE_PROCESS = ("tests/widget", "tests/slack", "tests/channels")
# What takes long begins first, so that all processes end at about the same time.
LONG = (*ONE_PROCESS, "tests/upgrade", "tests/conversations", "tests/stores", "tests/faults", "tests/commands")
CANARY = ("How much does a machine learning engineer make?", "$110,673")


@dataclass
class Bot:
    """A running bot: its servers, and the address to talk to. `actions` is there if the actions have a server of their own."""

    actions: Server | None
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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests share a process, and in which order, if there are several (`pytest -n 2 --dist loadgroup`)."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    for item in items:
        file = item.nodeid.partition("::")[0]
        group = next((folder for folder in ONE_PROCESS if file.startswith(folder)), file)
        item.add_marker(pytest.mark.xdist_group(group.replace("/", ".")))
    items.sort(key=lambda item: next((i for i, folder in enumerate(LONG) if item.nodeid.startswith(folder)), len(LONG)))


def pytest_report_teststatus(report: pytest.TestReport, config: pytest.Config) -> tuple[str, str, str] | None:
    """Leave out the dots where nobody watches: a log has what failed, and the summary."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    watched = terminal is not None and terminal.isatty and not os.environ.get("CI")
    return ("passed", "", "") if report.passed and report.when == "call" and not watched else None


@pytest.fixture(scope="session")
def model() -> Path:
    """The model trained from the project as it is."""
    return ensure_model()


@pytest.fixture(scope="session")
def start_bot(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Bot]]:
    """A function that starts a bot; `actions_from` is a folder whose actions/ gets an action server, `env` its settings."""
    started: list[servers.BotServers] = []

    def start(
        actions_from: Path | None = None,
        database: Path | None = None,
        canary: bool = True,
        env: dict[str, str] | None = None,
    ) -> Bot:
        folder = tmp_path_factory.mktemp("bot")
        env = servers.UNLIMITED | (env or {})
        running = servers.bot_servers(folder, model, database=database, actions_from=actions_from, env=env)
        started.append(running)
        running.start()
        if canary:
            servers.wait_for_answer(running.url, *CANARY)
        return Bot(running.actions, running.rasa, running.url, database or folder / "conversations.db")

    yield start
    for running in started:
        running.stop()


@pytest.fixture(scope="session")
def bot(start_bot: Callable[..., Bot]) -> Bot:
    """The bot as it is, shared by all tests that don't harm it."""
    return start_bot()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of our own; where there is none, only CI insists on it."""
    try:
        # What is committed outlives the death of a process all the same, just not that of the machine.
        with postgres("-c fsync=off") as running:
            yield running
    except NoPostgres as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
