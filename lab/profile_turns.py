"""Tell where the time of a turn goes, stage by stage: `make -C lab profile`, docs/speed.md.

One person talks to the real server over HTTP, with a stopwatch in the server (lab/profiled_server.py)
and, to see what the stopwatch costs, to one without, taking turns. Prints a table and saves
docs/results/profile.json and docs/speed.md. What is in no stage is shown as the remainder.
"""

import argparse
import contextlib
import datetime
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lab.bench.bots import Running, Wayfinder
from lab.bench.generator import Generator
from lab.bench.load import Load
from lab.bench.page import write_page
from scripts.servers import ROOT, ServerFailed, end_on_signals

RESULT = ROOT / "docs" / "results" / "profile.json"
TURNS_A_ROUND = 20
ROUNDS, QUICK_ROUNDS = 25, 2
# Of all turns, the slowest and the quickest are left out: another program may have had the processor.
LEFT_OUT = 0.1
HTTP = "HTTP and JSON: a request that is refused"
REMAINDER = "remainder"


@dataclass(frozen=True)
class Profile:
    """The mean milliseconds of a turn and of its parts, and the medians with and without the stopwatch."""

    turns: int
    whole: float
    parts: dict[str, float]
    median: float
    median_without: float


def main() -> int:
    """Measure, print and save; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m lab.profile_turns", description=str(__doc__).splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a few turns: does it work? Nothing is saved")
    parser.add_argument("--out", type=Path, help="save the figures in this file")
    arguments = parser.parse_args()
    end_on_signals()
    try:
        with tempfile.TemporaryDirectory() as name, Generator() as generator:
            profile = measure(Path(name), generator, QUICK_ROUNDS if arguments.quick else ROUNDS)
    except ServerFailed as failure:
        print(f"\nprofile: {failure}", file=sys.stderr)
        return 1
    print(table(profile))
    out = arguments.out or (None if arguments.quick else RESULT)
    if out:
        save(profile, out)
        if out == RESULT:
            write_page()
        print(f"saved in {out}")
    return 0


def measure(folder: Path, generator: Generator, rounds: int) -> Profile:
    """Return the profile of so many rounds.

    Raises:
        ServerFailed: a server didn't start or answer.
    """
    bot = Wayfinder(Path(sys.prefix))
    written = folder / "turns.json"
    watched: list[float] = []
    plain: list[float] = []
    refused: list[float] = []
    with contextlib.ExitStack() as stack:
        print("  starting the bot, with the stopwatch and without …", file=sys.stderr, flush=True)
        with_watch = _start_with_stopwatch(stack, bot, folder / "with", written)
        without = bot.start(folder / "without")
        stack.callback(without.stop)
        for number in range(-1, rounds):
            print(f"  round {number + 1} of {rounds}", file=sys.stderr, flush=True)
            # Each goes first in every second round: who comes after the other finds the processor awake.
            group = [(with_watch, watched), (without, plain)]
            for running, kept in group[:: 1 if number % 2 else -1]:
                turns = _play(generator, running, number)
                if number >= 0:  # the round before the first warms up
                    kept += turns
            refused += _play(generator, with_watch, number, is_refused=True)
    stages = [json.loads(line) for line in written.read_text().splitlines()][-len(watched) :]
    return profile_of(watched, stages, plain, refused)


def profile_of(
    watched: Sequence[float], stages: Sequence[dict[str, float]], plain: Sequence[float], refused: Sequence[float]
) -> Profile:
    """Return the profile of turns that took a person `watched` milliseconds and the server `stages` seconds.

    `plain` are turns without the stopwatch, `refused` requests that never become a turn, in milliseconds.
    """
    kept = _middle(watched)
    whole = statistics.mean(watched[turn] for turn in kept)
    names = {name for turn in kept for name in stages[turn]}
    parts = {name: 1000 * statistics.mean(stages[turn].get(name, 0.0) for turn in kept) for name in names}
    parts[HTTP] = statistics.mean(refused[request] for request in _middle(refused))
    parts = dict(sorted(parts.items(), key=lambda part: -part[1]))
    parts[REMAINDER] = whole - sum(parts.values())
    return Profile(len(kept), whole, parts, statistics.median(watched), statistics.median(plain))


def _middle(values: Sequence[float]) -> list[int]:
    """Return the places of all values but the largest and the smallest."""
    ordered = sorted(range(len(values)), key=lambda place: values[place])
    cut = int(len(ordered) * LEFT_OUT)
    return ordered[cut : len(ordered) - cut]


def table(profile: Profile) -> str:
    """Return the profile as people read it."""
    lines = [f"{'stage':48}{'ms':>8}{'%':>7}"]
    lines += [f"  {name:46}{ms:8.3f}{100 * ms / profile.whole:7.1f}" for name, ms in profile.parts.items()]
    lines.append(f"{'a turn, mean of ' + str(profile.turns):48}{profile.whole:8.3f}{100:7.1f}")
    lines.append(f"median turn: {profile.median:.3f} ms with the stopwatch, {profile.median_without:.3f} ms without")
    return "\n".join(lines)


def save(profile: Profile, path: Path) -> None:
    """Write the profile to a JSON file."""
    result = {
        "date": datetime.date.today().isoformat(),
        "turns": profile.turns,
        "turn_ms": round(profile.whole, 3),
        "parts_ms": {name: round(ms, 3) for name, ms in profile.parts.items()},
        "median_ms": {"with_stopwatch": round(profile.median, 3), "without": round(profile.median_without, 3)},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _start_with_stopwatch(stack: contextlib.ExitStack, bot: Wayfinder, folder: Path, written: Path) -> Running:
    url, group = bot.describe(folder, None)
    *others, rasa = group
    python = str(bot.environment / "bin" / "python")
    rasa = replace(rasa, command=[python, "-m", "lab.profiled_server", str(written), *rasa.command[1:]])
    running = bot.start_described(url, (*others, rasa))
    stack.callback(running.stop)
    return running


def _play(generator: Generator, running: Running, number: int, is_refused: bool = False) -> list[float]:
    bot = running.bot
    load = Load(
        running.url, bot.messages, f"profile-{number}", turns=TURNS_A_ROUND, never=bot.apology, is_refused=is_refused
    )
    outcome = generator.play(load)
    if outcome.unanswered:
        raise ServerFailed(f"{outcome.unanswered} of {TURNS_A_ROUND} messages were left unanswered")
    return list(outcome.milliseconds)


if __name__ == "__main__":
    raise SystemExit(main())
