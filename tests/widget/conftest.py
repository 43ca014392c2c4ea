"""A real browser, a real bot, and a site of another origin that embeds the widget."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.conftest import Bot
from tests.support import copy_actions
from tests.widget.site import Site
from tests.widget.visitor import SCREENSHOTS, Visitor

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
LIMITS = {
    "WAYFINDER_MESSAGES_PER_SESSION": "1000/minute",
    "WAYFINDER_MESSAGES_PER_ADDRESS": "1000/minute",
    "WAYFINDER_SESSIONS_PER_ADDRESS": "1000/minute",
    "WAYFINDER_REQUESTS_PER_SESSION": "1000/minute",
    "WAYFINDER_REQUESTS_PER_ADDRESS": "10000/minute",
    "WAYFINDER_IDENTITY_SECRET": "a secret of the embedding site, for tests only",
}


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Playwright, ended before tests that run loops of their own."""
    if CHROMIUM is None:
        missing = "No chromium. The widget's tests need it: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """A site that may embed the widget."""
    site = Site()
    yield site
    site.close()


@pytest.fixture(scope="package")
def chat_bot(start_bot: Callable[..., Bot], site: Site) -> Bot:
    """The bot as it is, for the browser's tests that don't harm it."""
    return start_bot(env={**LIMITS, "WAYFINDER_SITES": site.origin})


@pytest.fixture(scope="package")
def odd_bot(start_bot: Callable[..., Bot], site: Site, tmp_path_factory: pytest.TempPathFactory) -> Bot:
    """A bot whose answers can be slow, hostile or an older bot's (odd_actions.py), that takes few messages and gives a turn six seconds."""
    folder = tmp_path_factory.mktemp("odd")
    shutil.copy(Path(__file__).with_name("odd_actions.py"), copy_actions(folder))
    impatient = {**LIMITS, "WAYFINDER_MESSAGES_PER_SESSION": "4/4 seconds", "WAYFINDER_TURN_SECONDS": "6"}
    return start_bot(actions_from=folder, env={**impatient, "WAYFINDER_SITES": site.origin})


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """A function that opens a browser of its own for a visitor, with Playwright's settings for a context."""
    contexts = []

    def start(**settings: Any) -> Visitor:
        context = browser.new_context(**settings)
        contexts.append(context)
        return Visitor(context.new_page())

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Iterator[Visitor]:
    """A visitor at a desk, whose console must stay quiet."""
    someone = visit()
    yield someone

    assert someone.errors == []


def server_of(bot: Bot) -> str:
    """Return the address that sites embed the widget from."""
    return bot.url.split("/webhooks/")[0]


def page_of(bot: Bot) -> str:
    """Return the address of the bot's own page."""
    return f"{server_of(bot)}/webhooks/web/"


def embedding(bot: Bot, attributes: str = "", inside: str = "") -> str:
    """Return the HTML that embeds the widget of a bot."""
    script = f'<script type="module" src="{server_of(bot)}/widget.js"></script>'
    return f"{script}<wayfinder-chat {attributes}>{inside}</wayfinder-chat>"
