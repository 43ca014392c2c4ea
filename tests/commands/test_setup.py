"""Setting up says what is missing and how to cure it."""

import stat
from pathlib import Path

import pytest

from scripts import setup


def fake_uv(folder: Path, says: str, code: int = 2) -> str:
    """Write a program that says this and ends with this code, and return its path."""
    program = folder / "uv"
    program.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


@pytest.mark.parametrize(
    ("says", "cure"),
    [
        pytest.param("error: No interpreter found for Python 3.12", "install Python 3.12", id="no Python"),
        pytest.param("error: error sending request for url", "check the network", id="no network"),
        pytest.param("Caused by: No space left on device (os error 28)", "free about 1 GB", id="disk full"),
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
