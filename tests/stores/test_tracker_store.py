"""What is stored is what was said, in both kinds of database."""

import asyncio
import json
import os
import stat
import subprocess
import sys
import uuid
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

import wayfinder.stores.database
import wayfinder.stores.tracker_store
from scripts.run import prepare_database
from scripts.servers import ServerFailed
from tests.postgres import Cluster
from tests.stores.conftest import DOMAIN, session_start, turn
from wayfinder.stores.database_errors import BadDatabaseUrl, DatabaseTooNew
from wayfinder.stores.tracker_store import SqlTrackerStore

Result = TypeVar("Result")


def wait(work: Coroutine[Any, Any, Result]) -> Result:
    """Return what a coroutine returns."""
    return asyncio.run(work)


def store_at(url: str) -> SqlTrackerStore:
    """Return a store as a process that has just started has it."""
    return SqlTrackerStore(DOMAIN, host=url)


async def have(store: SqlTrackerStore, events: list[Event], sender: str = "someone") -> None:
    """Add events to a conversation as Rasa does in a turn: read, add, store."""
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    for event in events:
        tracker.update(event)
    await store.save(tracker)


async def texts(store: SqlTrackerStore, sender: str = "someone") -> list[str]:
    """Return what the person wrote, in all sessions."""
    tracker = await store.retrieve_full_tracker(sender)
    return [event.text for event in (tracker.events if tracker else []) if event.type_name == "user"]


def rows(url: str, query: str) -> list[tuple[Any, ...]]:
    """Return the result of a query, by a connection of our own."""
    with sa.create_engine(url).connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def change(url: str, statement: str) -> None:
    """Change the database, by a connection of our own."""
    with sa.create_engine(url, future=True).begin() as connection:
        connection.execute(sa.text(statement))


def test_every_event_is_stored_though_only_the_last_turns_are_in_memory(url: str) -> None:
    """Ten turns, each of the same store."""

    async def talk() -> list[str]:
        store = store_at(url)
        await have(store, session_start())
        for number in range(10):
            await have(store, turn(f"question {number}"))
        return await texts(store)

    assert wait(talk()) == [f"question {number}" for number in range(10)]
    assert rows(url, "select count(*) from events") == [(3 + 10 * 4,)]


def test_a_conversation_outlives_the_process(url: str) -> None:
    """Slots and latest message are there in a store that has just been opened."""
    wait(have(store_at(url), [*session_start(), *turn("pay", topic="salary"), *turn("more"), *turn("still more")]))
    tracker = wait(store_at(url).retrieve("someone"))

    assert tracker.get_slot("topic") == "salary"
    assert tracker.latest_message.text == "still more"


def test_nobody_unknown_has_a_conversation(url: str) -> None:
    """Neither the session nor the whole nor a turn."""
    store = store_at(url)

    assert wait(store.retrieve("nobody")) is None
    assert wait(store.retrieve_full_tracker("nobody")) is None
    assert wait(store.find_turn("nobody", "x")) is None
    assert wait(store.exists("nobody")) is False


def test_the_keys_are_the_senders(url: str) -> None:
    """Each once."""

    async def talk() -> list[str]:
        store = store_at(url)
        for sender in ("a", "b", "a"):
            await have(store, turn("hello"), sender)
        return sorted(await store.keys())

    assert wait(talk()) == ["a", "b"]


def test_rasas_own_store_reads_what_ours_wrote(url: str) -> None:
    """Its table is Rasa's."""
    wait(have(store_at(url), [*session_start(), *turn("pay", topic="salary")]))
    rasas = SQLTrackerStore(DOMAIN, host=url)
    tracker = wait(rasas.retrieve("someone"))

    assert tracker.latest_message.text == "pay"
    assert tracker.get_slot("topic") == "salary"
    assert rows(url, "select intent_name from events where type_name = 'user'") == [("ask",)]
    assert rows(url, "select action_name from events where type_name = 'action'") == [
        ("action_session_start",), ("action_listen",), ("action_answer",), ("action_listen",),
    ]  # fmt: skip


def test_a_database_of_rasas_own_store_is_taken_over_with_nothing_lost(url: str) -> None:
    """Two sessions that Rasa's store wrote are read and gone on with, row for row the same."""
    rasas = SQLTrackerStore(DOMAIN, host=url)
    for events in ([*session_start(), *turn("first", topic="salary")], [*session_start(), *turn("second")]):
        tracker = wait(rasas.get_or_create_tracker("someone", append_action_listen=False))
        for event in events:
            tracker.update(event)
        wait(rasas.save(tracker))
    before = rows(url, "select id, sender_id, type_name, timestamp, data from events order by id")
    ours = store_at(url)
    wait(have(ours, turn("third")))

    assert wait(texts(ours)) == ["first", "second", "third"]
    assert wait(ours.retrieve("someone")).get_slot("topic") is None
    assert (
        rows(url, "select id, sender_id, type_name, timestamp, data from events order by id")[: len(before)] == before
    )
    assert wait(texts(store_at(url))) == ["first", "second", "third"]


def test_a_turn_that_was_not_stored_leaves_no_trace(url: str) -> None:
    """What failed between reading and storing is forgotten, in memory too."""

    async def talk() -> DialogueStateTracker | None:
        store = store_at(url)
        await have(store, turn("pay", topic="salary"))
        failing = await store.retrieve("someone")
        for event in turn("lost", topic="lost"):
            failing.update(event)
        return await store.retrieve("someone")

    tracker = wait(talk())

    assert tracker.latest_message.text == "pay"
    assert tracker.get_slot("topic") == "salary"


def test_what_another_process_stored_is_seen(url: str) -> None:
    """Before the next turn, however long the conversation has been in memory."""

    async def talk() -> str:
        one, other = store_at(url), store_at(url)
        await have(one, [*session_start(), *turn("here", topic="salary")])
        await have(other, turn("there", topic="skills"))
        await have(one, turn("here again"))
        return (await one.retrieve("someone")).get_slot("topic")

    assert wait(talk()) == "skills"
    assert wait(texts(store_at(url))) == ["here", "there", "here again"]


def test_what_another_process_stored_during_a_turn_is_not_lost(url: str) -> None:
    """Both turns are stored, and both are seen by the next."""

    async def talk() -> list[str]:
        one, other = store_at(url), store_at(url)
        await have(one, turn("first"))
        slow = await one.retrieve("someone")
        await have(other, turn("quick", topic="quick"))
        for event in turn("slow"):
            slow.update(event)
        await one.save(slow)
        after = await one.retrieve("someone")
        return [after.get_slot("topic"), *await texts(one)]

    assert wait(talk()) == ["quick", "first", "quick", "slow"]


def test_a_tracker_that_is_stored_twice_is_stored_once(url: str) -> None:
    """Also when another process has stored something in between."""

    async def talk() -> list[str]:
        one, other = store_at(url), store_at(url)
        tracker = await one.get_or_create_tracker("someone", append_action_listen=False)
        for text in ("first", "second"):
            for event in turn(text):
                tracker.update(event)
            await have(other, turn(f"beside the {text}"))
            await one.save(tracker)
            await one.save(tracker)
        return await texts(one)

    assert wait(talk()) == ["beside the first", "first", "beside the second", "second"]


def test_a_write_whose_success_was_not_told_is_not_done_twice(url: str) -> None:
    """The connection is lost after the database has stored the turn and before it says so."""
    store = store_at(url)
    wait(have(store, turn("first")))
    lost: list[str] = []

    def lose_connection(connection: sa.engine.Connection) -> None:
        if not lost:
            lost.append("commit")
            raise sa.exc.OperationalError("commit", {}, ConnectionError("lost"), connection_invalidated=True)

    commit = store.database._engine.dialect.do_commit

    def commit_and_lose(connection: Any) -> None:
        commit(connection)
        lose_connection(connection)

    store.database._engine.dialect.do_commit = commit_and_lose
    wait(have(store, turn("second")))

    assert lost == ["commit"]
    assert wait(texts(store_at(url))) == ["first", "second"]


def test_what_another_process_deleted_is_gone(url: str) -> None:
    """The copy in memory doesn't bring it back."""

    async def talk() -> DialogueStateTracker | None:
        one, other = store_at(url), store_at(url)
        await have(one, turn("secret"))
        await other.delete("someone")
        return await one.retrieve("someone")

    assert wait(talk()) is None


def test_deleting_leaves_other_conversations_alone(url: str) -> None:
    """Every event of the one is gone, none of the other."""

    async def talk() -> None:
        store = store_at(url)
        await have(store, turn("mine", topic="salary"), "me")
        await have(store, turn("yours"), "you")
        await store.delete("me")
        assert await store.retrieve("me") is None

    wait(talk())

    assert rows(url, "select distinct sender_id from events") == [("you",)]


def test_deleted_words_are_gone_from_the_file(tmp_path: Any) -> None:
    """Not merely out of reach: the bytes are overwritten, in the file and in its log."""
    url = f"sqlite:///{tmp_path}/conversations.db"

    async def talk() -> bool:
        store = store_at(url)
        await have(store, turn("xylophone"), "me")
        await have(store, turn("hello"), "you")
        was_there = any(b"xylophone" in file.read_bytes() for file in tmp_path.iterdir())
        await store.delete("me")
        return was_there

    assert wait(talk())
    assert not any(b"xylophone" in file.read_bytes() for file in tmp_path.iterdir())


def test_a_turn_is_found_by_the_id_of_its_message_however_old(url: str) -> None:
    """With all its events and no other's, across a restart and a new session."""

    async def talk() -> None:
        store = store_at(url)
        await have(store, [*session_start(), *turn("first", message_id="id-1", topic="salary")])
        for number in range(20):
            await have(store, turn(f"question {number}"))
        await have(store, [*turn("last", message_id="id-2"), *session_start(), *turn("anew")])

    wait(talk())
    found = wait(store_at(url).find_turn("someone", "id-1"))
    last = wait(store_at(url).find_turn("someone", "id-2"))

    assert [event.type_name for event in found] == ["user", "action", "bot", "slot", "action"]
    assert found[0].text == "first"
    assert [event.type_name for event in last] == ["user", "action", "bot", "action"]
    assert wait(store_at(url).find_turn("someone else", "id-1")) is None


@pytest.mark.parametrize("data", ["{", "null", "[]", '{"event": "no_such_event"}', '{"event": "slot"}', ""])
def test_a_row_that_cannot_be_read_is_left_out(url: str, data: str) -> None:
    """The conversation goes on with the others, and the process lives."""
    store = store_at(url)
    wait(have(store, [*session_start(), *turn("before", topic="salary")]))
    change(url, f"insert into events (sender_id, type_name, timestamp, data) values ('someone', 'slot', 1.0, '{data}')")
    wait(have(store, turn("after")))

    assert wait(texts(store_at(url))) == ["before", "after"]
    assert wait(store_at(url).retrieve("someone")).get_slot("topic") == "salary"


def test_a_slot_that_the_domain_no_longer_has_is_left_out(url: str, caplog: pytest.LogCaptureFixture) -> None:
    """Without the error that Rasa logs for each; the others have their values."""
    wait(have(store_at(url), [*session_start(), *turn("pay", topic="salary")]))
    gone = json.dumps({"event": "slot", "name": "gone", "value": {"any": ["value"]}})
    change(url, f"INSERT INTO events (sender_id, type_name, data) VALUES ('someone', 'slot', '{gone}')")
    session, whole = wait(store_at(url).retrieve("someone")), wait(store_at(url).retrieve_full_tracker("someone"))

    assert session is not None
    assert whole is not None
    assert [tracker.get_slot("topic") for tracker in (session, whole)] == ["salary", "salary"]
    assert caplog.records == []


def test_bytes_that_are_no_text_do_not_end_the_process(tmp_path: Any) -> None:
    """SQLite takes any bytes for text."""
    url = f"sqlite:///{tmp_path}/conversations.db"
    store = store_at(url)
    wait(have(store, turn("before")))
    change(url, "insert into events (sender_id, type_name, data) values ('someone', 'user', cast(x'ff00fe' as text))")
    wait(have(store, turn("after")))

    assert wait(texts(store)) == ["before", "after"]


def test_text_of_any_characters_comes_back_as_it_was(url: str) -> None:
    """NUL, half of a surrogate pair, quotes, other scripts."""
    odd = "NUL \x00, half \ud83d, quote ' and \", 机器学习, 😀"
    wait(have(store_at(url), turn(odd)))

    assert wait(texts(store_at(url))) == [odd]


def test_a_sender_that_the_database_refuses_fails_and_others_go_on(url: str) -> None:
    """NUL is no text for PostgreSQL; Rasa's own store ends the process over it."""
    store = store_at(url)
    if url.startswith("postgresql"):
        with pytest.raises(ValueError, match="NUL"):
            wait(have(store, turn("hello"), "a\x00b"))
    wait(have(store, turn("hello"), "fine"))

    assert wait(texts(store, "fine")) == ["hello"]


def test_a_tracker_of_rasas_http_api_adds_what_the_session_lacks(url: str) -> None:
    """Rasa's API reads a conversation, makes a tracker of its own, and stores that."""
    store = store_at(url)
    events = [*session_start(), *turn("one"), *turn("two"), *turn("three")]
    wait(have(store, events))
    made = DialogueStateTracker.from_events("someone", [*events[1:], *turn("added", topic="salary")], DOMAIN.slots)
    wait(store.save(made))

    assert wait(texts(store)) == ["one", "two", "three", "added"]
    assert wait(store.retrieve("someone")).get_slot("topic") == "salary"


def test_a_conversation_that_left_memory_goes_on(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When more people talk than are kept in memory, the longest silent are read again."""
    monkeypatch.setattr(wayfinder.stores.tracker_store, "MOST_LIVE", 2)

    async def talk() -> list[Any]:
        store = store_at(url)
        for sender in ("a", "b", "c"):
            await have(store, turn("pay", topic=f"topic of {sender}"), sender)
        return [(await store.retrieve(sender)).get_slot("topic") for sender in ("a", "b", "c")]

    assert wait(talk()) == ["topic of a", "topic of b", "topic of c"]


def test_events_are_streamed_once_each(url: str) -> None:
    """To an event broker, if there is one, in their order."""
    streamed: list[str] = []

    class Broker:
        def publish(self, event: dict[str, Any]) -> None:
            streamed.append(event.get("text") or event["event"])

    async def talk() -> None:
        store = SqlTrackerStore(DOMAIN, host=url, event_broker=Broker())
        await have(store, turn("one"))
        await have(store, turn("two"))

    wait(talk())

    assert streamed == ["one", "action", "On one.", "action", "two", "action", "On two.", "action"]


def test_an_index_leads_to_the_events_of_a_conversation_in_order(url: str) -> None:
    """However many conversations there are; Rasa's index, which lacks the order, is gone."""
    store_at(url)
    names = {index["name"] for index in sa.inspect(sa.create_engine(url)).get_indexes("events")}

    assert names == {"events_of_conversation", "events_by_message"}


def test_a_database_of_a_newer_version_is_refused(url: str) -> None:
    """Before anything is read or written, with the cure."""
    store_at(url)
    change(url, "update wayfinder_schema set version = 99")

    with pytest.raises(DatabaseTooNew, match="version 99"):
        store_at(url)


def test_a_database_that_counts_in_32_bits_goes_on_where_they_end(cluster: Cluster) -> None:
    """One of version 1, whose ids are all but used up: ten turns are stored, and ten more in a store that was just opened."""
    url = cluster.new_database(f"test_{uuid.uuid4().hex}")
    wait(have(store_at(url), turn("before")))
    for statement in (
        "alter table events alter column id type integer",
        "alter sequence events_id_seq as integer",
        "delete from wayfinder_schema where version > 1",
        "alter sequence events_id_seq restart with 2147483625",
    ):
        change(url, statement)
    for first in (0, 10):
        store = store_at(url)
        for number in range(first, first + 10):
            wait(have(store, turn(f"question {number}")))

    assert wait(texts(store_at(url))) == ["before", *(f"question {number}" for number in range(20))]
    assert rows(url, "select max(id) from events") == [(2147483625 + 20 * 4 - 1,)]
    assert rows(url, "select version from wayfinder_schema order by version") == [(1,), (2,)]


def test_a_database_of_rasas_own_store_counts_in_64_bits_from_now_on(cluster: Cluster) -> None:
    """Rasa's table is made wide too, and so is the sequence of its ids."""
    url = cluster.new_database(f"test_{uuid.uuid4().hex}")
    SQLTrackerStore(DOMAIN, host=url)
    before = rows(url, "select data_type::text from pg_sequences")
    change(url, "alter sequence events_id_seq restart with 2147483645")
    wait(have(store_at(url), [*turn("one"), *turn("two")]))

    assert before == [("integer",)]
    assert rows(url, "select data_type::text from pg_sequences") == [("bigint",)]
    assert wait(texts(store_at(url))) == ["one", "two"]


def test_make_run_brings_a_database_up_to_date_before_a_server_has_to_start(cluster: Cluster) -> None:
    """A large one takes longer than a server may; one that can't be reached is left to the server."""
    url = cluster.new_database(f"test_{uuid.uuid4().hex}")
    SQLTrackerStore(DOMAIN, host=url)
    prepare_database(url)
    prepare_database("postgresql://nobody@127.0.0.1:9/nothing")

    assert rows(url, "select data_type::text from pg_sequences") == [("bigint",)]
    change(url, "update wayfinder_schema set version = 99")
    with pytest.raises(ServerFailed, match="version 99"):
        prepare_database(url)


def test_a_new_sqlite_database_is_its_owners_alone(tmp_path: Path) -> None:
    """Whatever the umask, with what SQLite puts beside it and the folder that is made for it."""
    before = os.umask(0o022)
    try:
        store = store_at(f"sqlite:///{tmp_path}/new/conversations.db")
        wait(have(store, turn("private")))
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").iterdir()}
    finally:
        os.umask(before)

    assert modes == {f"conversations.db{end}": 0o600 for end in ("", "-wal", "-shm")}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_a_database_that_is_opened_twice_loses_nothing_when_others_look_at_it(tmp_path: Path) -> None:
    """As Slack's channel and the conversations do; to open the file by hand would free SQLite's locks on it.

    Then whoever looks from another process takes themselves for the last, and removes the log that we go on writing to.
    """
    url = f"sqlite:///{tmp_path}/conversations.db"
    look = (
        "import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('select count(*) from events').fetchone()[0])"
    )

    def seen_from_elsewhere() -> int:
        command = [sys.executable, "-c", look, str(tmp_path / "conversations.db")]
        return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)

    async def talk() -> list[int]:
        store = store_at(url)
        await have(store, turn("one"))
        store_at(url)
        seen = [seen_from_elsewhere()]
        await have(store, turn("two"))
        return [*seen, seen_from_elsewhere()]

    assert wait(talk()) == [4, 8]


def test_the_default_database_is_made_private_with_all_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older one was made when nobody saw to that."""
    var = tmp_path / "var"
    (var / "log").mkdir(parents=True, mode=0o755)
    for name in ("conversations.db", "log/rasa.log"):
        (var / name).touch(mode=0o644)
    monkeypatch.delenv("WAYFINDER_DATABASE_URL", raising=False)
    monkeypatch.setattr(wayfinder.stores.database, "DEFAULT_FILE", var / "conversations.db")
    SqlTrackerStore(DOMAIN)

    assert {stat.S_IMODE((var / name).stat().st_mode) for name in ("conversations.db", "log/rasa.log")} == {0o600}
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (var, var / "log")} == {0o700}


@pytest.mark.parametrize("address", ["my.db", "mysql://x/y", "postgres://x/y", "redis://x", "nothing"])
def test_an_address_that_is_none_is_refused_with_an_example(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """And without showing it, for it may hold a password."""
    monkeypatch.setenv("WAYFINDER_DATABASE_URL", address)

    with pytest.raises(BadDatabaseUrl, match="postgresql://wayfinder") as raised:
        SqlTrackerStore(DOMAIN)
    assert address not in str(raised.value)


@pytest.mark.parametrize(("query", "level"), [("", 2), ("?synchronous=normal", 1)])
def test_sqlite_waits_for_the_disk_unless_told_not_to(tmp_path: Any, query: str, level: int) -> None:
    """SQLite's numbers: 1 is NORMAL, 2 is FULL."""
    store = store_at(f"sqlite:///{tmp_path}/conversations.db{query}")
    found = wait(store.database.read(lambda connection: connection.execute(sa.text("PRAGMA synchronous")).scalar()))
    wait(have(store, turn("pay")))

    assert found == level
    assert wait(texts(store)) == ["pay"]


def test_sqlite_can_be_told_nothing_else(tmp_path: Any) -> None:
    """A misspelt level isn't taken for the default."""
    with pytest.raises(BadDatabaseUrl, match="normal"):
        store_at(f"sqlite:///{tmp_path}/conversations.db?synchronous=fool")


def test_the_columns_are_rasas_and_one_more() -> None:
    """So that Rasa's tools read the table; ids are the same, and may be larger."""
    rasas = {column.name: str(column.type) for column in SQLTrackerStore.SQLEvent.__table__.columns}
    ours = {column.name: str(column.type) for column in wayfinder.stores.tracker_store.events.columns}

    assert ours == {**rasas, "id": "BIGINT", "message_id": "VARCHAR(255)"}


def test_what_is_stored_is_json_that_rasa_writes(url: str) -> None:
    """Each event as Rasa's own `as_dict` has it."""
    events = turn("pay", topic="salary")
    wait(have(store_at(url), events))
    stored = [json.loads(data) for (data,) in rows(url, "select data from events order by id")]

    assert stored == [json.loads(json.dumps(event.as_dict())) for event in events]
