"""Talk to the bot in the terminal: an action server of its own and `rasa shell`.

`make shell` calls this. It needs no running bot and disturbs none.
"""

import os
import subprocess
import sys
from pathlib import Path

from scripts import servers
from scripts.servers import ROOT, ServerFailed
from scripts.train import TrainingFailed, ensure_model

LOG = ROOT / "var" / "log" / "shell.log"


def main() -> int:
    """Open a conversation and return the shell's exit code."""
    servers.end_on_signals()
    try:
        return talk()
    except (ServerFailed, TrainingFailed) as failure:
        print(f"\nshell: {failure}", file=sys.stderr)
        return 1


def talk() -> int:
    """Run `rasa shell` on free ports until the person leaves.

    Raises:
        ServerFailed: the action server didn't start.
        TrainingFailed: there is no model and none could be trained.
    """
    model = ensure_model()
    port, action_port = servers.free_port(), servers.free_port()
    endpoints = ROOT / "var" / "run" / f"endpoints-shell-{port}.yml"
    servers.write_endpoints(endpoints, action_port, ROOT / "var" / "conversations.db")
    actions = servers.action_server(action_port, ROOT / "var" / "log" / "shell-actions.log")
    actions.start()
    try:
        actions.wait_until_healthy()
        rasa = Path(sys.executable).with_name("rasa")
        command = [str(rasa), "shell", "--quiet", "--interface", servers.LOOPBACK, "--port", str(port),
                   "--endpoints", str(endpoints), "--model", str(model)]  # fmt: skip
        # Errors and third-party warnings go to the log: the terminal is for the conversation.
        with LOG.open("w") as log:
            code = subprocess.run(command, cwd=ROOT, env={**os.environ, **servers.QUIET}, stderr=log).returncode
        if code != 0:
            raise ServerFailed(f"`rasa shell` ended with an error. {servers.last_words(LOG)}")
        return code
    except KeyboardInterrupt:
        return 0
    finally:
        actions.stop()
        endpoints.unlink()


if __name__ == "__main__":
    raise SystemExit(main())
