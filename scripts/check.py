"""Say in plain words what is wrong with the facts or the wording: `make check`."""

import sys

import yaml

from actions.errors import FactsInvalid
from actions.facts import load_facts
from scripts.servers import ROOT
from scripts.wording_check import find_wording_faults


def main() -> int:
    """Print every fault found, or what was found in order; return the exit code."""
    faults = find_faults()
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"\n{len(faults)} thing(s) to mend.", file=sys.stderr)
        return 1
    facts = load_facts()
    print(f"{len(list(facts.all_facts()))} facts from {len(facts.sources)} sources are in order.")
    return 0


def find_faults() -> list[str]:
    """Return what is wrong, one line each, with the cure."""
    try:
        load_facts()
    except FactsInvalid as invalid:
        return invalid.faults
    faults = []
    for path in [ROOT / "domain.yml", *sorted((ROOT / "data").rglob("*.yml"))]:
        try:
            yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            faults.append(f"{path.relative_to(ROOT)}: this isn't YAML: {error}")
    return faults or find_wording_faults()


if __name__ == "__main__":
    raise SystemExit(main())
