"""Make the environment: `python3 scripts/setup.py run` or `… dev`.

Runs on any Python 3.8 or newer with nothing installed. Finds or fetches uv, finds
Python 3.12, installs the locked packages with their hashes checked, compiles them to
bytecode, and adds the stand-ins for what Rasa imports and Wayfinder doesn't use.
Does nothing when the environment already matches its lock file.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV_VERSION = "0.13.8"  # any recent one on PATH is taken; this one is fetched where there is none
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
ENVIRONMENTS = {"run": ROOT / ".venv", "dev": ROOT / ".venv-dev"}
STANDINS = ROOT / "standins"


class SetupFailed(Exception):
    """Setting up can't go on; the text says why and what cures it."""


def main() -> int:
    """Set up the environment named on the command line and return the exit code."""
    purpose = sys.argv[1] if len(sys.argv) > 1 else "run"
    if purpose not in LOCKS:
        print(f"setup: unknown environment {purpose!r}. Say: setup.py run, or setup.py dev", file=sys.stderr)
        return 2
    try:
        set_up(LOCKS[purpose], ENVIRONMENTS[purpose])
    except SetupFailed as failure:
        print(f"\nsetup: {failure}", file=sys.stderr)
        return 1
    return 0


def set_up(lock: Path, environment: Path) -> None:
    """Make `environment` hold just what `lock` names, and the stand-ins.

    Raises:
        SetupFailed: uv, Python 3.12, the network or disk space is missing.
    """
    stamp = environment / "wayfinder-lock.sha256"
    wanted = _digest(lock)
    if stamp.is_file() and stamp.read_text() == wanted:
        return

    _say(f"Setting up {environment.name} (once; about a minute)")
    uv = find_or_fetch_uv()
    _run([uv, "venv", "--quiet", "--allow-existing", "--python", find_python(), str(environment)])
    python = str(environment / "bin" / "python")
    _say("installing the locked packages")
    _run([uv, "pip", "sync", "--quiet", "--python", python, "--compile-bytecode", "--require-hashes", str(lock)])
    _run([uv, "pip", "install", "--quiet", "--python", python, "--compile-bytecode", "--no-deps",
          "--reinstall-package", "wayfinder-standins", str(STANDINS)])  # fmt: skip
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
    if not fetched.is_file():
        _say("fetching uv")
        for fetch in (_fetch_with_venv, _fetch_with_pip):
            if fetch(home) and fetched.is_file():
                break
        else:
            raise SetupFailed(
                "uv isn't installed and couldn't be fetched. Cure: check the network; or on Debian and Ubuntu "
                "`apt-get install python3-venv`; or install uv yourself and run this again."
            )
    return str(fetched)


def _fetch_with_venv(home: Path) -> bool:
    return _works([sys.executable, "-m", "venv", "--clear", str(home)]) and _works(
        [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", f"uv=={UV_VERSION}"]
    )


def _fetch_with_pip(home: Path) -> bool:
    return _works([sys.executable, "-m", "pip", "install", "--quiet", "--target", str(home), f"uv=={UV_VERSION}"])


def find_python() -> str:
    """Return what uv takes for Python 3.12: a path from PATH or pyenv, else `3.12` for uv to fetch."""
    named = os.environ.get("UV_PYTHON")
    candidates = [named] if named else []
    candidates += [shutil.which("python3.12"), shutil.which("python3"), shutil.which("python")]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates += [str(path / "bin" / "python") for path in sorted(pyenv.glob("3.12.*"), reverse=True)]
    for candidate in candidates:
        if candidate and _is_python_3_12(candidate):
            return candidate
    return "3.12"


def _is_python_3_12(python: str) -> bool:
    return _works([python, "-c", "import sys; raise SystemExit(sys.version_info[:2] != (3, 12))"])


def _digest(lock: Path) -> str:
    digest = hashlib.sha256(lock.read_bytes())
    for path in sorted(STANDINS.rglob("*")):
        if path.is_file() and path.suffix in (".py", ".pth", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _works(command: "list[str]") -> bool:
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


# What uv says, and what cures it; the first that fits is told.
CURES = (
    ("No interpreter found", "Python 3.12 wasn't found on PATH or in pyenv and couldn't be fetched. Cure: install it "
     "(`apt-get install python3.12`, `brew install python@3.12`, or `pyenv install 3.12`), or set UV_PYTHON to one."),
    ("managed Python", "Python 3.12 wasn't found on PATH or in pyenv and couldn't be fetched. Cure: install it "
     "(`apt-get install python3.12`, `brew install python@3.12`, or `pyenv install 3.12`), or set UV_PYTHON to one."),
    ("No space left", "the disk is full. Cure: free about 1 GB here and in uv's cache (`uv cache clean`)."),
    ("hash", "a downloaded package isn't the one that the lock file names. Cure: empty uv's cache (`uv cache clean`) "
     "and try again; if it stays so, don't install it."),
    ("error sending request", "the package registry can't be reached. Cure: check the network and any proxy."),
    ("Failed to fetch", "the package registry can't be reached. Cure: check the network and any proxy."),
    ("dns error", "the package registry can't be reached. Cure: check the network and any proxy."),
)  # fmt: skip


def _run(command: "list[str]") -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if done.returncode == 0:
        return
    for sign, cure in CURES:
        if sign.lower() in done.stdout.lower():
            raise SetupFailed(f"{cure}\n\n{done.stdout.strip()}")
    raise SetupFailed(f"`{' '.join(command)}` failed:\n{done.stdout.strip()}")


def _say(text: str) -> None:
    print(f"  {text} …", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
