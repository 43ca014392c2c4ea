"""Ask the bot a thousand things in a fake Slack that repeats and limits: `make -C lab soak`, or `python -m lab.slack_soak [number]`.

Of all deliveries 20 % come again, and 5 % of our posts are refused with 429. Each question must get just one
answer. Prints what was counted, writes it to docs/results/slack_soak.json, and ends with 1 if it isn't so.
"""

import json
import os
import random
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

from scripts.servers import ROOT, bot_servers
from scripts.train import ensure_model
from tests.slack.fake import App, Delivery, FakeSlack, Said

EVENTS = 1000
REDELIVERED, LIMITED = 0.20, 0.05
UNDER_WAY = 30  # questions that wait for an answer at the same time
SECONDS = 60  # without any answer, after which what is missing is taken for lost
RESULT = ROOT / "docs" / "results" / "slack_soak.json"
QUESTIONS = (
    "How much does a machine learning engineer make?",
    "what skills does an ML engineer need?",
    "Is 120k a year a good salary for an ML engineer?",
    "which of these jobs pays the most?",
    "how do I become an ML engineer?",
    "hello",
    "what is the airspeed of a swallow?",
)


@dataclass(frozen=True)
class Outcome:
    """What came of it; acknowledgements in seconds."""

    messages: int
    deliveries: int
    redelivered: int
    rate_limited: int
    answered_once: int
    unanswered: int
    answered_more_than_once: int
    ack_median: float
    ack_99_percent: float
    ack_longest: float
    seconds: float

    @property
    def is_exact(self) -> bool:
        """Return whether each message got one answer."""
        return self.answered_once == self.messages


def main() -> int:
    """Run a bot in a fake Slack, soak it, and return the exit code."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS
    manifest = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    with FakeSlack(App.from_manifest(manifest)) as slack, tempfile.TemporaryDirectory() as folder:
        env = {
            "WAYFINDER_SLACK_API_URL": slack.api_url,
            "WAYFINDER_SLACK_BOT_TOKEN": slack.bot_token,
            "WAYFINDER_SLACK_SIGNING_SECRET": slack.app.signing_secret,
            "WAYFINDER_DATABASE_URL": os.environ.get("WAYFINDER_DATABASE_URL", f"sqlite:///{folder}/conversations.db"),
        }
        servers = bot_servers(Path(folder), ensure_model(), database=Path(folder) / "conversations.db", env=env)
        servers.start()
        try:
            slack.point_at(servers.url.replace("/rest/", "/slack/"))
            outcome = soak(slack, count, seed=1)
        finally:
            servers.stop()
    print(json.dumps(asdict(outcome), indent=1))
    if count == EVENTS:
        RESULT.write_text(json.dumps(asdict(outcome), indent=1) + "\n", encoding="utf-8")
    return 0 if outcome.is_exact else 1


def soak(slack: FakeSlack, count: int, seed: int) -> Outcome:
    """Say `count` messages, in channels, threads and directly, and return what came of them."""
    chance = random.Random(seed)
    limited_before, posted_before = _limited(slack), _posts(slack)
    for number in range(5):
        slack.add_channel(f"soak{seed}-{number}")
    slack.faults.rate_limit_share("chat.postMessage", LIMITED, seed)
    started = time.monotonic()
    said: list[Said] = []
    again: list[Delivery] = []
    with ThreadPoolExecutor(8) as pool:
        while len(said) < count:
            said.append(_say(slack, chance, said, seed))
            for delivery in said[-1].deliveries:
                if chance.random() < REDELIVERED:
                    again.append(delivery)
                    pool.submit(_repeat, slack, delivery, chance.random())
            _wait_for_answers(slack, posted_before + len(said) - UNDER_WAY)
        _wait_for_answers(slack, posted_before + count)
    time.sleep(2)  # for what should not come
    slack.faults.rate_limit_share("chat.postMessage", 0.0, seed)
    return _outcome(slack, said, again, _limited(slack) - limited_before, time.monotonic() - started)


def _say(slack: FakeSlack, chance: random.Random, said: list[Said], seed: int) -> Said:
    """Let somebody ask something: by a mention, directly, or in a thread that was begun with us."""
    user, question = chance.choice(("ana", "ben")), chance.choice(QUESTIONS)
    kind = chance.random()
    if kind < 0.2 and said:
        begun = chance.choice(said)
        for delivery in begun.deliveries:  # nobody follows up quicker than Slack delivers
            delivery.wait()
        return slack.user_says(begun.channel, user, question, thread=begun.thread)
    if kind < 0.6:
        return slack.user_says(f"soak{seed}-{chance.randrange(5)}", user, f"@wayfinder {question}")
    return slack.user_says(user, user, question)


def _repeat(slack: FakeSlack, delivery: Delivery, seconds: float) -> None:
    time.sleep(seconds)
    slack.redeliver(delivery)


def _wait_for_answers(slack: FakeSlack, expected: int) -> None:
    """Return when so many posts are made, or nothing more comes."""
    posted, moved = _posts(slack), time.monotonic()
    while posted < expected and time.monotonic() - moved < SECONDS:
        time.sleep(0.1)
        now = _posts(slack)
        if now > posted:
            posted, moved = now, time.monotonic()


def _posts(slack: FakeSlack) -> int:
    return sum(call.ok for call in slack.calls("chat.postMessage"))


def _outcome(slack: FakeSlack, said: list[Said], again: list[Delivery], limited: int, seconds: float) -> Outcome:
    """Count by threads: each must hold as many answers as messages were said in it."""
    asked: dict[tuple[str, str], int] = {}
    for each in said:
        asked[each.channel, each.thread] = asked.get((each.channel, each.thread), 0) + 1
    got = {place: sum(m.bot_id is not None for m in slack.messages(*place)) for place in asked}
    acks = sorted(delivery.ack_seconds for each in said for delivery in each.deliveries)
    return Outcome(
        messages=len(said),
        deliveries=len(acks),
        redelivered=len(again),
        rate_limited=limited,
        answered_once=sum(min(asked[place], got[place]) - max(0, got[place] - asked[place]) for place in asked),
        unanswered=sum(max(0, asked[place] - got[place]) for place in asked),
        answered_more_than_once=sum(max(0, got[place] - asked[place]) for place in asked),
        ack_median=round(statistics.median(acks), 3),
        ack_99_percent=round(acks[int(len(acks) * 0.99)], 3),
        ack_longest=round(acks[-1], 3),
        seconds=round(seconds, 1),
    )


def _limited(slack: FakeSlack) -> int:
    return sum(call.status == 429 for call in slack.calls("chat.postMessage"))


if __name__ == "__main__":
    raise SystemExit(main())
