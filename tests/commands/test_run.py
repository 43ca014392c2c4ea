"""`make run`, as the person who runs the bot has it."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest
import requests

from scripts import servers
from scripts.servers import ROOT
from tests.support import FACTS_FILE


@pytest.fixture
def run(model: Path) -> Iterator[Callable[..., pexpect.spawn]]:
    """A function that runs the bot with these environment variables."""
    children: list[pexpect.spawn] = []

    def start(**env: str) -> pexpect.spawn:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "scripts.run"],
            cwd=str(ROOT),
            env={**os.environ, **env},
            encoding="utf-8",
            timeout=60,
        )
        children.append(child)
        return child

    yield start
    for child in children:
        child.sendintr()
        child.wait()


def test_the_printed_curl_lines_work_as_printed(run: Callable[..., pexpect.spawn]) -> None:
    """Copied into a shell, they give the answer; Ctrl-C then ends it."""
    child = run(PORT=str(servers.free_port()))
    child.expect(r"(session=[^\r\n]+)\r\n *(curl -s [^\r\n]+)\r")
    lines = "\n".join(child.match.groups())
    reply = subprocess.run(["bash", "-c", lines], capture_output=True, text=True, timeout=30).stdout
    child.sendintr()
    child.expect(pexpect.EOF)
    child.wait()

    assert "$102,069" in reply
    assert child.exitstatus == 0


def test_a_bot_for_everybody_has_the_web_channel_and_no_rest(run: Callable[..., pexpect.spawn]) -> None:
    """Over REST whoever names a sender reads their conversation, so it is for this machine only."""
    port = servers.free_port()
    child = run(HOST="0.0.0.0", PORT=str(port))
    child.expect("Ready: a test question got its right answer")
    rest = requests.post(f"http://{servers.LOOPBACK}:{port}/webhooks/rest/webhook", json={"message": "hi"}, timeout=30)
    web = requests.post(f"http://{servers.LOOPBACK}:{port}/webhooks/web/sessions", json={}, timeout=30)

    assert (rest.status_code, rest.json()["error"]) == (404, "rest_is_off")
    assert web.status_code == 201


def test_a_setting_mounts_rest_for_everybody(run: Callable[..., pexpect.spawn]) -> None:
    """For whoever has a proxy that checks who calls."""
    port = servers.free_port()
    child = run(HOST="0.0.0.0", PORT=str(port), WAYFINDER_REST="on")
    child.expect("Ready: a test question got its right answer")
    rest = requests.post(f"http://{servers.LOOPBACK}:{port}/webhooks/rest/webhook", json={"message": "hi"}, timeout=30)

    assert rest.status_code == 200


def test_a_taken_port_is_named_with_its_cure(run: Callable[..., pexpect.spawn]) -> None:
    """Nothing is started, and the person reads which port to choose."""
    with socket.socket() as taken:
        taken.bind((servers.LOOPBACK, 0))
        taken.listen()
        child = run(PORT=str(taken.getsockname()[1]))
        child.expect(r"port \d+ on 127.0.0.1 is taken.*make run PORT=")
        child.expect(pexpect.EOF)
        child.wait()

    assert child.exitstatus == 1


def test_a_port_that_is_none_is_refused(run: Callable[..., pexpect.spawn]) -> None:
    """The message says what a port is."""
    child = run(PORT="http")
    child.expect("a number from 1 to 65535")
    child.expect(pexpect.EOF)


def test_broken_facts_are_told_before_anything_starts(run: Callable[..., pexpect.spawn], tmp_path: Path) -> None:
    """The editor reads file, line and cure."""
    broken = tmp_path / "facts.yml"
    broken.write_text(FACTS_FILE.read_text().replace("date: 2022-08-10", "date: August", 1))
    child = run(PORT=str(servers.free_port()), WAYFINDER_FACTS=str(broken))
    child.expect(r'facts.yml:\d+: salaries\[0\] \(pay_mle_2022_08\): date is "August", not a date')
    child.expect(pexpect.EOF)


def test_a_today_that_is_no_date_is_refused(run: Callable[..., pexpect.spawn]) -> None:
    """Not at the first question, with an apology."""
    child = run(PORT=str(servers.free_port()), WAYFINDER_TODAY="tomorrow")
    child.expect("WAYFINDER_TODAY is 'tomorrow', which is no date. Write it as YYYY-MM-DD")
    child.expect(pexpect.EOF)


def test_a_server_that_dies_is_restarted_once(run: Callable[..., pexpect.spawn]) -> None:
    """The first death is mended and told; at the second the run ends with an error that names the server."""
    port = servers.free_port()
    child = run(PORT=str(port))
    child.expect("Ctrl-C ends it")
    _kill_rasa(child.pid)
    child.expect("the Rasa server died; starting it again")
    child.expect("the Rasa server is back")
    _kill_rasa(child.pid)
    child.expect("the Rasa server died again")
    child.expect(pexpect.EOF)
    child.wait()

    assert child.exitstatus == 1
    assert servers.port_is_free(servers.LOOPBACK, port)


def _kill_rasa(parent: int) -> None:
    """End the server that this run started, and no other."""
    listed = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True
    ).stdout
    (pid,) = re.findall(r"^\s*(\d+) .*rasa run", listed, re.MULTILINE)
    os.kill(int(pid), signal.SIGKILL)
