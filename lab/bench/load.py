"""The load: people who ask and wait for the answer, in a process of its own.

Run as `python -m lab.bench.load`: it reads a Load as one line of JSON, plays it, writes an
Outcome as one line of JSON, and waits for the next. Loops are closed: each user sends a message
only when the one before is answered.
"""

import asyncio
import dataclasses
import json
import sys
import time
from dataclasses import dataclass
from typing import Any

import aiohttp

# Longer than anything that a bot takes; a message that isn't answered by then counts as unanswered.
REPLY_SECONDS = 60


@dataclass(frozen=True)
class Load:
    """What users send to the REST channel at `url`."""

    url: str
    messages: tuple[str, ...]  # asked in turn, by each user, from the first again at the end
    sender: str  # the beginning of each conversation's id
    users: int = 1
    turns: int | None = None  # of each user; without, as many as `seconds` allow
    seconds: float = 120.0  # no message is sent later
    turns_per_conversation: int | None = 5  # then a new conversation begins; None: `sender` has one, of one user
    first: int = 0  # the message to begin with
    unmeasured: int = 0  # so many turns at the start of each conversation aren't in the outcome
    never: str = ""  # a reply with this text is no answer
    is_refused: bool = False  # send a sender id that no channel takes: what HTTP and JSON take by themselves


@dataclass(frozen=True)
class Outcome:
    """What the users saw."""

    milliseconds: tuple[float, ...]  # from sending to the whole reply, of each measured turn
    unanswered: int  # no reply, not 200, no text, or the text that `never` names
    seconds: float  # of the whole load
    fewest_turns: int  # of any user

    @property
    def per_second(self) -> float:
        """Return the answered turns of all users in a second."""
        return (len(self.milliseconds) - self.unanswered) / self.seconds


async def play(load: Load) -> Outcome:
    """Play the load and return what came of it."""
    users = [_User(load, number) for number in range(load.users)]
    started = time.perf_counter()
    timeout = aiohttp.ClientTimeout(total=REPLY_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout, connector=aiohttp.TCPConnector(limit=0)) as session:
        await asyncio.gather(*(user.talk(session, started + load.seconds) for user in users))
    return Outcome(
        milliseconds=tuple(round(ms, 3) for user in users for ms in user.milliseconds),
        unanswered=sum(user.unanswered for user in users),
        seconds=time.perf_counter() - started,
        fewest_turns=min(len(user.milliseconds) for user in users),
    )


class _User:
    def __init__(self, load: Load, number: int) -> None:
        self._load, self._number = load, number
        self.milliseconds: list[float] = []
        self.unanswered = 0

    async def talk(self, session: aiohttp.ClientSession, deadline: float) -> None:
        load, turn = self._load, 0
        while time.perf_counter() < deadline and (load.turns is None or turn < load.turns):
            conversation, place = (
                divmod(turn, load.turns_per_conversation) if load.turns_per_conversation else (0, turn)
            )
            sender = f"{load.sender}-{self._number}-{conversation}" if load.turns_per_conversation else load.sender
            message = load.messages[(load.first + place) % len(load.messages)]
            started = time.perf_counter()
            answered = await self._ask(session, {"sender": sender, "message": message})
            if place >= load.unmeasured:
                self.milliseconds.append((time.perf_counter() - started) * 1000)
            self.unanswered += not answered
            turn += 1

    async def _ask(self, session: aiohttp.ClientSession, body: dict[str, str]) -> bool:
        try:
            if self._load.is_refused:
                body = {**body, "sender": "?"}
            async with session.post(self._load.url, json=body) as response:
                if self._load.is_refused:
                    return response.status == 400 and "error" in await response.json()
                return is_answer(response.status, await response.json(), self._load.never)
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return False


def is_answer(status: int, reply: Any, never: str = "") -> bool:
    """Return whether a reply of the REST channel says something, and not the apology `never`.

    >>> is_answer(200, [{"text": "Hello!"}]), is_answer(200, []), is_answer(200, [{"text": "Sorry."}], never="Sorry.")
    (True, False, False)
    """
    texts = [part.get("text") for part in reply] if status == 200 and isinstance(reply, list) else []
    return any(texts) and not (never and never in texts)


def main() -> int:
    """Play each load of standard input, one a line; return the exit code."""
    for line in sys.stdin:
        outcome = asyncio.run(play(Load(**json.loads(line))))
        print(json.dumps(dataclasses.asdict(outcome)), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
