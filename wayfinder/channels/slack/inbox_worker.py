"""Works the inbox off: claims rows, several at once, takes each to its end, and lets nothing lie.

A row's end: the workspace and the answer are found, the answer is stored, and then sent.
"""

import asyncio
import dataclasses
import logging
import time
from collections.abc import Awaitable, Callable

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from actions.answering.failures import trace_of
from wayfinder.channels.slack.deliveries import Delivery
from wayfinder.channels.slack.delivery_inbox import LEASE_SECONDS, ClaimLost, Inbox, Row
from wayfinder.channels.slack.installations import NotInstalled, Workspace, Workspaces
from wayfinder.channels.slack.slack_answers import Answers, Asked, apology_for
from wayfinder.channels.slack.slack_text import escape
from wayfinder.channels.slack.web_api_calls import Call, Refused, TryLater, judged, make

# Turns share the server with acknowledgements, so few are begun at the same time. Those that have taken a second
# wait for an action or for Slack, and no longer count among them.
BEGUN_AT_ONCE = 3
BEGUN_SECONDS = 1.0
AT_ONCE = 16
# How often to look for what nobody woke us for: rows of processes that died, and rows put off.
IDLE_SECONDS = 1.0
PURGE_SECONDS = 3600.0
STOP_SECONDS = 10.0
MOST_CRASHES = 3  # processes that may die over a row before it is answered with an apology
GIVE_UP_SECONDS = 3600.0  # an answer that Slack didn't take for so long comes too late
LONGEST_PAUSE = 60.0

logger = logging.getLogger(__name__)


class Worker:
    """Gives each row of the inbox to `handle`. `wake` it when a row was added."""

    def __init__(self, inbox: Inbox, handle: Callable[[Row], Awaitable[None]]) -> None:
        self._inbox, self._handle = inbox, handle
        self._woken = asyncio.Event()
        self._in_hand: dict[asyncio.Task[None], tuple[Row, float]] = {}
        self._stopping = False

    def start(self) -> None:
        """Begin to work, in tasks of the running event loop."""
        self._claiming = asyncio.create_task(self._claim_until_stopped())
        self._renewing = asyncio.create_task(self._renew_for_ever())

    def wake(self) -> None:
        """Look into the inbox at once."""
        self._woken.set()

    async def stop(self) -> None:
        """Claim nothing more, and wait a while for what is in hand. What isn't ready then is somebody else's later."""
        self._stopping = True
        self.wake()
        # Not cancelled: a row that is being claimed just now must be worked on, or it would lie until its lease ends.
        await self._claiming
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=STOP_SECONDS)
        for task in (self._renewing, *self._in_hand):
            task.cancel()

    async def _claim_until_stopped(self) -> None:
        purged = 0.0
        while not self._stopping:
            self._woken.clear()
            try:
                if time.monotonic() - purged > PURGE_SECONDS:
                    await asyncio.to_thread(self._inbox.purge)
                    purged = time.monotonic()
                row = await asyncio.to_thread(self._inbox.claim) if self._has_room() else None
            except SQLAlchemyError as failure:
                logger.error("Slack: the inbox can't be read: %s", trace_of(failure))
                row = None
            if row is not None:
                task = asyncio.create_task(self._work(row))
                self._in_hand[task] = row, time.monotonic()
                task.add_done_callback(self._put_down)
                continue
            try:
                await asyncio.wait_for(self._woken.wait(), IDLE_SECONDS)
            except asyncio.TimeoutError:
                continue

    def _has_room(self) -> bool:
        just_begun = [begun for _, begun in self._in_hand.values() if begun > time.monotonic() - BEGUN_SECONDS]
        return len(just_begun) < BEGUN_AT_ONCE and len(self._in_hand) < AT_ONCE

    def _put_down(self, task: "asyncio.Task[None]") -> None:
        del self._in_hand[task]
        # The conversation's next row may be claimed now, and there is room for another.
        self.wake()

    async def _work(self, row: Row) -> None:
        try:
            await self._handle(row)
        except ClaimLost:
            logger.warning("Slack: a message was taken over by another process, for this one was too slow.")
        except Exception as failure:  # the row's lease ends, and it is tried again
            logger.error("Slack: a message couldn't be handled: %s", trace_of(failure))

    async def _renew_for_ever(self) -> None:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            claims = [row.claim for row, _ in self._in_hand.values()]
            try:
                if claims:
                    await asyncio.to_thread(self._inbox.renew, claims)
            except SQLAlchemyError as failure:
                logger.error("Slack: claims can't be renewed: %s", trace_of(failure))


class Handler:
    """Handles claimed rows; `client_for` gives the client that speaks with a token."""

    def __init__(
        self, inbox: Inbox, answers: Answers, workspaces: Workspaces, client_for: Callable[[str], AsyncWebClient]
    ) -> None:
        self._inbox, self._answers, self._workspaces, self._client_for = inbox, answers, workspaces, client_for

    async def handle(self, row: Row) -> None:
        """Answer a row, or let it go until later.

        Raises:
            ClaimLost: another worker has it now.
        """
        try:
            await self._answer(row)
        except ClaimLost:
            raise
        except (Refused, NotInstalled) as refused:
            logger.warning("Slack: an answer is given up: %s %s", type(refused).__name__, refused)
        except Exception as failure:  # a row must be neither lost nor tried for ever, whatever failed
            later = failure if isinstance(failure, TryLater) else TryLater(trace_of(failure), unsure=True)
            if time.time() - row.received < GIVE_UP_SECONDS:
                logger.info("Slack: an answer has to wait: %s", later)
                pause = min(LONGEST_PAUSE, 2.0 ** min(row.claims - 1, 10)) if later.seconds is None else later.seconds
                await asyncio.to_thread(self._inbox.postpone, row, pause, later.unsure)
                return
            logger.error("Slack: an answer is given up, for it couldn't be sent for an hour: %s", later)
        await asyncio.to_thread(self._inbox.finish, row)

    async def _answer(self, row: Row) -> None:
        """Raise TryLater, Refused or NotInstalled, or return when all is sent."""
        delivery, calls = row.delivery, row.calls
        if delivery.kind == "removed":
            await self._workspaces.remove(delivery.team)
            return
        workspace = await self._workspace(delivery.team, row.unsure)
        client = self._client_for(workspace.token)
        if calls is None:
            calls = await self._calls(row, Asked(delivery, workspace, client))
            await asyncio.to_thread(self._inbox.store_calls, row, calls)
        unsure = row.unsure and row.calls is not None
        for number, call in list(enumerate(calls))[row.made :]:
            await self._make(client, delivery, call, unsure and number == row.made)
            await asyncio.to_thread(self._inbox.note_made, row, number + 1)

    async def _workspace(self, team: str, unsure: bool) -> Workspace:
        """Return the workspace; while it can't be found out, what was `unsure` stays so."""
        try:
            return await self._workspaces.find_with_user(team)
        except SlackApiError as error:
            judgement = judged(error)
            if isinstance(judgement, Refused):
                raise judgement from error
            raise TryLater(str(judgement), judgement.seconds, unsure) from error
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise TryLater(type(error).__name__, unsure=unsure) from error

    async def _calls(self, row: Row, asked: Asked) -> list[Call]:
        if row.unsure and row.claims > MOST_CRASHES:
            logger.error("Slack: %d processes ended over one message; it is answered with an apology", MOST_CRASHES)
            return apology_for(row.delivery)
        try:
            return await self._answers.calls_for(asked)
        except Exception as failure:  # the person is owed a reply, whatever failed
            logger.error("Slack: no answer to a %s: %s", row.delivery.kind, trace_of(failure))
            return apology_for(row.delivery)

    async def _make(self, client: AsyncWebClient, delivery: Delivery, call: Call, unsure: bool) -> None:
        """Make a call; of one that Slack refuses, what is to be made instead, or the same without blocks."""
        try:
            reply = await make(client, call, unsure)
        except Refused as refused:
            logger.warning("Slack refused %s: %s", call.method, refused)
            instead = call.instead or _without_blocks(call, str(refused))
            if instead is not None:
                await self._make(client, delivery, instead, unsure)
            return
        except TryLater:
            if not call.optional:
                raise
            return
        if call.question is not None:
            asked = _asked_in(delivery, reply["channel"], reply["ts"], call.question)
            await asyncio.to_thread(self._inbox.add, asked)


def _without_blocks(call: Call, refusal: str) -> Call | None:
    """Return the call with its text alone, if it was refused for its blocks: words without tables are better than none."""
    body = call.arguments.get("body", call.arguments)
    if "blocks" not in body or not ("blocks" in refusal or "too_long" in refusal):
        return None
    words = {name: value for name, value in body.items() if name != "blocks"}
    arguments = words if body is call.arguments else {**call.arguments, "body": words}
    return dataclasses.replace(call, arguments=arguments)


def _asked_in(delivery: Delivery, channel: str, ts: str, question: str) -> Delivery:
    """Return the question of a post of ours as if the person had written it there."""
    key = f"message:{delivery.team}:{channel}:{ts}"
    return Delivery(key, "message", delivery.team, channel, ts, delivery.user, escape(question), at=ts)
