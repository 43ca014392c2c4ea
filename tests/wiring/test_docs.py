"""Docs don't rot: links lead somewhere, and commands exist."""

import re

import pytest

from tests.support import ROOT

PAGES = [path for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md") if (path := ROOT / name).exists()]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
# What is typed before a target, and where the targets are.
MAKEFILES = {"make ": ROOT / "Makefile", "make -C lab ": ROOT / "lab" / "Makefile"}
MOST_TARGETS = 14


def targets(makefile, with_help=""):
    """Return the targets of a Makefile, or those alone that have a line of help."""
    return re.findall(rf"^([a-z-]+):{with_help}", makefile.read_text(encoding="utf-8"), re.MULTILINE)


def shown(path):
    """Return a path as a test's id."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_a_link_leads_to_a_file_that_exists(page):
    """Addresses on the web and anchors within the page aside."""
    links = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL))
    files = [link.split("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]
    entities = {"profession", "place", "level", "amount", "period"}  # marked as [words](entity) in docs/topics.md

    assert [link for link in files if link not in entities and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_a_make_target_that_is_named_is_in_the_makefile(page):
    """Within code; in prose "make" is a verb."""
    # A list of Debian packages may begin with the package `make`.
    text = "\n".join(line for line in page.read_text(encoding="utf-8").splitlines() if "Debian packages" not in line)
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)

    for typed, makefile in MAKEFILES.items():
        pattern = rf"^`*\s*\$?\s*{typed}([a-z][a-z-]*)"
        named = {target for part in code for target in re.findall(pattern, part, re.MULTILINE)}
        assert sorted(named - set(targets(makefile))) == []


@pytest.mark.parametrize("makefile", MAKEFILES.values(), ids=shown)
def test_make_lists_every_target_with_a_line_of_help_and_not_too_many(makefile):
    """`make` and `make -C lab` alone tell what there is."""
    assert targets(makefile, with_help=r".*## \S") == targets(makefile)
    assert 0 < len(targets(makefile)) <= MOST_TARGETS
