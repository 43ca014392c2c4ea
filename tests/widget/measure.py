"""Measure the widget in Chromium against the real bot: `python -m tests.widget.measure`.

Sizes are of the built files, gzipped; times are of visitors with an empty cache, from the press to what they see.
Prints them and saves docs/results/widget.json.
"""

import datetime
import gzip
import json
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.servers import ROOT, bot_servers, wait_for_answer
from scripts.train import ensure_model
from tests.conftest import CANARY
from tests.widget.conftest import ARGUMENTS, CHROMIUM, LIMITS
from tests.widget.visitor import Visitor

RESULT = ROOT / "docs" / "results" / "widget.json"
DIST = ROOT / "widget" / "dist"
VISITORS = 15
QUESTION = "Which of these jobs pays the most?"

# The panel is open when the composer has the focus and a frame has been drawn since.
OPEN = """() => new Promise(resolve => {
    const chat = document.querySelector("wayfinder-chat"), start = performance.now();
    chat.shadowRoot.querySelector(".launcher").click();
    const look = () => chat.shadowRoot.activeElement?.localName === "textarea"
        ? resolve(performance.now() - start) : requestAnimationFrame(look);
    requestAnimationFrame(look);
})"""
ASK = """question => new Promise(resolve => {
    const chat = document.querySelector("wayfinder-chat"), start = performance.now();
    const look = () => chat.shadowRoot.querySelector("wayfinder-message.bot figure")
        ? resolve(performance.now() - start) : requestAnimationFrame(look);
    chat.send(question);
    requestAnimationFrame(look);
})"""


def main() -> None:
    """Measure, save and print."""
    times: dict[str, list[float]] = {"first open, ms": [], "first answer, ms": []}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        running = bot_servers(Path(folder), ensure_model(), env=LIMITS)
        running.start()
        try:
            wait_for_answer(running.url, *CANARY)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            for _ in range(VISITORS):
                opened, answered = visit(browser, running.url.split("/rest/")[0] + "/web/")
                times["first open, ms"].append(opened)
                times["first answer, ms"].append(answered)
            version = browser.version
            browser.close()
        finally:
            running.stop()
    result = {
        "date": datetime.date.today().isoformat(),
        "chromium": version,
        "gzipped, bytes": sizes(),
        **{name: {"median": round(statistics.median(ms)), "worst": round(max(ms))} for name, ms in times.items()},
    }
    RESULT.write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))


def visit(browser: Browser, address: str) -> tuple[float, float]:
    """Return how long a new visitor waits for the open panel, and for the first answer with its bars."""
    context = browser.new_context()
    try:
        visitor = Visitor(context.new_page()).goes_to(address)
        visitor.page.wait_for_load_state("networkidle")
        return visitor.page.evaluate(OPEN), visitor.page.evaluate(ASK, QUESTION)
    finally:
        context.close()


def sizes() -> dict[str, int]:
    """Return the size of what a visitor downloads, by when they do."""
    size = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in DIST.iterdir()}
    panel = sum(bytes for name, bytes in size.items() if name.startswith("panel-"))
    strings = sum(bytes for name, bytes in size.items() if name.startswith("strings-"))
    launcher = size["widget.js"]
    return {"launcher": launcher, "panel": panel, "German": strings, "all together": launcher + panel + strings}


if __name__ == "__main__":
    main()
