"""Keep what a server says in a log file that doesn't grow without end.

The log begins anew at 10 MB; of older ones five are kept, as rasa.log.1 to rasa.log.5.
"""

import contextlib
import logging
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO, Any

from wayfinder.stores.private_files import make_private_file, make_private_folder

MOST_BYTES = 10_000_000
OLDER = 5
# Of a longer line the rest is the next.
LONGEST_LINE = 65_536


class LogFile(RotatingFileHandler):
    """A log file that only its owner may read, and that a full disk makes incomplete instead of holding the server up."""

    def __init__(self, file: Path) -> None:
        """Open it.

        Raises:
            OSError: there can't be such a file.
        """
        make_private_folder(file.parent)
        super().__init__(file, maxBytes=MOST_BYTES, backupCount=OLDER, encoding="utf-8")

    def keep(self, output: IO[bytes]) -> threading.Thread:
        """Append what comes out of a process, until it ends; return the thread that does it."""
        keeper = threading.Thread(target=self._keep, args=(output,), name=f"log {self.baseFilename}", daemon=True)
        keeper.start()
        return keeper

    def _keep(self, output: IO[bytes]) -> None:
        with output:
            while line := output.readline(LONGEST_LINE):
                words = line.decode("utf-8", "replace").rstrip("\n")
                self.handle(logging.makeLogRecord({"msg": words}))
        with contextlib.suppress(OSError):  # what is left to be written may find no room either
            self.close()

    def _open(self) -> Any:
        make_private_file(Path(self.baseFilename))
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Let the line go: whoever reads the output must go on reading, or the server would wait for it."""
