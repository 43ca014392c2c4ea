"""Wayfinder's command line: `python -m wayfinder`."""

import argparse
import sys

from wayfinder.commands import read


def main(arguments: list[str] | None = None) -> int:
    """Run the command that is named, and return its exit code."""
    parser = argparse.ArgumentParser(prog="wayfinder", description=__doc__)
    commands = parser.add_subparsers(title="commands", required=True)
    read.add_to(commands)
    chosen = parser.parse_args(arguments)
    code: int = chosen.run(chosen)
    return code


if __name__ == "__main__":
    sys.exit(main())
