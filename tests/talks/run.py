"""Have talks that others wrote with a bot of our own, and print how many turns are right.

    python -m tests.talks.run seen            36 talks to look at, with what went wrong
    python -m tests.talks.run unseen          34 talks for final figures: only the figures
    python -m tests.talks.run truth           questions written from the articles, sentence by sentence
    python -m tests.talks.run pairs           questions that the sources answer, and some that only sound like it

A turn is right if the lead of the reply has all that `lead` asks for and the reply nothing of `never`. The lead alone counts:
what stands below it is support. `--save FILE` writes the figures as JSON, `--faults FILE` each wrong turn.
"""

import argparse
import json
import re
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import yaml

from scripts import servers
from scripts.train import ensure_model

FOLDER = Path(__file__).parent
# What leads the answer to one that is no fact: then nothing was told.
TOLD = ("answered", "partial")
Z = 1.96  # of a 95 % interval


@dataclass(frozen=True)
class Turn:
    """A turn that was had: what was said, what came, and what of it was wrong."""

    talk: str
    number: int
    said: str
    kind: str
    want: str
    lead: str
    text: str
    topics: tuple[str, ...]
    statuses: tuple[str, ...]
    facts: tuple[str, ...]
    words: int
    faults: tuple[str, ...]


def talks_in(name: str) -> list[dict[str, Any]]:
    """The talks of a set; a question by itself is a talk of one turn."""
    read = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    if name == "truth":
        return [{"id": f"truth {n}", "turns": [{"say": one["ask"], **one}]} for n, one in enumerate(read)]
    return list(read)


def have(url: str, talk: dict[str, Any]) -> Iterator[Turn]:
    """Say the turns of a talk, one after the other, and tell what came."""
    sender = uuid.uuid4().hex
    for number, turn in enumerate(talk["turns"], start=1):
        parts = say(url, sender, turn["say"])
        answers = [part["custom"]["answer"] for part in parts if "custom" in part]
        text = "\n".join(part["text"] for part in parts if part.get("text"))
        lead = " ".join(answer["parts"]["lead"] for answer in answers if answer.get("parts")) or " ".join(
            text.split()[:40]
        )
        faults = [f"lead lacks {p}" for p in turn["lead"] if not re.search(p, lead)]
        faults += [f"has {p}" for p in turn.get("never", []) if re.search(p, text)]
        yield Turn(
            talk["id"],
            number,
            turn["say"],
            turn.get("kind", "fact"),
            turn.get("want", turn.get("sentence", "")),
            lead,
            text,
            tuple(answer["topic"] for answer in answers),
            tuple(answer["status"] for answer in answers),
            tuple(fact for answer in answers for fact in answer["facts"]),
            _words_told(answers),
            tuple(faults),
        )


def _words_told(answers: list[dict[str, Any]]) -> int:
    """How many words the answers have, without rows, source line and notice."""
    told = [[a["parts"]["lead"], *a["parts"]["support"], *a["parts"]["limits"]] for a in answers if a.get("parts")]
    return sum(len(line.split()) for lines in told for line in lines)


def say(url: str, sender: str, text: str) -> list[dict[str, Any]]:
    """Send one message, and return the parts of the reply."""
    response = requests.post(url, json={"sender": sender, "message": text}, timeout=60)
    response.raise_for_status()
    parts: list[dict[str, Any]] = response.json()
    return parts


def interval(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, after Wilson, in percent.

    >>> interval(90, 100)
    (82.6, 94.5)
    """
    share = right / max(of, 1)
    middle = (share + Z**2 / (2 * of)) / (1 + Z**2 / of)
    half = Z / (1 + Z**2 / of) * (share * (1 - share) / of + Z**2 / (4 * of**2)) ** 0.5
    return round(100 * (middle - half), 1), round(100 * (middle + half), 1)


def figures_of(turns: list[Turn]) -> dict[str, Any]:
    """What the turns come to, in percent and counts."""
    groups = {
        "all": turns,
        "first": [t for t in turns if t.number == 1],
        "later": [t for t in turns if t.number > 1],
        **{kind: [t for t in turns if t.kind == kind] for kind in sorted({t.kind for t in turns})},
    }
    by_talk = Counter(t.talk for t in turns if t.faults)
    ids = {t.talk for t in turns}
    words = sorted(t.words for t in turns if t.facts)
    figures: dict[str, Any] = {
        name: {
            "turns": len(group),
            "right": round(100 * sum(not t.faults for t in group) / len(group), 1),
            "interval": interval(sum(not t.faults for t in group), len(group)),
        }
        for name, group in groups.items()
        if group
    }
    figures["talks without a fault"] = round(100 * (len(ids) - len(by_talk)) / len(ids), 1)
    figures["told though unknown"] = sum(
        t.kind == "unknown" and "answered" in t.statuses and bool(t.faults) for t in turns
    )
    figures["false denials"] = sum(t.kind == "fact" and "not_covered" in t.statuses for t in turns)
    figures["asked back"] = sum("clarify" in t.statuses for t in turns)
    figures["median words of answers with facts"] = words[len(words) // 2] if words else 0
    return figures


def pairs(url: str, half: str) -> dict[str, Any]:
    """How many covered questions are led by their fact, and how many of the others by any; even places are to look at."""
    found: dict[str, Any] = {}
    for name in ("covered", "uncovered"):
        asked = [
            q
            for n, q in enumerate(yaml.safe_load((FOLDER / f"{name}.yml").read_text()))
            if (n % 2 == 0) == (half == "seen")
        ]
        led = []
        for question in asked:
            parts = say(url, uuid.uuid4().hex, question["ask"])
            answers = [part["custom"]["answer"] for part in parts if "custom" in part]
            led.append((question, answers, " ".join(a["parts"]["lead"] for a in answers if a.get("parts"))))
        found[name] = led
    covered = [any(a["status"] == "answered" for a in answers) for _, answers, _ in found["covered"]]
    told = [any(a["status"] == "answered" for a in answers) for _, answers, _ in found["uncovered"]]
    return {
        "covered": len(covered),
        "covered led by a fact": round(100 * sum(covered) / len(covered), 1),
        "uncovered": len(told),
        "uncovered led by a fact": round(100 * sum(told) / len(told), 1),
        "rows": [
            f"{'+' if (name == 'covered') == any(a['status'] == 'answered' for a in answers) else '-'} {name}: {q['ask']} -> "
            f"{[a['status'] for a in answers]} {lead} [{q.get('sentence') or q.get('near')}]"
            for name in ("covered", "uncovered")
            for q, answers, lead in found[name]
        ],
    }


def main() -> int:
    """Run one set and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=["seen", "unseen", "truth", "pairs"])
    parser.add_argument("--half", choices=["seen", "unseen"], default="seen", help="of the pairs")
    parser.add_argument("--model", type=Path, help="a trained model; else that of the project")
    parser.add_argument("--url", help="a bot that runs already")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--faults", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        running = None
        if not arguments.url:
            running = servers.bot_servers(Path(folder), arguments.model or ensure_model(), env=servers.UNLIMITED)
            running.start()
        url = running.url if running else arguments.url
        try:
            if arguments.set == "pairs":
                figures = pairs(url, arguments.half)
                rows = figures.pop("rows")
                lines = rows
            else:
                turns = [turn for talk in talks_in(arguments.set) for turn in have(url, talk)]
                figures = figures_of(turns)
                lines = [_told(turn) for turn in turns if turn.faults]
        finally:
            if running:
                running.stop()
    print(json.dumps(figures, indent=1))
    if arguments.save:
        arguments.save.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if arguments.faults:
        arguments.faults.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def _told(turn: Turn) -> str:
    return (
        f"{turn.talk} {turn.number} [{turn.kind}] {turn.said}\n    want: {turn.want}\n    got:  {turn.topics} {turn.statuses} {turn.lead}\n"
        f"    {'; '.join(turn.faults)[:300]}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
