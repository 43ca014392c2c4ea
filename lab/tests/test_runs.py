"""The bench and the profile in their quick form: every part runs on the real bot."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from scripts.servers import ROOT

SECONDS = 400


def run(module: str, out: Path) -> dict[str, Any]:
    """Run a script in its quick form and return what it saved."""
    command = [sys.executable, "-m", module, "--quick", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, timeout=SECONDS, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    saved: dict[str, Any] = json.loads(out.read_text())
    return saved


def test_the_quick_bench_measures_every_part_and_every_message_is_answered(model: Path, tmp_path: Path) -> None:
    """On this bot and the floor, in SQLite and, where there is one, in PostgreSQL."""
    saved = run("lab.bench", tmp_path / "bench.json")

    parts = {part: {bot for row in rows.values() for bot in row} for part, rows in saved["measures"].items()}
    ours, both = {"wayfinder"}, {"wayfinder", "floor"}
    assert parts == {
        "install": ours, "start": both, "turn": both, "throughput": both, "length": both, "conversation": both,
        "stored": ours, "restart": ours, "variants": ours,
    }  # fmt: skip
    assert all(value >= 0 for rows in saved["measures"].values() for row in rows.values() for value in row.values())
    assert [note for note in saved["notes"] if "PostgreSQL" not in note] == []


def test_the_quick_profile_has_every_component_and_adds_up(model: Path, tmp_path: Path) -> None:
    """The components of config.yml, the stages around them, and no more or less than the whole turn."""
    saved = run("lab.profile_turns", tmp_path / "profile.json")

    config = yaml.safe_load((ROOT / "config.yml").read_text())
    components = {f"understanding: {part['name'].split('.')[-1]}" for part in config["pipeline"]}
    policies = {f"policies: {part['name'].split('.')[-1]}" for part in config["policies"]}
    stages = {
        "conversation: load",
        "conversation: save",
        "lock: wait, take and give back",
        "action: itself",
        "slots",
        "reply",
    }
    assert components | policies | stages <= set(saved["parts_ms"])
    assert abs(sum(saved["parts_ms"].values()) - saved["turn_ms"]) < 0.05
    assert saved["parts_ms"]["remainder"] < saved["turn_ms"] / 2
