"""Write the training data that comes from the facts: `python -m scripts.generate`.

With `--check` nothing is written; it fails when the file doesn't match the facts.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from actions.facts import load_facts
from actions.facts.records import Profession

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "data" / "nlu" / "from_facts.yml"
OUTDATED = "data/nlu/from_facts.yml doesn't match actions/facts.yml. Run: make generate"
HEADER = """\
# Generated from actions/facts.yml by `make generate`. Don't edit it: edit the facts and generate it again.
# Synonyms are the names of each profession, singular and plural; lookup tables its field names,
# which mean the profession only where its pay or jobs are asked for.
"""


def main(arguments: list[str] | None = None, target: Path = TARGET) -> int:
    """Write the file, or check it, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m scripts.generate", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")
    options = parser.parse_args(arguments)
    wanted = training_data_of(load_facts().professions)
    current = target.read_text(encoding="utf-8") if target.is_file() else ""
    if options.check:
        if current != wanted:
            print(OUTDATED, file=sys.stderr)
        return int(current != wanted)
    if current != wanted:
        target.write_text(wanted, encoding="utf-8")
    return 0


def training_data_of(professions: tuple[Profession, ...]) -> str:
    """Return the whole file for these professions, in their order."""
    lines = [HEADER + 'version: "3.1"', "", "nlu:"]
    for profession in professions:
        lines += _entry("synonym", profession.id, dict.fromkeys(_names_of(profession)))
        fields = [*profession.field_names, *(alias for alias in profession.aliases if _is_field(alias))]
        if fields:
            lines += _entry("lookup", f"field_of_{profession.id}", dict.fromkeys(fields))
    return "\n".join(lines) + "\n"


def _names_of(profession: Profession) -> Iterator[str]:
    """Yield the names in lower case, singular and plural; what names a field is left to the lookup table."""
    persons = [alias for alias in profession.aliases if not _is_field(alias)]
    for name in (profession.name, profession.plural, *persons, *map(_plural_of, persons)):
        if name.lower() not in profession.field_names:
            yield name.lower()


def _is_field(alias: str) -> bool:
    """Return whether an alias is a line of work, like "ML engineering", and not who does it."""
    return alias.endswith("engineering")


def _plural_of(name: str) -> str:
    return f"{name}es" if name.endswith("s") else f"{name}s"


def _entry(kind: str, name: str, examples: dict[str, None]) -> list[str]:
    return [f"- {kind}: {name}", "  examples: |", *(f"    - {example}" for example in examples)]


if __name__ == "__main__":
    raise SystemExit(main())
