"""Failures as a log may hold them: their kind and place, never their text, which may quote a person."""

import traceback
from pathlib import Path


def where(failure: BaseException) -> str:
    """Return an exception's type and the places it came through, the nearest first."""
    frames = traceback.extract_tb(failure.__traceback__)[-6:]
    return " < ".join([type(failure).__name__, *(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))])
