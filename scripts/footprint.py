"""Measure Wayfinder against the bot of `rasa init` on stock Rasa, in one run: `make footprint`.

Install size (the environment, with bytecode, and the trained model), seconds from start to the
first answer (median of three, in turn), and memory of all processes after it. Prints a table
and saves docs/results/footprint.json.
"""

import datetime
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scripts import servers
from scripts.check_stock import STOCK_PYTHON
from scripts.servers import LOOPBACK, QUIET, ROOT, Server
from scripts.setup import ENVIRONMENTS
from scripts.train import ensure_model

RESULT = ROOT / "docs" / "results" / "footprint.json"
RUNS = 3


def main() -> int:
    """Measure, save and print; return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        init_bot = make_init_bot(folder / "init")
        ours, stock = [], []
        for run in range(RUNS):
            print(f"  run {run + 1} of {RUNS} …", flush=True)
            ours.append(start_ours(folder / f"ours-{run}"))
            stock.append(start_init_bot(init_bot, folder / f"init-{run}.log"))
        sizes = {
            "ours": size(ENVIRONMENTS["run"].folder, ensure_model()),
            "init": size(ENVIRONMENTS["stock"].folder, *(init_bot / "models").glob("*.tar.gz")),
        }
    rows = {
        "install, MB": (sizes["ours"], sizes["init"]),
        "start to first answer, s": tuple(statistics.median(run[0] for run in runs) for runs in (ours, stock)),
        "memory after it, MB": tuple(statistics.median(run[1] for run in runs) for runs in (ours, stock)),
    }
    result = {
        name: {"wayfinder": round(a, 2), "rasa_init": round(b, 2), "ratio": round(a / b, 3)}
        for name, (a, b) in rows.items()
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps({"date": datetime.date.today().isoformat(), **result}, indent=2) + "\n")
    print(f"{'':28}{'Wayfinder':>12}{'rasa init':>12}{'ratio':>8}")
    for name, row in result.items():
        print(f"{name:28}{row['wayfinder']:>12}{row['rasa_init']:>12}{row['ratio']:>8}")
    return 0


def make_init_bot(folder: Path) -> Path:
    """Make and train the bot of `rasa init` under the stock packages."""
    print("  training the bot of `rasa init` (a minute or two) …", flush=True)
    folder.mkdir()
    rasa = STOCK_PYTHON.with_name("rasa")
    subprocess.run(
        [str(rasa), "init", "--no-prompt", "--init-dir", str(folder), "--quiet"],
        cwd=folder, env={**os.environ, **QUIET}, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return folder


def start_ours(folder: Path) -> tuple[float, float]:
    """Start Wayfinder; return seconds to its first answer and MB of memory then."""
    bot = servers.bot_servers(folder, ensure_model(), python=ENVIRONMENTS["run"].folder / "bin" / "python")
    return _measure(list(bot.both), bot.port, "How much does an ML engineer make?", "Indeed")


def start_init_bot(folder: Path, log: Path) -> tuple[float, float]:
    """Start the bot of `rasa init`; return seconds to its first answer and MB of memory then."""
    port = servers.free_port()
    rasa = STOCK_PYTHON.with_name("rasa")
    command = [str(rasa), "run", "--interface", LOOPBACK, "--port", str(port), "--credentials", "credentials.yml"]
    server = Server("init bot", command, log, f"http://{LOOPBACK}:{port}/", cwd=folder)
    return _measure([server], port, "hello", "Hey")


def _measure(group: list[Server], port: int, question: str, expected: str) -> tuple[float, float]:
    started = time.perf_counter()
    try:
        for server in group:
            server.start()
        for server in group:
            server.wait_until_healthy(180)
        servers.wait_for_answer(f"http://{LOOPBACK}:{port}/webhooks/rest/webhook", question, expected, 180)
        return time.perf_counter() - started, sum(_memory(s.process.pid) for s in group if s.process) / 2**20
    finally:
        for server in group:
            server.stop()


def _memory(pid: int) -> int:
    """Return the resident memory of a process and its children, in bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(_memory(int(child)) for child in children)


def size(*paths: Path) -> float:
    """Return what the files below `paths` take, in MB."""
    files = (f for path in paths for f in ([path] if path.is_file() else path.rglob("*")))
    return sum(f.lstat().st_size for f in files if f.is_file() and not f.is_symlink()) / 2**20


if __name__ == "__main__":
    sys.exit(main())
