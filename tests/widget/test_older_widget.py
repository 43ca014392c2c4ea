"""A page keeps the widget that it loaded, so one from before answers had parts must get on with today's bot."""

import os
import re
import subprocess

import pytest
from playwright.sync_api import Route, expect

from scripts.servers import ROOT
from tests.conftest import Bot
from tests.widget.conftest import page_of
from tests.widget.visitor import Visitor

BUILT = "259942d:widget/dist"
GIT_SECONDS = 20


def git(*arguments: str) -> bytes:
    """Return what git says; a copy of the project without that commit is told apart in CI alone."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, timeout=GIT_SECONDS)
    if done.returncode != 0:
        missing = f"The older widget, {BUILT}, is not in this copy's history: {done.stderr.decode()}"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    return done.stdout


@pytest.fixture(scope="module")
def older_files() -> dict[str, bytes]:
    """The scripts of the older widget, by name."""
    names = git("ls-tree", "--name-only", BUILT).decode().split()
    return {n: git("show", f"{BUILT}/{n}") for n in names if re.match(r"(widget|panel|strings).*\.js", n)}


def test_an_older_widget_talks_with_the_bot(visitor: Visitor, chat_bot: Bot, older_files: dict[str, bytes]) -> None:
    """It leaves aside what it doesn't know: words, bars and sources are there as ever, and so is a follow-up."""
    given = []

    def give_older(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        given.append(name)
        route.fulfill(body=older_files[name], content_type="text/javascript")

    visitor.page.route(lambda url: url.rpartition("/")[2] in older_files, give_older)
    visitor.goes_to(page_of(chat_bot)).opens()
    compared = visitor.asks("Which of these jobs pays the most?")
    pay = visitor.asks("How much do ML engineers earn?")
    follow_up = visitor.asks("and data engineers?")

    assert given == ["widget.js", "panel-ACTMYDKC.js"]
    assert "1. Deep learning engineers: $133,764" in compared
    assert "Chats are saved." in compared
    assert "$110,673" in pay
    assert "$115,205" in follow_up
    expect(visitor.log.locator("figure rect")).to_have_count(7)
    expect(visitor.log.locator("details.sources")).to_have_count(3)
    expect(visitor.log.locator("[part=lead]")).to_have_count(0)
