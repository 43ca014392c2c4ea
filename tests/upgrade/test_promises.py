"""What others have written down of a bot of before, addresses and settings, is there in today's."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest
import requests
import yaml

from scripts import servers
from scripts.servers import ROOT
from tests.upgrade import BEFORE

PROMISES = yaml.safe_load((BEFORE / "promises.yml").read_text(encoding="utf-8"))
# Imported by every Python that starts: notes which settings it looks for.
LOOKED_FOR = """
import os

_find = type(os.environ).__getitem__


def _note_and_find(environment, name):
    with open(os.environ._data[b"LOOKED_FOR"], "a") as notes:
        notes.write(f"{name}\\n")
    return _find(environment, name)


type(os.environ).__getitem__ = _note_and_find
"""


@pytest.fixture(scope="module")
def run(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A bot started as `make run` does, with Slack on: its address, and the file with the settings that it has looked for."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "sitecustomize.py").write_text(LOOKED_FOR)
    port = str(servers.free_port())
    env = {
        "PORT": port,
        "PYTHONPATH": str(folder),
        "LOOKED_FOR": str(folder / "looked_for"),
        "WAYFINDER_DATABASE_URL": f"sqlite:///{folder}/conversations.db",
        "WAYFINDER_SLACK_CLIENT_ID": "1.2",
        "WAYFINDER_SLACK_CLIENT_SECRET": "a client's secret",
        "WAYFINDER_SLACK_SIGNING_SECRET": "a signing secret",
        "WAYFINDER_SLACK_API_URL": f"http://{servers.LOOPBACK}:9/api/",
    }
    command = [sys.executable, "-m", "scripts.run"]
    child: Any = pexpect.spawn(
        command[0], command[1:], cwd=str(ROOT), env={**os.environ, **env}, timeout=60, encoding="utf-8"
    )
    try:
        child.expect("Ready: a test question got its right answer")
        yield f"http://{servers.LOOPBACK}:{port}", folder / "looked_for"
    finally:
        child.sendintr()
        child.expect(pexpect.EOF)
        child.wait()


def test_every_address_answers_as_before(run: tuple[str, Path]) -> None:
    """With the status that it had."""
    answered = []
    for promise in PROMISES["addresses"]:
        ((method, path),) = ((key, value) for key, value in promise.items() if key != "status")
        body = {} if method == "POST" else None
        reply = requests.request(method, run[0] + path, json=body, timeout=30)
        answered.append({method: path, "status": reply.status_code})

    assert answered == PROMISES["addresses"]


def test_every_setting_is_still_looked_for(run: tuple[str, Path]) -> None:
    """By the time that the test question is answered."""
    looked_for = set(run[1].read_text().split())

    assert sorted(set(PROMISES["settings"]) - looked_for) == []
