"""Train the model unless there is one of the project as it is: `python -m scripts.train`.

A model's name carries a digest of all that it is trained from, so that going to another branch and back trains
nothing, and a model of something else, or of a plain `rasa train`, is never taken for it. Only one training runs at
a time, so `make run` and `make test` can start together.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml

from actions.errors import FactsInvalid
from scripts.servers import QUIET, ROOT
from wayfinder.reading.profession_names import names_in_facts
from wayfinder.stores.private_files import make_private_file, make_private_folder

MODELS = ROOT / "models"
# Files that decide what a model holds, besides the domain and what the facts make of the marked professions.
TRAINED_FROM = (
    "config.yml",
    "data/**/*.yml",
    "wayfinder/reading/*.py",
    "wayfinder/reading/*.yml",
    "wayfinder/topics/*.py",
    "wayfinder/policies/*.py",
    "actions/money.py",
    "actions/topics.py",
    "environments/run.lock",
)
WORDING = ROOT / "data" / "responses"
# One for each of the branches that somebody goes between; a model takes 30 MB.
MODELS_KEPT = 3
_MARKED_PROFESSION = re.compile(r"\[([^\]]+)\]\(profession\)")


class TrainingFailed(Exception):
    """`rasa train` failed; the text is what it said."""


def main() -> int:
    """Train if needed, say what happened, and return the exit code."""
    try:
        model = ensure_model()
    except (TrainingFailed, FactsInvalid) as failure:
        print(f"\ntraining failed:\n{failure}", file=sys.stderr)
        return 1
    print(f"  the model is {model.relative_to(ROOT)}")
    return 0


def ensure_model() -> Path:
    """Return the model of the project as it is, trained now if there is none that can be read.

    It becomes the newest in models/, the one that plain `rasa run` loads.

    Raises:
        TrainingFailed: `rasa train` ended with an error.
        FactsInvalid: the facts break their rules.
    """
    MODELS.mkdir(exist_ok=True)
    lock_file = ROOT / "var" / "training.lock"
    make_private_folder(lock_file.parent)
    make_private_file(lock_file)
    with lock_file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        model = MODELS / f"wayfinder-{digest()}.tar.gz"
        if not _is_whole(model):
            print(f"  training the model ({_reason(model)}; a minute or two) …", flush=True)
            _train(model)
        model.touch()
        _remove_old_models()
    return model


def digest() -> str:
    """Return a digest of all that a model is trained from, by content: neither times nor wording nor figures."""
    found = hashlib.sha256(f"Python {sys.version_info.major}.{sys.version_info.minor}".encode())
    for path in sorted({path for pattern in TRAINED_FROM for path in ROOT.glob(pattern)}):
        if WORDING not in path.parents:
            found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    domain.pop("responses", None)
    found.update(json.dumps(domain, sort_keys=True).encode())
    for line in _marked_professions():
        found.update(line.encode())
    return found.hexdigest()[:12]


def _marked_professions() -> Iterator[str]:
    """Yield what the facts make of each marked profession: all that training takes from them."""
    names = names_in_facts()
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "data").rglob("*.yml")]
    for words in sorted({words for text in texts for words in _MARKED_PROFESSION.findall(text)}):
        yield f"{words}: {names.meaning(words)} {names.share_a_word(words)}\n"


def _is_whole(model: Path) -> bool:
    """Return whether the model is there and can be unpacked to its end."""
    try:
        with tarfile.open(model) as archive:
            return "metadata.json" in (Path(name).name for name in archive.getnames())
    except (OSError, EOFError, tarfile.TarError):
        return False


def _reason(model: Path) -> str:
    if model.exists():
        return f"{model.relative_to(ROOT)} can't be read"
    others = any(MODELS.glob("*.tar.gz"))
    return "those in models/ were made of something else, or by hand" if others else "there is none yet"


def _train(model: Path) -> None:
    """Train beside the other models and put the model among them once it is whole."""
    for left in MODELS.glob(".training-*"):
        shutil.rmtree(left, ignore_errors=True)  # of a training that was killed: we hold the lock
    folder = Path(tempfile.mkdtemp(prefix=".training-", dir=MODELS))
    try:
        _run_rasa_train(folder, model.name)
        (folder / model.name).replace(model)
    except FileNotFoundError:
        raise TrainingFailed("it ended without an error but left no model") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run_rasa_train(folder: Path, name: str) -> None:
    rasa = Path(sys.executable).with_name("rasa")
    done = subprocess.run(
        [str(rasa), "train", "--quiet", "--out", str(folder), "--fixed-model-name", name.removesuffix(".tar.gz")],
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


def _remove_old_models() -> None:
    """Keep the latest used of those that were made here; whoever trains by hand tidies up by hand."""
    ours = sorted(MODELS.glob("wayfinder-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for model in ours[MODELS_KEPT:]:
        model.unlink(missing_ok=True)


if __name__ == "__main__":
    raise SystemExit(main())
