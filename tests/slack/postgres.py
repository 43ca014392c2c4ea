"""A PostgreSQL server of our own for the time of some tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.servers import LOOPBACK, free_port

DEBIAN = Path("/usr/lib/postgresql")  # PATH has only clients there


class NoPostgres(Exception):
    """There is no PostgreSQL server on this machine."""


@contextmanager
def postgres() -> Iterator[str]:
    """Run a server on a free port, and give the SQLAlchemy URL of an empty database of it.

    Raises:
        NoPostgres: there is none on this machine.
    """
    programs = next(
        (folder for folder in sorted(DEBIAN.glob("*/bin"), reverse=True) if (folder / "initdb").exists()), None
    )
    if programs is None:
        raise NoPostgres(f"no PostgreSQL in {DEBIAN}. Cure: apt-get install postgresql")
    # The server refuses to run as root.
    user = "postgres" if os.geteuid() == 0 and "postgres" in {each.pw_name for each in pwd.getpwall()} else None
    folder, port = Path(tempfile.mkdtemp(prefix="wayfinder-postgres-")), free_port()
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [str(programs / program), "--pgdata", str(folder / "data"), *arguments]
        subprocess.run(command, user=user, cwd=folder, check=True, timeout=60, stdout=subprocess.DEVNULL)

    run("initdb", "--auth=trust", "--username=wayfinder", "--encoding=UTF8")
    options = f"-c listen_addresses={LOOPBACK} -c port={port} -c unix_socket_directories={folder} -c fsync=off"
    run("pg_ctl", "start", "--wait", "--log", str(folder / "log"), "-o", options)
    try:
        yield f"postgresql://wayfinder@{LOOPBACK}:{port}/postgres"
    finally:
        run("pg_ctl", "stop", "--wait", "--mode=immediate")
        shutil.rmtree(folder, ignore_errors=True)
