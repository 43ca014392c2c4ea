"""Takes a claimed row to its end: finds the workspace and the answer, stores the answer, sends it."""

import asyncio
import dataclasses
import logging
import time
from collections.abc import Callable

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from actions.answering.failures import trace_of
from wayfinder.channels.slack.deliveries import Delivery
from wayfinder.channels.slack.delivery_inbox import ClaimLost, Inbox, Row
from wayfinder.channels.slack.installations import NotInstalled, Workspace, Workspaces
from wayfinder.channels.slack.slack_answers import Answers, Asked, apology_for
from wayfinder.channels.slack.slack_text import escape
from wayfinder.channels.slack.web_api_calls import Call, Refused, TryLater, judged, make

MOST_CRASHES = 3  # processes that may die over a row before it is answered with an apology
GIVE_UP_SECONDS = 3600.0  # an answer that Slack didn't take for so long comes too late
LONGEST_PAUSE = 60.0

logger = logging.getLogger(__name__)


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
