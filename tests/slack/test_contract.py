"""What Rasa's own Slack channel gets wrong, row by row of what was found there, and what ours does.

Requests are really signed and go to the running bot; what the other test files here show at length isn't repeated.
"""

import asyncio
import re
import time
from typing import Any

import pytest
import requests
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from tests.slack.conftest import SlackBot
from tests.slack.fake import Attempt, Delivery, FakeSlack
from tests.slack.fake.delivery import post, signed_request
from tests.slack.test_conversations import FIGURE, QUESTION, settled
from wayfinder.channels.slack.bolt_app import make_app
from wayfinder.channels.slack.installations import AuthorizeLocally, Workspaces
from wayfinder.channels.slack.slack_settings import SlackSettings


def delivered(slack_bot: SlackBot, payload: dict[str, Any], kind: Any = "events_api", **headers: str) -> Attempt:
    """Deliver a payload of our own making, signed, and return how it was acknowledged."""
    signed, body = signed_request(slack_bot.slack.app.signing_secret, Delivery(kind, payload))
    return slack_bot.slack.wait_in_loop(post(slack_bot.address, signed | headers, body))


def interaction(slack: FakeSlack, kind: str, **more: Any) -> dict[str, Any]:
    """Return an interaction payload of a kind that the fake doesn't make."""
    team = slack.team()
    person = {"id": team.user("ana").id, "team_id": team.id, "name": "ana"}
    common = {"team": {"id": team.id}, "user": person, "api_app_id": slack.app.id, "trigger_id": f"t{time.time_ns()}"}
    return {"type": kind, **common, **more}


def test_a_request_signed_with_another_secret_is_refused(slack_bot: SlackBot) -> None:
    """And nothing of it is answered."""
    slack = slack_bot.slack
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")
    slack.answer(said)
    before = len(slack.calls("chat.postMessage"))

    forged = slack.delivers(said.deliveries[0], secret="another")

    assert forged.status == 401
    assert settled(slack_bot, before) == 0


@pytest.mark.parametrize("seconds", [-301, 301], ids=["five minutes old", "five minutes ahead"])
def test_a_request_of_another_time_is_refused(slack_bot: SlackBot, seconds: int) -> None:
    """It may have been recorded."""
    said = slack_bot.slack.user_says("careers", "ana", "@wayfinder hello")

    assert slack_bot.slack.delivers(said.deliveries[0], timestamp=int(time.time()) + seconds).status == 401


def test_a_request_whose_body_was_changed_is_refused(slack_bot: SlackBot) -> None:
    """The signature is of the body."""
    said = slack_bot.slack.user_says("careers", "ana", "@wayfinder hello")

    assert slack_bot.slack.delivers(said.deliveries[0], body=b'{"type": "event_callback"}').status == 401


def test_a_request_without_a_signature_is_refused(slack_bot: SlackBot) -> None:
    """As anybody could send it."""
    assert requests.post(slack_bot.address, json={"type": "event_callback"}, timeout=5).status_code == 401


def test_a_request_replayed_in_time_is_answered_no_second_time(slack_bot: SlackBot) -> None:
    """Its signature is right, its event known."""
    slack = slack_bot.slack
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")
    slack.answer(said)
    slack_bot.rest()  # so that no answer to somebody else is counted
    before = len(slack.calls("chat.postMessage"))

    assert slack.delivers(said.deliveries[0]).status == 200
    assert settled(slack_bot, before) == 0


@pytest.mark.parametrize("reason", ["http_timeout", "http_error", "connection_failed"])
def test_an_event_delivered_again_is_answered_once(slack_bot: SlackBot, reason: str) -> None:
    """Whatever Slack's reason is, and whether or not it names one."""
    slack = slack_bot.slack
    said = slack.user_says("ana", "ana", QUESTION)
    slack.answer(said)

    again = [slack.redeliver(delivery, reason) for delivery in said.deliveries for _ in range(2)]
    slack_bot.rest()

    assert [attempt.status for attempt in again] == [200] * len(again)
    assert len(slack.answers(said)) == 1


def test_an_event_whose_first_delivery_never_came_is_answered_when_it_comes_again(slack_bot: SlackBot) -> None:
    """A retry header alone is no reason to drop it."""
    slack = slack_bot.slack
    slack.deliveries.request_url = "http://127.0.0.1:9/"
    said = slack.user_says("ana", "ana", QUESTION)
    slack.wait_for(lambda: said.deliveries[0].attempts)
    slack.deliveries.request_url = slack_bot.address

    assert FIGURE in slack.answer(said).text
    assert said.deliveries[0].wait().attempts[-1].retry_num > 0


def test_a_mention_that_comes_as_mention_and_as_message_is_answered_once(slack_bot: SlackBot, slack: FakeSlack) -> None:
    """In a thread of ours both would be for us."""
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")
    slack.answer(said)

    again = slack.user_says("careers", "ana", "@wayfinder and data engineers?", thread=said.ts)
    slack.answer(again)
    slack_bot.rest()

    assert sorted(delivery.event["type"] for delivery in again.deliveries) == ["app_mention", "message"]
    assert len(slack.answers(again)) == 1


def test_the_conversation_is_that_of_team_channel_and_thread(slack_bot: SlackBot) -> None:
    """Not of the user, whom one meets everywhere."""
    slack = slack_bot.slack
    said = slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")
    slack.answer(said)

    with slack_bot.stored() as db:
        stored = {sender for (sender,) in db.execute("select distinct sender_id from events")}
    assert f"{slack.team().id}:{said.channel}:{said.ts}" in stored
    assert all(re.fullmatch(r"canary|[A-Za-z0-9]+:[A-Z0-9]+:([\d.]+|U[A-Z0-9]+)", sender) for sender in stored)


def test_the_words_are_stored_as_they_were_seen(slack_bot: SlackBot) -> None:
    """Links whole, names for mentions, our own left out."""
    slack = slack_bot.slack
    said = slack.user_says(
        "careers", "ana", "@wayfinder is <https://x.com/a?b=1&amp;c=2|x.com/a> right, @ben &amp; co? #random", raw=False
    )
    slack.answer(said)

    with slack_bot.stored() as db:
        query = "select data from events where sender_id like ? and type_name = 'user'"
        ((data,),) = db.execute(query, [f"%:{said.ts}"]).fetchall()
    assert "@ben" in data
    assert "#random" in data
    assert "<@" not in data


def test_a_content_type_with_a_charset_is_read(slack_bot: SlackBot) -> None:
    """Any right one is."""
    slack = slack_bot.slack
    slack.deliveries.request_url = "http://127.0.0.1:9/"
    said = slack.user_says("ana", "ana", QUESTION)
    slack.deliveries.request_url = slack_bot.address

    attempt = delivered(slack_bot, said.deliveries[0].payload, **{"Content-Type": "application/json; charset=utf-8"})

    assert attempt.status == 200
    assert FIGURE in slack.answer(said).text


UNASKED = {
    "a modal is submitted": ("view_submission", {"view": {"id": "V1", "type": "modal", "callback_id": "x"}}),
    "a modal is closed": ("view_closed", {"view": {"id": "V1", "type": "modal", "callback_id": "x"}}),
    "a shortcut that isn't ours": ("shortcut", {"callback_id": "other"}),
    "a message shortcut that isn't ours": (
        "message_action",
        {
            "callback_id": "other",
            "message": {"ts": "1.0"},
            "channel": {"id": "C1"},
            "response_url": "http://127.0.0.1:9/",
        },
    ),
    "a message of another age": (
        "interactive_message",
        {"callback_id": "x", "actions": [{"name": "a", "type": "button"}]},
    ),
}
ELEMENTS = {
    "radio buttons": {"type": "radio_buttons", "selected_option": {"value": "x"}},
    "checkboxes": {"type": "checkboxes", "selected_options": [{"value": "x"}]},
    "text input": {"type": "plain_text_input", "value": "x"},
    "a date": {"type": "datepicker", "selected_date": "2026-01-01"},
    "several options": {"type": "multi_static_select", "selected_options": []},
    "a button that only opens an address": {"type": "button", "url": "https://x.com"},
}


@pytest.mark.parametrize(("kind", "more"), UNASKED.values(), ids=UNASKED.keys())
def test_what_nobody_asked_for_is_acknowledged(slack_bot: SlackBot, kind: str, more: dict[str, Any]) -> None:
    """Slack would repeat it, or show an error."""
    attempt = delivered(slack_bot, interaction(slack_bot.slack, kind, **more), "interactive")

    assert (attempt.status, attempt.body) == (200, "")


@pytest.mark.parametrize("element", ELEMENTS.values(), ids=ELEMENTS.keys())
def test_an_element_that_isnt_ours_is_acknowledged(slack_bot: SlackBot, element: dict[str, Any]) -> None:
    """Also one without a value."""
    action = {"action_id": "a", "block_id": "b", "action_ts": "1.0", **element}
    where = {"container": {"type": "message", "message_ts": "1.0"}, "channel": {"id": "C1"}, "actions": [action]}

    attempt = delivered(slack_bot, interaction(slack_bot.slack, "block_actions", **where), "interactive")

    assert (attempt.status, attempt.body) == (200, "")


def test_an_event_that_we_dont_know_is_acknowledged(slack_bot: SlackBot) -> None:
    """Such as one that an admin subscribed to by mistake."""
    team = slack_bot.slack.team().id
    event = {"type": "event_callback", "team_id": team, "event_id": "Ev1", "event": {"type": "team_join", "user": "U1"}}

    assert delivered(slack_bot, event).status == 200


def test_every_post_has_words_blocks_and_no_legacy_argument(slack: FakeSlack) -> None:
    """as_user, or Markdown in the text, are of another age."""
    slack.answer(slack.user_says("careers", "ana", f"@wayfinder {QUESTION}"))

    posts = [call.arguments for call in slack.calls("chat.postMessage")]
    assert all(post["text"] and post["blocks"] for post in posts)
    assert {name for post in posts for name in post} <= {
        "channel", "text", "blocks", "unfurl_links", "unfurl_media", "metadata", "thread_ts",
    }  # fmt: skip
    assert not any(re.search(r"\*\*|\]\(", post["text"]) for post in posts)


def test_slack_refused_none_of_our_calls(slack: FakeSlack) -> None:
    """Whatever was asked of it by the tests until now, except a post where the bot is no member."""
    slack.answer(slack.user_says("careers", "ana", f"@wayfinder {QUESTION}"))
    refused = {(call.method, call.answer.get("error")) for call in slack.calls() if not call.ok}

    assert refused - {("chat.postMessage", "not_in_channel")} == set()


def test_the_older_assistants_thread_gets_its_prompts(slack_bot: SlackBot) -> None:
    """Apps that still have it name the thread; the agent view of today mustn't."""
    slack = slack_bot.slack
    direct = slack.user_says("ana", "ana", "hello")
    slack.answer(direct)
    begun = {
        "user_id": slack.team().user("ana").id,
        "channel_id": direct.channel,
        "thread_ts": direct.ts,
        "context": {},
    }
    inner = {"type": "assistant_thread_started", "assistant_thread": begun, "event_ts": direct.ts}
    event = {"type": "event_callback", "team_id": slack.team().id, "event_id": "Ev-older", "event": inner}

    assert delivered(slack_bot, event).status == 200
    prompts = slack.wait_for(
        lambda: [
            c.arguments for c in slack.calls("assistant.threads.setSuggestedPrompts") if "thread_ts" in c.arguments
        ]
    )
    assert (prompts[0]["channel_id"], prompts[0]["thread_ts"]) == (direct.channel, direct.ts)


def test_what_cant_be_written_down_isnt_acknowledged(slack_bot: SlackBot) -> None:
    """So Slack delivers it again when the database is back."""
    slack = slack_bot.slack
    slack.deliveries.request_url = "http://127.0.0.1:9/"
    said = slack.user_says("ana", "ana", QUESTION)
    slack.deliveries.request_url = slack_bot.address
    headers, body = signed_request(slack.app.signing_secret, said.deliveries[0])

    def fail(delivery: object) -> None:
        raise OSError("no database")

    async def dispatch() -> BoltResponse:
        settings = SlackSettings("s", slack.bot_token, None, None, None, slack.api_url, frozenset(), "", ())
        client = AsyncWebClient(slack.bot_token, base_url=slack.api_url)
        authorize = AuthorizeLocally(Workspaces(settings, client, None))
        app = make_app(slack.app.signing_secret, client, authorize, None, fail)
        return await app.async_dispatch(AsyncBoltRequest(body=body.decode(), headers=headers))

    assert asyncio.run(dispatch()).status == 500
    slack.answer(said)
