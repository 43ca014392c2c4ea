"""Docs don't rot: links lead somewhere, and commands exist."""

import re

import pytest

from tests.support import ROOT

PAGES = [path for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md") if (path := ROOT / name).exists()]
PAGES += sorted((ROOT / "docs").rglob("*.md"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


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
    named = {target for part in code for target in re.findall(r"^`*\s*\$?\s*make ([a-z][a-z-]*)", part, re.MULTILINE)}

    assert sorted(named - TARGETS) == []


def test_make_lists_every_target_with_a_line_of_help_and_at_most_twelve():
    """`make` alone tells what there is."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    helped = re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE)

    assert set(helped) == TARGETS
    assert len(helped) <= 12
