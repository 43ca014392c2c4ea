"""Plain `rasa` commands work here as people who know Rasa expect."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from scripts import servers
from scripts.servers import QUIET, ROOT


def rasa(
    *arguments: str, cwd: Path = ROOT, seconds: int = 300, typed: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the stock `rasa` script and return what became of it."""
    command = [str(Path(sys.executable).with_name("rasa")), *arguments]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **QUIET}, capture_output=True, text=True, timeout=seconds, input=typed
    )


def test_the_data_is_valid() -> None:
    """`rasa data validate` finds no error."""
    done = rasa("data", "validate", "--quiet")

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_stories_hold(model: Path, tmp_path: Path) -> None:
    """`rasa test core` predicts every step of tests/test_stories.yml."""
    done = rasa("test", "core", "--stories", "tests/test_stories.yml", "--model", str(model), "--out", str(tmp_path))
    failed = yaml.safe_load((tmp_path / "failed_test_stories.yml").read_text()) or {}

    assert done.returncode == 0, done.stdout + done.stderr
    assert not failed.get("stories")


def test_what_is_understood_can_be_looked_at_in_the_terminal(model: Path) -> None:
    """`rasa shell nlu` parses what is typed; a folder of that name at the top level would hide it."""
    done = rasa("shell", "nlu", "--quiet", "--model", str(model), typed="what do data engineers earn in Texas\n")

    assert '"name": "ask_salary_location"' in done.stdout, done.stderr
    assert '"value": "data_engineer"' in done.stdout


def test_the_action_server_starts_by_rasas_own_command() -> None:
    """`rasa run actions` registers our actions."""
    port = servers.free_port()
    server = servers.Server(
        "action server",
        [str(Path(sys.executable).with_name("rasa")), "run", "actions", "--port", str(port)],
        ROOT / "var" / "log" / "test-rasa-run-actions.log",
        f"http://{servers.LOOPBACK}:{port}/health",
        {"SANIC_HOST": servers.LOOPBACK},
    )
    server.start()
    server.wait_until_healthy()
    server.stop()


@pytest.mark.parametrize(
    ("section", "component"),
    [
        ("pipeline", "DIETClassifier"),
        ("pipeline", "ResponseSelector"),
        ("policies", "TEDPolicy"),
        ("policies", "UnexpecTEDIntentPolicy"),
    ],
)
def test_a_component_that_needs_tensorflow_is_refused_with_a_cure(tmp_path: Path, section: str, component: str) -> None:
    """Training fails with one sentence, and leaves no model of dummies."""
    _tiny_project(tmp_path, section, component)

    done = rasa("train", "--quiet", cwd=tmp_path)

    assert done.returncode != 0
    assert "isn't installed here: Wayfinder runs without it" in done.stdout + done.stderr
    assert list(tmp_path.glob("models/*.tar.gz")) == []


def _tiny_project(folder: Path, section: str, component: str) -> None:
    shutil.copytree(ROOT / "tests" / "commands" / "tiny", folder, dirs_exist_ok=True)
    config = yaml.safe_load((folder / "config.yml").read_text())
    config[section].append({"name": component, "epochs": 1})
    (folder / "config.yml").write_text(yaml.safe_dump(config))
