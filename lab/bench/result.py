"""What the bench has found: measures, the targets that they are held against, the table and the file."""

import datetime
import json
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Findings:
    """Measures by part, name and bot, with their unit; None of them is rounded before it is shown."""

    quick: bool = False
    measures: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, part: str, measure: str, bot: str, value: float) -> None:
        """Keep one measure; its name ends in its unit, as in `turn, p50, ms`."""
        self.measures.setdefault(part, {}).setdefault(measure, {})[bot] = value

    def get(self, part: str, measure: str, bot: str) -> float | None:
        """Return a measure, or None if it wasn't taken."""
        return self.measures.get(part, {}).get(measure, {}).get(bot)

    def ratio(self, part: str, measure: str, bot: str, peer: str, of: str | None = None) -> float | None:
        """Return a measure of `bot` divided by the measure, or another (`of`), of `peer`."""
        above, below = self.get(part, measure, bot), self.get(part, of or measure, peer)
        return above / below if above is not None and below else None


@dataclass(frozen=True)
class Target:
    """A ratio that is to stay within a limit."""

    text: str
    limit: float
    found: Callable[[Findings], float | None]
    at_least: bool = False

    def is_met(self, found: float) -> bool:
        """Return whether `found` is within the limit."""
        return found >= self.limit if self.at_least else found <= self.limit


US, INIT, LIGHT, FLOOR = "wayfinder", "rasa_init", "light", "floor"
TARGETS = (
    Target("start to first answer, of rasa init's", 0.15, lambda f: f.ratio("start", "start to first answer, s", US, INIT)),
    Target("memory of all processes, of rasa init's", 0.35, lambda f: f.ratio("start", "memory after it, MB", US, INIT)),
    Target(
        "install (serving packages and model), of rasa init's",
        0.25,
        lambda f: f.ratio("install", "serving packages and model, MB", US, INIT),
    ),
    Target("turn with understanding, action and durable SQLite, p50, of rasa init's", 0.4, lambda f: f.ratio("turn", "p50, ms", US, INIT)),
    Target("the same, times the floor's", 4, lambda f: f.ratio("turn", "p50, ms", US, FLOOR)),
    Target(
        "throughput with actions at 10 users, times the light bot's",
        4,
        lambda f: f.ratio("throughput", "10 users, turns/s", US, LIGHT),
        at_least=True,
    ),
    Target("turn 1,000, times turn 5", 1.3, lambda f: f.get("conversation", "turn 1,000 ÷ turn 5", US)),
    Target(
        "10,000 stored conversations, times 10 (SQLite)",
        1.1,
        lambda f: f.ratio("stored", "SQLite, 10,000: new conversation, ms", US, US, "SQLite, 10: new conversation, ms"),
    ),
    Target(
        "10,000 stored conversations, times 10 (PostgreSQL)",
        1.1,
        lambda f: f.ratio("stored", "PostgreSQL, 10,000: new conversation, ms", US, US, "PostgreSQL, 10: new conversation, ms"),
    ),
    Target("p99 at 50 users, times p50", 10, lambda f: f.ratio("throughput", "50 users, p99, ms", US, US, "50 users, p50, ms")),
    Target(
        "longest wait at 50 users, of the whole run",
        0.5,
        lambda f: f.ratio("throughput", "50 users, longest wait, ms", US, US, "50 users, a run, ms"),
    ),
)  # fmt: skip


def table(findings: Findings) -> str:
    """Return measures and targets as people read them."""
    bots = [
        bot
        for bot in (US, INIT, LIGHT, FLOOR)
        if any(bot in row for part in findings.measures.values() for row in part.values())
    ]
    lines = []
    for part, rows in findings.measures.items():
        lines.append(f"{part:46}" + "".join(f"{bot:>11}" for bot in bots))
        for measure, values in rows.items():
            lines.append(f"  {measure:44}" + "".join(f"{_shown(values.get(bot)):>11}" for bot in bots))
    lines.append(f"{'target':72}{'limit':>8}{'found':>8}")
    for target in TARGETS:
        found = target.found(findings)
        verdict = "not measured" if found is None else "met" if target.is_met(found) else "MISSED"
        limit = f"{'≥' if target.at_least else '≤'} {target.limit:g}"
        lines.append(f"  {target.text:70}{limit:>8}{_shown(found):>8}  {verdict}")
    return "\n".join([*lines, *(f"note: {note}" for note in findings.notes)])


def save(findings: Findings, path: Path) -> None:
    """Write measures, targets and the machine to a JSON file."""
    targets = []
    for target in TARGETS:
        found = target.found(findings)
        met = None if found is None else target.is_met(found)
        bound = "at_least" if target.at_least else "at_most"
        targets.append({"target": target.text, bound: target.limit, "found": _rounded(found), "met": met})
    result: dict[str, Any] = {
        "date": datetime.date.today().isoformat(),
        "machine": f"{os.cpu_count()} processors, {platform.machine()}, {platform.system()}",
        "quick": findings.quick,
        "measures": {
            part: {measure: {bot: _rounded(value) for bot, value in row.items()} for measure, row in rows.items()}
            for part, rows in findings.measures.items()
        },
        "targets": targets,
        "notes": findings.notes,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3 if value < 10 else 1)


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:,.2f}" if value < 100 else f"{value:,.0f}"
