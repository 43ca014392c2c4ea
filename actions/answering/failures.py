"""What a log may hold of a failure."""

import traceback
from pathlib import Path


def trace_of(failure: BaseException) -> str:
    """Return an exception's type and the places it came through, without its text, which may quote a person."""
    frames = traceback.extract_tb(failure.__traceback__)
    return " < ".join([type(failure).__name__, *(f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames))])
