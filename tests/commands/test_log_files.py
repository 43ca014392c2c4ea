"""Logs don't grow without end, and are their owner's alone, as all that is in var/."""

import os
import stat
import sys
from pathlib import Path

import pytest

from scripts import log_files
from scripts.servers import Server
from wayfinder.stores.private_files import keep_private

LINES = 2_000
TALK = f"for number in range({LINES}): print(f'line {{number:06}}', 'x' * 88)"


def talker(log: Path, program: str = TALK) -> Server:
    """Return a server that says what `program` prints, and ends."""
    return Server("talker", [sys.executable, "-c", program], log, "http://127.0.0.1:9/")


def run(server: Server) -> None:
    """Start it, and wait until it has ended and all is written."""
    server.start()
    assert server.process is not None
    server.process.wait(30)
    server.stop()


def mode(path: Path) -> int:
    """Return the rights of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_log_begins_anew_before_it_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process goes on writing meanwhile; the newest lines are in the log, older ones beside it, the oldest gone."""
    monkeypatch.setattr(log_files, "MOST_BYTES", 20_000)
    log = tmp_path / "log" / "rasa.log"
    run(talker(log))
    files = sorted(log.parent.iterdir())
    lines = [line[:11] for file in [*reversed(files[1:]), log] for line in file.read_text().splitlines()]

    assert [file.name for file in files] == ["rasa.log", *(f"rasa.log.{number}" for number in range(1, 6))]
    assert all(file.stat().st_size <= 20_000 for file in files)
    assert lines == [f"line {number:06}" for number in range(LINES - len(lines), LINES)]
    assert len(lines) > 1000


def test_the_next_start_goes_on_with_the_log(tmp_path: Path) -> None:
    """What was said before is still there."""
    log = tmp_path / "rasa.log"
    run(talker(log, "print('first')"))
    run(talker(log, "print('second')"))

    assert log.read_text() == "first\nsecond\n"


def test_the_last_words_are_there_when_the_process_has_ended(tmp_path: Path) -> None:
    """They tell why."""
    server = talker(tmp_path / "rasa.log", "import sys; print('why', file=sys.stderr); sys.exit(1)")
    server.start()
    assert server.process is not None
    server.process.wait(30)

    assert server.last_words().endswith("the last lines:\nwhy")


def test_bytes_that_are_no_text_and_a_line_without_an_end_are_kept_too(tmp_path: Path) -> None:
    """In pieces, for memory's sake."""
    program = "import sys; sys.stdout.buffer.write(b'\\xff\\n' + b'y' * 200_000)"
    run(talker(tmp_path / "rasa.log", program))
    text = (tmp_path / "rasa.log").read_text()

    assert text.startswith("\ufffd\n")
    assert text.count("y") == 200_000


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
def test_a_full_disk_holds_no_server_up(tmp_path: Path) -> None:
    """It goes on, and its lines are let go."""
    log = tmp_path / "rasa.log"
    log.symlink_to("/dev/full")
    run(talker(log, f"{TALK}; open({str(tmp_path / 'done')!r}, 'w')"))

    assert (tmp_path / "done").exists()


def test_what_a_server_writes_is_its_owners_alone(tmp_path: Path) -> None:
    """Its log, the folder, and the files that it makes."""
    made = tmp_path / "made"
    before = os.umask(0o022)
    try:
        run(talker(tmp_path / "var" / "log" / "rasa.log", f"open({str(made)!r}, 'w')"))
    finally:
        os.umask(before)

    assert mode(tmp_path / "var" / "log" / "rasa.log") == 0o600
    assert mode(tmp_path / "var" / "log") == mode(tmp_path / "var") == 0o700
    assert mode(made) == 0o600


def test_an_older_folder_is_tightened(tmp_path: Path) -> None:
    """With all that is in it; what a link points at is somebody else's."""
    folder, elsewhere = tmp_path / "var", tmp_path / "elsewhere"
    (folder / "log").mkdir(parents=True)
    for file in (folder / "conversations.db", folder / "log" / "rasa.log", elsewhere):
        file.touch()
        file.chmod(0o644)
    folder.chmod(0o755)
    (folder / "link").symlink_to(elsewhere)
    keep_private(folder)

    assert mode(folder) == mode(folder / "log") == 0o700
    assert mode(folder / "conversations.db") == mode(folder / "log" / "rasa.log") == 0o600
    assert mode(elsewhere) == 0o644
