"""What an admin of a workspace does: people, channels, installing and removing the app."""

from . import oauth
from .browser import Page, walk
from .delivery import Delivery
from .in_loop import InLoop, in_loop
from .state import Channel, Team, User


class Admin(InLoop):
    """Teams, people, channels and installations."""

    @in_loop
    def add_team(self, name: str, *, installed: bool = False) -> Team:
        """Add a team."""
        team = Team(self.state.new_id("T"), name)
        self.state.teams[team.id] = team
        if installed:
            oauth.install(self.core, team, self.core.app.scopes)
        return team

    @in_loop
    def add_user(self, name: str, *, team: str | None = None) -> User:
        """Add a person to a team and to all its channels."""
        where = self.team(team)
        user = User(self.state.new_id("U"), where.id, name)
        where.users[user.id] = user
        for channel in where.channels.values():
            if channel.kind != "im":
                channel.members.add(user.id)
        return user

    @in_loop
    def add_channel(
        self, name: str, *, kind: str = "channel", with_bot: bool = True, team: str | None = None
    ) -> Channel:
        """Add a channel, a private one (kind "group") or a conversation of a few ("mpim"), with all people of the team in it."""
        where = self.team(team)
        members = {user.id for user in where.users.values() if with_bot or not user.is_bot}
        channel = Channel(self.state.new_id("C"), where.id, name, kind, members)
        where.channels[channel.id] = channel
        return channel

    def installs(self, install_url: str, *, team: str | None = None, user: str | None = None, **also: str) -> Page:
        """Let a person follow the app's install link with a browser, agree, and come back to the app.

        `fake_answer="no"` refuses; `state="…"` forges the state that Slack hands back.
        """
        where = self.team(team)
        who = where.user(user).id if user else next(each.id for each in where.users.values() if not each.is_bot)
        return self.wait_in_loop(walk(install_url, {"fake_team": where.id, "fake_user": who, **also}))

    @in_loop
    def uninstalls(self, *, team: str | None = None) -> list[Delivery]:
        """Let an admin remove the app: its token is worthless at once, and two events tell of it, in no sure order."""
        where = self.team(team)
        assert where.installation is not None
        where.installation.refused_with = "account_inactive"
        told = self.core.emit(where, "tokens_revoked", oauth.tokens_revoked(where.installation))
        return told + self.core.emit(where, "app_uninstalled", {"type": "app_uninstalled"})
