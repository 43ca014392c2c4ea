"""Pages that show a channel, a thread or an App Home as a person would see it, for screenshots."""

import time
from html import escape
from pathlib import Path
from typing import Any

from aiohttp import web

from .app import App
from .core import Core
from .errors import SlackError
from .mrkdwn import mrkdwn_html, plain_html
from .state import Channel, Message, Team
from .view_blocks import blocks_html

STYLE = Path(__file__).with_name("view.css").read_text(encoding="utf-8")


def handle(core: Core, request: web.Request) -> web.Response:
    """Draw what the address names. `?as=` is who looks (all ephemeral messages are shown without), `?thread=` a thread."""
    try:
        if "user" in request.match_info:
            team = next(team for team in core.state.teams.values() if _knows(team, request.match_info["user"]))
            page = home_page(team, request.match_info["user"], core.app)
        else:
            team = _team_of(core, request)
            channel = team.channel(request.match_info["channel"])
            page = channel_page(team, channel, core.app, request.query.get("thread"), request.query.get("as"))
    except (SlackError, StopIteration):
        return web.Response(status=404, text="fake Slack: nothing of that name")
    return web.Response(text=page, content_type="text/html")


def _knows(team: Team, user: str) -> bool:
    return any(user in (each.id, each.name) for each in team.users.values())


def _team_of(core: Core, request: web.Request) -> Team:
    named = request.query.get("team") or request.match_info["channel"]
    for team in core.state.teams.values():
        if named in (team.id, team.name) or named in team.channels:
            return team
    return next(iter(core.state.teams.values()))


def channel_page(team: Team, channel: Channel, app: App, thread: str | None, seen_by: str | None) -> str:
    """Return the page of a channel with its threads below their first messages, or of one thread."""
    viewer = team.user(seen_by).id if seen_by else None
    seen = [m for m in channel.messages.values() if viewer is None or m.ephemeral_to in (None, viewer)]
    if thread:
        shown = "".join(_message(m, team, app) for m in seen if thread in (m.ts, m.thread_ts))
        title = f"Thread <small>{escape(_title(channel, app))}</small>"
    else:
        top = [m for m in seen if not m.is_reply or m.subtype == "thread_broadcast"]
        shown = "".join(_message(m, team, app) + _replies(m, seen, team, app) for m in top)
        title = escape(_title(channel, app))
    status = "".join(
        f'<div class="status">{escape(app.name)} {plain_html(text)}</div>'
        for (channel_id, ts), text in team.statuses.items()
        if channel_id == channel.id and thread in (None, ts)
    )
    return _page(team, title, f'<div class="messages">{shown}</div>{status}{_composer(team, channel, app, thread)}')


def home_page(team: Team, user: str, app: App) -> str:
    """Return the page of a person's App Home."""
    view = team.homes.get(team.user(user).id)
    inside = blocks_html(view.payload["blocks"], team) if view else "<i>This is a work in progress</i>"
    return _page(team, f"{escape(app.name)} <small>Home</small>", f'<div class="home">{inside}</div>')


def _title(channel: Channel, app: App) -> str:
    return app.name if channel.kind == "im" else f"# {channel.name}"


def _replies(first: Message, seen: list[Message], team: Team, app: App) -> str:
    replies = [m for m in seen if m.is_reply and m.thread_ts == first.ts]
    if not replies:
        return ""
    count = f"{len(replies)} {'reply' if len(replies) == 1 else 'replies'}"
    inside = "".join(_message(m, team, app) for m in replies)
    return f'<div class="thread"><div class="count">{count}</div>{inside}</div>'


def _message(message: Message, team: Team, app: App) -> str:
    own = team.installation is not None and message.bot_id == team.installation.bot_id
    user = team.users.get(message.user)
    name = app.name if own else user.name.title() if user else "Slackbot"
    badge = '<span class="badge">APP</span>' if message.bot_id else ""
    at = time.strftime("%H:%M", time.localtime(float(message.ts)))
    only = '<div class="only">Only visible to you</div>' if message.ephemeral_to else ""
    edited = ' <small class="edited">(edited)</small>' if message.edited_ts else ""
    # Where there are blocks, the text is for notifications only.
    body = blocks_html(message.blocks, team) if message.blocks else f"<div>{mrkdwn_html(message.text, team)}</div>"
    kind = "message ephemeral" if message.ephemeral_to else "message"
    return (
        f'<article class="{kind}" data-ts="{message.ts}"><div class="avatar {"bot" if own else ""}">{escape(name[0])}</div>'
        f'<div class="content">{only}<div class="by"><b>{escape(name)}</b>{badge}<time>{at}</time></div>'
        f"{body}{edited}</div></article>"
    )


def _composer(team: Team, channel: Channel, app: App, thread: str | None) -> str:
    shown: dict[str, Any] = team.prompts.get((channel.id, thread)) or team.prompts.get((channel.id, None)) or {}
    chips = "".join(f"<button>{plain_html(prompt['title'])}</button>" for prompt in shown.get("prompts", ()))
    title = f"<div>{plain_html(shown['title'])}</div>" if shown.get("title") else ""
    prompts = f'<div class="prompts">{title}{chips}</div>' if chips else ""
    return f'{prompts}<div class="composer">{"Reply…" if thread else "Message " + escape(_title(channel, app))}</div>'


def _page(team: Team, title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(team.name)}</title>'
        f"<style>{STYLE}</style><nav>{escape(team.name[0])}</nav><main><header>{title}</header>{body}</main></html>"
    )
