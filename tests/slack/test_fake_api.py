"""The fake Slack's Web API over HTTP: who may call, with what, and what it refuses with which error."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.slack.fake import App, FakeSlack
from tests.slack.fake.calling import call, call_with_form

DIVIDER = [{"type": "divider"}]


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """A Slack of its own for each test, to which no app listens."""
    with FakeSlack(retry_after=()) as slack:
        yield slack


def post(fake: FakeSlack, **arguments: Any) -> dict[str, Any]:
    """Post into careers, where the bot is a member."""
    return call(fake, "chat.postMessage", **{"channel": fake.team().channel("careers").id, **arguments})


def test_a_call_without_a_token_is_refused(fake: FakeSlack) -> None:
    """As not_authed."""
    assert call(fake, "auth.test", "") == {"ok": False, "error": "not_authed"}


def test_a_call_with_an_unknown_token_is_refused(fake: FakeSlack) -> None:
    """As invalid_auth."""
    assert call(fake, "auth.test", "xoxb-no")["error"] == "invalid_auth"


def test_the_apps_own_token_is_for_socket_mode_only(fake: FakeSlack) -> None:
    """And a bot's token isn't."""
    assert call(fake, "auth.test", fake.app.app_token)["error"] == "not_allowed_token_type"
    assert call(fake, "apps.connections.open")["error"] == "not_allowed_token_type"
    assert call(fake, "apps.connections.open", fake.app.app_token)["url"].startswith("ws://127.0.0.1:")


def test_the_token_of_a_removed_app_is_refused(fake: FakeSlack) -> None:
    """As account_inactive."""
    fake.uninstalls()

    assert call(fake, "auth.test")["error"] == "account_inactive"


def test_a_scope_that_was_not_granted_is_missed() -> None:
    """With what is needed and what there is."""
    with FakeSlack(App(scopes=frozenset({"users:read"})), retry_after=()) as fake:
        answer = post(fake, text="a")

    assert answer == {"ok": False, "error": "missing_scope", "needed": "chat:write", "provided": "users:read"}


def test_an_unknown_method_is_refused(fake: FakeSlack) -> None:
    """By its name."""
    assert call(fake, "chat.shout") == {"ok": False, "error": "unknown_method", "req_method": "chat.shout"}


def test_a_body_that_is_no_json_is_refused(fake: FakeSlack) -> None:
    """Whatever it says it is."""
    headers = {"Authorization": f"Bearer {fake.bot_token}", "Content-Type": "application/json"}
    url = fake.api_url + "auth.test"

    answers = [requests.post(url, data=body, headers=headers, timeout=10).json()["error"] for body in ("{", "[1]")]
    assert answers == ["invalid_json", "json_not_object"]


def test_a_token_in_a_json_body_counts_for_nothing(fake: FakeSlack) -> None:
    """It belongs into the header, or into a form."""
    url, body = fake.api_url + "auth.test", {"token": fake.bot_token}

    assert requests.post(url, json=body, timeout=10).json()["error"] == "not_authed"
    assert requests.post(url, data=body, timeout=10).json()["ok"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param({"text": "a"}, "missing required field: channel", id="a missing one"),
        pytest.param({"channel": 1, "text": "a"}, "must provide a string [json-pointer:/channel]", id="a number"),
        pytest.param(
            {"channel": "C", "unfurl_links": "no"},
            "must provide a boolean [json-pointer:/unfurl_links]",
            id="a word for a boolean",
        ),
        pytest.param(
            {"channel": "C", "thread_ts": 1700000000.0001},
            "must provide a string [json-pointer:/thread_ts]",
            id="a number for a timestamp",
        ),
        pytest.param(
            {"channel": "C", "metadata": []},
            "must provide an object [json-pointer:/metadata]",
            id="a list for an object",
        ),
    ],
)
def test_arguments_of_a_wrong_type_are_refused(fake: FakeSlack, arguments: dict[str, Any], message: str) -> None:
    """With each reason."""
    answer = call(fake, "chat.postMessage", **arguments)

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {message}"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("nowhere", "channel_not_found"),
        ("quiet", "not_in_channel"),
        ("old", "is_archived"),
        ("ana", "channel_not_found"),
    ],
)
def test_a_channel_where_the_bot_cannot_post_is_refused(fake: FakeSlack, channel: str, error: str) -> None:
    """A person's name is no channel either; their id is."""
    assert post(fake, channel=channel, text="a")["error"] == error


def test_a_private_channel_without_the_bot_does_not_exist_for_it(fake: FakeSlack) -> None:
    """Slack doesn't give its secrets away."""
    fake.add_channel("board", kind="group", with_bot=False)

    assert post(fake, channel="board", text="a")["error"] == "channel_not_found"


def test_a_users_id_is_their_direct_conversation(fake: FakeSlack) -> None:
    """So the bot can begin one."""
    answer = post(fake, channel=fake.team().user("ana").id, text="a")

    assert answer["channel"] == fake.team().channel("ana").id


REFUSED_MESSAGES: dict[str, tuple[dict[str, Any], str]] = {
    "nothing to say": ({}, "no_text"),
    "an empty text": ({"text": ""}, "no_text"),
    "a text of 40,001 characters": ({"text": "x" * 40_001}, "msg_too_long"),
    "blocks that are no list": ({"text": "a", "blocks": {"type": "divider"}}, "invalid_blocks_format"),
    "blocks that are no JSON": ({"text": "a", "blocks": "[{"}, "invalid_blocks_format"),
    "blocks that break a rule": ({"text": "a", "blocks": [{"type": "foo"}]}, "invalid_blocks"),
    "two tables": (
        {"blocks": [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]}] * 2},
        "invalid_attachments",
    ),
    "a thread of no time": ({"text": "a", "thread_ts": "yesterday"}, "invalid_thread_ts"),
    "a thread that isn't there": ({"text": "a", "thread_ts": "1700000000.000100"}, "thread_not_found"),
    "markdown beside text": ({"text": "a", "markdown_text": "b"}, "markdown_text_conflict"),
    "101 attachments": ({"attachments": [{"text": "a"}] * 101}, "too_many_attachments"),
    "metadata without a payload": ({"text": "a", "metadata": {"event_type": "e"}}, "invalid_metadata_format"),
    "metadata with a payload that isn't one": (
        {"text": "a", "metadata": {"event_type": "e", "event_payload": "p"}},
        "invalid_metadata_schema",
    ),
}


@pytest.mark.parametrize(("arguments", "error"), REFUSED_MESSAGES.values(), ids=REFUSED_MESSAGES)
def test_a_message_that_slack_would_not_post_is_refused(fake: FakeSlack, arguments: dict[str, Any], error: str) -> None:
    """And nothing appears in the channel."""
    assert post(fake, **arguments)["error"] == error
    assert fake.messages("careers") == []


def test_blocks_may_hold_13200_characters_in_all(fake: FakeSlack) -> None:
    """One more is msg_blocks_too_long, though each block is within its own limit."""

    def sections(*lengths: int) -> list[dict[str, Any]]:
        return [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * length}} for length in lengths]

    assert post(fake, blocks=sections(3000, 3000, 3000, 3000, 1200))["ok"]
    assert post(fake, blocks=sections(3000, 3000, 3000, 3000, 1201))["error"] == "msg_blocks_too_long"


def test_invalid_blocks_are_told_with_their_places(fake: FakeSlack) -> None:
    """In both fields where Slack tells them."""
    answer = post(fake, blocks=[{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}])

    told = [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]
    assert answer["errors"] == told
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {each}" for each in told]


def test_a_text_over_4000_characters_is_posted_with_a_warning(fake: FakeSlack) -> None:
    """Slack recommends fewer."""
    answer = post(fake, text="x" * 4001)

    assert (answer["ok"], answer["warning"]) == (True, "text_over_4000_characters")


def test_an_answer_to_a_reply_is_refused(fake: FakeSlack) -> None:
    """Threads have one level: the first message's ts must be named."""
    said = fake.user_says("careers", "ana", "hello")
    reply = post(fake, text="a", thread_ts=said.ts)

    assert post(fake, text="b", thread_ts=reply["ts"])["error"] == "cannot_reply_to_message"


def test_timestamps_are_unique_and_grow(fake: FakeSlack) -> None:
    """Also within one moment."""
    times = [post(fake, text="a")["ts"] for _ in range(20)]

    assert len(set(times)) == 20
    assert sorted(times) == times


def test_an_update_keeps_blocks_unless_it_names_others(fake: FakeSlack) -> None:
    """An empty list removes them."""
    posted = post(fake, text="a", blocks=DIVIDER)
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    (message,) = fake.messages("careers")

    call(fake, "chat.update", **where, text="b")
    assert (message.text, len(message.blocks)) == ("b", 1)
    call(fake, "chat.update", **where, text="c", blocks=[])
    assert (message.text, message.blocks) == ("c", [])


def test_the_text_of_an_update_is_limited_to_4000_escaped_bytes(fake: FakeSlack) -> None:
    """An ampersand is five and an em dash three, though chat.postMessage takes ten times as much."""
    posted = post(fake, text="a")
    where = {"channel": posted["channel"], "ts": posted["ts"]}

    assert call(fake, "chat.update", **where, text="x" * 4000)["ok"]
    for text in ("x" * 4001, "&" * 801, "—" * 1334):
        assert call(fake, "chat.update", **where, text=text)["error"] == "msg_too_long"


def test_only_its_own_messages_can_be_changed(fake: FakeSlack) -> None:
    """And none that only one person sees, or that isn't there."""
    said = fake.user_says("careers", "ana", "hello")
    where = {"channel": said.channel, "text": "b"}
    ana = fake.team().user("ana").id
    hidden = call(fake, "chat.postEphemeral", channel=said.channel, user=ana, text="a")["message_ts"]

    assert call(fake, "chat.update", ts=said.ts, **where)["error"] == "cant_update_message"
    assert call(fake, "chat.update", ts="1700000000.000100", **where)["error"] == "message_not_found"
    assert call(fake, "chat.update", ts=hidden, **where)["error"] == "message_not_found"


def test_a_channels_name_is_not_enough_for_an_update(fake: FakeSlack) -> None:
    """chat.postMessage takes it, chat.update doesn't."""
    posted = post(fake, channel="#careers", text="a")

    assert posted["ok"]
    assert call(fake, "chat.update", channel="#careers", ts=posted["ts"], text="b")["error"] == "channel_not_found"


def test_an_ephemeral_message_is_for_a_member(fake: FakeSlack) -> None:
    """And only they see it."""
    careers, ana = fake.team().channel("careers").id, fake.team().user("ana").id

    refused = call(fake, "chat.postEphemeral", channel=careers, user="U0NOBODY", text="a")
    call(fake, "chat.postEphemeral", channel=careers, user=ana, text="a")
    assert refused["error"] == "user_not_in_channel"
    assert [message.ephemeral_to for message in fake.messages("careers")] == [ana]
    assert call_with_form(fake, "conversations.history", channel=careers)["messages"] == []


def test_history_is_newest_first_and_replies_are_oldest_first(fake: FakeSlack) -> None:
    """Replies aren't in the history; a first message tells how many it has."""
    first = fake.user_says("careers", "ana", "one")
    fake.user_says("careers", "ben", "two")
    fake.user_says("careers", "ben", "three", thread=first.ts)

    history = call_with_form(fake, "conversations.history", channel=first.channel)["messages"]
    thread = call_with_form(fake, "conversations.replies", channel=first.channel, ts=first.ts)["messages"]
    assert [message["text"] for message in history] == ["two", "one"]
    assert history[1]["reply_count"] == 1
    assert [message["text"] for message in thread] == ["one", "three"]


def test_history_comes_in_pages(fake: FakeSlack) -> None:
    """With a cursor to the next."""
    for text in ("one", "two", "three"):
        said = fake.user_says("careers", "ana", text)

    page = call_with_form(fake, "conversations.history", channel=said.channel, limit="2")
    cursor = page["response_metadata"]["next_cursor"]
    rest = call_with_form(fake, "conversations.history", channel=said.channel, limit="2", cursor=cursor)
    assert [message["text"] for message in page["messages"] + rest["messages"]] == ["three", "two", "one"]
    assert (page["has_more"], rest["has_more"]) == (True, False)


def test_metadata_is_given_only_when_asked_for(fake: FakeSlack) -> None:
    """As a marker of what has been posted."""
    metadata = {"event_type": "answer", "event_payload": {"id": "7"}}
    posted = post(fake, text="a", metadata=metadata)
    where = {"channel": posted["channel"], "ts": posted["ts"]}

    silent = call_with_form(fake, "conversations.replies", **where)["messages"][0]
    told = call_with_form(fake, "conversations.replies", **where, include_all_metadata="true")["messages"][0]
    assert "metadata" not in silent
    assert told["metadata"] == metadata


def test_reading_needs_the_scope_of_the_kind_of_channel() -> None:
    """channels:history isn't enough for a direct conversation."""
    with FakeSlack(App(scopes=frozenset({"channels:history"})), retry_after=()) as fake:
        said = fake.user_says("ana", "ana", "hello")
        answer = call_with_form(fake, "conversations.history", channel=said.channel)

    assert (answer["error"], answer["needed"]) == ("missing_scope", "im:history")


def test_people_are_described_by_id(fake: FakeSlack) -> None:
    """Not by name."""
    ana = fake.team().user("ana").id

    assert call_with_form(fake, "users.info", user=ana)["user"]["profile"]["display_name"] == "ana"
    assert call_with_form(fake, "users.info", user="ana")["error"] == "user_not_found"


def test_every_call_is_written_down(fake: FakeSlack) -> None:
    """With its arguments and its answer, but without the token."""
    post(fake, text="a")
    post(fake)

    assert [(made.arguments.get("text"), made.ok) for made in fake.calls("chat.postMessage")] == [
        ("a", True),
        (None, False),
    ]
    assert fake.bot_token not in str(fake.calls())


def test_a_post_of_an_unknown_content_type_is_refused(fake: FakeSlack) -> None:
    """Slack reads forms and JSON."""
    headers = {"Authorization": f"Bearer {fake.bot_token}", "Content-Type": "text/plain"}

    answer = requests.post(fake.api_url + "auth.test", data=b"a", headers=headers, timeout=10).json()
    assert answer["error"] == "invalid_post_type"


def test_a_link_for_socket_mode_needs_a_token(fake: FakeSlack) -> None:
    """And the right one."""
    assert call(fake, "apps.connections.open", "")["error"] == "not_authed"
    assert call(fake, "apps.connections.open", "xapp-no")["error"] == "invalid_auth"


def test_a_direct_message_is_refused_where_the_manifest_has_no_messages_tab() -> None:
    """As messages_tab_disabled."""
    with FakeSlack(App(messages_tab=False), retry_after=()) as fake:
        assert post(fake, channel=fake.team().user("ana").id, text="a")["error"] == "messages_tab_disabled"


def test_an_attachments_blocks_are_checked(fake: FakeSlack) -> None:
    """As invalid_attachments, with their place."""
    answer = post(fake, attachments=[{"blocks": [{"type": "foo"}]}])

    assert answer["error"] == "invalid_attachments"
    assert answer["errors"] == ["unsupported type: foo [json-pointer:/attachments/0/blocks/0/type]"]


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("conversations.history", {"channel": "careers"}, "channel_not_found"),
        ("conversations.history", {"channel": "{careers}", "limit": "1000"}, "invalid_limit"),
        ("conversations.history", {"channel": "{careers}", "cursor": "next"}, "invalid_cursor"),
        ("conversations.history", {"channel": "{quiet}"}, "not_in_channel"),
        ("conversations.replies", {"channel": "{careers}", "ts": "1700000000.000100"}, "thread_not_found"),
    ],
)
def test_what_cannot_be_read_is_refused(fake: FakeSlack, method: str, arguments: dict[str, str], error: str) -> None:
    """By the error that Slack has for it."""
    ids = {channel.name: channel.id for channel in fake.team().channels.values()}

    filled = {name: value.format(**ids) for name, value in arguments.items()}
    assert call_with_form(fake, method, **filled)["error"] == error


def test_markdown_text_is_limited_to_12000_characters(fake: FakeSlack) -> None:
    """As msg_too_long."""
    assert post(fake, markdown_text="x" * 12_001)["error"] == "msg_too_long"


def test_methods_that_read_take_no_json(fake: FakeSlack) -> None:
    """What a JSON body says is as if it weren't there."""
    ana = fake.team().user("ana").id

    assert call(fake, "users.info", user=ana)["error"] == "invalid_arguments"
    assert call_with_form(fake, "users.info", user=ana)["ok"]
