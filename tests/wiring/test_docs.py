"""Docs don't rot: links lead somewhere, and commands exist."""

import re

from tests.support import ROOT, files, name_of

PAGES = files("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/**/*.md")
# What is typed before a target, and where the targets are.
MAKEFILES = {"make ": ROOT / "Makefile", "make -C lab ": ROOT / "lab" / "Makefile"}
MOST_TARGETS = 14
ENTITIES = {"profession", "place", "level", "amount", "period"}  # marked as [words](entity) in docs/topics.md


def targets(makefile, with_help=""):
    """Return the targets of a Makefile, or those alone that have a line of help."""
    return re.findall(rf"^([a-z-]+):{with_help}", makefile.read_text(encoding="utf-8"), re.MULTILINE)


def links_in(page):
    """Return the files that a page links to, addresses on the web and anchors within the page aside."""
    prose = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", prose)
    return [link.split("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]


def targets_in(page, typed):
    """Return the targets that a page names after `typed` within code; in prose "make" is a verb."""
    # A list of Debian packages may begin with the package `make`.
    text = "\n".join(line for line in page.read_text(encoding="utf-8").splitlines() if "Debian packages" not in line)
    code = re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)
    return {target for part in code for target in re.findall(rf"^`*\s*\$?\s*{typed}([a-z][a-z-]*)", part, re.MULTILINE)}


def test_a_link_leads_to_a_file_that_exists():
    """On every page."""
    dead = [
        f"{name_of(page)}: {link}"
        for page in PAGES
        for link in links_in(page)
        if link not in ENTITIES and not (page.parent / link).exists()
    ]

    assert dead == []


def test_a_make_target_that_is_named_is_in_the_makefile():
    """On every page."""
    unknown = [
        f"{name_of(page)}: {typed}{target}"
        for typed, makefile in MAKEFILES.items()
        for page in PAGES
        for target in targets_in(page, typed) - set(targets(makefile))
    ]

    assert unknown == []


def test_make_lists_every_target_with_a_line_of_help_and_not_too_many():
    """`make` and `make -C lab` alone tell what there is."""
    for makefile in MAKEFILES.values():
        assert targets(makefile, with_help=r".*## \S") == targets(makefile)
        assert 0 < len(targets(makefile)) <= MOST_TARGETS
