"""What the bench makes of its measures: ratios, targets, the table and the file."""

import json
from pathlib import Path

import pytest

from lab.bench.result import TARGETS, Findings, Target, save, table


@pytest.fixture
def findings() -> Findings:
    """Measures of which some meet their target, some miss it, and the rest weren't taken."""
    found = Findings()
    found.add("start", "start to first answer, s", "wayfinder", 3.0)
    found.add("start", "start to first answer, s", "rasa_init", 30.0)
    found.add("turn", "p50, ms", "wayfinder", 10.0)
    found.add("turn", "p50, ms", "floor", 2.0)
    found.add("throughput", "10 users, turns/s", "wayfinder", 90.0)
    found.add("throughput", "10 users, turns/s", "light", 20.0)
    return found


def targets_of(findings: Findings, path: Path) -> dict[str, tuple[float | None, bool | None]]:
    """Return what the file says of each target: found, and whether it is met."""
    save(findings, path)
    return {target["target"]: (target["found"], target["met"]) for target in json.loads(path.read_text())["targets"]}


def test_a_ratio_is_of_two_measures_of_one_run(findings: Findings, tmp_path: Path) -> None:
    """3 s of 30 s is a tenth, which is within the limit of 0.15."""
    assert targets_of(findings, tmp_path / "bench.json")["start to first answer, of rasa init's"] == (0.1, True)


def test_a_target_that_is_exceeded_is_missed(findings: Findings, tmp_path: Path) -> None:
    """10 ms are five times the floor's 2 ms, and four times is the limit."""
    assert targets_of(findings, tmp_path / "bench.json")["the same, times the floor's"] == (5.0, False)
    assert "MISSED" in table(findings)


def test_more_turns_a_second_are_better(findings: Findings, tmp_path: Path) -> None:
    """90 of 20 are 4.5 times, and at least four times is the target."""
    found = targets_of(findings, tmp_path / "bench.json")

    assert found["throughput with actions at 10 users, times the light bot's"] == (4.5, True)


def test_what_was_not_measured_is_neither_met_nor_missed(findings: Findings, tmp_path: Path) -> None:
    """The file says null, and the table says so in words."""
    assert targets_of(findings, tmp_path / "bench.json")["turn 1,000, times turn 5"] == (None, None)
    assert "not measured" in table(findings)


def test_every_target_reads_a_measure_that_the_bench_takes() -> None:
    """A measure of another name would never be found; here each has one, from a run on all bots."""
    found = Findings()
    bots = ("wayfinder", "rasa_init", "light", "floor")
    measures = {
        "start": ("start to first answer, s", "memory after it, MB"),
        "install": ("serving packages and model, MB",),
        "turn": ("p50, ms",),
        "throughput": ("10 users, turns/s", "50 users, p50, ms", "50 users, p99, ms", "50 users, longest wait, ms", "50 users, a run, ms"),
        "conversation": ("turn 1,000 ÷ turn 5",),
        "stored": tuple(f"{kind}, {count}: new conversation, ms" for kind in ("SQLite", "PostgreSQL") for count in ("10", "10,000")),
    }  # fmt: skip
    for part, names in measures.items():
        for name in names:
            for bot in bots:
                found.add(part, name, bot, 1.0)

    assert [target.text for target in TARGETS if target.found(found) != 1.0] == []


def test_the_limit_itself_is_within_the_limit() -> None:
    """At most and at least both include it."""
    assert Target("x", 2.0, lambda _: None).is_met(2.0)
    assert Target("x", 2.0, lambda _: None, at_least=True).is_met(2.0)
