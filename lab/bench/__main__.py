"""Measure this bot and its peers in one run: `make -C lab bench`, or `python -m lab.bench --help`.

A whole run prints a table and saves docs/results/bench.json and docs/speed.md. With --quick, --only or --skip
nothing is saved but to the file that --out names, for ratios must come from one run.
"""

import argparse
import contextlib
import sys
import tempfile
from pathlib import Path

from lab.bench import parts, stored
from lab.bench.bench import FULL, QUICK, Bench
from lab.bench.bots import started
from lab.bench.generator import Generator
from lab.bench.page import write_page
from lab.bench.result import Findings, save, table
from scripts.servers import ROOT, ServerFailed, end_on_signals

RESULT = ROOT / "docs" / "results" / "bench.json"
# In the order of the measuring: those of the second row share bots that are started once.
ALONE = {"training": parts.training, "install": parts.install, "start": parts.start}
TOGETHER = {
    "turn": parts.turn,
    "throughput": parts.throughput,
    "length": parts.length,
    "conversation": parts.conversation,
}
APART = {"stored": stored.stored, "restart": stored.restart, "variants": stored.variants}
PARTS = [*ALONE, *TOGETHER, *APART]


def main() -> int:
    """Measure, print and save; return the exit code: 0 even when a target is missed."""
    arguments = _arguments()
    usual = [part for part in PARTS if part != "training"] if arguments.quick else PARTS
    chosen = [part for part in arguments.only or usual if part not in arguments.skip]
    scale = QUICK if arguments.quick else FULL
    findings = Findings(quick=arguments.quick)
    end_on_signals()
    try:
        with tempfile.TemporaryDirectory() as name, Generator() as generator:
            measure(Bench(scale, Path(name), generator, findings), chosen)
    except ServerFailed as failure:
        print(f"\nbench: {failure}", file=sys.stderr)
        return 1
    print(table(findings))
    whole = chosen == PARTS and not arguments.quick and not arguments.out
    out = RESULT if whole else arguments.out
    if out:
        save(findings, out)
        if whole:
            write_page()
        print(f"saved in {out}")
    return 0


def measure(bench: Bench, chosen: list[str]) -> None:
    """Measure the chosen parts."""
    for part in (part for part in ALONE if part in chosen):
        ALONE[part](bench)
    together = [part for part in TOGETHER if part in chosen]
    if together:
        with started(list(bench.bots), bench.folder / "together") as group:
            for part in together:
                TOGETHER[part](bench, group)
    for part in (part for part in APART if part in chosen):
        APART[part](bench)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m lab.bench", description=str(__doc__).splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="little of everything, without stock Rasa: does it work?")
    parser.add_argument("--only", action="append", choices=PARTS, help="measure this part (may be given again)")
    parser.add_argument(
        "--skip", action="append", choices=PARTS, default=[], help="leave this part out (may be given again)"
    )
    parser.add_argument("--out", type=Path, help="save the figures in this file")
    return parser.parse_args()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        raise SystemExit(main())
    raise SystemExit(130)
