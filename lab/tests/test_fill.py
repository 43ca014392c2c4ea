"""Stored conversations by the thousand are copies of one that was had."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from lab.bench.fill import NothingToCopy, fill
from tests.postgres import NoPostgres, postgres

TABLE = """
    CREATE TABLE events (id {id} PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL,
                         timestamp FLOAT, intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT)
"""
ROWS = """
    INSERT INTO events (sender_id, type_name, timestamp, intent_name, action_name, data) VALUES
    ('pattern', 'user', 1.5, 'greet', NULL, '{"text": "hello"}'),
    ('another', 'user', 2.5, 'greet', NULL, '{"text": "hi"}'),
    ('pattern', 'bot', 3.5, NULL, NULL, '{"text": "Hello!"}')
"""
COPIES = [
    ("stored-0", "user", 1.5, "greet", '{"text": "hello"}'),
    ("stored-0", "bot", 3.5, None, '{"text": "Hello!"}'),
    ("stored-1", "user", 1.5, "greet", '{"text": "hello"}'),
    ("stored-1", "bot", 3.5, None, '{"text": "Hello!"}'),
]


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with a pattern conversation in Rasa's table."""
    if request.param == "SQLite":
        url = f"sqlite:///{tmp_path / 'conversations.db'}"
        yield _with_pattern(url, "INTEGER")
        return
    try:
        with postgres() as cluster:
            yield _with_pattern(cluster.new_database("filled"), "SERIAL")
    except NoPostgres as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))


def test_the_pattern_is_copied_in_its_order_and_the_rest_is_left(database: str) -> None:
    """Two copies of two events; the other person's conversation isn't copied."""
    fill(database, 2)

    query = "SELECT sender_id, type_name, timestamp, intent_name, data FROM events WHERE sender_id LIKE 'stored%' ORDER BY id"
    assert [tuple(row) for row in _rows(database, query)] == COPIES
    assert _rows(database, "SELECT count(*) FROM events")[0][0] == 3 + 4


def test_without_a_pattern_nothing_is_stored_and_the_reason_is_told(tmp_path: Path) -> None:
    """An empty database must not pass for one with ten thousand conversations."""
    path = tmp_path / "empty.db"
    with sqlite3.connect(path) as connection:
        connection.execute(TABLE.format(id="INTEGER"))
    connection.close()

    with pytest.raises(NothingToCopy, match="pattern"):
        fill(f"sqlite:///{path}", 10)


def _with_pattern(url: str, identity: str) -> str:
    engine = sa.create_engine(url, future=True)
    with engine.begin() as connection:
        connection.execute(sa.text(TABLE.format(id=identity)))
        connection.exec_driver_sql(ROWS)
    engine.dispose()
    return url


def _rows(url: str, query: str) -> list[sa.engine.Row]:
    engine = sa.create_engine(url, future=True)
    with engine.connect() as connection:
        rows = connection.execute(sa.text(query)).all()
    engine.dispose()
    return rows
