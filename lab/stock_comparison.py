"""Train and serve the project under stock Rasa on Python 3.10, and compare every answer: `make -C lab stock`.

Both bots have all conversations of tests/conversations side by side. What is compared is
text, buttons and the answer object but for its id. The result, with its date, goes to
docs/results/stock.json.
"""

import datetime
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts import servers
from scripts.servers import QUIET, ROOT
from scripts.setup import ENVIRONMENTS
from tests.conversations.runner import conversations, differences

RESULT = ROOT / "docs" / "results" / "stock.json"
STOCK_PYTHON = ENVIRONMENTS["stock"].folder / "bin" / "python"
CANARY = ("How much does a machine learning engineer make?", "Indeed")
MOST_SHOWN = 10


def main() -> int:
    """Compare, save and print the result; return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stock_model = train_stock(folder)
        started: list[servers.BotServers] = []
        try:
            print("  starting both bots …", flush=True)
            ours = start(folder / "ours", Path(sys.executable), ROOT / "models", started)
            stock = start(folder / "stock", STOCK_PYTHON, stock_model, started)
            different = [line for c in conversations() for line in differences(c, ours, stock)]
        finally:
            for bot in started:
                bot.stop()
    result = {
        "date": datetime.date.today().isoformat(),
        "rasa": "3.6.21",
        "stock_python": "3.10",
        "conversations": len(conversations()),
        "turns": sum(len(c.turns) for c in conversations()),
        "different_turns": len(different),
        "differences": different[:MOST_SHOWN],
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))
    return 1 if different else 0


def train_stock(folder: Path) -> Path:
    """Train the project as it is with the stock packages and return the model.

    Raises:
        subprocess.CalledProcessError: the training failed.
    """
    print("  training under stock Rasa (a minute or two) …", flush=True)
    # Rasa's cache of trained components is shared by default; what one Python trained is not the other's.
    env = {**os.environ, **QUIET, "RASA_CACHE_DIRECTORY": str(folder / "cache")}
    command = [
        str(STOCK_PYTHON.with_name("rasa")),
        "train",
        "--quiet",
        "--out",
        str(folder),
        "--fixed-model-name",
        "stock",
    ]
    subprocess.run(command, cwd=ROOT, env=env, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return folder / "stock.tar.gz"


def start(folder: Path, python: Path, model: Path, started: list[servers.BotServers]) -> str:
    """Start a bot that runs on `python` and return its address."""
    bot = servers.bot_servers(folder, model, env=servers.UNLIMITED, python=python)
    bot.start(seconds=180)
    started.append(bot)
    servers.wait_for_answer(bot.url, *CANARY)
    return bot.url


if __name__ == "__main__":
    raise SystemExit(main())
