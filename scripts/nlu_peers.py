"""Measure our understanding beside stock Rasa's, trained on the very same sentences: `make nlu-peers`.

The peers are the pipelines of tests/nlu/peers, trained and run by stock Rasa 3.6 on Python 3.10. Prints a
table and saves docs/results/nlu_peers.json. `--foreign FILE` adds queries that are none of our business.
"""

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.check_stock import STOCK_PYTHON
from scripts.servers import QUIET, ROOT

RESULT = ROOT / "docs" / "results" / "nlu_peers.json"
PEERS = ROOT / "tests" / "nlu" / "peers"
ROWS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "topics about the career right": lambda r: r["held_out"]["subjects_accuracy"],
    "all topics right": lambda r: r["held_out"]["accuracy"],
    "beyond the sources, answered": lambda r: r["held_out"]["beyond_answered"],
    "foreign queries answered": lambda r: r.get("foreign", {}).get("answered"),
    "median parse, ms": lambda r: r["held_out"]["milliseconds"]["median"],
    "model, MB": lambda r: r["model_mb"],
    "training, s": lambda r: r["training_seconds"],
}


def main() -> int:
    """Train, measure, save and print; return the exit code."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--foreign", type=Path, help="JSON file of queries that are none of our business")
    parser.add_argument("--only", choices=sorted(path.stem for path in PEERS.glob("*.yml")), help="leave out the other peer")
    options = parser.parse_args()
    foreign = options.foreign
    configs = [path for path in sorted(PEERS.glob("*.yml")) if options.only in (None, path.stem)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = _measured("wayfinder", Path(sys.executable), ROOT / "config.yml", folder, foreign)
        peers = {path.stem: _measured(path.stem, STOCK_PYTHON, path, folder, foreign) for path in configs}
    results = {"wayfinder": ours, **peers}
    table = {row: {name: value(result) for name, result in results.items()} for row, value in ROWS.items()}
    RESULT.write_text(json.dumps({"date": datetime.date.today().isoformat(), **table}, indent=2) + "\n")
    print(f"{'':32}" + "".join(f"{name:>12}" for name in results))
    for row, cells in table.items():
        print(f"{row:32}" + "".join(f"{cell if cell is not None else '-':>12}" for cell in cells.values()))
    return 0


def _measured(name: str, python: Path, config: Path, folder: Path, foreign: Path | None) -> dict[str, Any]:
    """Train a pipeline with `python` and return its scores, its training time and its size."""
    print(f"  training and measuring {name} …", flush=True)
    env = {**os.environ, **QUIET, "RASA_MAX_CACHE_SIZE": "0"}
    started = time.perf_counter()
    train = [str(python.with_name("rasa")), "train", "nlu", "--quiet", "--nlu", "data/nlu", "--config", str(config)]
    _run([*train, "--out", str(folder), "--fixed-model-name", name], env)
    seconds = time.perf_counter() - started
    model, results = folder / f"{name}.tar.gz", folder / f"{name}.json"
    report = [
        str(python),
        "-m",
        "scripts.nlu_report",
        "--held-out-only",
        "--model",
        str(model),
        "--results",
        str(results),
    ]
    _run([*report, *(["--foreign", str(foreign)] if foreign else [])], env)
    scores: dict[str, Any] = json.loads(results.read_text())
    return {**scores, "training_seconds": round(seconds, 1), "model_mb": round(model.stat().st_size / 2**20, 1)}


def _run(command: list[str], env: dict[str, str]) -> None:
    subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    raise SystemExit(main())
