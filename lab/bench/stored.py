"""The parts of the bench that start bots of their own: many stored conversations, a restart, PostgreSQL, an action server."""

import contextlib
import statistics
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lab.bench.bench import Bench, say
from lab.bench.bots import Bot, Running, Wayfinder
from lab.bench.fill import PATTERN, STORED, fill
from lab.bench.parts import TURNS_A_ROUND
from tests.postgres import NoPostgres, postgres

PATTERN_TURNS = 6
USERS = 10
# Makes an empty database of a name and returns its URL.
NewDatabase = Callable[[str], str]


def stored(bench: Bench) -> None:
    """Measure turns beside few and many stored conversations, in SQLite and in PostgreSQL."""
    for bot in (bot for bot in bench.bots if bot.has_database):
        _stored_in(bench, bot, "SQLite", lambda name: _sqlite(bench.folder, name))
        try:
            with postgres() as cluster:
                _stored_in(bench, bot, "PostgreSQL", cluster.new_database)
        except NoPostgres as missing:
            bench.note(f"not measured with PostgreSQL: {missing}")


def variants(bench: Bench) -> None:
    """Measure one user's turn and ten users' throughput in other set-ups, taking turns: PostgreSQL, an action server."""
    with contextlib.ExitStack() as stack:
        databases: dict[str, NewDatabase | None] = {"SQLite": None}
        try:
            databases["PostgreSQL"] = stack.enter_context(postgres()).new_database
        except NoPostgres as missing:
            bench.note(f"not measured with PostgreSQL: {missing}")
        group: dict[tuple[Bot, str], Running] = {}
        for bot in (bot for bot in bench.bots if bot.has_database):
            kinds = {kind: (bot, new(bot.name) if new else None) for kind, new in databases.items()}
            if isinstance(bot, Wayfinder):
                kinds["SQLite, an action server"] = (replace(bot, has_action_server=True), None)
            for kind, (variant, database) in kinds.items():
                say(f"starting {bot.name}: {kind} …")
                group[bot, kind] = _start(stack, variant, bench.folder / f"{bot.name}-{kind}", database)
        _measure_turns(bench, group)
        _measure_throughput(bench, group)


def restart(bench: Bench) -> None:
    """Measure the first turn after a restart, in a short and in a long conversation, of this bot."""
    [bot] = (bot for bot in bench.bots if isinstance(bot, Wayfinder))
    long, database = bench.scale.checkpoints[-1], _sqlite(bench.folder, "restart")
    found: dict[str, list[float]] = defaultdict(list)
    for number in range(1 + bench.scale.restarts):
        say(f"restart: {number} of {bench.scale.restarts}")
        with contextlib.ExitStack() as stack:
            running = _start(stack, bot, bench.folder / f"restart-{number}", database)
            if number == 0:
                senders = {f"short-{restart}": 5 for restart in range(1, 1 + bench.scale.restarts)} | {"long": long}
                for sender, turns in senders.items():
                    bench.play(running, bench.load(running, sender, turns=turns, turns_per_conversation=None))
            else:
                asked = [("after 5 turns, ms", f"short-{number}"), (f"after {long:,} turns, ms", "long")]
                # The first message to a new process is slower than the second, so they take turns in that too.
                for name, sender in asked[:: 1 if number % 2 else -1]:
                    load = bench.load(running, sender, turns=1, turns_per_conversation=None)
                    found[name].extend(bench.play(running, load).milliseconds)
    for name, milliseconds in sorted(found.items()):
        bench.add_median("restart", f"first turn {name}", bot, milliseconds)


def _stored_in(bench: Bench, bot: Bot, kind: str, new_database: NewDatabase) -> None:
    new: dict[int, list[float]] = defaultdict(list)
    back: dict[int, list[float]] = defaultdict(list)
    with contextlib.ExitStack() as stack:
        group = {}
        for count in bench.scale.stored:
            say(f"stored: {bot.name}, {count} in {kind}")
            database = new_database(f"{bot.name}_{count}")
            group[count] = running = _start(stack, bot, bench.folder / f"stored-{bot.name}-{kind}-{count}", database)
            bench.play(running, bench.load(running, PATTERN, turns=PATTERN_TURNS, turns_per_conversation=None))
            fill(database, count)
        for number in range(bench.scale.stored_rounds):
            for count, running in group.items():
                load = bench.load(running, f"new-{number}", turns=5, unmeasured=1)
                new[count].extend(bench.play(running, load).milliseconds)
                if number < count:  # each is read from the database only once
                    sender = f"{STORED}-{number * (count // bench.scale.stored_rounds or 1)}"
                    load = bench.load(running, sender, turns=1, turns_per_conversation=None)
                    back[count].extend(bench.play(running, load).milliseconds)
    for count in group:
        bench.add_median("stored", f"{kind}, {count:,}: new conversation, ms", bot, new[count])
        bench.add_median("stored", f"{kind}, {count:,}: first turn of a stored one, ms", bot, back[count])


def _measure_turns(bench: Bench, group: dict[tuple[Bot, str], Running]) -> None:
    found: dict[tuple[Bot, str], list[float]] = defaultdict(list)
    for number in range(bench.scale.turn_rounds):
        for key, running in group.items():
            load = bench.load(running, f"turn-{number}", turns=TURNS_A_ROUND)
            found[key].extend(bench.play(running, load).milliseconds)
    for (bot, kind), milliseconds in found.items():
        bench.add_percentiles("variants", f"{kind}, ", bot, milliseconds, 50, 99)


def _measure_throughput(bench: Bench, group: dict[tuple[Bot, str], Running]) -> None:
    found: dict[tuple[Bot, str], list[float]] = defaultdict(list)
    for number in range(bench.scale.throughput_rounds):
        for key, running in group.items():
            load = bench.load(running, f"users-{number}", users=USERS, seconds=bench.scale.throughput_seconds)
            found[key].append(bench.play(running, load).per_second)
    for (bot, kind), rates in found.items():
        bench.findings.add("variants", f"{kind}, {USERS} users, turns/s", bot.name, statistics.median(rates))


def _start(stack: contextlib.ExitStack, bot: Bot, folder: Path, database: str | None) -> Running:
    running = bot.start(folder, database)
    stack.callback(running.stop)
    return running


def _sqlite(folder: Path, name: str) -> str:
    return f"sqlite:///{folder / name}.db"
