"""What a person sees when the database is down, hangs, is locked, full, or holds nonsense; and that the next message works."""

import contextlib
import os
import resource
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
import sqlalchemy as sa

from tests.conftest import Bot, Reply
from tests.postgres import Cluster

QUESTION = "How much do data scientists make?"
PAY = "$102,069"
AGAIN = "say that again"
APOLOGY = "something went wrong on my side"
SHELL_SECONDS = 10  # rasa/core/constants.py: DEFAULT_STREAM_READING_TIMEOUT


@pytest.fixture(scope="module")
def on_postgres(start_bot: Callable[..., Bot], cluster: Cluster) -> Bot:
    """A bot that keeps conversations in PostgreSQL; each test leaves that running."""
    return start_bot(env={"WAYFINDER_DATABASE_URL": cluster.new_database("faults")})


@pytest.fixture(scope="module")
def on_sqlite(start_bot: Callable[..., Bot]) -> Bot:
    """A bot that keeps conversations in a file, which each test leaves usable."""
    return start_bot()


def apologises(reply: Reply) -> bool:
    """Return whether a reply is the apology, with its answer object."""
    return APOLOGY in reply.text and reply.answer["status"] == "error"


def test_postgres_that_is_down_gets_an_apology_and_the_conversation_goes_on_after(
    on_postgres: Bot, cluster: Cluster
) -> None:
    """Neither a blank conversation nor a lost one, and nothing of the failed turns is stored."""
    bot = on_postgres
    before = bot.says("down", QUESTION)
    cluster.stop()
    try:
        during = [bot.says("down", "What skills do they need?") for _ in range(2)]
    finally:
        cluster.start()
    after = bot.says("down", AGAIN)
    with sa.create_engine(cluster.url_of("faults")).connect() as connection:
        stored = connection.execute(
            sa.text("select count(*) from events where sender_id = 'down' and type_name = 'user'")
        ).scalar()

    assert PAY in before.text
    assert all(apologises(reply) for reply in during)
    assert PAY in after.text
    assert stored == 2


def test_postgres_that_restarts_between_two_messages_is_not_noticed(on_postgres: Bot, cluster: Cluster) -> None:
    """The connections that were open are dead, and are opened anew."""
    bot = on_postgres
    before = bot.says("restart", QUESTION)
    cluster.stop()
    cluster.start()
    after = bot.says("restart", AGAIN)

    assert PAY in before.text
    assert PAY in after.text


def test_postgres_that_hangs_gets_an_apology_in_time_and_holds_up_nobody(on_postgres: Bot, cluster: Cluster) -> None:
    """All its processes stand still: the person is told before the shell gives up, and the server answers meanwhile."""
    bot = on_postgres
    before = bot.says("hang", QUESTION)
    with stopped(cluster.pid), ThreadPoolExecutor() as threads:
        started = time.monotonic()
        asking = threads.submit(bot.says, "hang", AGAIN)
        time.sleep(0.5)
        health = requests.get(bot.rasa.health_url, timeout=5)
        health_took = time.monotonic() - started - 0.5
        during = asking.result()
        took = time.monotonic() - started
    after = bot.says("hang", AGAIN)

    assert PAY in before.text
    assert health.ok
    assert health_took < 2
    assert apologises(during)
    assert took < SHELL_SECONDS
    assert PAY in after.text


def test_a_locked_file_gets_an_apology_and_the_next_message_works(on_sqlite: Bot) -> None:
    """Somebody else writes to it and doesn't end."""
    bot = on_sqlite
    before = bot.says("locked", QUESTION)
    with contextlib.closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
        other.execute("begin immediate")
        started = time.monotonic()
        during = bot.says("locked", AGAIN)
        took = time.monotonic() - started
        other.execute("rollback")
    after = bot.says("locked", AGAIN)

    assert PAY in before.text
    assert apologises(during)
    assert took < SHELL_SECONDS
    assert PAY in after.text


def test_a_full_disk_gets_an_apology_and_the_next_message_works(on_sqlite: Bot) -> None:
    """No file can grow: what a turn would store doesn't fit, so it isn't answered as if it were stored."""
    bot = on_sqlite
    before = bot.says("full", QUESTION)
    assert bot.rasa.process is not None
    with no_file_may_grow(bot.rasa.process.pid):
        during = bot.says("full", "What skills do they need?")
    after = bot.says("full", AGAIN)

    assert PAY in before.text
    assert apologises(during)
    assert PAY in after.text


def test_a_file_that_may_only_be_read_gets_an_apology(start_bot: Callable[..., Bot], on_sqlite: Bot) -> None:
    """An answer that can't be stored isn't given; what is stored stays as it is."""
    on_sqlite.says("read-only", QUESTION)
    only_read = f"sqlite:///file:{on_sqlite.database}?mode=ro&uri=true"
    bot = start_bot(env={"WAYFINDER_DATABASE_URL": only_read}, canary=False)

    assert apologises(bot.says("read-only", AGAIN))
    assert apologises(bot.says("somebody-new", QUESTION))
    assert PAY in on_sqlite.says("read-only", AGAIN).text


@pytest.mark.parametrize("data", ["{", "null", '{"event": "no_such_event"}'])
def test_stored_nonsense_is_passed_over(on_sqlite: Bot, data: str) -> None:
    """A row that can't be read doesn't keep a conversation from going on."""
    bot = on_sqlite
    sender = f"nonsense-{len(data)}"
    bot.says(sender, QUESTION)
    with contextlib.closing(sqlite3.connect(bot.database)) as database, database:
        database.execute("insert into events (sender_id, type_name, data) values (?, 'slot', ?)", (sender, data))
    after = bot.says(sender, AGAIN)

    assert PAY in after.text


@contextlib.contextmanager
def stopped(pid: int) -> Iterator[None]:
    """Let a process and all its children stand still."""
    listed = subprocess.run(["ps", "-ww", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    pids = [pid, *map(int, listed.split())]
    for each in pids:
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGCONT)


@contextlib.contextmanager
def no_file_may_grow(pid: int) -> Iterator[None]:
    """Refuse a process to write beyond the first byte of any file, as a full disk would."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


def test_what_was_answered_outlives_the_death_of_the_process(start_bot: Callable[..., Bot]) -> None:
    """Killed the moment after the answer came, the bot knows it when it is back."""
    bot = start_bot()
    before = bot.says("killed", QUESTION)
    process = bot.rasa.process
    assert process is not None
    process.kill()
    process.wait()
    bot.rasa.start()
    bot.rasa.wait_until_healthy()

    assert PAY in before.text
    assert PAY in bot.says("killed", AGAIN).text
