"""The house is as its picture shows it: which rooms use which, and what nothing may use."""

import ast
import re
from collections import Counter

from tests.support import ROOT

PICTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FOLDERS = ("actions", "wayfinder", "scripts", "lab")
MODULES = [p for f in FOLDERS for p in sorted((ROOT / f).rglob("*.py")) if "tests" not in p.relative_to(ROOT).parts]


def room_of(module):
    """Return the box of the picture that a dotted module name lies in; None for what isn't ours."""
    first, *rest = module.split(".")
    if first in ("scripts", "lab"):
        return first
    if first == "wayfinder" and rest:
        return "commands" if rest[0] == "__main__" else rest[0]
    if first == "actions" and rest:
        return rest[0] if (ROOT / "actions" / rest[0]).is_dir() else "names"
    return None


def imported(path):
    """Yield the modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def arrows_in_code():
    """Return each pair of rooms of which the first imports the second."""
    found = set()
    for path in MODULES:
        room = room_of(".".join(path.relative_to(ROOT).with_suffix("").parts))
        found |= {(room, other) for other in map(room_of, imported(path)) if room and other and other != room}
    return found


def test_the_picture_has_the_arrows_that_the_code_has():
    """No arrow is missing, and none is left from yesterday."""
    drawn = set(re.findall(r"^    (\w+) -(?:-|\.-)> (\w+)$", PICTURE, re.MULTILINE))

    assert drawn == arrows_in_code()


def test_no_two_modules_of_a_package_have_the_same_name():
    """A name says what a module is without its folder."""
    times = Counter((path.relative_to(ROOT).parts[0], path.name) for path in MODULES if not path.name.startswith("__"))

    assert [name for name, number in times.items() if number > 1] == []
