"""`python -m wayfinder read`: how a message is read, as a person can read it."""

import subprocess
import sys
from pathlib import Path

from scripts.servers import ROOT


def test_half_a_question_is_shown_as_it_is_read_in_its_talk(model: Path) -> None:
    """Form, subjects and period, a part on each line; nothing of Rasa's own between them."""
    shown = subprocess.run(
        [sys.executable, "-m", "wayfinder", "read", "and data engineers per month?", "--after", "what do data analysts earn", "--model", model],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )  # fmt: skip
    parts = dict(line.split(maxsplit=1) for line in shown.stdout.splitlines())

    assert parts["period"] == "month"
    assert "profession: data_engineer" in parts["subjects"]
    assert list(parts)[:2] == ["topic", "form"]
