"""Two processes on one PostgreSQL database: one answer to each message, in order, also when one of them dies."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from tests.slack.conftest import SlackBot
from tests.slack.fake import FakeSlack, Said
from tests.slack.test_conversations import FIGURE, QUESTION
from tests.slack.test_transports import SLOW_QUESTION
from wayfinder.stores.database import make_engine

THREADS = 6
SECOND_FIGURE = "$115,205"


@pytest.fixture(scope="module")
def both(
    start_slack_bot: Callable[..., SlackBot], postgres_url: str, strange_actions: Path
) -> Iterator[tuple[SlackBot, SlackBot]]:
    """Two bots by Socket Mode in one workspace; Slack gives deliveries to them in turn."""
    engine = make_engine(make_url(postgres_url), 1)
    with engine.begin() as db:
        db.execute(sa.text("drop schema public cascade"))
        db.execute(sa.text("create schema public"))
    engine.dispose()
    env = {"WAYFINDER_DATABASE_URL": postgres_url}
    first = start_slack_bot("socket", env=env, actions_from=strange_actions)
    second = start_slack_bot(
        "socket", env=env, slack=first.slack, database=first.database, actions_from=strange_actions
    )
    first.slack.wait_for_connection(2, timeout=20)
    yield first, second
    first.stop()
    second.stop()


@pytest.fixture
def slack(both: tuple[SlackBot, SlackBot]) -> FakeSlack:
    """The workspace."""
    return both[0].slack


def test_each_message_is_answered_once_and_in_order(slack: FakeSlack) -> None:
    """Two messages in each of six threads, all of them delivered to both processes."""
    first = [slack.user_says("careers", "ana", f"@wayfinder {QUESTION}") for _ in range(THREADS)]
    for said in first:
        said.deliveries[0].wait()
    second = [slack.user_says("careers", "ana", "and data engineers?", thread=said.ts) for said in first]
    for said in first + second:
        for delivery in said.deliveries:
            slack.redeliver(delivery)

    slack.wait_for(lambda: all(len(slack.answers(said)) == 2 for said in first), timeout=40)
    time.sleep(1)
    texts = [[message.text for message in slack.answers(said)] for said in first]

    assert [len(told) for told in texts] == [2] * THREADS
    assert all(FIGURE in told[0] and SECOND_FIGURE in told[1] for told in texts)


def test_both_processes_work(both: tuple[SlackBot, SlackBot]) -> None:
    """Each has run turns: the conversations, which they share, don't tell, but the action servers' logs do."""
    counts = [bot.bot.actions.log.read_text(encoding="utf-8").count("answered in") for bot in both]

    assert all(count > 2 for count in counts)


def test_what_a_dead_process_had_in_hand_the_other_answers(both: tuple[SlackBot, SlackBot], postgres_url: str) -> None:
    """Once, without a restart."""
    slack = both[0].slack
    said: list[Said] = [slack.user_says("ben", "ben", SLOW_QUESTION) for _ in range(4)]
    for each in said:
        each.deliveries[0].wait()
    time.sleep(1)
    process = both[0].bot.rasa.process
    assert process is not None
    process.kill()

    for each in said:
        slack.answer(each, timeout=40)
    time.sleep(2)

    assert [len(slack.answers(each)) for each in said] == [1, 1, 1, 1]
    query = sa.text("select count(*) from events where type_name = 'user' and sender_id like :sender")
    engine = make_engine(make_url(postgres_url), 1)
    with engine.begin() as db:
        asked = [db.execute(query, {"sender": f"%:{each.ts}"}).scalar() for each in said]
    engine.dispose()
    assert asked == [1, 1, 1, 1]
