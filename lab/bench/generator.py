"""The load generator: keeps the process that plays loads, and its plain statistics."""

import dataclasses
import json
import selectors
import subprocess
import sys
from types import TracebackType

from lab.bench.load import REPLY_SECONDS, Load, Outcome
from scripts.servers import ROOT


class LoadFailed(Exception):
    """The process that plays the loads ended or hung."""


class Generator:
    """Plays loads, one after the other, in a process beside this one; a context manager."""

    def __enter__(self) -> "Generator":
        self._process = subprocess.Popen(
            [sys.executable, "-m", "lab.bench.load"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def play(self, load: Load) -> Outcome:
        """Play a load and return what came of it.

        Raises:
            LoadFailed: the process ended, or took longer than the load allows.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(dataclasses.asdict(load)) + "\n")
        self._process.stdin.flush()
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._process.stdout, selectors.EVENT_READ)
            line = self._process.stdout.readline() if waiting.select(load.seconds + 2 * REPLY_SECONDS) else ""
        if not line:
            raise LoadFailed(f"the load on {load.url} ended without an outcome; its error stands above, if it has one")
        read = json.loads(line)
        return Outcome(**{**read, "milliseconds": tuple(read["milliseconds"])})


def percentile(values: list[float], share: float) -> float:
    """Return the smallest of `values` that at least `share` of them don't exceed.

    >>> percentile([5.0, 1.0, 4.0, 2.0, 3.0], 0.5), percentile([1.0, 2.0, 3.0], 0.99)
    (3.0, 3.0)
    """
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]
