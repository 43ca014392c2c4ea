"""The bot's answers as a browser draws them in the fake Slack's pages; the pictures are in var/screenshots/."""

import pytest
from playwright.sync_api import Browser, Page

from tests.slack.fake import FakeSlack
from tests.slack.test_private_answers import ephemeral
from tests.support import ROOT

PICTURES = ROOT / "var" / "screenshots"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """A page of a headless browser, as wide as Slack's middle."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    return browser.new_page(viewport={"width": 760, "height": 600})


def picture(page: Page, url: str, name: str) -> str:
    """Take a picture of a page, and return the text that it shows."""
    page.goto(url)
    page.screenshot(path=PICTURES / f"slack-{name}.png", full_page=True)
    return page.inner_text("body")


def test_a_comparison_of_pay_shows_bars_sources_and_buttons(slack: FakeSlack, page: Page) -> None:
    """As people see it in a channel's thread."""
    said = slack.user_says("careers", "ana", "@wayfinder do data engineers earn more than ml engineers?")
    slack.answer(said)

    shown = picture(page, slack.view_url("careers", said.ts), "salary-comparison")

    assert all(each in shown for each in ("$4,532", "$115,205", "$110,673", "████"))
    assert "Source: Indeed" in shown
    assert "&amp;" not in shown


def test_a_ranking_of_pay_fits(slack: FakeSlack, page: Page) -> None:
    """Seven professions."""
    said = slack.user_says("careers", "ana", "@wayfinder which of these jobs pays the most?")
    slack.answer(said)

    shown = picture(page, slack.view_url("careers", said.ts), "salary-ranking")

    assert "$133,764" in shown
    assert "7. Data analysts" in shown
    assert "████" not in shown


def test_a_clarification_shows_what_could_be_asked(slack: FakeSlack, page: Page) -> None:
    """As people see it in a direct message."""
    said = slack.user_says("ana", "ana", "is my offer any good")
    slack.answer(said)

    shown = picture(page, slack.view_url("ana", said.ts), "clarification")

    assert "Tell me the amount" in shown


def test_after_a_choice_the_buttons_are_gone(slack: FakeSlack, page: Page) -> None:
    """And it stands there who asked what."""
    said = slack.user_says("careers", "ana", "@wayfinder hello")
    slack.clicks("ben", slack.answer(said), "Pay of ML engineers")
    slack.wait_for(lambda: len(slack.answers(said)) == 2)

    assert "@ben asked: Pay of ML engineers" in picture(page, slack.view_url("careers", said.ts), "choice")


def test_a_private_answer_can_be_shared(slack: FakeSlack, page: Page) -> None:
    """As its sender sees it."""
    slack.add_channel("private-one", with_bot=False)
    slack.runs_command("ana", "private-one", "how much do data scientists make?")
    ephemeral(slack, "private-one", "ana")

    shown = picture(page, slack.view_url("private-one", seen_by="ana"), "command")

    assert "Share with this channel" in shown


def test_home_shows_examples(slack: FakeSlack, page: Page) -> None:
    """To press."""
    slack.opens_home("ana")
    slack.wait_for(lambda: slack.team().homes.get(slack.team().user("ana").id))

    assert "Pay of ML engineers" in picture(page, slack.view_url("home/ana"), "home")
