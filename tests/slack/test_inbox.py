"""The inbox: what is written down once, claimed by one, in order, and forgotten when it is done; on both databases."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine, make_url

from wayfinder.channels.slack import delivery_inbox as module
from wayfinder.channels.slack.deliveries import Delivery, Place
from wayfinder.channels.slack.delivery_inbox import ClaimLost, Inbox, Row
from wayfinder.channels.slack.web_api_calls import Call
from wayfinder.stores.database import make_engine

CALL = Call("chat.postMessage", {"channel": "C1", "text": "x"}, marker="m", instead=Call("response_url", {"url": "u"}))


def said(ts: str, thread: str = "1.0", **more: object) -> Delivery:
    """Return a message of a person in a thread."""
    return Delivery(f"message:T1:C1:{ts}", "message", "T1", "C1", thread, "U1", "hello", at=ts, **more)  # type: ignore[arg-type]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield make_engine(make_url(f"sqlite:///{tmp_path / 'new' / 'inbox.db'}"), 4)
        return
    made = make_engine(make_url(request.getfixturevalue("postgres_url")), 4)
    with made.begin() as db:
        db.execute(sa.text("drop schema public cascade"))
        db.execute(sa.text("create schema public"))
    yield made
    made.dispose()


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    """An empty inbox."""
    return Inbox(engine)


def claimed(inbox: Inbox) -> Row:
    """Return the row that is claimed next; there must be one."""
    row = inbox.claim()
    assert row is not None
    return row


def test_the_same_act_is_written_down_once(inbox: Inbox) -> None:
    """Whatever it is delivered as."""
    assert inbox.add(said("2.0", makes_thread_ours=True))
    assert not inbox.add(said("2.0", only_in_our_threads=True))


def test_a_row_is_claimed_as_it_was_delivered(inbox: Inbox) -> None:
    """Nothing of it is lost on the way."""
    inbox.add(said("2.0"))
    row = claimed(inbox)

    assert row.delivery == said("2.0")
    assert (row.calls, row.made, row.unsure, row.claims) == (None, 0, False, 1)


def test_a_claimed_row_isnt_claimed_again(inbox: Inbox) -> None:
    """By nobody, until its lease ends."""
    inbox.add(said("2.0"))
    claimed(inbox)

    assert inbox.claim() is None


def test_rows_of_one_conversation_are_claimed_in_turn(inbox: Inbox) -> None:
    """The second when the first is done; another conversation meanwhile."""
    for ts, thread in (("2.0", "1.0"), ("3.0", "1.0"), ("4.0", "4.0")):
        inbox.add(said(ts, thread))

    first, other = claimed(inbox), claimed(inbox)
    assert [first.delivery.at, other.delivery.at] == ["2.0", "4.0"]
    assert inbox.claim() is None
    inbox.finish(first)
    assert claimed(inbox).delivery.at == "3.0"


def test_a_postponed_row_holds_its_conversation_and_comes_when_it_is_due(inbox: Inbox) -> None:
    """A later message must not overtake it."""
    inbox.add(said("2.0"))
    inbox.add(said("3.0"))
    inbox.postpone(claimed(inbox), 0.3, unsure=False)

    assert inbox.claim() is None
    time.sleep(0.35)
    assert claimed(inbox).delivery.at == "2.0"


@pytest.mark.parametrize("unsure", [True, False])
def test_who_postpones_a_row_says_whether_its_next_call_may_have_been_made(inbox: Inbox, unsure: bool) -> None:
    """A refusal is sure, a broken connection isn't."""
    inbox.add(said("2.0"))
    inbox.postpone(claimed(inbox), 0.0, unsure)

    assert claimed(inbox).unsure is unsure


def test_the_row_of_a_worker_that_died_is_claimed_by_the_next(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """With all that it had noted, and unsure of the rest."""
    monkeypatch.setattr(module, "LEASE_SECONDS", 0.2)
    inbox.add(said("2.0"))
    dead = claimed(inbox)
    inbox.store_calls(dead, [CALL, CALL])
    inbox.note_made(dead, 1)

    assert inbox.claim() is None
    time.sleep(0.25)
    row = claimed(inbox)
    assert (row.calls, row.made, row.unsure, row.claims) == ([CALL, CALL], 1, True, 2)


def test_a_renewed_claim_lasts(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as its worker lives."""
    monkeypatch.setattr(module, "LEASE_SECONDS", 0.3)
    inbox.add(said("2.0"))
    row = claimed(inbox)
    for _ in range(3):
        time.sleep(0.15)
        inbox.renew([row.claim])

    assert inbox.claim() is None


def test_a_worker_that_was_overtaken_changes_nothing_more(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was too slow, and is told so."""
    monkeypatch.setattr(module, "LEASE_SECONDS", 0.1)
    inbox.add(said("2.0"))
    slow = claimed(inbox)
    time.sleep(0.15)
    claimed(inbox)

    for change in (
        lambda: inbox.store_calls(slow, [CALL]),
        lambda: inbox.note_made(slow, 1),
        lambda: inbox.finish(slow),
    ):
        with pytest.raises(ClaimLost):
            change()


def test_of_many_workers_one_claims_a_row(engine: Engine) -> None:
    """Each has an inbox of its own on the database; forty rows, eight at once, none twice."""
    boxes = [Inbox(engine) for _ in range(8)]
    for number in range(40):
        boxes[0].add(said(f"{number + 10}.0", f"{number + 10}.0"))
    found: list[str] = []

    def work(box: Inbox) -> None:
        while (row := box.claim()) is not None:
            found.append(row.delivery.key)
            box.finish(row)

    threads = [threading.Thread(target=work, args=[box]) for box in boxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 40
    assert len(set(found)) == 40


def test_many_at_once_write_the_same_act_down_once(engine: Engine) -> None:
    """Slack may deliver to two processes at the same time."""
    added: list[bool] = []
    boxes = [Inbox(engine) for _ in range(6)]
    threads = [threading.Thread(target=lambda box=box: added.append(box.add(said("2.0")))) for box in boxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(added) == [False] * 5 + [True]


def test_many_at_once_make_the_tables(engine: Engine) -> None:
    """Processes that are started together on an empty database."""
    made: list[Inbox] = []
    threads = [threading.Thread(target=lambda: made.append(Inbox(engine))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == 6
    assert made[0].add(said("2.0"))


def test_what_is_done_is_forgotten_but_its_key(inbox: Inbox, engine: Engine) -> None:
    """So that late repetition finds it."""
    inbox.add(said("2.0"))
    row = claimed(inbox)
    inbox.store_calls(row, [CALL])
    inbox.finish(row)
    with engine.connect() as db:
        stored = db.execute(sa.text("select delivery, calls from slack_inbox")).fetchall()

    assert [tuple(row) for row in stored] == [(None, None)]
    assert not inbox.add(said("2.0"))


def test_keys_and_threads_are_deleted_in_the_end(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """When Slack repeats nothing any more, and nobody speaks there."""
    inbox.add(said("2.0", makes_thread_ours=True))
    inbox.finish(claimed(inbox))
    monkeypatch.setattr(module, "KEY_SECONDS", -1.0)
    monkeypatch.setattr(module, "THREAD_SECONDS", -1.0)
    inbox.purge()
    monkeypatch.undo()

    assert not inbox.add(said("3.0", only_in_our_threads=True))
    assert inbox.add(said("2.0"))


def test_what_is_said_in_a_thread_is_for_us_only_if_the_thread_is_ours(inbox: Inbox) -> None:
    """By a mention in it; nothing of others' threads is written down."""
    assert not inbox.add(said("2.0", only_in_our_threads=True))
    inbox.add(said("3.0", makes_thread_ours=True))
    assert inbox.add(said("4.0", only_in_our_threads=True))
    assert not inbox.add(said("5.0", thread="9.0", only_in_our_threads=True))


def test_an_answer_that_is_known_is_stored_with_its_delivery(inbox: Inbox) -> None:
    """As that of a reminder."""
    inbox.add(said("2.0"), [CALL])

    assert claimed(inbox).calls == [CALL]


def test_a_place_is_read_back_from_its_conversation() -> None:
    """And nothing else is taken for one."""
    place = Place("T1", "D1", "1700000000.000100")

    assert Place.parse(place.conversation) == place
    with pytest.raises(ValueError, match="no conversation of Slack"):
        Place.parse("someone")
