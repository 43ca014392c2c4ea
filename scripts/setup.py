"""Make an environment: `python3 scripts/setup.py run`, `… dev`, `… lab` or `… stock`.

Runs on any Python 3.8 or newer with nothing installed. Finds or fetches uv, finds
the right Python, installs the locked packages with their hashes checked, compiles them
to bytecode, and adds the stand-ins for what Rasa imports and Wayfinder doesn't use
(the stock environment has the real packages). Does nothing when the environment
already matches its lock file.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV_VERSION = "0.13.8"  # any recent one on PATH is taken; this one is fetched where there is none
STANDINS = ROOT / "environments" / "standins"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wayfinder"


class Environment:
    """One environment: where it is, what it holds, and its Python."""

    def __init__(self, folder: Path, lock: str, python: str, is_stock: bool = False) -> None:
        self.folder, self.lock, self.python = folder, ROOT / lock, python
        self.has_standins = self.has_wheels_only = not is_stock


ENVIRONMENTS = {
    "run": Environment(ROOT / ".venv", "environments/run.lock", "3.12"),
    "dev": Environment(ROOT / ".venv-dev", "environments/dev.lock", "3.12"),
    "lab": Environment(ROOT / ".venv-lab", "environments/lab.lock", "3.12"),
    "stock": Environment(CACHE / "stock", "environments/stock.lock", "3.10", is_stock=True),
}


# Nothing is built from source, for that needs a compiler and gets what builds it without a lock. There is one
# exception: randomname, which names models, was never published as a wheel; it is Python and lists of words.
WHEELS_ONLY = ["--only-binary", ":all:", "--no-binary", "randomname"]


class SetupFailed(Exception):
    """Setting up can't go on; the text says why and what cures it."""


def main() -> int:
    """Set up the environment named on the command line and return the exit code."""
    name = sys.argv[1] if len(sys.argv) > 1 else "run"
    if name not in ENVIRONMENTS:
        print("setup: unknown environment {!r}. Known: {}".format(name, ", ".join(ENVIRONMENTS)), file=sys.stderr)
        return 2
    try:
        set_up(ENVIRONMENTS[name])
    except SetupFailed as failure:
        print(f"\nsetup: {failure}", file=sys.stderr)
        return 1
    except OSError as failure:
        print(f"\nsetup: {failure}. Cure: free some disk space, and see that this folder is writable.", file=sys.stderr)
        return 1
    return 0


def set_up(environment: Environment) -> None:
    """Make the environment hold just what its lock file names, and the stand-ins.

    Raises:
        SetupFailed: uv, the right Python, the network or disk space is missing.
    """
    stamp = environment.folder / "wayfinder-lock.sha256"
    wanted = _digest(environment)
    if stamp.is_file() and stamp.read_text() == wanted:
        return

    _say(f"Setting up {environment.folder.name} (once; a minute or two)")
    uv = find_or_fetch_uv()
    python = str(environment.folder / "bin" / "python")
    _run(
        [
            uv,
            "venv",
            "--quiet",
            "--allow-existing",
            "--python",
            find_python(environment.python),
            str(environment.folder),
        ]
    )
    _say("installing the locked packages")
    install = [uv, "pip", "sync", "--quiet", "--python", python, "--compile-bytecode", "--require-hashes"]
    _run([*install, *(WHEELS_ONLY if environment.has_wheels_only else []), str(environment.lock)])
    if environment.has_standins:
        add = [uv, "pip", "install", "--quiet", "--python", python, "--compile-bytecode", "--no-deps", "--reinstall"]
        _run([*add, str(STANDINS)])
    stamp.write_text(wanted)


def find_or_fetch_uv() -> str:
    """Return the path of a working uv: from PATH, else fetched into .uv by pip.

    Raises:
        SetupFailed: there is none and pip can't fetch it.
    """
    on_path = shutil.which("uv")
    if on_path and _works([on_path, "--version"]):
        return on_path
    home = ROOT / ".uv"
    fetched = home / "bin" / "uv"
    with _alone(ROOT / ".uv.lock"):  # else two set-ups at once each empty the folder that the other fills
        if not fetched.is_file():
            _say("fetching uv")
            _fetch(home, fetched)
    return str(fetched)


@contextlib.contextmanager
def _alone(lock: Path) -> "Iterator[None]":
    """Wait until no other process holds `lock`; one that dies gives it free."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch(home: Path, uv: Path) -> None:
    """Have pip put `uv` into `home`: the pip of an environment of its own, else that of this Python.

    Raises:
        SetupFailed: both failed; the text has what they said.
    """
    package = "uv==" + UV_VERSION
    said: list[str] = []
    ways = (
        ([sys.executable, "-m", "venv", "--clear", str(home)],
         [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", package]),
        ([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(home), package],),
    )  # fmt: skip
    for commands in ways:
        for command in commands:
            failure = _failure(command)
            if failure:
                said.append("`{}` failed:\n{}".format(" ".join(command), failure))
                break
        if uv.is_file():
            return
    raise SetupFailed(
        "uv isn't installed and couldn't be fetched. Cure: see below why; for a lack of venv or pip, on Debian and "
        "Ubuntu `apt-get install python3-venv`; or install uv yourself and run this again.\n\n" + "\n\n".join(said)
    )


def find_python(version: str) -> str:
    """Return what uv takes for Python `version`: a path from PATH or pyenv, else the version for uv to fetch."""
    named = os.environ.get("UV_PYTHON")
    candidates: list[str | None] = [named]
    candidates += [shutil.which("python" + version), shutil.which("python3"), shutil.which("python")]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    candidates += [str(path / "bin" / "python") for path in sorted(pyenv.glob(version + ".*"), reverse=True)]
    test = f"import sys; raise SystemExit('%d.%d' % sys.version_info[:2] != '{version}')"
    return next((path for path in candidates if path and _works([path, "-c", test])), version)


def _digest(environment: Environment) -> str:
    digest = hashlib.sha256(environment.lock.read_bytes())
    for path in sorted(STANDINS.rglob("*")) if environment.has_standins else []:
        if path.is_file() and path.suffix in (".py", ".pth", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _works(command: "list[str]") -> bool:
    return not _failure(command)


def _failure(command: "list[str]") -> str:
    """Return what a command said before it failed; nothing if it didn't."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except OSError as failure:
        return str(failure)
    return "" if done.returncode == 0 else done.stdout.strip() or f"exit code {done.returncode}"


NO_PYTHON = (
    "the right Python wasn't found on PATH or in pyenv and couldn't be fetched. Cure: install Python 3.12 "
    "(`apt-get install python3.12`, `brew install python@3.12` or `pyenv install 3.12`; 3.10 for the stock "
    "environment), or set UV_PYTHON to where it is."
)
NO_NETWORK = "the package registry can't be reached. Cure: check the network and any proxy, and try again."
# What uv says, and what cures it; the first that fits is told.
CURES = (
    ("No interpreter found", NO_PYTHON),
    ("python-build-standalone", NO_PYTHON),
    ("managed Python", NO_PYTHON),
    ("No space left", "the disk is full. Cure: free about 1 GB here and in uv's cache (`uv cache clean`)."),
    ("Hash mismatch", "a downloaded package isn't the one that the lock file names. Cure: empty uv's cache "
     "(`uv cache clean`) and try again; if it stays so, don't install it."),
    ("no usable wheels", "a locked package isn't published for this machine, and none is built here. Cure: run on Linux "
     "with glibc (x86-64 or ARM) or on macOS with Apple silicon, and CPython."),
    ("error sending request", NO_NETWORK),
    ("Failed to fetch", NO_NETWORK),
    ("dns error", NO_NETWORK),
)  # fmt: skip


def _run(command: "list[str]") -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode == 0:
        return
    for sign, cure in CURES:
        if sign.lower() in done.stdout.lower():
            raise SetupFailed(f"{cure}\n\n{done.stdout.strip()}")
    raise SetupFailed("`{}` failed:\n{}".format(" ".join(command), done.stdout.strip()))


def _say(text: str) -> None:
    print(f"  {text} …", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
