"""A fake Slack with the running bot in it, over HTTP; and how to start others."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import Bot
from tests.postgres import Cluster
from tests.slack.fake import App, FakeSlack
from tests.support import ROOT, copy_actions

SLOW_SECONDS = 4
MANIFEST = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))


@dataclass
class SlackBot:
    """A fake Slack, and the bot that is installed there."""

    slack: FakeSlack
    bot: Bot
    database: Path

    @property
    def address(self) -> str:
        """Return where Slack's requests go."""
        return self.bot.url.replace("/webhooks/rest/webhook", "/webhooks/slack/webhook")

    def stop(self) -> None:
        """End its servers before the session does; there are many bots."""
        self.bot.rasa.stop()
        if self.bot.actions is not None:
            self.bot.actions.stop()

    def rest(self) -> None:
        """Wait until nothing is under way that could make another call: all is acknowledged, and no row waits in the inbox."""
        self.slack.wait_for(self._is_at_rest, 20, "the bot to have nothing left to do")

    def _is_at_rest(self) -> bool:
        if not all(delivery.settled.done() for delivery in self.slack.deliveries.all):
            return False
        with self.stored() as db:
            return not db.execute("select count(*) from slack_inbox where done is null").fetchone()[0]

    @contextmanager
    def stored(self) -> Iterator[sqlite3.Connection]:
        """Give a connection to the database, to look at what is stored."""
        db = sqlite3.connect(self.database, timeout=20)
        try:
            yield db
        finally:
            db.close()


@pytest.fixture(scope="session")
def start_slack_bot(
    start_bot: Callable[..., Bot], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., SlackBot]]:
    """A function that starts a fake Slack with the app of manifest.json, and a bot in it.

    `transport` is "http" or "socket"; `env` has further settings, None unsets one of those given by default;
    `bot` has further arguments of start_bot.
    """
    with ExitStack() as opened:

        def start(
            transport: str = "http",
            env: dict[str, str | None] | None = None,
            slack: FakeSlack | None = None,
            database: Path | None = None,
            **bot: Any,
        ) -> SlackBot:
            app = App.from_manifest(MANIFEST, socket_mode=transport == "socket")
            slack = slack or opened.enter_context(FakeSlack(app, retry_after=(0.2, 0.5, 1.0)))
            database = database or tmp_path_factory.mktemp("slack") / "conversations.db"
            settings = settings_for(slack, database, transport) | (env or {})
            given = {name: value for name, value in settings.items() if value is not None}
            running = SlackBot(slack, start_bot(database=database, env=given, **bot), database)
            if transport == "socket":
                slack.wait_for_connection()
            else:
                slack.point_at(running.address)
            return running

        yield start


def settings_for(slack: FakeSlack, database: Path, transport: str) -> dict[str, str | None]:
    """Return the settings of a bot in the first workspace of `slack`."""
    secret = (
        {"WAYFINDER_SLACK_APP_TOKEN": slack.app.app_token}
        if transport == "socket"
        else {"WAYFINDER_SLACK_SIGNING_SECRET": slack.app.signing_secret}
    )
    return {
        "WAYFINDER_SLACK_API_URL": slack.api_url,
        "WAYFINDER_SLACK_BOT_TOKEN": slack.bot_token,
        "WAYFINDER_DATABASE_URL": f"sqlite:///{database}",
        **secret,
    }


@pytest.fixture(scope="session")
def slack_bot(start_slack_bot: Callable[..., SlackBot]) -> SlackBot:
    """The bot over HTTP, shared by all tests that leave it as it is."""
    return start_slack_bot()


@pytest.fixture
def slack(slack_bot: SlackBot) -> FakeSlack:
    """Its Slack."""
    return slack_bot.slack


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; where there is none, only CI insists on it."""
    program = shutil.which("chromium")
    if program is None:
        missing = "No chromium. Cure: apt-get install chromium"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def strange_actions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with our actions, but skills take four seconds, products fail, and a goodbye is followed by help a second later."""
    folder = tmp_path_factory.mktemp("strange")
    file = copy_actions(folder) / "answering" / "topic_action.py"
    begin = "        started = time.perf_counter()\n"
    strange = f"""
        import asyncio, datetime, rasa_sdk.events
        if self.topic == "skills":
            await asyncio.sleep({SLOW_SECONDS})
        if self.topic == "products":
            raise RuntimeError("strange")
        if self.topic == "goodbye":
            soon = datetime.datetime.now() + datetime.timedelta(seconds=1)
            dispatcher.utter_message(text="Until soon")
            return [rasa_sdk.events.ReminderScheduled("help", soon, kill_on_user_message=False)]
"""
    text = file.read_text(encoding="utf-8")
    assert text.count(begin) == 1
    file.write_text(text.replace(begin, begin + strange), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def postgres_url(cluster: Cluster) -> str:
    """An empty database of PostgreSQL."""
    return cluster.new_database("slack")
