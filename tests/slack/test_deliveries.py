"""What a delivery asks of us, read from payloads as Slack sends them."""

from typing import Any

import pytest

from wayfinder.channels.slack.deliveries import Delivery, read_action, read_event

MENTION = {"type": "app_mention", "user": "U1", "text": "<@U0> hi", "ts": "2.0", "channel": "C1", "event_ts": "2.0"}
MESSAGE = {"type": "message", "user": "U1", "text": "hi", "ts": "2.0", "channel": "C1", "channel_type": "channel"}
REPLY = {**MESSAGE, "thread_ts": "1.0"}
DIRECT = {**MESSAGE, "channel": "D1", "channel_type": "im"}
CLICK: dict[str, Any] = {
    "user": {"id": "U1"},
    "trigger_id": "t1",
    "channel": {"id": "C1"},
    "container": {"type": "message", "message_ts": "2.0"},
    "response_url": "http://127.0.0.1/",
    "actions": [{"block_id": "choice|a1|1.0", "action_id": "button-0", "value": "What?", "action_ts": "3.0"}],
}

# name: (event, kind, thread, only in our threads, makes the thread ours)
FOR_US = {
    "a mention": (MENTION, "message", "2.0", False, True),
    "a mention in a thread": ({**MENTION, "thread_ts": "1.0"}, "message", "1.0", False, True),
    "a reply": (REPLY, "message", "1.0", True, False),
    "a reply sent to the channel too": ({**REPLY, "subtype": "thread_broadcast"}, "message", "1.0", True, False),
    "a mention that comes as a message": ({**MESSAGE, "text": "hi <@U0>"}, "message", "2.0", False, True),
    "a reply that mentions us": ({**REPLY, "text": "<@U2> and <@U0>"}, "message", "1.0", False, True),
    "a direct message that mentions us": ({**DIRECT, "text": "<@U0> hi"}, "message", "2.0", False, False),
    "a direct message": (DIRECT, "message", "2.0", False, False),
    "a direct message in a thread": ({**DIRECT, "thread_ts": "1.0"}, "message", "1.0", False, False),
    "a direct message with a file": ({**DIRECT, "subtype": "file_share"}, "message", "2.0", False, False),
    "a direct message to somebody else": ({**DIRECT, "text": "<@U2> hi"}, "message", "2.0", False, False),
}
NOT_FOR_US = {
    "at the top of a channel": MESSAGE,
    "a reply to somebody else": {**REPLY, "text": "<@U2> hi"},
    "an edit": {**DIRECT, "subtype": "message_changed", "message": DIRECT},
    "a mention put in by an edit": {**MENTION, "edited": {"user": "U1", "ts": "3.0"}},
    "a deletion": {**DIRECT, "subtype": "message_deleted", "hidden": True},
    "somebody joins": {**REPLY, "subtype": "channel_join"},
    "the topic is set": {**REPLY, "subtype": "channel_topic"},
    "an older kind of bot": {**REPLY, "subtype": "bot_message", "bot_id": "B1"},
    "a bot": {**REPLY, "bot_id": "B1"},
    "a bot that mentions us": {**MENTION, "bot_id": "B1"},
    "Slackbot": {**DIRECT, "user": "USLACKBOT"},
    "nobody": {name: value for name, value in DIRECT.items() if name != "user"},
    "a token of a person is revoked": {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}},
    "another event": {"type": "reaction_added", "user": "U1"},
}


def event(inner: dict[str, Any]) -> dict[str, Any]:
    """Return an event with its envelope."""
    return {"event_id": "Ev1", "event": inner, "authorizations": [{"user_id": "U0", "is_bot": True}]}


@pytest.mark.parametrize(("inner", "kind", "thread", "ours_only", "makes_ours"), FOR_US.values(), ids=FOR_US.keys())
def test_what_is_for_us_is_read(
    inner: dict[str, Any], kind: str, thread: str, ours_only: bool, makes_ours: bool
) -> None:
    """With its thread, and what that has to be."""
    read = read_event(event(inner), "T1")

    assert read is not None
    assert (read.kind, read.thread, read.only_in_our_threads, read.makes_thread_ours) == (
        kind,
        thread,
        ours_only,
        makes_ours,
    )
    assert (read.team, read.user, read.bot_user, read.at) == ("T1", "U1", "U0", "2.0")


@pytest.mark.parametrize("inner", NOT_FOR_US.values(), ids=NOT_FOR_US.keys())
def test_what_isnt_for_us_is_left(inner: dict[str, Any]) -> None:
    """It isn't even written down."""
    assert read_event(event(inner), "T1") is None


def test_a_mention_has_the_same_key_as_its_message() -> None:
    """And another message another."""
    mention, message = read_event(event(MENTION), "T1"), read_event(event(REPLY), "T1")
    other = read_event(event({**REPLY, "ts": "3.0"}), "T1")

    assert mention is not None
    assert message is not None
    assert other is not None
    assert mention.key == message.key == "message:T1:C1:2.0"
    assert other.key == "message:T1:C1:3.0"


def test_events_that_say_nothing_are_told_apart_by_their_id() -> None:
    """A Home may be opened often."""
    opened = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"}

    assert [read_event({**event(opened), "event_id": each}, "T1").key for each in ("Ev1", "Ev2", "Ev1")] == [  # type: ignore[union-attr]
        "event:Ev1", "event:Ev2", "event:Ev1",
    ]  # fmt: skip


@pytest.mark.parametrize(("tab", "kind"), [("home", "home"), ("messages", "prompts")])
def test_the_tab_that_is_opened_says_what_is_shown(tab: str, kind: str) -> None:
    """Our Home, or prompts above the messages, of no thread."""
    opened = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": tab}
    read = read_event(event(opened), "T1")

    assert read is not None
    assert (read.kind, read.channel, read.place.is_private) == (kind, "D1", True)


def test_the_older_assistant_names_the_thread_that_it_began() -> None:
    """Prompts belong into it."""
    thread = {"user_id": "U1", "channel_id": "D1", "thread_ts": "1.0", "context": {}}
    read = read_event(event({"type": "assistant_thread_started", "assistant_thread": thread}), "T1")

    assert read is not None
    assert (read.kind, read.channel, read.thread) == ("prompts", "D1", "1.0")


@pytest.mark.parametrize("inner", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"bot": ["U0"]}}])
def test_that_the_app_was_removed_is_read(inner: dict[str, Any]) -> None:
    """Whichever of the two comes."""
    read = read_event(event(inner), "T1")

    assert read is not None
    assert (read.kind, read.team) == ("removed", "T1")


def test_a_click_is_read_with_what_the_block_says() -> None:
    """Which answer, in which thread."""
    read = read_action(CLICK, "T1")

    assert read is not None
    assert (read.kind, read.text, read.answer, read.thread, read.message) == ("choice", "What?", "a1", "1.0", "2.0")
    assert read.key == "choice:T1:C1:2.0"


def test_an_option_is_read_as_a_button_is() -> None:
    """Its value is in another place."""
    option = {"block_id": "choice|a1|1.0", "selected_option": {"value": "#30"}, "action_ts": "3.0"}
    read = read_action({**CLICK, "actions": [option]}, "T1")

    assert read is not None
    assert read.text == "#30"


def test_opinions_may_change_and_choices_not() -> None:
    """So the first have a key for each click."""
    rating = {"block_id": "feedback|a1|1.0", "value": "up", "action_ts": "3.0"}
    keys = [read_action({**CLICK, "trigger_id": each, "actions": [rating]}, "T1").key for each in ("t1", "t2")]  # type: ignore[union-attr]

    assert keys == ["click:t1", "click:t2"]


@pytest.mark.parametrize("block", ["other|x", "", "choices"])
def test_a_click_on_a_block_of_another_kind_is_left(block: str) -> None:
    """It may be of another version of us."""
    assert read_action({**CLICK, "actions": [{"block_id": block, "action_ts": "3.0"}]}, "T1") is None


def test_a_delivery_is_stored_and_read_back_whole() -> None:
    """As the inbox does."""
    read = read_event(event(REPLY), "T1")

    assert read is not None
    assert Delivery.from_json(read.to_json()) == read
