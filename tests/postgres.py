"""A PostgreSQL server of our own for the time of a measurement: its own folder, port and end."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.servers import LOOPBACK, free_port

# Where Debian keeps the programs of each version; PATH has only clients.
DEBIAN = Path("/usr/lib/postgresql")
# The server refuses to run as root, so root runs it as one of these.
UNPRIVILEGED = ("postgres", "nobody")
DATABASE = "postgres"
SECONDS = 60


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine, or it doesn't start; the text says which."""


@contextmanager
def postgres(settings: str = "") -> Iterator["Cluster"]:
    """Run a PostgreSQL server on a free port of the loopback address, with the settings that it comes with but for `settings`.

    Raises:
        NoPostgres: there is none, or it doesn't start.
    """
    programs = _programs()
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="wayfinder-postgres-"))
    try:
        if user is not None:
            shutil.chown(folder, user)
        cluster = Cluster(programs, folder, user, free_port(), settings)
        cluster.make()
        cluster.start()
        try:
            yield cluster
        finally:
            if cluster.is_running:
                cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Cluster:
    """One server, its files below `folder`, run by `user` (None: by ourselves)."""

    def __init__(self, programs: Path, folder: Path, user: str | None, port: int, settings: str = "") -> None:
        self._programs, self._folder, self._user, self._port = programs, folder, user, port
        self._settings = settings
        self.is_running = False

    def make(self) -> None:
        """Make its files."""
        self._control("initdb", "--no-sync", "--auth=trust", "--username=bench", "--encoding=UTF8")

    def start(self) -> None:
        """Start it, and return when it takes connections."""
        options = f"-c listen_addresses={LOOPBACK} -c port={self._port} -c unix_socket_directories={self._folder}"
        options += f" {self._settings}"
        self._control("pg_ctl", "start", "--wait", "--log", str(self._folder / "log"), "-o", options)
        self.is_running = True

    def stop(self) -> None:
        """End it at once, as a crash would; what was committed is kept."""
        self._control("pg_ctl", "stop", "--wait", "--mode=immediate")
        self.is_running = False

    @property
    def pid(self) -> int:
        """The id of its process."""
        return int((self._folder / "data" / "postmaster.pid").read_text().split()[0])

    def new_database(self, name: str) -> str:
        """Make an empty database and return its SQLAlchemy URL."""
        to = ["--host", LOOPBACK, "--port", str(self._port), "--username", "bench"]
        _run([str(self._programs / "createdb"), *to, name], None, Path.cwd())
        return self.url_of(name)

    def url_of(self, name: str) -> str:
        """Return the SQLAlchemy URL of a database that was made here."""
        return f"postgresql://bench@{LOOPBACK}:{self._port}/{name}"

    def _control(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), *arguments, "--pgdata", str(self._folder / "data")]
        _run(command, self._user, self._folder)


def _programs() -> Path:
    on_path = shutil.which("initdb")
    found = [Path(on_path).resolve().parent] if on_path else []
    for folder in [*found, *sorted(DEBIAN.glob("*/bin"), reverse=True)]:
        if all((folder / name).is_file() for name in ("initdb", "pg_ctl", "createdb")):
            return folder
    raise NoPostgres(f"no PostgreSQL server on PATH or in {DEBIAN}. Cure: apt-get install postgresql")


def _user() -> str | None:
    """Return whom the server must run as, or None for ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in UNPRIVILEGED if name in known)


def _run(command: list[str], user: str | None, folder: Path) -> None:
    try:
        done = subprocess.run(
            command,
            user=user,
            cwd=folder,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except subprocess.TimeoutExpired:
        raise NoPostgres(f"`{command[0]}` didn't end within {SECONDS} s") from None
    if done.returncode != 0:
        raise NoPostgres(f"`{command[0]}` failed: {done.stdout.strip()}")
