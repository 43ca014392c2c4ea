"""What the fake Slack sends to an app over HTTP: signed, once or again, and only what the app subscribed to."""

import json
import time
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from tests.slack.fake import App, FakeSlack, Said
from tests.slack.fake.calling import call
from tests.slack.fake.receiver import Ack, Receiver


@pytest.fixture
def fake() -> Iterator[FakeSlack]:
    """A Slack of its own for each test, whose retries come at once."""
    with FakeSlack(retry_after=(0.0, 0.05, 0.1)) as slack:
        yield slack


def types(said: Said) -> list[str]:
    """Return the types of the events that told of a message."""
    return [delivery.event["type"] for delivery in said.deliveries]


def test_requests_are_signed_so_that_slacks_own_verifier_accepts_them(fake: FakeSlack) -> None:
    """Events, commands and clicks alike."""
    with Receiver() as app:
        fake.point_at(app.url)
        fake.user_says("careers", "ana", "hello").deliveries[0].wait()
        fake.runs_command("ana", "careers", "hello").wait()

    verifier = SignatureVerifier(fake.app.signing_secret)
    assert [verifier.is_valid_request(got.body, got.headers) for got in app.received] == [True, True]


def test_a_forged_request_is_one_that_the_verifier_refuses(fake: FakeSlack) -> None:
    """Signed with another secret, at another time, or changed afterwards."""
    with Receiver() as app:
        fake.point_at(app.url)
        delivery = fake.user_says("careers", "ana", "hello").deliveries[0].wait()
        fake.delivers(delivery, secret="other")
        fake.delivers(delivery, timestamp=int(time.time()) - 301)
        fake.delivers(delivery, body=b"{}")

    verifier = SignatureVerifier(fake.app.signing_secret)
    valid = [verifier.is_valid_request(got.body, got.headers) for got in app.received]
    assert valid == [True, False, False, False]


def test_an_address_that_does_not_answer_the_challenge_is_refused(fake: FakeSlack) -> None:
    """As on Slack's settings page."""
    with pytest.raises(ConnectionError, match="didn't answer Slack's challenge"):
        fake.point_at("http://127.0.0.1:9/")


def test_an_event_comes_in_slacks_envelope(fake: FakeSlack) -> None:
    """With the ids that an app tells events and teams apart by."""
    with Receiver() as app:
        fake.point_at(app.url)
        said = fake.user_says("careers", "ana", "hello")
        said.deliveries[0].wait()

    got = json.loads(app.received[0].body)
    installation = fake.team().installation
    assert installation is not None
    assert (got["type"], got["team_id"], got["api_app_id"]) == ("event_callback", fake.team().id, fake.app.id)
    assert got["event_id"].startswith("Ev")
    assert got["authorizations"][0]["user_id"] == installation.bot_user_id
    assert (got["event"]["text"], got["event"]["ts"], got["event"]["channel"]) == ("hello", said.ts, said.channel)


def test_a_mention_is_two_events_with_one_ts(fake: FakeSlack) -> None:
    """In either order, each with an event id of its own."""
    said = fake.user_says("careers", "ana", "@wayfinder hello")
    fake.core.mention_first = True

    message, mention = said.deliveries
    assert types(said) == ["message", "app_mention"]
    assert message.event["ts"] == mention.event["ts"]
    assert message.payload["event_id"] != mention.payload["event_id"]
    assert types(fake.user_says("careers", "ana", "@wayfinder hello")) == ["app_mention", "message"]


def test_a_mention_in_a_direct_conversation_is_one_event(fake: FakeSlack) -> None:
    """A message of type im."""
    said = fake.user_says("ana", "ana", "@wayfinder hello")

    assert [delivery.event["channel_type"] for delivery in said.deliveries] == ["im"]


def test_each_kind_of_conversation_has_its_own_event() -> None:
    """To which a manifest subscribes by itself."""
    kinds = {"message.groups": "group", "message.mpim": "mpim"}
    for subscribed, kind in kinds.items():
        with FakeSlack(App(events=frozenset({subscribed})), retry_after=()) as fake:
            fake.add_channel("few", kind=kind)

            (delivery,) = fake.user_says("few", "ana", "hello").deliveries
            assert delivery.event["channel_type"] == kind
            assert fake.user_says("careers", "ana", "hello").deliveries == []


def test_a_channel_without_the_bot_is_silent(fake: FakeSlack) -> None:
    """Even when it is mentioned."""
    assert fake.user_says("quiet", "ana", "@wayfinder hello").deliveries == []


def test_only_subscribed_events_are_sent() -> None:
    """So a manifest that lacks one shows."""
    with FakeSlack(App(events=frozenset({"app_mention"})), retry_after=()) as fake:
        assert types(fake.user_says("careers", "ana", "@wayfinder hello")) == ["app_mention"]
        assert types(fake.user_says("ana", "ana", "hello")) == []


def test_what_people_type_comes_in_slacks_wire_form(fake: FakeSlack) -> None:
    """Escaped, with links and mentions in angle brackets."""
    typed = "@wayfinder a < b & c: see https://a.test/x?y=1&z=2, #random or jo@a.test @here @nobody"
    said = fake.user_says("careers", "ana", typed)

    bot, random = fake.team().user("wayfinder").id, fake.team().channel("random").id
    assert said.deliveries[0].event["text"] == (
        f"<@{bot}> a &lt; b &amp; c: see <https://a.test/x?y=1&amp;z=2>, <#{random}|random> or "
        "<mailto:jo@a.test|jo@a.test> <!here> @nobody"
    )


def test_edits_joins_and_other_bots_come_as_slack_tells_them(fake: FakeSlack) -> None:
    """Each is a message event that is no question."""
    said = fake.user_says("careers", "ana", "hello")

    assert fake.edits("careers", said.ts, "hullo")[0].event["subtype"] == "message_changed"
    assert fake.deletes("careers", said.ts)[0].event["subtype"] == "message_deleted"
    assert fake.joins("careers", "ben")[0].event["subtype"] == "channel_join"
    assert fake.other_bot_says("careers", "beep").deliveries[0].event["bot_id"] == "B0OTHER"
    assert fake.user_says("careers", "ana", "see", files=("cv.pdf",)).deliveries[0].event["subtype"] == "file_share"


def test_the_apps_own_message_comes_back_to_it(fake: FakeSlack) -> None:
    """With its bot id, and as no mention, though it names itself."""
    bot = fake.team().user("wayfinder").id
    call(fake, "chat.postMessage", channel="#careers", text=f"I am <@{bot}>")

    (delivery,) = fake.deliveries.all
    assert delivery.event["type"] == "message"
    assert delivery.event["app_id"] == fake.app.id


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        pytest.param(Ack(status=500), "http_error", id="an error"),
        pytest.param(Ack(seconds=3.2), "http_timeout", id="more than three seconds"),
    ],
)
def test_an_event_that_was_not_acknowledged_comes_again(fake: FakeSlack, first: Ack, reason: str) -> None:
    """With the number of the retry and why."""
    with Receiver(first, Ack()) as app:
        fake.point_at(app.url)
        delivery = fake.user_says("careers", "ana", "hello").deliveries[0].wait()

    assert [attempt.reason for attempt in delivery.attempts] == [reason, ""]
    assert app.received[1].headers["X-Slack-Retry-Num"] == "1"
    assert app.received[1].headers["X-Slack-Retry-Reason"] == reason
    assert app.received[1].body == app.received[0].body


def test_an_event_is_given_up_after_three_retries(fake: FakeSlack) -> None:
    """Four attempts in all."""
    with Receiver(Ack(status=503)) as app:
        fake.point_at(app.url)
        delivery = fake.user_says("careers", "ana", "hello").deliveries[0].wait()

    assert (len(app.received), delivery.acked) == (4, False)


def test_an_app_can_ask_for_no_retry(fake: FakeSlack) -> None:
    """With a header."""
    with Receiver(Ack(status=500, headers={"X-Slack-No-Retry": "1"})) as app:
        fake.point_at(app.url)
        fake.user_says("careers", "ana", "hello").deliveries[0].wait()

    assert len(app.received) == 1


def test_an_event_can_be_delivered_again_though_it_was_acknowledged(fake: FakeSlack) -> None:
    """As Slack does now and then."""
    with Receiver() as app:
        fake.point_at(app.url)
        delivery = fake.user_says("careers", "ana", "hello").deliveries[0].wait()
        fake.redeliver(delivery, "http_timeout")

    assert app.received[1].body == app.received[0].body
    assert app.received[1].headers["X-Slack-Retry-Num"] == "1"


def test_the_time_to_the_acknowledgement_is_kept(fake: FakeSlack) -> None:
    """In seconds."""
    with Receiver(Ack(seconds=0.2)) as app:
        fake.point_at(app.url)
        delivery = fake.user_says("careers", "ana", "hello").deliveries[0].wait()

    assert 0.2 <= delivery.ack_seconds < 0.6


def test_a_command_comes_as_a_form_and_its_acknowledgement_is_shown(fake: FakeSlack) -> None:
    """To the person alone."""
    with Receiver(Ack(body="one moment")) as app:
        fake.point_at(app.url)
        fake.runs_command("ana", "careers", "what is MLOps?").wait()

    form = parse_qs(app.received[0].body)
    assert (form["command"], form["text"]) == (["/wayfinder"], ["what is MLOps?"])
    (shown,) = fake.messages("careers")
    assert (shown.text, shown.ephemeral_to) == ("one moment", fake.team().user("ana").id)


def test_a_command_that_fails_is_not_retried_but_the_person_is_told(fake: FakeSlack) -> None:
    """As Slack tells them."""
    with Receiver(Ack(status=500)) as app:
        fake.point_at(app.url)
        fake.runs_command("ana", "careers", "hello").wait()

    assert len(app.received) == 1
    assert fake.messages("careers")[0].text == "/wayfinder failed with the error “dispatch_failed”"


def test_a_command_that_the_manifest_lacks_cannot_be_run(fake: FakeSlack) -> None:
    """Nor can such a shortcut be used."""
    said = fake.user_says("careers", "ana", "hello")

    with pytest.raises(LookupError, match="the app has no command /other"):
        fake.runs_command("ana", "careers", command="/other")
    with pytest.raises(LookupError, match="the app has no message shortcut 'Other'"):
        fake.uses_shortcut("ana", "careers", said.ts, "Other")


def test_a_click_tells_who_clicked_what_and_where(fake: FakeSlack) -> None:
    """With the message, unless only one person sees it."""
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "go", "value": "there"}
    content = {
        "channel": fake.team().channel("careers").id,
        "text": "a",
        "blocks": [{"type": "actions", "elements": [button]}],
    }
    call(fake, "chat.postMessage", **content)
    call(fake, "chat.postEphemeral", **content, user=fake.team().user("ana").id)
    seen, hidden = fake.messages("careers")

    clicked = fake.clicks("ben", seen, "Go").payload
    assert clicked["type"] == "block_actions"
    assert clicked["user"]["name"] == "ben"
    assert clicked["actions"][0]["value"] == "there"
    assert clicked["container"]["message_ts"] == clicked["message"]["ts"] == seen.ts
    clicked = fake.clicks("ana", hidden, "Go").payload
    assert clicked["container"]["is_ephemeral"]
    assert "message" not in clicked


def test_a_choice_tells_the_option(fake: FakeSlack) -> None:
    """Of a select, and which of the feedback buttons."""
    option = {"text": {"type": "plain_text", "text": "Europe"}, "value": "eu"}
    good, bad = ({"text": {"type": "plain_text", "text": sign}, "value": sign} for sign in "👍👎")
    select = {"type": "static_select", "options": [option], "action_id": "s"}
    rating = {"type": "feedback_buttons", "positive_button": good, "negative_button": bad, "action_id": "f"}
    blocks = [{"type": "actions", "elements": [select]}, {"type": "context_actions", "elements": [rating]}]
    call(fake, "chat.postMessage", channel="#careers", text="a", blocks=blocks)
    (message,) = fake.messages("careers")

    assert fake.clicks("ana", message, "Europe").payload["actions"][0]["selected_option"] == option
    assert fake.clicks("ana", message, "👎").payload["actions"][0]["value"] == "👎"


def test_a_shortcut_tells_the_message(fake: FakeSlack) -> None:
    """And its callback id."""
    said = fake.user_says("careers", "ana", "what is MLOps?")

    payload = fake.uses_shortcut("ben", "careers", said.ts).payload
    assert (payload["type"], payload["callback_id"]) == ("message_action", "ask_wayfinder")
    assert payload["message"]["text"] == "what is MLOps?"


def test_looking_at_a_channel_tells_the_agent_view_its_context(fake: FakeSlack) -> None:
    """As an entity."""
    (delivery,) = fake.looks_at("ana", "careers")

    (entity,) = delivery.event["context"]["entities"]
    assert entity == {
        "type": "slack#/types/channel_id",
        "value": fake.team().channel("careers").id,
        "team_id": fake.team().id,
    }


def test_a_manifest_says_what_the_app_may_do() -> None:
    """Nothing that it doesn't name."""
    manifest = {
        "display_information": {"name": "Pathfinder"},
        "features": {
            "agent_view": {},
            "app_home": {"home_tab_enabled": True},
            "slash_commands": [{"command": "/path", "should_escape": True}],
            "shortcuts": [{"name": "Ask", "type": "message", "callback_id": "ask"}],
        },
        "oauth_config": {"scopes": {"bot": ["chat:write"]}, "redirect_urls": ["https://a.test/"]},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}, "socket_mode_enabled": True},
    }
    app = App.from_manifest(manifest, socket_mode=False)

    assert app.name == "Pathfinder"
    assert (set(app.scopes), set(app.events)) == ({"chat:write"}, {"app_mention"})
    assert (app.commands, app.escaping_commands) == (("/path",), ("/path",))
    assert [shortcut.callback_id for shortcut in app.shortcuts] == ["ask"]
    assert (app.agent_view, app.home_tab, app.messages_tab) == (True, True, False)
    assert (app.redirect_urls, app.socket_mode) == (("https://a.test/",), False)
