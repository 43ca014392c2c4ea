"""Health is a real answer, and costs little."""

import sqlite3
import time
from collections.abc import Callable

import requests

from scripts import servers
from tests.channels.visitor import web
from tests.conftest import Bot
from wayfinder.channels.web.web_health import BAD_FOR_SECONDS


def events(bot: Bot) -> int:
    """Return how many events are stored."""
    with sqlite3.connect(bot.database) as database:
        return database.execute("select count(*) from events").fetchone()[0]


def test_health_is_ok_when_a_question_gets_its_answer_and_leaves_nothing_behind(
    start_bot: Callable[..., Bot],
) -> None:
    """However often it is asked for."""
    bot = start_bot()
    before = events(bot)
    replies = [requests.get(f"{web(bot.url)}/health", timeout=30) for _ in range(5)]

    assert [(reply.status_code, reply.json()) for reply in replies] == [(200, {"status": "ok"})] * 5
    assert events(bot) == before


def test_health_fails_with_the_action_server_and_recovers_with_it(start_bot: Callable[..., Bot]) -> None:
    """A server that only apologises isn't healthy, though it is up."""
    bot = start_bot(actions_from=servers.ROOT, canary=False)
    bot.actions.stop()
    ill = requests.get(f"{web(bot.url)}/health", timeout=30)
    bot.actions.start()
    bot.actions.wait_until_healthy()
    time.sleep(BAD_FOR_SECONDS)
    well = requests.get(f"{web(bot.url)}/health", timeout=30)

    assert ill.status_code == 503
    assert ill.json()["status"] == "unavailable"
    assert "'salary' and 'error'" in ill.json()["message"]
    assert ill.json()["cure"]
    assert (well.status_code, well.json()) == (200, {"status": "ok"})
