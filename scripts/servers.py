"""Start, watch and stop the servers of a bot: Rasa, and an action server where the actions have one of their own.

Used by `make run`, `make shell` and the tests, each with ports, database and
log files of its own, so that all of them can work at the same time.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import requests

from scripts.log_files import LogFile
from wayfinder.stores.private_files import OTHERS

ROOT = Path(__file__).resolve().parent.parent
ENDPOINTS = ROOT / "endpoints.yml"
LOOPBACK = "127.0.0.1"
START_SECONDS = 60
POLL_SECONDS = 0.1
# The Python that serves where no other is asked for.
PYTHON = Path(os.environ.get("WAYFINDER_PYTHON") or sys.executable)
# Sanic waits 15 s for open requests when it is told to stop; a turn takes 10 s at the most.
STOP_SECONDS = 12
# What a process said last is in its log that much after its end at the latest.
LOG_SECONDS = 2


class ServerFailed(Exception):
    """A server didn't start or answer; the text says which one, why, and what cures it."""


@dataclass
class Server:
    """One server process: its command, environment and log file."""

    name: str
    command: list[str]
    log: Path
    health_url: str
    env: dict[str, str] = field(default_factory=dict, repr=False)  # a database's password is in it
    cwd: Path = ROOT
    process: subprocess.Popen[bytes] | None = None
    log_keeper: threading.Thread | None = None

    def start(self) -> None:
        """Start the process, its output appended to `log`; what it writes is its owner's alone."""
        log = LogFile(self.log)
        self.process = subprocess.Popen(
            self.command,
            cwd=self.cwd,
            env={**os.environ, **QUIET, **self.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches us alone, and we stop both in order
            umask=OTHERS,
        )
        assert self.process.stdout is not None  # a pipe
        self.log_keeper = log.keep(self.process.stdout)

    def is_running(self) -> bool:
        """Return whether the process has been started and not yet ended."""
        return self.process is not None and self.process.poll() is None

    def wait_until_healthy(self, seconds: float = START_SECONDS) -> None:
        """Return as soon as the server answers at `health_url`.

        Raises:
            ServerFailed: it ended, or didn't answer within `seconds`.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not self.is_running():
                raise ServerFailed(f"the {self.name} ended while starting. {self.last_words()}")
            try:
                if requests.get(self.health_url, timeout=2).ok:
                    return
            except requests.RequestException:
                pass
            time.sleep(POLL_SECONDS)
        raise ServerFailed(f"the {self.name} didn't answer within {seconds:.0f} s. {self.last_words()}")

    def stop(self) -> None:
        """Ask the process to end, and make it end if it doesn't."""
        if self.process is None:
            return
        if self.is_running():
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
        self.process = None
        self._wait_for_log()

    def last_words(self) -> str:
        """Return the end of the log and where the whole of it is."""
        if not self.is_running():
            self._wait_for_log()
        return last_words(self.log)

    def _wait_for_log(self) -> None:
        if self.log_keeper is not None:
            self.log_keeper.join(LOG_SECONDS)


def last_words(log: Path) -> str:
    """Return the end of a log and where the whole of it is."""
    lines = log.read_text(errors="replace").strip().splitlines()[-8:] if log.exists() else []
    return "\n".join([f"Its log is {log}; the last lines:", *lines])


# For what asks more than people do, from one address: tests and measurements.
UNLIMITED = {"WAYFINDER_REST_PER_ADDRESS": "1000000/minute"}
# Third-party deprecation warnings aren't for the person who runs the bot.
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def end_on_signals() -> None:
    """Let a closed terminal and a plain `kill` end us as Ctrl-C does, so that no server is left behind."""

    def interrupt(signum: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


def free_port() -> int:
    """Return a TCP port of this machine that nothing listens on.

    A connection that was just closed there keeps the system for a minute from giving the port to whoever
    asks for any, so that two processes that look for one at the same time get two. Servers may listen on it.
    """
    with socket.socket() as probe, socket.socket() as client:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((LOOPBACK, 0))
        probe.listen(1)
        port: int = probe.getsockname()[1]
        client.connect((LOOPBACK, port))
        accepted, _ = probe.accept()
        accepted.close()  # whoever closes first keeps the port waiting
        return port


def port_is_free(host: str, port: int) -> bool:
    """Return whether a server could listen on `host`:`port` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@dataclass
class BotServers:
    """The servers of one bot: started, waited for and stopped together."""

    actions: Server | None
    rasa: Server
    host: str
    port: int

    @property
    def url(self) -> str:
        """Return the address of the REST channel."""
        return f"http://{connectable(self.host)}:{self.port}/webhooks/rest/webhook"

    @property
    def web(self) -> str:
        """Return the address of the web channel; the page is at the same with a slash."""
        return f"http://{connectable(self.host)}:{self.port}/webhooks/web"

    @property
    def all(self) -> tuple[Server, ...]:
        """Return the servers in the order in which they are started."""
        return (self.rasa,) if self.actions is None else (self.actions, self.rasa)

    def start(self, seconds: float = START_SECONDS) -> None:
        """Start the servers and return when all answer; stop them if one doesn't.

        Raises:
            ServerFailed: one ended, or didn't answer within `seconds`.
        """
        try:
            for server in self.all:
                server.start()
            for server in self.all:
                server.wait_until_healthy(seconds)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the servers."""
        for server in reversed(self.all):
            server.stop()


def bot_servers(
    folder: Path,
    model: Path,
    *,
    host: str = LOOPBACK,
    port: int | None = None,
    database: Path | str | None = None,
    actions_from: Path | None = None,
    env: dict[str, str] | None = None,
    python: Path = PYTHON,
) -> BotServers:
    """Describe a bot that serves `model` and keeps logs and (unless `database` says where) conversations below `folder`.

    `port` is a free one if none is given, `database` an SQLite file or an SQLAlchemy URL, `env` what the
    servers find in their environment besides ours, `python` the Python that they run on. Actions run in Rasa's
    process, unless `actions_from` is a folder: then its actions/ has an action server of its own.
    """
    port = port or free_port()
    env = {"WAYFINDER_DATABASE_URL": database_url(database or folder / "conversations.db"), **(env or {})}
    actions = None
    if actions_from is not None:
        action_port = free_port()
        actions = action_server(action_port, folder / "log" / "actions.log", actions_from, env, python)
        env = {**env, "WAYFINDER_ACTIONS_URL": f"http://{LOOPBACK}:{action_port}/webhook"}
    rasa = rasa_server(host, port, ENDPOINTS, model, folder / "log" / "rasa.log", env, python)
    return BotServers(actions, rasa, host, port)


def database_url(database: Path | str) -> str:
    """Return the SQLAlchemy URL of an SQLite file; one that is a URL already is itself."""
    return database if isinstance(database, str) else f"sqlite:///{database}"


def action_server(
    port: int, log: Path, cwd: Path = ROOT, env: dict[str, str] | None = None, python: Path = PYTHON
) -> Server:
    """Describe an action server of the actions/ below `cwd`; loopback only, for it has no authentication."""
    return Server(
        name="action server",
        command=[str(python), "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)],
        log=log,
        health_url=f"http://{LOOPBACK}:{port}/health",
        env={"SANIC_HOST": LOOPBACK, **(env or {})},
        cwd=cwd,
    )


def rasa_server(
    host: str,
    port: int,
    endpoints: Path,
    model: Path,
    log: Path,
    env: dict[str, str] | None = None,
    python: Path = PYTHON,
) -> Server:
    """Describe a Rasa server that serves `model`, a file or the newest in a folder."""
    rasa = python.with_name("rasa")
    command = [str(rasa), "run", "--interface", host, "--port", str(port), "--endpoints", str(endpoints),
               "--credentials", "credentials.yml", "--model", str(model)]  # fmt: skip
    return Server("Rasa server", command, log, f"http://{connectable(host)}:{port}/", env or {})


def connectable(host: str) -> str:
    """Return the address at which this machine itself reaches a server bound to `host`."""
    return LOOPBACK if host in ("0.0.0.0", "") else host


def wait_for_answer(
    url: str, message: str, expected: str, seconds: float = START_SECONDS, sender: str = "canary"
) -> None:
    """Return once the bot at `url`, which takes REST messages, answers `message` with a text that holds `expected`.

    "Up and running" in Rasa's log, and 200 from its root, come even when no model was
    loaded or no action works; a right answer can't.

    Raises:
        ServerFailed: no such answer came within `seconds`.
    """
    deadline = time.monotonic() + seconds
    got = "nothing"
    while time.monotonic() < deadline:
        try:
            reply = requests.post(url, json={"sender": sender, "message": message}, timeout=15)
            got = reply.text
            if reply.ok and any(expected in (part.get("text") or "") for part in reply.json()):
                return
        except (requests.RequestException, ValueError) as failure:
            got = str(failure)
        time.sleep(POLL_SECONDS)
    raise ServerFailed(f"asked {message!r}, the bot never answered with {expected!r}; it said last: {got}")
