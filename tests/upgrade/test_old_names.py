"""Names that classes had before they moved are refused with the new ones; never is a conversation kept in memory alone."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import wayfinder_renames
from rasa.shared.utils.common import class_from_module_path

from scripts import servers
from scripts.servers import QUIET, ROOT
from tests.upgrade import BEFORE

NAMED = re.compile(r"^[^#\n]*?\b((?:nlu|channels|stores)\.[\w.]+\w)", re.MULTILINE)
CODE = (
    "actions",
    "wayfinder",
    "scripts",
    "data",
    "environments",
    "config.yml",
    "credentials.yml",
    "domain.yml",
    "endpoints.yml",
)
SECONDS = 120


def names_in(file: str) -> list[str]:
    """Return the classes of ours that an old YAML file names."""
    return NAMED.findall((BEFORE / file).read_text(encoding="utf-8"))


OLD_NAMES = [name for file in ("endpoints.yml", "credentials.yml", "config.yml") for name in names_in(file)]


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in `folder` and return what became of it, its output and errors in one text."""
    env = {**os.environ, **QUIET, "WAYFINDER_DATABASE_URL": f"sqlite:///{folder}/conversations.db"}
    return subprocess.run(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, timeout=SECONDS,
    )  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project as an operator has it, without environment and models."""
    for name in CODE:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    for name in ("models", "var"):
        (tmp_path / name).mkdir()
    return tmp_path


def test_each_old_name_is_refused_and_the_new_one_is_a_class() -> None:
    """Fifteen names; what is told for each can be written as it is told."""
    new_names = []
    for name in OLD_NAMES:
        with pytest.raises(wayfinder_renames.OldName, match=r"See .Upgrading. in CHANGELOG.md") as refused:
            class_from_module_path(name)
        new_names += re.findall(
            rf"^{re.escape(name)} is now (wayfinder\.[\w.]+\w)\. Write that in ", str(refused.value)
        )

    assert len(OLD_NAMES) == 15
    assert [class_from_module_path(name).__name__ for name in new_names] == [
        name.rpartition(".")[2] for name in OLD_NAMES
    ]


@pytest.mark.parametrize(
    ("command", "file", "name"),
    [
        pytest.param("run", "credentials.yml", "channels.rest.RestChannel", id="run, credentials"),
        pytest.param("run", "endpoints.yml", "stores.tracker_store.SqlTrackerStore", id="run, endpoints"),
        pytest.param("shell", "endpoints.yml", "stores.tracker_store.SqlTrackerStore", id="shell, endpoints"),
    ],
)
def test_a_plain_rasa_command_refuses_an_old_file(
    project: Path, model: Path, command: str, file: str, name: str
) -> None:
    """It ends with an error that names the new class and the file, and has stored nothing."""
    shutil.copy(BEFORE / file, project / file)
    rasa = str(Path(sys.executable).with_name("rasa"))

    done = run([rasa, command, "--model", str(model), "--port", str(servers.free_port())], project)

    assert done.returncode == 1, done.stdout
    assert re.search(rf"{re.escape(name)} is now wayfinder\.[\w.]+\. Write that in {file}", done.stdout), done.stdout
    assert not (project / "conversations.db").exists()


def test_a_plain_rasa_train_refuses_an_old_config(tmp_path: Path) -> None:
    """It leaves no model; the example is a project whose sentences are read in no time."""
    shutil.copytree(ROOT / "tests" / "commands" / "tiny", tmp_path, dirs_exist_ok=True)
    shutil.copy(BEFORE / "config.yml", tmp_path)

    done = run([str(Path(sys.executable).with_name("rasa")), "train", "--quiet"], tmp_path)

    assert done.returncode == 1, done.stdout
    assert (
        "PlaceExtractor is now wayfinder.reading.place_extractor.PlaceExtractor. Write that in config.yml"
        in done.stdout
    )
    assert list(tmp_path.glob("models/*")) == []


@pytest.mark.parametrize("script", ["run", "shell"])
def test_make_run_and_make_shell_name_all_old_names_before_anything_starts(project: Path, script: str) -> None:
    """One line for each, with its file; no model is trained and no server started."""
    for file in ("endpoints.yml", "credentials.yml", "config.yml"):
        shutil.copy(BEFORE / file, project / file)

    done = run([sys.executable, "-m", f"scripts.{script}"], project)
    told = re.findall(r"^(\w+\.yml): (\S+) is now wayfinder\.", done.stdout, re.MULTILINE)

    assert done.returncode == 1
    assert [name for _, name in told] == OLD_NAMES
    assert [file for file, _ in told] == ["endpoints.yml"] * 3 + ["credentials.yml"] * 3 + ["config.yml"] * 9
    assert [path.name for path in project.rglob("*") if path.suffix in (".gz", ".log", ".db")] == []


@pytest.fixture
def somewhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose packages are found first, and are forgotten afterwards."""
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("channels", "channels.slack", "channels.rest", "our_store"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return tmp_path


def test_somebody_elses_package_of_an_old_name_is_used(somewhere_else: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is found before anything is refused."""
    (somewhere_else / "channels").mkdir()
    (somewhere_else / "channels" / "rest.py").write_text("class RestChannel: ours = True\n")

    found = class_from_module_path("channels.rest.RestChannel")
    for name in ("channels", "channels.rest"):
        monkeypatch.delitem(sys.modules, name)

    assert found.ours  # type: ignore[attr-defined]


def test_a_folder_that_git_left_behind_hides_nothing(somewhere_else: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python takes one that holds nothing but compiled files for a package."""
    (somewhere_else / "channels" / "slack" / "__pycache__").mkdir(parents=True)

    with pytest.raises(wayfinder_renames.OldName, match=r"is now wayfinder\.channels\.slack\.SlackChannel"):
        class_from_module_path("channels.slack.SlackChannel")
    for name in ("channels", "channels.slack"):
        monkeypatch.delitem(sys.modules, name)


def test_a_store_of_ones_own_that_imports_a_module_of_before_is_refused(somewhere_else: Path) -> None:
    """Rasa would take its own store in memory instead, and lose every conversation."""
    (somewhere_else / "our_store.py").write_text("from stores.tracker_store import SqlTrackerStore\n")

    with pytest.raises(wayfinder_renames.OldName, match=r"our_store\.Store can't be used: No module named 'stores'"):
        class_from_module_path("our_store.Store")
