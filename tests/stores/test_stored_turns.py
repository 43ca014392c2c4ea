"""What the bot's own turns leave in the database: rows, room on the disk with all indexes, and a table that Rasa reads."""

import asyncio
import json
import sqlite3
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import EventVerbosity

from scripts.servers import ROOT
from tests.conftest import Bot
from tests.talks.run import talks_in
from wayfinder.stores.tracker_store import SqlTrackerStore

TURNS = 50
MOST_ROWS, MOST_BYTES = 6, 7_000
MESSAGES = "select data from events where type_name = 'user'"


@dataclass(frozen=True)
class Taken:
    """The database, and what the turns after the first have added: rows by kind for each turn, bytes for all."""

    file: Path
    sender: str
    rows: tuple[Counter[str], ...]
    file_bytes: int
    data_bytes: dict[str, int]


@pytest.fixture(scope="module")
def taken(start_bot: Callable[..., Bot], tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """What fifty turns of one person take, as people talk, after a first one."""
    file = tmp_path_factory.mktemp("room") / "conversations.db"
    bot = start_bot(database=file)
    said = [turn["say"] for talk in talks_in("seen") for turn in talk["turns"]][: TURNS + 1]
    sender = uuid.uuid4().hex
    bot.says(sender, said[0])
    first, before = last_row(file), size(file)
    rows, begins = [], first
    for message in said[1:]:
        bot.says(sender, message)
        rows.append(Counter(kind for (kind,) in read(file, f"select type_name from events where id > {begins}")))
        begins = last_row(file)
    data = read(file, f"select type_name, sum(length(data)) from events where id > {first} group by type_name")
    bot.rasa.stop()
    return Taken(file, sender, tuple(rows), size(file) - before, dict(data))


def read(file: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def last_row(file: Path) -> int:
    """Return the id of the newest row."""
    ((newest,),) = read(file, "select max(id) from events")
    return int(newest)


def size(file: Path) -> int:
    """Return how large the file is once all is in it."""
    read(file, "pragma wal_checkpoint(truncate)")
    return file.stat().st_size


def test_a_turn_stores_at_most_six_rows(taken: Taken) -> None:
    """What the person said, what came, the memory, and what Rasa needs to go on: none of it twice."""
    assert len(taken.rows) == TURNS
    assert [turn for turn in taken.rows if turn.total() > MOST_ROWS] == []


@pytest.mark.xfail(
    strict=True,
    reason="7,950 bytes on 28 November 2026. Of 5,700 bytes of events the memory has 2,050 (600 of them the ids of the last "
    "20 answers, 500 the facts told), the answer 1,700, the message 1,250; a fifth of SQLite's pages stays empty.",
)
def test_a_turn_takes_at_most_seven_kilobytes(taken: Taken) -> None:
    """On average, on the disk, with the reading and the indexes."""
    by_kind = {kind: length // TURNS for kind, length in taken.data_bytes.items()}

    assert taken.file_bytes / TURNS <= MOST_BYTES, f"a turn's events hold, in bytes: {by_kind}"


def test_each_message_is_stored_with_its_reading(taken: Taken) -> None:
    """Once, of today's version, without empty parts; of the intents it was taken for only the likeliest three."""
    messages = [json.loads(data)["parse_data"] for (data,) in read(taken.file, MESSAGES)]
    readings = [message["reading"] for message in messages]

    assert [reading["version"] for reading in readings].count(1) >= TURNS
    assert [message["text"] for message in messages if len(message["intent_ranking"]) > 3] == []
    assert [
        reading for reading in readings if any(part in (None, False, [], {}, "") for part in reading.values())
    ] == []


@pytest.mark.filterwarnings("ignore::UserWarning")  # Rasa warns of its change of slots whenever a domain is read
def test_rasas_own_store_reads_the_same_state(taken: Taken) -> None:
    """Slots, latest message and every event, of the session and of the whole conversation."""
    domain = Domain.load([str(ROOT / "domain.yml"), str(ROOT / "data" / "responses")])
    ours = SqlTrackerStore(domain, host=f"sqlite:///{taken.file}")
    rasas = SQLTrackerStore(domain, dialect="sqlite", db=str(taken.file))
    found = states(ours, taken.sender)

    assert found == states(rasas, taken.sender)
    assert [event["event"] for event in found[1]["events"]].count("user") == TURNS + 1
    assert found[0]["slots"]["memory"]["version"] == 1


def states(store: TrackerStore, sender: str) -> list[dict[str, Any]]:
    """Return the state of the session that a store reads, with what has been applied, and of the whole with all events."""
    session = asyncio.run(store.retrieve(sender))
    whole = asyncio.run(store.retrieve_full_tracker(sender))
    assert session is not None
    assert whole is not None
    return [session.current_state(), whole.current_state(EventVerbosity.ALL)]
