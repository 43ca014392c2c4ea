"""Write the figures of docs/results/bench.json and profile.json into docs/speed.md, between its marks.

The bench and the profile do it at the end of a whole run; a test fails if the page says anything else than the files.
"""

import json
import re
from pathlib import Path
from typing import Any

from scripts.servers import ROOT

PAGE = ROOT / "docs" / "speed.md"
RESULTS = ROOT / "docs" / "results"
BOTS = {"wayfinder": "Wayfinder", "rasa_init": "`rasa init`", "light": "light bot", "floor": "floor"}
PARTS = {
    "training": "Training",
    "install": "On disk",
    "start": "Start",
    "turn": "A turn of one user who is alone",
    "throughput": "Several users at once",
    "length": "The first turn, by the length of its message",
    "conversation": "A turn, by the turns before it",
    "stored": "A turn, by the conversations stored beside it",
    "restart": "The first turn after a restart",
    "variants": "Other set-ups",
}
NOT_YET = "Not measured yet.\n"


def write_page(page: Path = PAGE, results: Path = RESULTS) -> None:
    """Put the figures of the results into the page."""
    page.write_text(page_with_figures(page.read_text(encoding="utf-8"), results), encoding="utf-8")


def page_with_figures(text: str, results: Path = RESULTS) -> str:
    """Return the page's text with what stands between its marks made anew."""
    bench, profile = (_read(results / name) for name in ("bench.json", "profile.json"))
    blocks = {
        "targets": _targets(bench) if bench else NOT_YET,
        "measures": _measures(bench) if bench else NOT_YET,
        "profile": _profile(profile) if profile else NOT_YET,
    }
    for name, block in blocks.items():
        mark = re.compile(rf"(<!-- {name} -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL)
        text = mark.sub(lambda found, block=block: found[1] + block, text)  # type: ignore[misc]
    return text


def _targets(bench: dict[str, Any]) -> str:
    lines = [
        f"Measured on {bench['date']} ({bench['machine']}):\n",
        "| target | limit | found | |",
        "|---|---|---|---|",
    ]
    for target in bench["targets"]:
        limit = f"≥ {target['at_least']:g}" if "at_least" in target else f"≤ {target['at_most']:g}"
        verdict = {True: "met", False: "missed", None: "not measured"}[target["met"]]
        lines.append(f"| {target['target']} | {limit} | {_shown(target['found'])} | {verdict} |")
    return "\n".join([*lines, *(f"\nNote: {note}." for note in bench["notes"]), ""])


def _measures(bench: dict[str, Any]) -> str:
    lines = []
    for part, rows in bench["measures"].items():
        bots = [bot for bot in BOTS if any(bot in row for row in rows.values())]
        lines += ["", f"**{PARTS[part]}**", "", "| | " + " | ".join(BOTS[bot] for bot in bots) + " |"]
        lines.append("|---" * (len(bots) + 1) + "|")
        for measure, row in rows.items():
            lines.append(f"| {measure} | " + " | ".join(_shown(row.get(bot)) for bot in bots) + " |")
    return "\n".join([*lines[1:], ""])


def _profile(profile: dict[str, Any]) -> str:
    medians, whole = profile["median_ms"], profile["turn_ms"]
    lines = [
        f"Measured on {profile['date']}, the mean of {profile['turns']} turns:\n",
        "| stage | ms | % |",
        "|---|---|---|",
    ]
    lines += [f"| {stage} | {ms:.3f} | {100 * ms / whole:.1f} |" for stage, ms in profile["parts_ms"].items()]
    lines.append(f"| **a turn** | **{whole:.3f}** | **100** |")
    lines.append(
        f"\nThe median turn took {medians['with_stopwatch']:.3f} ms with the stopwatch and {medians['without']:.3f} ms without."
    )
    return "\n".join([*lines, ""])


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}" if value < 100 else f"{value:,.0f}"


def _read(path: Path) -> dict[str, Any] | None:
    read: dict[str, Any] | None = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    return read
