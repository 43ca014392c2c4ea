"""A page keeps the widget that it loaded, so one from before answers had parts must get on with today's bot."""

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.conftest import Bot
from tests.widget.conftest import page_of
from tests.widget.visitor import Visitor

# The build before answers had parts, as it was served.
OLDER = Path(__file__).with_name("older")


@pytest.fixture(scope="module")
def older_files() -> dict[str, bytes]:
    """The scripts of the older widget, by name."""
    return {path.name: path.read_bytes() for path in sorted(OLDER.glob("*.js"))}


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
