"""What whoever runs the bot sets for Slack, read from the environment when the server starts."""

from dataclasses import dataclass, field
from urllib.parse import urljoin

from environs import Env
from rasa.shared.exceptions import RasaException
from sqlalchemy.engine import URL

from wayfinder.channels.rates import Limits, read_limits
from wayfinder.stores.database import database_url

API_URL = "https://slack.com/api/"


class SlackMisconfigured(RasaException):
    """The settings can't work together; the text says which, and the cure."""


@dataclass(frozen=True)
class SlackSettings:
    """How to reach Slack, and who may use the bot there.

    Either `bot_token` is set, for one workspace, or `client_id` and `client_secret`, for any that installs the
    app. `signing_secret` opens the HTTP address, `app_token` Socket Mode; at least one of them is set.
    """

    signing_secret: str | None = field(repr=False)
    bot_token: str | None = field(repr=False)
    client_id: str | None
    client_secret: str | None = field(repr=False)
    app_token: str | None = field(repr=False)
    api_url: str
    channels: frozenset[str]  # ids of the channels that an admin allows; empty: all
    database_url: URL
    unsigned_per_address: Limits

    @property
    def authorize_url(self) -> str:
        """Return the page of Slack where a workspace agrees to the app."""
        return urljoin(self.api_url, "/oauth/v2/authorize")

    def allows(self, channel: str) -> bool:
        """Return whether the bot may answer in a channel; direct messages are always allowed."""
        return not self.channels or channel.startswith("D") or channel in self.channels


def read_settings() -> SlackSettings | None:
    """Return the settings, or None if nothing of Slack is set.

    Raises:
        SlackMisconfigured: something is set, but not enough.
    """
    env = Env(prefix="WAYFINDER_")
    with env.prefixed("SLACK_"):
        signing_secret, app_token = env.str("SIGNING_SECRET", "") or None, env.str("APP_TOKEN", "") or None
        bot_token = env.str("BOT_TOKEN", "") or None
        client_id, client_secret = env.str("CLIENT_ID", "") or None, env.str("CLIENT_SECRET", "") or None
        api_url = env.str("API_URL", API_URL).rstrip("/") + "/"
        listed: list[str] = env.list("CHANNELS", [])
    channels = frozenset(name.strip() for name in listed)
    if not any((signing_secret, app_token, bot_token, client_id, client_secret)):
        return None
    if bool(client_id) != bool(client_secret):
        raise _incomplete("only one of CLIENT_ID and CLIENT_SECRET is set", "set both, or neither")
    if bool(bot_token) == bool(client_id):
        raise _incomplete(
            "both BOT_TOKEN and CLIENT_ID are set" if bot_token else "neither BOT_TOKEN nor CLIENT_ID is set",
            "set BOT_TOKEN for one workspace, or CLIENT_ID and CLIENT_SECRET for several",
        )
    if not signing_secret and not app_token:
        raise _incomplete(
            "neither SIGNING_SECRET nor APP_TOKEN is set", "set SIGNING_SECRET for HTTP, or APP_TOKEN for Socket Mode"
        )
    if client_id and not signing_secret:
        raise _incomplete("SIGNING_SECRET isn't set", "set it: installing the app in several workspaces needs HTTP")
    return SlackSettings(
        signing_secret=signing_secret,
        bot_token=bot_token,
        client_id=client_id,
        client_secret=client_secret,
        app_token=app_token,
        api_url=api_url,
        channels=channels,
        database_url=database_url(),
        unsigned_per_address=read_limits("SLACK_UNSIGNED_PER_ADDRESS", "60/minute"),
    )


def _incomplete(found: str, cure: str) -> SlackMisconfigured:
    return SlackMisconfigured(
        f"environment: of the settings WAYFINDER_SLACK_…, {found}. Cure: {cure}, or none for no Slack; docs/slack.md has them all."
    )
