"""The parts of the bench that need no conversations stored: each measures one thing of every bot.

The bots take turns (A B C A B C …), because a machine's speed changes from minute to minute.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Sequence

from lab.bench.bench import Bench, say
from lab.bench.bots import Bot, Running, Wayfinder
from lab.bench.sizes import Packages, total_megabytes

TURNS_A_ROUND = 20
# For a bot to come from one length of a conversation to the next.
MOST_SECONDS = 1800


def training(bench: Bench) -> None:
    """Measure how long each bot's training takes, once."""
    for bot in bench.bots:
        if bot.is_trained:
            say(f"training {bot.name} …")
            seconds = bot.seconds_to_train(bench.folder / f"train-{bot.name}")
            bench.findings.add("training", "training, s", bot.name, seconds)


def install(bench: Bench) -> None:
    """Measure what serving takes on disk, and apart from it what training takes besides.

    Of the stock environment, Rasa's own packages count, not what else it holds for our checks.
    """
    for bot in (bot for bot in bench.bots if bot.is_trained):
        packages = Packages(bot.environment)
        serving = packages.needed_by(*bot.serving_packages())
        size = packages.megabytes(serving) + total_megabytes(bot.model())
        bench.findings.add("install", "serving packages and model, MB", bot.name, size)
        if isinstance(bot, Wayfinder):
            training = packages.megabytes(packages.names() - serving)
            bench.findings.add("install", "training packages besides, MB", bot.name, training)


def start(bench: Bench) -> None:
    """Measure the seconds from start to the first right answer, and the memory then."""
    seconds, memory = defaultdict(list), defaultdict(list)
    for number in range(bench.scale.starts):
        for bot in bench.bots:
            say(f"start {number + 1} of {bench.scale.starts}: {bot.name} …")
            began = time.perf_counter()
            running = bot.start(bench.folder / f"start-{number}-{bot.name}")
            seconds[bot].append(time.perf_counter() - began)
            memory[bot].append(running.memory_mb())
            running.stop()
    for bot in bench.bots:
        bench.add_median("start", "start to first answer, s", bot, seconds[bot])
        bench.add_median("start", "memory after it, MB", bot, memory[bot])


def turn(bench: Bench, group: Sequence[Running]) -> None:
    """Measure a turn of one user who is alone, in conversations of five."""
    rounds: dict[Bot, list[float]] = defaultdict(list)
    every: dict[Bot, list[float]] = defaultdict(list)
    processor: dict[Bot, float] = defaultdict(float)
    for running in group:
        bench.play(running, bench.load(running, "warm", turns=TURNS_A_ROUND))
    for number in range(bench.scale.turn_rounds):
        say(f"turn: round {number + 1} of {bench.scale.turn_rounds}")
        for running in group:
            load = bench.load(running, f"turn-{number}", turns=TURNS_A_ROUND)
            before = running.processor_seconds()
            milliseconds = bench.play(running, load).milliseconds
            processor[running.bot] += running.processor_seconds() - before
            rounds[running.bot].append(statistics.median(milliseconds))
            every[running.bot].extend(milliseconds)
    for bot in every:
        bench.add_percentiles("turn", "", bot, every[bot], 50, 95, 99)
        bench.findings.add("turn", "p50 of the quickest round, ms", bot.name, min(rounds[bot]))
        bench.findings.add("turn", "p50 of the slowest round, ms", bot.name, max(rounds[bot]))
        bench.findings.add("turn", "processor time, mean, ms", bot.name, 1000 * processor[bot] / len(every[bot]))


def throughput(bench: Bench, group: Sequence[Running]) -> None:
    """Measure closed loops of several users, and who waits how long."""
    for users in bench.scale.users:
        say(f"throughput: {users} users")
        outcomes = defaultdict(list)
        for number in range(bench.scale.throughput_rounds):
            for running in group:
                sender = f"throughput-{users}-{number}"
                load = bench.load(running, sender, users=users, seconds=bench.scale.throughput_seconds)
                outcomes[running.bot].append(bench.play(running, load))
        prefix = f"{users} user{'s' if users > 1 else ''}, "
        for bot, found in outcomes.items():
            every = [ms for outcome in found for ms in outcome.milliseconds]
            bench.add_median("throughput", f"{prefix}turns/s", bot, [outcome.per_second for outcome in found])
            bench.add_percentiles("throughput", prefix, bot, every, 50, 99)
            if users > 1:
                bench.findings.add("throughput", f"{prefix}longest wait, ms", bot.name, max(every))
                bench.add_median("throughput", f"{prefix}a run, ms", bot, [outcome.seconds * 1000 for outcome in found])
                fewest = min(outcome.fewest_turns for outcome in found)
                bench.findings.add("throughput", f"{prefix}fewest turns of a user", bot.name, fewest)
    for running in group:
        bench.findings.add("throughput", "memory after it, MB", running.bot.name, running.memory_mb())


def length(bench: Bench, group: Sequence[Running]) -> None:
    """Measure the first turn of a conversation by the length of its message."""
    found: dict[tuple[int, Bot], list[float]] = defaultdict(list)
    for number in range(bench.scale.length_rounds):
        say(f"length: round {number + 1} of {bench.scale.length_rounds}")
        for characters in bench.scale.lengths:
            for running in group:
                message = message_of(characters, running.bot.story)
                sender = f"length-{characters}-{number}"
                load = bench.load(running, sender, messages=(message,), turns=2, turns_per_conversation=1)
                found[characters, running.bot].extend(bench.play(running, load).milliseconds)
    for (characters, bot), milliseconds in found.items():
        bench.add_median("length", f"{characters:,} characters, ms", bot, milliseconds)


def message_of(characters: int, sentences: Sequence[str]) -> str:
    """Return a message of just so many characters, made of the sentences in their order, and again from the first.

    >>> message_of(12, ["Who are you?", "I ask."]), message_of(25, ["Who are you?", "I ask."])
    ('Who are you?', 'Who are you? I ask. Who a')
    """
    text = " ".join(sentences) + " "
    return (text * (characters // len(text) + 1))[:characters]


def conversation(bench: Bench, group: Sequence[Running]) -> None:
    """Measure the fifth turn of a new conversation, and the same question in one of many turns."""
    rounds = bench.scale.checkpoint_rounds
    played: dict[Bot, int] = defaultdict(int)
    fives: dict[Bot, list[float]] = defaultdict(list)
    for checkpoint in bench.scale.checkpoints:
        say(f"conversation: {checkpoint} turns")
        found: dict[tuple[Bot, str], list[float]] = defaultdict(list)
        group = [r for r in group if r.bot.most_turns is None or checkpoint <= r.bot.most_turns]
        for running in group:
            # The rounds' five turns each lie half before the checkpoint and half behind it.
            turns = checkpoint - 5 * rounds // 2 - played[running.bot]
            load = bench.load(running, "long", turns=turns, turns_per_conversation=None, seconds=MOST_SECONDS)
            if bench.play(running, load).fewest_turns < turns:
                bench.note(f"{running.bot.name} didn't come to {checkpoint:,} turns in {MOST_SECONDS} s")
            played[running.bot] += turns + 5 * rounds
        for number in range(rounds):
            for running in group:
                for sender, ending in (("long", None), (f"five-{checkpoint}-{number}", 5)):
                    load = bench.load(running, sender, turns=5, turns_per_conversation=ending, unmeasured=4)
                    found[running.bot, "long" if ending is None else "five"].extend(
                        bench.play(running, load).milliseconds
                    )
        for running in group:
            five, long = (statistics.median(found[running.bot, kind]) for kind in ("five", "long"))
            fives[running.bot].extend(found[running.bot, "five"])
            bench.add_median("conversation", "turn 5, ms", running.bot, fives[running.bot])
            bench.findings.add("conversation", f"turn {checkpoint:,}, ms", running.bot.name, long)
            bench.findings.add("conversation", f"turn {checkpoint:,} ÷ turn 5", running.bot.name, long / five)
