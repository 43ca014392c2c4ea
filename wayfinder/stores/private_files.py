"""Files that only their owner may read: conversations, logs and secrets, whatever the umask."""

import contextlib
import os
from pathlib import Path

OTHERS = 0o077


def make_private_folder(folder: Path) -> None:
    """Make a folder, with those above it, that only its owner may enter; one that is there is left as it is."""
    for missing in reversed([folder, *folder.parents]):
        missing.mkdir(mode=0o777 & ~OTHERS, exist_ok=True)


def make_private_file(file: Path) -> None:
    """Make an empty file that only its owner may read; one that is there is left as it is.

    That one isn't even opened: closing it would free the locks that SQLite has on it elsewhere in this process.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 & ~OTHERS))


def keep_private(folder: Path) -> None:
    """Make `folder` if need be, and take from all others what they may do with it and with all that is in it.

    What isn't ours to change stays as it is, and so does what links point at.
    """
    make_private_folder(folder)
    for path in (folder, *folder.rglob("*")):
        with contextlib.suppress(OSError):
            mode = path.lstat().st_mode & 0o777
            if mode & OTHERS and not path.is_symlink():
                path.chmod(mode & ~OTHERS)
