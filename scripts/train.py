"""Train the model if it is older than what it is trained from: `python -m scripts.train`.

Plain `rasa train` does the same without looking first; this one also lets only one
training run at a time, so `make run` and `make test` can start together.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

from scripts.servers import QUIET, ROOT

MODELS = ROOT / "models"
# All that decides what a model holds.
TRAINED_FROM = (
    "config.yml",
    "domain.yml",
    "data/**/*.yml",
    "wayfinder/reading/*",
    "wayfinder/topics/*.py",
    "wayfinder/policies/*.py",
    "actions/money.py",
    "actions/topics.py",
    "environments/run.lock",
)


class TrainingFailed(Exception):
    """`rasa train` failed; the text is what it said."""


def main() -> int:
    """Train if needed, say what happened, and return the exit code."""
    try:
        model = ensure_model()
    except TrainingFailed as failure:
        print(f"\ntraining failed:\n{failure}", file=sys.stderr)
        return 1
    print(f"  the model is {model.relative_to(ROOT)}")
    return 0


def ensure_model() -> Path:
    """Return the newest model, trained now if what it is trained from is newer.

    Raises:
        TrainingFailed: `rasa train` ended with an error.
    """
    MODELS.mkdir(exist_ok=True)
    with (ROOT / "var" / "training.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        model = newest_model()
        if model is None or model.stat().st_mtime < newest_change():
            print("  training the model (once after each change; under a minute) …", flush=True)
            _train()
            model = newest_model()
            if model is None:
                raise TrainingFailed("it ended without an error but left no model")
    return model


def newest_model() -> Path | None:
    """Return the model that Rasa would load from models/, or None."""
    return max(MODELS.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)


def newest_change() -> float:
    """Return when what the model is trained from last changed, in seconds since 1970."""
    return max(path.stat().st_mtime for pattern in TRAINED_FROM for path in ROOT.glob(pattern))


def _train() -> None:
    rasa = Path(sys.executable).with_name("rasa")
    done = subprocess.run(
        [str(rasa), "train", "--quiet", "--out", str(MODELS)],
        cwd=ROOT,
        # Rasa's cache knows a component by the source of its class alone, not of the modules that it uses.
        env={**os.environ, **QUIET, "RASA_MAX_CACHE_SIZE": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        raise TrainingFailed("\n".join(done.stdout.strip().splitlines()[-15:]))
    newest = newest_model()
    if newest is not None:
        newest.touch()  # Rasa leaves an unchanged model alone; it is up to date all the same


if __name__ == "__main__":
    raise SystemExit(main())
