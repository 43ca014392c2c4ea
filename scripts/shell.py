"""Talk to the bot in the terminal, by `rasa shell`.

`make shell` calls this. It needs no running bot and disturbs none.
"""

import os
import subprocess
import sys
from pathlib import Path

from actions.errors import FactsInvalid, SettingInvalid
from actions.facts import load_facts
from actions.facts.dates import today
from scripts import servers
from scripts.old_names import refuse_old_names
from scripts.servers import ROOT, ServerFailed
from scripts.train import TrainingFailed, ensure_model
from wayfinder.stores.private_files import OTHERS, keep_private, make_private_file, make_private_folder

LOG = ROOT / "var" / "log" / "shell.log"


def main() -> int:
    """Open a conversation and return the shell's exit code."""
    servers.end_on_signals()
    try:
        load_facts()
        today()
        return talk()
    except (ServerFailed, TrainingFailed, FactsInvalid, SettingInvalid) as failure:
        print(f"\nshell: {failure}", file=sys.stderr)
        return 1


def talk() -> int:
    """Run `rasa shell` on a free port until the person leaves.

    Raises:
        ServerFailed: the shell ended with an error, or a file names a class by an old name.
        TrainingFailed: there is no model and none could be trained.
    """
    refuse_old_names()
    keep_private(ROOT / "var")
    model = ensure_model()
    rasa = Path(sys.executable).with_name("rasa")
    command = [str(rasa), "shell", "--quiet", "--interface", servers.LOOPBACK, "--port", str(servers.free_port()),
               "--endpoints", "endpoints.yml", "--model", str(model)]  # fmt: skip
    make_private_folder(LOG.parent)
    make_private_file(LOG)
    try:
        # Errors and third-party warnings go to the log: the terminal is for the conversation.
        with LOG.open("w") as log:
            code = subprocess.run(
                command, cwd=ROOT, env={**os.environ, **servers.QUIET}, stderr=log, umask=OTHERS
            ).returncode
    except KeyboardInterrupt:
        return 0
    if code != 0:
        raise ServerFailed(f"`rasa shell` ended with an error. {servers.last_words(LOG)}")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
