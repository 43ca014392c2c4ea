"""A model that was trained before the classes moved is neither served nor in the way."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import servers
from scripts.servers import QUIET, ROOT
from tests.upgrade import BEFORE

# Names and settings of each component, as they were; what the components had learnt is cut out.
OLD_MODEL = BEFORE / "model.tar.gz"


def test_a_plain_rasa_run_refuses_an_old_model_and_names_the_cure() -> None:
    """Rasa alone would go on, and answer nobody."""
    rasa = str(Path(sys.executable).with_name("rasa"))
    command = [rasa, "run", "--model", str(OLD_MODEL), "--port", str(servers.free_port())]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **QUIET}, capture_output=True, text=True, timeout=120)

    assert done.returncode == 1
    assert "if it is a model that has the old name, train another: make run, or rasa train." in done.stderr


def test_an_old_model_is_trained_anew(tmp_path: Path) -> None:
    """By what `make run` and `make shell` do first; the example is a project that trains in seconds."""
    for name in ("scripts", "actions", "wayfinder", "environments"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "tests" / "commands" / "tiny", tmp_path, dirs_exist_ok=True)
    (tmp_path / "var").mkdir()
    (tmp_path / "models").mkdir()
    shutil.copy(OLD_MODEL, tmp_path / "models" / "20261128-031401-obliging-pilot.tar.gz")
    os.utime(tmp_path / "models" / "20261128-031401-obliging-pilot.tar.gz", (0, 0))
    done = subprocess.run(
        [sys.executable, "-m", "scripts.train"], cwd=tmp_path, env={**os.environ, **QUIET}, capture_output=True, text=True,
        timeout=120,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert "training the model" in done.stdout
    assert "obliging-pilot" not in done.stdout
