"""Measure our understanding beside stock Rasa's, trained on the very same sentences: `make -C lab peers`.

The peers are the pipelines of lab/pipelines, trained and run by stock Rasa 3.6 on Python 3.10. Prints a
table and saves docs/results/nlu_peers.json. `--foreign FILE` adds queries that are none of our business. All are
trained before the first is measured, so that the times of a parse are of the same minutes. `--keep FOLDER` keeps the
models there, and a run that was broken off goes on with those that it finds and that are of the same sentences and
config: DIET takes hours.
`--epochs N` trains it shorter than its config says, and the table says so.
"""

import argparse
import datetime
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from lab.stock_comparison import STOCK_PYTHON
from scripts.servers import QUIET, ROOT

RESULT = ROOT / "docs" / "results" / "nlu_peers.json"
PEERS = ROOT / "lab" / "pipelines"
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
    peers = sorted(path.stem for path in PEERS.glob("*.yml"))
    parser.add_argument("--only", choices=peers, help="leave out the other peer")
    parser.add_argument(
        "--keep", type=Path, help="folder for the models; those in it of the same data aren't trained again"
    )
    parser.add_argument("--epochs", type=int, help="train DIET for so many epochs, not for those of its config")
    options = parser.parse_args()
    configs = [path for path in sorted(PEERS.glob("*.yml")) if options.only in (None, path.stem)]
    pythons = {"wayfinder": (Path(sys.executable), ROOT / "config.yml")}
    pythons |= {path.stem: (STOCK_PYTHON, path) for path in configs}
    with tempfile.TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        for name, (python, config) in pythons.items():
            _train(name, python, _with_epochs(config, options.epochs, folder), folder)
        results = {name: _measured(name, python, folder, options.foreign) for name, (python, _) in pythons.items()}
    table = {row: {name: value(result) for name, result in results.items()} for row, value in ROWS.items()}
    about = {"date": datetime.date.today().isoformat(), "epochs": options.epochs or "as in the config"}
    RESULT.write_text(json.dumps({**about, **table}, indent=2) + "\n")
    print(f"{'':32}" + "".join(f"{name:>12}" for name in results))
    for row, cells in table.items():
        print(f"{row:32}" + "".join(f"{cell if cell is not None else '-':>12}" for cell in cells.values()))
    return 0


def _with_epochs(config: Path, epochs: int | None, folder: Path) -> Path:
    """Return `config`, or a copy of it in `folder` whose components that train in epochs train for `epochs`."""
    read = yaml.safe_load(config.read_text(encoding="utf-8"))
    trained = [component for component in read["pipeline"] if "epochs" in component]
    if epochs is None or not trained:
        return config
    for component in trained:
        component["epochs"] = epochs
    copy = folder / config.name
    copy.write_text(yaml.safe_dump(read, sort_keys=False), encoding="utf-8")
    return copy


def _train(name: str, python: Path, config: Path, folder: Path) -> None:
    """Train a pipeline with `python`, unless `folder` has its model, and write down beside it how long that took."""
    note, origin = folder / f"{name}.training.json", _origin(config)
    if note.exists() and json.loads(note.read_text())["origin"] == origin:
        return
    print(f"  training {name} …", flush=True)
    started = time.perf_counter()
    train = [str(python.with_name("rasa")), "train", "nlu", "--quiet", "--nlu", "data/nlu", "--config", str(config)]
    _run([*train, "--out", str(folder), "--fixed-model-name", name])
    note.write_text(json.dumps({"origin": origin, "seconds": round(time.perf_counter() - started, 1)}))


def _origin(config: Path) -> str:
    """Return what tells models of other sentences or another config apart."""
    digest = hashlib.sha256()
    for path in [config, *sorted((ROOT / "data" / "nlu").glob("*.yml"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _measured(name: str, python: Path, folder: Path, foreign: Path | None) -> dict[str, Any]:
    """Return the scores of a trained pipeline, its training time and its size."""
    print(f"  measuring {name} …", flush=True)
    model, results = folder / f"{name}.tar.gz", folder / f"{name}.json"
    report = [str(python), "-m", "lab.nlu_report", "--held-out-only"]
    report += ["--model", str(model), "--results", str(results)]
    _run([*report, *(["--foreign", str(foreign)] if foreign else [])])
    scores: dict[str, Any] = json.loads(results.read_text())
    seconds = json.loads((folder / f"{name}.training.json").read_text())["seconds"]
    return {**scores, "training_seconds": seconds, "model_mb": round(model.stat().st_size / 2**20, 1)}


def _run(command: list[str]) -> None:
    subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **QUIET, "RASA_MAX_CACHE_SIZE": "0"},
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    raise SystemExit(main())
