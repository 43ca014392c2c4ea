"""Who has the app installed, and with which token: one workspace by a setting, or many by OAuth, kept in the database."""

import asyncio
import logging
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.engine import Engine

from wayfinder.channels.slack.delivery_inbox import create_tables
from wayfinder.channels.slack.slack_settings import SlackSettings

STATE_SECONDS = 600
# Also in manifest.json; docs/slack.md says what each is for.
SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "channels:history",
    "chat:write",
    "commands",
    "groups:history",
    "im:history",
    "mpim:history",
    "users:read",
)

logger = logging.getLogger(__name__)


class NotInstalled(Exception):
    """The app isn't installed in this workspace, or not any more."""


@dataclass(frozen=True)
class Workspace:
    """A workspace that has the app: with which token we speak there, and as which user."""

    team: str
    token: str = field(repr=False)
    bot_user: str | None


class Workspaces:
    """Finds the workspace of a team: always the one of WAYFINDER_SLACK_BOT_TOKEN, or what OAuth stored."""

    def __init__(self, settings: SlackSettings, client: AsyncWebClient, installations: "Installations | None") -> None:
        self._token, self._client, self._installations = settings.bot_token, client, installations
        self._own: Workspace | None = None

    async def find(self, team: str) -> Workspace:
        """Return the workspace of a team.

        Raises:
            NotInstalled: nobody there installed the app.
        """
        if self._installations is not None:
            bot = await self._installations.bot_of(team)
            if bot is None:
                raise NotInstalled(team)
            return Workspace(team, bot.bot_token, bot.bot_user_id)
        return Workspace(team, self._token or "", None)

    async def find_with_user(self, team: str) -> Workspace:
        """Return the workspace of a team with our own user there, which Slack is asked for once if need be.

        Raises:
            NotInstalled: nobody there installed the app.
            SlackApiError: Slack refuses the token.
        """
        found = await self.find(team)
        if found.bot_user is not None:
            return found
        if self._own is None:
            reply = await self._client.auth_test(token=found.token)
            self._own = Workspace(team, found.token, reply["user_id"])
        return self._own

    async def remove(self, team: str) -> None:
        """Forget the installation of a team."""
        if self._installations is not None:
            await self._installations.remove(team)
            logger.info("Slack: the app was removed from a workspace; its installation is deleted.")
        else:
            logger.warning(
                "Slack: the app was removed from the workspace of WAYFINDER_SLACK_BOT_TOKEN. Install it again, or unset the token."
            )


class AuthorizeLocally(AsyncAuthorize):
    """Tells Bolt what we know of a workspace without asking Slack, so that no acknowledgement waits for the network."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_: Any
    ) -> AuthorizeResult | None:
        """Return what authorises us in a team; None if the app isn't installed there."""
        try:
            found = await self._workspaces.find(team_id or "")
        except NotInstalled:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            user_id=user_id,
            bot_token=found.token,
            bot_user_id=found.bot_user,
        )


class Installations(AsyncInstallationStore):
    """Slack's own SQLAlchemy store of installations, in threads, and asked by team alone."""

    def __init__(self, engine: Engine, client_id: str) -> None:
        self._store = SQLAlchemyInstallationStore(client_id, engine)
        create_tables(self._store.metadata, engine)

    async def async_save(self, installation: Installation) -> None:
        """Store what a workspace agreed to."""
        await asyncio.to_thread(self._store.save, installation)

    async def bot_of(self, team: str) -> Bot | None:
        """Return the newest installation in a team, whatever enterprise it belongs to."""
        return await asyncio.to_thread(self._bot_of, team)

    async def remove(self, team: str) -> None:
        """Delete all that is stored of a team's installations."""
        await asyncio.to_thread(self._remove, team)

    def _bot_of(self, team: str) -> Bot | None:
        bots = self._store.bots
        mine = sa.and_(bots.c.client_id == self._store.client_id, bots.c.team_id == team, bots.c.bot_token.is_not(None))
        with self._store.engine.connect() as db:
            row = db.execute(sa.select(bots).where(mine).order_by(bots.c.id.desc()).limit(1)).mappings().first()
        return self._store.build_bot_entity(row) if row is not None else None

    def _remove(self, team: str) -> None:
        with self._store.engine.begin() as db:
            for table in (self._store.bots, self._store.installations):
                db.execute(table.delete().where(table.c.client_id == self._store.client_id, table.c.team_id == team))


class _States(AsyncOAuthStateStore):
    """Slack's own SQLAlchemy store of OAuth states, in threads."""

    def __init__(self, engine: Engine) -> None:
        self._store = SQLAlchemyOAuthStateStore(expiration_seconds=STATE_SECONDS, engine=engine)
        create_tables(self._store.metadata, engine)

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        return await asyncio.to_thread(self._store.issue)

    async def async_consume(self, state: str) -> bool:
        return await asyncio.to_thread(self._store.consume, state)


def oauth_settings(settings: SlackSettings, engine: Engine, installations: Installations) -> AsyncOAuthSettings:
    """Return what Bolt needs to let workspaces install the app: `GET install` and `GET oauth_redirect`."""
    return AsyncOAuthSettings(
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        scopes=SCOPES,
        user_scopes=[],
        install_path="/webhooks/slack/install",
        redirect_uri_path="/webhooks/slack/oauth_redirect",
        authorization_url=settings.authorize_url,
        installation_store=installations,
        state_store=_States(engine),
        state_expiration_seconds=STATE_SECONDS,
        logger=logger,
    )
