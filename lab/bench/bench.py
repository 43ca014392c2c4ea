"""What every part of the bench works with: the bots, how much is measured, and where it is kept."""

import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.bench.bots import Bot, Running, Wayfinder
from lab.bench.generator import Generator, percentile
from lab.bench.load import Load, Outcome
from lab.bench.peers import Floor, InitBot, LightBot
from lab.bench.result import Findings
from scripts.setup import ENVIRONMENTS


@dataclass(frozen=True)
class Scale:
    """How much is measured."""

    bots: tuple[Bot, ...]
    starts: int  # of each bot
    turn_rounds: int  # of 20 turns of each bot
    users: tuple[int, ...]
    throughput_rounds: int
    throughput_seconds: float
    lengths: tuple[int, ...]  # characters
    length_rounds: int
    checkpoints: tuple[int, ...]  # turns of one conversation
    checkpoint_rounds: int
    stored: tuple[int, ...]  # conversations
    stored_rounds: int
    restarts: int


_RUN = ENVIRONMENTS["run"].folder
FULL = Scale(
    bots=(Wayfinder(_RUN), InitBot(), LightBot(), Floor(_RUN)),
    starts=3,
    turn_rounds=25,
    users=(1, 10, 50),
    throughput_rounds=3,
    throughput_seconds=8,
    lengths=(100, 250, 500, 1000),
    length_rounds=20,
    checkpoints=(100, 500, 1000),
    checkpoint_rounds=20,
    stored=(10, 1000, 10_000),
    stored_rounds=40,
    restarts=6,
)
# Shows that every part works, on this bot and the floor and in the environment that runs the bench; figures are rough.
_HERE = Path(sys.prefix)
QUICK = Scale(
    bots=(Wayfinder(_HERE), Floor(_HERE)),
    starts=1,
    turn_rounds=2,
    users=(1, 10),
    throughput_rounds=1,
    throughput_seconds=1.5,
    lengths=(100, 1000),
    length_rounds=2,
    checkpoints=(20,),
    checkpoint_rounds=2,
    stored=(100,),
    stored_rounds=3,
    restarts=1,
)


@dataclass
class Bench:
    """One run of the bench."""

    scale: Scale
    folder: Path
    generator: Generator
    findings: Findings

    @property
    def bots(self) -> tuple[Bot, ...]:
        """Return the bots that are measured."""
        return self.scale.bots

    def play(self, running: Running, load: Load) -> Outcome:
        """Play a load on a running bot, and note what it left unanswered."""
        outcome = self.generator.play(load)
        if outcome.unanswered:
            self.note(f"{running.bot.name} left {outcome.unanswered} messages of {load.sender!r} unanswered")
        return outcome

    def load(self, running: Running, sender: str, **rest: object) -> Load:
        """Return a load of the bot's own conversation."""
        given = {"messages": running.bot.messages, "never": running.bot.apology, **rest}
        return Load(url=running.url, sender=sender, **given)  # type: ignore[arg-type]

    def note(self, text: str) -> None:
        """Keep a remark for the reader of the figures."""
        say(text)
        self.findings.notes.append(text)

    def add_median(self, part: str, measure: str, bot: Bot, values: Sequence[float]) -> None:
        """Keep the median of some values."""
        self.findings.add(part, measure, bot.name, statistics.median(values))

    def add_percentiles(self, part: str, prefix: str, bot: Bot, milliseconds: list[float], *percents: int) -> None:
        """Keep percentiles of some times, as `<prefix>p50, ms`."""
        for percent in percents:
            self.findings.add(part, f"{prefix}p{percent}, ms", bot.name, percentile(milliseconds, percent / 100))


def say(text: str) -> None:
    """Tell the person who waits how far the bench is."""
    print(f"  {text}", file=sys.stderr, flush=True)
