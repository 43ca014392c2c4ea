"""Whether to train goes by what a model is trained from; a model is whole or not there."""

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from scripts.servers import ROOT
from tests.support import FACTS_FILE

COPIED = ("actions", "wayfinder", "scripts", "data", "config.yml", "domain.yml", "environments/run.lock")
# In the place of `rasa train`, which takes minutes: it packs a model of one file, slowly if it is told to.
RASA = """#!{python}
import os, pathlib, sys, tarfile, time
out, name = (sys.argv[sys.argv.index(option) + 1] for option in ("--out", "--fixed-model-name"))
pathlib.Path("metadata.json").write_text("{{}}")
with tarfile.open(pathlib.Path(out, name + ".tar.gz"), "w:gz") as archive:
    archive.fileobj.flush()
    time.sleep(float(os.environ.get("SECONDS_TO_PACK", "0")))
    archive.add("metadata.json")
"""


class Project:
    """A copy of what is trained from, with a Rasa that trains at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            source, target = ROOT / name, folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, target)
        shutil.copy(FACTS_FILE, folder / "actions" / "facts.yml")
        (folder / "bin").mkdir()
        (folder / "var").mkdir()
        (folder / "bin" / "python").symlink_to(Path(sys.executable).resolve())
        rasa = folder / "bin" / "rasa"
        rasa.write_text(RASA.format(python=sys.executable))
        rasa.chmod(0o700)

    def start(self, **env: str) -> subprocess.Popen[str]:
        """Start `python -m scripts.train`."""
        path = sysconfig.get_paths()["purelib"]
        settings = {**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "ignore", **env}
        settings["WAYFINDER_FACTS"] = str(self.folder / "actions" / "facts.yml")
        return subprocess.Popen(
            [str(self.folder / "bin" / "python"), "-m", "scripts.train"],
            cwd=self.folder, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def train(self) -> str:
        """Return what `python -m scripts.train` says."""
        said, _ = self.start().communicate(timeout=120)
        return said

    @property
    def models(self) -> list[Path]:
        """The models made, the last used first."""
        return sorted(self.folder.glob("models/wayfinder-*.tar.gz"), key=lambda path: -path.stat().st_mtime)

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file."""
        file = self.folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project without a model."""
    return Project(tmp_path)


def test_what_was_there_before_is_there_again(project: Project) -> None:
    """Going to another branch and back trains once for each, whatever the times of the files."""
    first = project.train()
    project.change("data/nlu/salary.yml", "intent: ask_salary", "intent: ask_salary\n  # there")
    second = project.train()
    project.change("data/nlu/salary.yml", "intent: ask_salary\n  # there", "intent: ask_salary")
    third = project.train()

    assert ["training the model" in said for said in (first, second, third)] == [True, True, False]
    assert len(project.models) == 2
    assert project.models[0].name in third


@pytest.mark.parametrize(
    ("name", "old", "new", "trains"),
    [
        pytest.param("actions/facts.yml", "salary_usd_per_year: 102069", "salary_usd_per_year: 104500", False, id="a figure"),
        pytest.param("actions/facts.yml", "aliases: [data scientist,", "aliases: [data scientist, number wizard,", False, id="a name"),
        pytest.param("actions/facts.yml", "near: [research scientist, statistician,", "near: [research scientist,", False, id="a near one"),
        pytest.param("actions/facts.yml", "aliases: [data analyst,", "aliases: [data analyst, nurse,", True, id="a name in the sentences"),
        pytest.param("data/responses/shared.yml", "Chats are saved.", "Chats are stored.", False, id="wording"),
        pytest.param("domain.yml", "session_expiration_time: 60", "session_expiration_time: 61", True, id="the domain"),
        pytest.param("wayfinder/topics/topic_model.py", '"""', '"""So: ', True, id="code"),
    ],
)  # fmt: skip
def test_only_what_is_learnt_from_needs_training(project: Project, name: str, old: str, new: str, trains: bool) -> None:
    """Figures, names and wording are read at the start."""
    project.train()
    project.change(name, old, new)

    assert ("training the model" in project.train()) is trains


def test_a_model_that_is_cut_off_is_trained_anew(project: Project) -> None:
    """With one line that says so."""
    project.train()
    (model,) = project.models
    model.write_bytes(model.read_bytes()[: model.stat().st_size // 2])

    assert f"training the model (models/{model.name} can't be read;" in project.train()
    assert "training" not in project.train()


def test_a_model_made_by_hand_is_left_alone_and_not_taken(project: Project) -> None:
    """Nobody knows what it was made from."""
    (project.folder / "models").mkdir()
    by_hand = project.folder / "models" / "20260101-000000-by-hand.tar.gz"
    by_hand.write_bytes(b"")
    said = project.train()

    assert "those in models/ were made of something else, or by hand" in said
    assert by_hand.exists()


def test_a_training_that_is_killed_leaves_no_model_and_no_rest(project: Project) -> None:
    """What it had begun is in nobody's way, and gone after the next."""
    training = project.start(SECONDS_TO_PACK="60")
    deadline = time.monotonic() + 60
    while not list(project.folder.glob("models/.training-*/*.tar.gz")) and time.monotonic() < deadline:
        time.sleep(0.05)
    packing = subprocess.run(
        ["pgrep", "-P", str(training.pid)], capture_output=True, text=True, check=True
    ).stdout.split()
    for pid in (training.pid, *map(int, packing)):
        os.kill(pid, signal.SIGKILL)
    training.communicate()
    left = [path.name for path in project.folder.glob("models/*.tar.gz")]
    said = project.train()

    assert left == []
    assert "there is none yet" in said
    assert len(project.models) == 1
    assert list(project.folder.glob("models/.training-*")) == []


def test_three_models_are_kept(project: Project) -> None:
    """The ones used last; each takes 30 MB."""
    for number in range(5):
        project.change("config.yml", "language: en", f"language: en\n# {number}")
        project.train()

    assert len(project.models) == 3
