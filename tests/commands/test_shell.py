"""`make shell`, as a person in a terminal has it: through a pseudo-terminal."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from scripts import servers
from scripts.servers import ROOT

ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")
PROMPT = "Your input ->"


@pytest.fixture
def shell(model: Path) -> Iterator[pexpect.spawn]:
    """A shell that is ready for the first message."""
    child = pexpect.spawn(
        sys.executable, ["-m", "scripts.shell"], cwd=str(ROOT), encoding="utf-8", timeout=60, dimensions=(50, 160)
    )
    child.expect(PROMPT)
    yield child
    _close_terminal(child)


def ask(shell: pexpect.spawn, message: str) -> str:
    """Type a message, and return what the terminal shows up to the last line of the reply, what can be asked next."""
    shell.send(message + "\r")
    shell.expect("You can ask: .+?\r\n")
    return ANSI.sub("", shell.before + shell.after)


def test_the_shell_answers_in_words(shell: pexpect.spawn) -> None:
    """Rows, source and buttons are lines; there is no JSON, no log line, no payload with a slash."""
    shown = ask(shell, "Which of these jobs pays the most?")

    assert "\n1. Deep learning engineers: $133,764" in shown
    assert "Source: Indeed" in shown
    assert "“How many job openings are there?”" in shown
    for noise in ("{", "INFO", "WARNING", "Warning", "Traceback", "custom", "/ask"):
        assert noise not in shown


def test_the_shell_starts_without_noise(shell: pexpect.spawn) -> None:
    """Before the first message there is Rasa's own greeting and nothing else."""
    shown = ANSI.sub("", shell.before)

    assert "Bot loaded" in shown
    for noise in ("INFO", "WARNING", "Warning", "Traceback"):
        assert noise not in shown


def test_a_slash_in_the_shell_gets_a_sentence(shell: pexpect.spawn) -> None:
    """Rasa's commands are messages here too."""
    assert "begin with a slash" in ask(shell, "/restart")


def test_what_the_shell_offers_is_answered(shell: pexpect.spawn) -> None:
    """Its buttons are sentences to type."""
    offered = re.findall("“(.+?)”", ask(shell, "hello"))

    assert offered
    assert "$110,673" in ask(shell, offered[0])


def test_the_shell_apologises_when_the_database_is_gone(model: Path) -> None:
    """In words, without waiting, and the shell goes on."""
    nowhere = f"postgresql://someone@127.0.0.1:{servers.free_port()}/nothing"
    child = pexpect.spawn(
        sys.executable, ["-m", "scripts.shell"], cwd=str(ROOT), env={**os.environ, "WAYFINDER_DATABASE_URL": nowhere},
        encoding="utf-8", timeout=60, dimensions=(50, 160),
    )  # fmt: skip
    child.expect(PROMPT)
    child.send("How much do ML engineers earn?\r")
    child.expect("something went wrong on my side")
    child.expect(PROMPT)

    assert child.isalive()
    _close_terminal(child)


def test_a_closed_terminal_leaves_no_server_behind(shell: pexpect.spawn) -> None:
    """The `rasa shell` that the command started ends with it."""
    listed = _ps("-o", "pid=", "--ppid", str(shell.pid))
    _close_terminal(shell)

    assert listed
    # A zombie has ended, and only waits for its parent to take note.
    assert not [pid for pid in listed if (_ps("-o", "stat=", "-p", pid) or ["Z"])[0][0] != "Z"]


def test_the_shell_ends_with_stop(shell: pexpect.spawn) -> None:
    """`/stop`, which Rasa's shell itself understands, leaves with success."""
    shell.send("/stop\r")
    shell.expect(pexpect.EOF)
    shell.close()

    assert shell.exitstatus == 0


def _close_terminal(shell: pexpect.spawn) -> None:
    if not shell.closed and shell.isalive():
        shell.kill(signal.SIGHUP)
        shell.expect(pexpect.EOF)
        shell.wait()


def _ps(*arguments: str) -> list[str]:
    return subprocess.run(["ps", "-ww", *arguments], capture_output=True, text=True).stdout.split()
