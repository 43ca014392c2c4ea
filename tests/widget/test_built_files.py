"""The built files are those that the sources give, and small."""

import gzip
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.servers import ROOT

WIDGET = ROOT / "widget"
DIST = WIDGET / "dist"
NPM = shutil.which("npm")
NPM_SECONDS = 120


@pytest.fixture(scope="module")
def node_packages() -> None:
    """The packages that package-lock.json names."""
    if NPM is None:
        missing = "No npm. Building the widget needs it: apt-get install nodejs npm"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    installed, lock = WIDGET / "node_modules" / ".package-lock.json", WIDGET / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        npm("ci", "--no-audit", "--no-fund")


def npm(*arguments: str) -> None:
    """Run npm in widget/."""
    done = subprocess.run([str(NPM), *arguments], cwd=WIDGET, capture_output=True, text=True, timeout=NPM_SECONDS)

    assert done.returncode == 0, done.stdout + done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by name."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.mark.usefixtures("node_packages")
def test_the_built_files_match_the_sources(tmp_path: Path) -> None:
    """If not, build and commit them: npm run build, in widget/."""
    npm("run", "build", "--", str(tmp_path / "dist"))
    fresh, committed = contents(tmp_path / "dist"), contents(DIST)

    assert sorted(fresh) == sorted(committed)
    assert [name for name in fresh if fresh[name] != committed[name]] == []


@pytest.mark.usefixtures("node_packages")
def test_the_sources_are_typed() -> None:
    """TypeScript's strict check finds nothing."""
    npm("run", "check")


def size(pattern: str) -> int:
    """Return the size of the built files of that name, gzipped, in bytes."""
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in DIST.glob(pattern))


def test_who_never_chats_downloads_less_than_two_kilobytes() -> None:
    """The launcher alone."""
    assert 500 < size("widget.js") < 2_000


def test_all_together_is_at_most_twenty_kilobytes() -> None:
    """Launcher, panel and every language."""
    assert 10_000 < size("widget.js") + size("panel*.js") + size("strings-*.js") <= 20_000
