"""One turn at a time in each conversation, in order, in one process and in several."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from rasa.core.lock_store import LockError
from rasa.utils.endpoints import EndpointConfig

from scripts.servers import ROOT
from tests.postgres import Cluster
from wayfinder.stores.database_errors import DatabaseUnavailable
from wayfinder.stores.lock_store import ConversationLocks

TURN_SECONDS = 0.05


def locks_at(url: str) -> ConversationLocks:
    """Return the locks as a process that has just started has them."""
    return ConversationLocks(EndpointConfig(url))


async def take_turns(locks: list[ConversationLocks], senders: list[str]) -> list[tuple[int, str]]:
    """Have a turn for each sender, all asked for at once, of each of `locks` in rotation; return what happened in order."""
    happened: list[tuple[int, str]] = []

    async def have_turn(number: int, sender: str) -> None:
        async with locks[number % len(locks)].lock(sender):
            happened.append((number, "begins"))
            await asyncio.sleep(TURN_SECONDS)
            happened.append((number, "ends"))

    await asyncio.gather(*(have_turn(number, sender) for number, sender in enumerate(senders)))
    return happened


def test_turns_of_a_conversation_are_one_after_the_other_in_order(url: str) -> None:
    """Five that are asked for at once."""
    happened = asyncio.run(take_turns([locks_at(url)], ["someone"] * 5))

    assert happened == [(number, what) for number in range(5) for what in ("begins", "ends")]


def test_nobody_waits_longer_than_the_turns_before_take(url: str) -> None:
    """Rasa's own locks look once a second: five turns of 50 ms would take more than four seconds."""
    started = time.monotonic()
    asyncio.run(take_turns([locks_at(url)], ["someone"] * 5))

    assert time.monotonic() - started < 2


def test_other_conversations_do_not_wait(url: str) -> None:
    """All begin before any ends."""
    happened = asyncio.run(take_turns([locks_at(url)], ["a", "b", "c"]))

    assert sorted(happened[:3]) == [(0, "begins"), (1, "begins"), (2, "begins")]


def test_what_fails_frees_the_lock(url: str) -> None:
    """The next turn has it at once."""

    async def fail_then_succeed() -> list[tuple[int, str]]:
        locks = locks_at(url)
        with contextlib.suppress(ZeroDivisionError):
            async with locks.lock("someone"):
                raise ZeroDivisionError
        return await take_turns([locks], ["someone"])

    assert asyncio.run(fail_then_succeed()) == [(0, "begins"), (0, "ends")]


def test_whoever_gives_up_waiting_leaves_the_queue(url: str) -> None:
    """He is told after his time, and those behind him have their turn."""

    async def wait_too_short() -> list[tuple[int, str]]:
        locks = locks_at(url)
        async with locks.lock("someone"):
            behind = asyncio.ensure_future(take_turns([locks], ["someone"]))
            with pytest.raises(LockError, match="0 s"):
                async with locks.lock("someone", lock_lifetime=0.2):
                    raise AssertionError("two had the lock")
        return await behind

    assert asyncio.run(wait_too_short()) == [(0, "begins"), (0, "ends")]


def test_a_cancelled_turn_frees_the_lock(url: str) -> None:
    """Whether it had it or waited for it."""

    async def cancel() -> list[tuple[int, str]]:
        locks = locks_at(url)
        turns = [asyncio.ensure_future(take_turns([locks], ["someone"])) for _ in range(3)]
        await asyncio.sleep(TURN_SECONDS / 2)
        for turn in turns:
            turn.cancel()
        await asyncio.gather(*turns, return_exceptions=True)
        return await take_turns([locks], ["someone"])

    assert asyncio.run(cancel()) == [(0, "begins"), (0, "ends")]


def test_conversations_that_are_over_take_no_memory(url: str) -> None:
    """A year of senders mustn't add up."""

    async def talk() -> int:
        locks = locks_at(url)
        await take_turns([locks], ["a", "b", "a"])
        return len(locks._queues)

    assert asyncio.run(talk()) == 0


@pytest.fixture
def shared(cluster: Cluster, request: pytest.FixtureRequest) -> str:
    """The address of a database that several processes share."""
    return cluster.new_database(f"locks_{abs(hash(request.node.name))}")


def test_two_processes_never_have_the_same_conversation(shared: str) -> None:
    """Of twenty turns of two conversations no two of the same overlap, though each other one is of another process's locks."""
    happened = asyncio.run(take_turns([locks_at(shared), locks_at(shared), locks_at(shared)], ["a", "b"] * 10))

    for parity in (0, 1):
        of_one = [entry for entry in happened if entry[0] % 2 == parity]
        assert all(begun[0] == ended[0] for begun, ended in zip(of_one[::2], of_one[1::2], strict=True))


def test_two_processes_take_turns(shared: str) -> None:
    """One that has a long queue of its own doesn't keep the other out."""

    async def compete() -> float:
        busy, other = locks_at(shared), locks_at(shared)
        queue = asyncio.ensure_future(take_turns([busy], ["someone"] * 20))
        await asyncio.sleep(TURN_SECONDS * 2)
        started = time.monotonic()
        async with other.lock("someone"):
            waited = time.monotonic() - started
        await queue
        return waited

    assert asyncio.run(compete()) < TURN_SECONDS * 8


@pytest.fixture
def holder(shared: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock of "someone"."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.stores.holder", shared]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_process_that_is_killed_frees_its_locks(shared: str, holder: subprocess.Popen[str]) -> None:
    """Until then nobody has them; after it, whoever waits."""

    async def wait_for_it() -> float:
        locks = locks_at(shared)
        with pytest.raises(LockError):
            async with locks.lock("someone", lock_lifetime=0.3):
                raise AssertionError("two processes had the lock")
        waiting = asyncio.ensure_future(take_turns([locks], ["someone"]))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        started = time.monotonic()
        os.kill(holder.pid, signal.SIGKILL)
        await waiting
        return time.monotonic() - started

    assert asyncio.run(wait_for_it()) < 2


def test_a_database_that_is_down_is_told_and_others_are_served_meanwhile(cluster: Cluster, shared: str) -> None:
    """The event loop goes on while the database is tried."""

    async def ask() -> int:
        locks = locks_at(shared)
        ticks = 0

        async def ask_for_lock() -> None:
            async with locks.lock("someone"):
                raise AssertionError("there is no database")

        asking = asyncio.ensure_future(ask_for_lock())
        while not asking.done():
            await asyncio.sleep(0.01)
            ticks += 1
        with pytest.raises(DatabaseUnavailable):
            asking.result()
        return ticks

    cluster.stop()
    try:
        assert asyncio.run(ask()) >= 1
    finally:
        cluster.start()
    assert asyncio.run(take_turns([locks_at(shared)], ["someone"])) == [(0, "begins"), (0, "ends")]
