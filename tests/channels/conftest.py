"""Bots for the web channel's tests."""

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.channels.visitor import Visitor, web
from tests.conftest import Bot
from tests.support import copy_actions

# Tests come from one address, as fast as they can.
PLENTY = {
    "WAYFINDER_MESSAGES_PER_SESSION": "1000/minute",
    "WAYFINDER_MESSAGES_PER_ADDRESS": "10000/minute",
    "WAYFINDER_SESSIONS_PER_ADDRESS": "10000/minute",
    "WAYFINDER_REQUESTS_PER_SESSION": "1000/minute",
    "WAYFINDER_REQUESTS_PER_ADDRESS": "10000/minute",
}
SITE = "https://www.example.org"
SESSION_SECRET = secrets.token_urlsafe(48)
IDENTITY_SECRET = secrets.token_urlsafe(48)


@pytest.fixture(scope="session")
def web_bot(start_bot: Callable[..., Bot]) -> Bot:
    """A bot whose web channel all tests share that don't harm it."""
    env = {
        "WAYFINDER_SITES": SITE,
        "WAYFINDER_SESSION_SECRET": SESSION_SECRET,
        "WAYFINDER_IDENTITY_SECRET": IDENTITY_SECRET,
    }
    return start_bot(env=PLENTY | env)


@pytest.fixture(scope="session")
def url(web_bot: Bot) -> str:
    """The address of its web channel."""
    return web(web_bot.url)


@pytest.fixture
def visitor(url: str) -> Visitor:
    """A new visitor."""
    return Visitor.arrives(url)


@pytest.fixture(scope="session")
def slow_actions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with actions that take three seconds for whoever says "no hurry"."""
    folder = tmp_path_factory.mktemp("slow")
    file = copy_actions(folder) / "answering" / "topic_action.py"
    found = "        started = time.perf_counter()\n"
    slow = (
        '        if "no hurry" in (tracker.latest_message.get("text") or ""):\n            await asyncio.sleep(3)\n'
        + found
    )
    text = file.read_text(encoding="utf-8")
    assert text.count(found) == 1
    file.write_text("import asyncio\n" + text.replace(found, slow), encoding="utf-8")
    return folder
