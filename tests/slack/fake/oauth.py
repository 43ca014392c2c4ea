"""Who the app is: auth methods, Socket Mode's link, and installing with OAuth."""

import base64
import secrets
import time
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aiohttp import web

from .api import Answer, Asked, method
from .core import Core
from .errors import SlackError
from .state import Installation, Team, User

CODE_SECONDS = 600


@method("auth.test", takes_json=True)
def auth_test(asked: Asked) -> Answer:
    """Tell whose token it is."""
    installation, team = asked.installation, asked.team
    names = {
        "url": f"https://{team.name.lower()}.slack.example/",
        "team": team.name,
        "user": asked.core.app.name.lower(),
    }
    ids = {"team_id": team.id, "user_id": installation.bot_user_id, "bot_id": installation.bot_id}
    return {**names, **ids, "is_enterprise_install": False}


def tokens_revoked(installation: Installation) -> dict[str, Any]:
    """Return the event that tells that a team's bot token is worthless."""
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [installation.bot_user_id]}}


def connections_open(core: Core, request: web.Request, given: dict[str, Any]) -> Answer:
    """Give a link for one Socket Mode connection, for the app's own token only."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ") or given.get("token")
    if not token:
        raise SlackError("not_authed")
    if token != core.app.app_token:
        raise SlackError("not_allowed_token_type" if token.startswith("xoxb-") else "invalid_auth")
    ticket = secrets.token_urlsafe(16)
    core.tickets.add(ticket)
    return {"url": f"ws://{urlsplit(core.base_url).netloc}/link/?ticket={ticket}&app_id={core.app.id}"}


def oauth_access(core: Core, request: web.Request, given: dict[str, Any]) -> Answer:
    """Exchange a code for the team's token; each code works once, for ten minutes."""
    client_id, client_secret = given.get("client_id"), given.get("client_secret")
    basic = request.headers.get("Authorization", "")
    if basic.startswith("Basic "):
        client_id, _, client_secret = base64.b64decode(basic[6:]).decode().partition(":")
    if client_id != core.app.client_id:
        raise SlackError("invalid_client_id")
    if client_secret != core.app.client_secret:
        raise SlackError("bad_client_secret")
    code = core.codes.get(given.get("code", ""))
    if code is None:
        raise SlackError("invalid_code")
    if code["used"] or time.monotonic() - code["made_at"] > CODE_SECONDS:
        raise SlackError("code_already_used" if code["used"] else "code_expired")
    if code["redirect_uri"] != given.get("redirect_uri"):
        raise SlackError("bad_redirect_uri")
    code["used"] = True
    team = core.state.teams[code["team_id"]]
    installation = install(core, team, frozenset(code["scopes"]))
    return {
        "app_id": core.app.id,
        "authed_user": {"id": code["user_id"]},
        "scope": ",".join(sorted(installation.scopes)),
        "token_type": "bot",
        "access_token": installation.bot_token,
        "bot_user_id": installation.bot_user_id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


TOKENLESS = {"apps.connections.open": connections_open, "oauth.v2.access": oauth_access}


def install(core: Core, team: Team, scopes: frozenset[str]) -> Installation:
    """Install the app into a team; a team that still has it keeps its token and gets the new scopes."""
    before = team.installation
    if before and not before.refused_with:
        before.scopes = before.scopes | scopes
        return before
    bot = User(before.bot_user_id, team.id, core.app.name.lower(), is_bot=True) if before else None
    bot = bot or User(core.state.new_id("U"), team.id, core.app.name.lower(), is_bot=True)
    team.users[bot.id] = bot
    bot_id = before.bot_id if before else core.state.new_id("B")
    token = f"xoxb-{team.id}-{secrets.token_hex(12)}"
    team.installation = Installation(team.id, token, bot.id, bot_id, scopes)
    for channel in team.channels.values():
        if channel.kind == "im":
            channel.members.add(bot.id)
    return team.installation


async def authorize(core: Core, request: web.Request) -> web.Response:
    """Play Slack's consent page for a person who says yes at once, or no with `&fake_answer=no`.

    `fake_team` and `fake_user` say who installs; a browser's session would.
    """
    asked = request.query
    if asked.get("client_id") != core.app.client_id:
        return web.Response(status=400, text="Invalid client_id parameter")
    scopes = [scope for scope in asked.get("scope", "").split(",") if scope]
    if not scopes or not set(scopes) <= core.app.scopes:
        return web.Response(status=400, text="Invalid permissions requested")
    redirect_uri = asked.get("redirect_uri")
    target = redirect_uri or next(iter(core.app.redirect_urls), None)
    if target is None or not any(target.startswith(known) for known in core.app.redirect_urls):
        return web.Response(status=400, text="redirect_uri did not match any configured URIs")
    answer = {"state": asked.get("state", "")}
    if asked.get("fake_answer") == "no":
        return web.HTTPFound(_with_query(target, {**answer, "error": "access_denied"}))
    team = core.state.teams[asked.get("fake_team", "") or next(iter(core.state.teams))]
    user = asked.get("fake_user") or next(user.id for user in team.users.values() if not user.is_bot)
    code = secrets.token_hex(16)
    core.codes[code] = {
        "team_id": team.id,
        "user_id": user,
        "scopes": scopes,
        "redirect_uri": redirect_uri,
        "made_at": time.monotonic(),
        "used": False,
    }
    return web.HTTPFound(_with_query(target, {**answer, "code": code}))


def _with_query(url: str, more: dict[str, str]) -> str:
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=urlencode([*parse_qsl(parts.query), *more.items()])))
