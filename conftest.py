"""Tests, also those in docstrings, run on facts of their own, so that a figure can change in actions/facts.yml alone.

Set before anything loads facts; bots that tests start find it in their environment.
"""

import os
from pathlib import Path

os.environ["WAYFINDER_FACTS"] = str(Path(__file__).parent / "tests" / "facts.yml")
