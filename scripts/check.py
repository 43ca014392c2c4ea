"""Say in plain words what is wrong with the facts, the wording or what is generated from them: `make check`."""

import sys

import yaml

from actions.answering.wording import suggestion
from actions.errors import FactsInvalid, WayfinderError
from actions.facts import load_facts
from actions.topics import CAREER_TOPICS
from scripts.generate import OUTDATED, TARGET, training_data_of
from scripts.servers import ROOT


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
    if faults:
        return faults
    for topic in CAREER_TOPICS:
        try:
            suggestion(topic)
        except WayfinderError as error:
            faults.append(str(error))
    if TARGET.read_text(encoding="utf-8") != training_data_of(load_facts().professions):
        faults.append(OUTDATED)
    return faults


if __name__ == "__main__":
    raise SystemExit(main())
