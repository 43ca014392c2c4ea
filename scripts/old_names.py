"""Say at once, before anything is trained or started, which names in the operator's YAML files are of an older Wayfinder.

Plain `rasa` commands refuse the same names, one at a time and when they come to them (wayfinder_renames.py).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from wayfinder_renames import MOVED, OldName

from scripts.servers import ROOT, ServerFailed

FILES = ("endpoints.yml", "credentials.yml", "config.yml")


def refuse_old_names(folder: Path = ROOT) -> None:
    """Return if no file names a class by an old name.

    Raises:
        ServerFailed: some do; the text has a line for each, with the new name.
    """
    faults = [fault for file in FILES if (folder / file).is_file() for fault in _faults_in(folder / file)]
    if faults:
        raise ServerFailed("\n".join(["some names are of an older Wayfinder.", *faults]))


def _faults_in(path: Path) -> Iterator[str]:
    named = _texts(yaml.safe_load(path.read_text(encoding="utf-8")))
    for name in (name for name in named if name.rpartition(".")[0] in MOVED):
        from rasa.shared.utils.common import class_from_module_path  # slow to import, and hardly ever needed

        try:
            class_from_module_path(name)  # there may be a class of that name all the same, which isn't ours
        except OldName as refused:
            yield f"{path.name}: {refused}"


def _texts(node: Any) -> Iterator[str]:
    """Yield every key and value that is a text, at any depth."""
    if isinstance(node, str):
        yield node
    for part in node if isinstance(node, list) else [*node, *node.values()] if isinstance(node, dict) else ():
        yield from _texts(part)
