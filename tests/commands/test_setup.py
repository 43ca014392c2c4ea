"""Setting up says what is missing and how to cure it."""

import importlib.metadata
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import setup


def fake_uv(folder: Path, says: str, code: int = 2) -> str:
    """Write a program that says this and ends with this code, and return its path."""
    return program(folder / "uv", f"echo '{says}'\nexit {code}")


def program(path: Path, shell: str) -> str:
    """Write a program of these lines of shell, and return its path."""
    path.write_text(f"#!/bin/sh\n{shell}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.parametrize(
    ("says", "cure"),
    [
        pytest.param("error: No interpreter found for Python 3.12", "install Python 3.12", id="no Python"),
        pytest.param("error: error sending request for url", "check the network", id="no network"),
        pytest.param("Caused by: No space left on device (os error 28)", "free about 1 GB", id="disk full"),
        pytest.param("Because x==1 has no usable wheels and", "run on Linux", id="no wheel for this machine"),
        pytest.param("Hash mismatch for rasa", "empty uv.s cache", id="another package than locked"),
    ],
)
def test_a_failure_names_its_cure(tmp_path: Path, says: str, cure: str) -> None:
    """And shows what uv said."""
    environment = setup.Environment(tmp_path / "env", "environments/run.lock", "3.12")
    uv = fake_uv(tmp_path, says)

    with pytest.raises(setup.SetupFailed, match=cure) as failure:
        setup._run([uv, "venv", str(environment.folder)])
    assert says in str(failure.value)


def test_without_uv_and_pip_the_cure_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is fetched, nothing half made."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup.sys, "executable", str(tmp_path / "no-python"))

    with pytest.raises(setup.SetupFailed, match="python3-venv"):
        setup.find_or_fetch_uv()


def test_why_uv_could_not_be_fetched_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the words of what failed, each of the two ways."""
    python = program(tmp_path / "python", 'echo "$2: Temporary failure in name resolution" >&2\nexit 1')
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup.sys, "executable", python)

    with pytest.raises(setup.SetupFailed, match="venv: Temporary failure in name resolution") as failure:
        setup.find_or_fetch_uv()
    assert "pip: Temporary failure in name resolution" in str(failure.value)
    assert f"{python} -m pip install" in str(failure.value)


SLOW_PYTHON = """
echo "$2" >> "$FETCHED"
if [ "$2" = venv ]; then
  rm -rf "$4"; mkdir -p "$4/bin"; sleep 0.3; cp "$0" "$4/bin/python"
else
  sleep 0.3; touch "$(dirname "$0")/uv"
fi
"""
FETCH = """
from scripts import setup
setup.ROOT, setup.sys.executable, setup.shutil.which = setup.Path({root!r}), {python!r}, lambda name: None
print(setup.find_or_fetch_uv())
"""


def test_two_set_ups_at_once_fetch_uv_once(tmp_path: Path) -> None:
    """The second waits for the first, and takes what it has fetched."""
    code = FETCH.format(root=str(tmp_path), python=program(tmp_path / "python", SLOW_PYTHON))
    env = {**os.environ, "FETCHED": str(tmp_path / "fetched")}
    both = [
        subprocess.Popen([sys.executable, "-c", code], cwd=setup.ROOT, env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=30)[0] for process in both]

    assert [process.returncode for process in both] == [0, 0]
    assert all(str(tmp_path / ".uv" / "bin" / "uv") in words for words in said)
    assert (tmp_path / "fetched").read_text().split() == ["venv", "pip"]


@pytest.mark.parametrize("name", ["run", "dev"])
def test_set_up_has_uv_build_nothing_from_source(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a compiler is enough; the one exception is Python alone."""
    program(tmp_path / "uv", f'echo "$@" >> {tmp_path}/asked\nmkdir -p {tmp_path}/env')
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    setup.set_up(setup.Environment(tmp_path / "env", str(setup.ENVIRONMENTS[name].lock), "3.12"))
    (install,) = [line for line in (tmp_path / "asked").read_text().splitlines() if line.startswith("pip sync ")]

    assert " --only-binary :all: --no-binary randomname " in install
    assert install.endswith(f"/{setup.ENVIRONMENTS[name].lock.name}")


def test_what_the_lock_names_was_published_as_wheels() -> None:
    """What uv builds has its mark, or a tag that no registry takes; the stand-ins are ours, and randomname is Python alone."""
    built = {
        distribution.name
        for distribution in importlib.metadata.distributions()
        if distribution.read_text("uv_build.json") is not None or "-linux_" in (distribution.read_text("WHEEL") or "")
    }

    assert built <= {"randomname", "wayfinder-standins"}


def test_python_is_looked_for_in_pyenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest 3.12 there is taken when PATH has none."""
    for version in ("3.12.1", "3.12.9", "3.13.0"):
        folder = tmp_path / "versions" / version / "bin"
        folder.mkdir(parents=True)
        (folder / "python").write_text("#!/bin/sh\nexit 0\n")
        (folder / "python").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.delenv("UV_PYTHON", raising=False)

    assert setup.find_python("3.12") == str(tmp_path / "versions" / "3.12.9" / "bin" / "python")


def test_without_any_python_uv_is_asked_to_fetch_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only then."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.delenv("UV_PYTHON", raising=False)

    assert setup.find_python("3.12") == "3.12"


def test_the_lock_files_name_no_registry() -> None:
    """Whoever installs uses their own."""
    for environment in setup.ENVIRONMENTS.values():
        text = environment.lock.read_text()

        assert "://" not in text
        assert text.count("--hash=sha256:") > 100
