"""Settings: off without any, a plain word where they can't work, and what a channel's limit means."""

import dataclasses
import re
import time
from collections.abc import Callable, Iterator

import pytest
import requests

from tests.conftest import Bot
from tests.slack.conftest import MANIFEST, SlackBot
from tests.slack.fake import App, FakeSlack
from tests.slack.test_conversations import FIGURE, QUESTION
from tests.slack.test_private_answers import ephemeral
from wayfinder.channels.slack.installations import Workspace
from wayfinder.channels.slack.slack_settings import SlackMisconfigured, read_settings

ENOUGH = {
    "a token and HTTP": {"BOT_TOKEN": "xoxb-1", "SIGNING_SECRET": "s"},
    "a token and Socket Mode": {"BOT_TOKEN": "xoxb-1", "APP_TOKEN": "xapp-1"},
    "both transports": {"BOT_TOKEN": "xoxb-1", "APP_TOKEN": "xapp-1", "SIGNING_SECRET": "s"},
    "many workspaces": {"CLIENT_ID": "1", "CLIENT_SECRET": "c", "SIGNING_SECRET": "s"},
}
NOT_ENOUGH = {
    "a secret alone": ({"SIGNING_SECRET": "s"}, "neither BOT_TOKEN nor CLIENT_ID is set"),
    "a token alone": ({"BOT_TOKEN": "xoxb-1"}, "neither SIGNING_SECRET nor APP_TOKEN is set"),
    "half a client": ({"CLIENT_ID": "1", "SIGNING_SECRET": "s"}, "only one of CLIENT_ID and CLIENT_SECRET is set"),
    "one workspace and many": (
        {"BOT_TOKEN": "xoxb-1", "CLIENT_ID": "1", "CLIENT_SECRET": "c", "SIGNING_SECRET": "s"},
        "both BOT_TOKEN and CLIENT_ID are set",
    ),
    "many without HTTP": ({"CLIENT_ID": "1", "CLIENT_SECRET": "c", "APP_TOKEN": "xapp-1"}, "SIGNING_SECRET isn't set"),
}


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of Slack comes from where the tests are run."""
    for name in ("SIGNING_SECRET", "BOT_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "APP_TOKEN", "API_URL", "CHANNELS"):
        monkeypatch.delenv(f"WAYFINDER_SLACK_{name}", raising=False)


def put(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]) -> None:
    """Set these settings of Slack."""
    for name, value in settings.items():
        monkeypatch.setenv(f"WAYFINDER_SLACK_{name}", value)


def test_without_any_setting_slack_is_off() -> None:
    """And that is no error."""
    assert read_settings() is None


@pytest.mark.parametrize("settings", ENOUGH.values(), ids=ENOUGH.keys())
def test_what_is_enough_is_taken(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]) -> None:
    """With the rest as it usually is."""
    put(monkeypatch, settings)
    read = read_settings()

    assert read is not None
    assert read.api_url == "https://slack.com/api/"
    assert read.authorize_url == "https://slack.com/oauth/v2/authorize"
    assert str(read.database_url).endswith("/var/conversations.db")
    assert read.allows("C1")


def test_an_empty_address_of_a_database_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is for conversations."""
    put(monkeypatch, ENOUGH["a token and HTTP"])
    monkeypatch.setenv("WAYFINDER_DATABASE_URL", "")
    read = read_settings()

    assert read is not None
    assert str(read.database_url).endswith("/var/conversations.db")


def test_the_settings_as_text_show_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """They may get into a log; nor do a workspace and a failed statement."""
    put(
        monkeypatch,
        {
            "CLIENT_ID": "1",
            "CLIENT_SECRET": "secret-client",
            "SIGNING_SECRET": "secret-signing",
            "APP_TOKEN": "secret-app",
        },
    )
    monkeypatch.setenv("WAYFINDER_DATABASE_URL", "postgresql://u:secret-password@127.0.0.1/x")
    read = read_settings()
    one = dataclasses.replace(read, bot_token="secret-bot")  # type: ignore[type-var]
    told = [shown(it) for it in (read, one, Workspace("T1", "secret-token", "U1")) for shown in (repr, str)]

    assert "secret-" not in "".join(told)


@pytest.mark.parametrize(("settings", "found"), NOT_ENOUGH.values(), ids=NOT_ENOUGH.keys())
def test_what_cant_work_is_refused_with_its_cure(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], found: str
) -> None:
    """The person who set it reads what is missing."""
    put(monkeypatch, settings)

    with pytest.raises(SlackMisconfigured, match=re.escape(found)) as refused:
        read_settings()
    assert "Cure: set" in str(refused.value)


def test_channels_can_be_limited_and_direct_messages_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """By their ids."""
    put(monkeypatch, {**ENOUGH["a token and HTTP"], "CHANNELS": "C1, C2"})
    read = read_settings()

    assert read is not None
    assert [read.allows(channel) for channel in ("C1", "C2", "C3", "D3")] == [True, True, False, True]


def test_a_bot_without_slack_says_so_in_one_line_and_serves_no_slack(bot: Bot) -> None:
    """The rest of it works."""
    log = bot.rasa.log.read_text(encoding="utf-8")
    address = bot.url.replace("/rest/webhook", "/slack/")

    assert log.count("Slack is off") == 1
    assert "Slack is on" not in log
    assert requests.get(address, timeout=5).json() == {"status": "off"}
    assert requests.post(address + "webhook", timeout=5).status_code == 404


@pytest.fixture(scope="module")
def limited(start_slack_bot: Callable[..., SlackBot]) -> Iterator[SlackBot]:
    """A bot that may answer in the channel careers only."""
    with FakeSlack(App.from_manifest(MANIFEST)) as slack:
        channel = slack.team().channel("careers").id
        running = start_slack_bot(slack=slack, env={"WAYFINDER_SLACK_CHANNELS": channel})
        yield running
        running.stop()


def test_in_an_allowed_channel_and_in_direct_messages_the_bot_answers(limited: SlackBot) -> None:
    """As ever."""
    slack = limited.slack

    assert FIGURE in slack.answer(slack.user_says("careers", "ana", f"@wayfinder {QUESTION}")).text
    assert FIGURE in slack.answer(slack.user_says("ana", "ana", QUESTION)).text


def test_in_any_other_channel_a_mention_is_refused_to_its_sender_alone(limited: SlackBot) -> None:
    """And follow-ups there are left alone."""
    slack = limited.slack
    said = slack.user_says("random", "ana", f"@wayfinder {QUESTION}")

    (refusal,) = ephemeral(slack, "random", "ana")
    before = len(slack.calls())
    slack.user_says("random", "ana", "please", thread=said.ts)
    time.sleep(1)

    assert "I may not answer in this channel" in refusal.text
    assert [message for message in slack.messages("random") if message.bot_id] == [refusal]
    assert len(slack.calls()) == before


def test_in_any_other_channel_commands_and_shortcuts_are_refused(limited: SlackBot) -> None:
    """To their senders alone."""
    slack = limited.slack
    slack.add_channel("other")
    said = slack.user_says("other", "ben", QUESTION)

    slack.runs_command("ana", "other", QUESTION)
    slack.uses_shortcut("ben", "other", said.ts)

    assert "I may not answer" in ephemeral(slack, "other", "ana")[0].text
    assert "I may not answer" in ephemeral(slack, "other", "ben")[0].text
