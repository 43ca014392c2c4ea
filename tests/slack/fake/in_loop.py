"""Running things in the server's loop, whichever thread asks for it."""

import functools
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

from .core import Core
from .state import Channel, State, Team, User

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="InLoop")


def in_loop(method: "Callable[Concatenate[S, P], R]") -> "Callable[Concatenate[S, P], R]":
    """Run a method in the server's loop, whichever thread calls it."""

    @functools.wraps(method)
    def run(self: S, /, *args: P.args, **named: P.kwargs) -> R:
        return self.run(lambda: method(self, *args, **named))

    return run


class InLoop:
    """What the parts of a FakeSlack share: its state, and a way into its loop."""

    core: Core

    def run(self, action: Callable[[], R]) -> R:
        """Run something in the server's loop and return what it returns."""
        raise NotImplementedError

    def wait_in_loop(self, awaited: Coroutine[Any, Any, R], timeout: float = 30) -> R:
        """Run a coroutine in the server's loop and return what it returns."""
        raise NotImplementedError

    @property
    def state(self) -> State:
        """Return all teams."""
        return self.core.state

    def team(self, name: str | None = None) -> Team:
        """Return the team with that id or name, else the first."""
        teams = self.core.state.teams.values()
        return next(team for team in teams if name in (None, team.id, team.name))

    def place(self, team: str | None, channel: str, user: str) -> tuple[Team, Channel, User]:
        """Return what the names of a team, a channel and a user mean."""
        where = self.team(team)
        return where, where.channel(channel), where.user(user)
