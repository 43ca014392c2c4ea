"""The App Home and the assistant methods: status, titles and suggested prompts."""

import json
from typing import Any

from .api import Answer, Asked, method
from .blocks import check_view, view_too_large
from .chat import channel_of
from .errors import SlackError
from .messages import with_ids
from .schema import Problem, array, shape, string
from .state import View


def _new_view(asked: Asked, user: str, view: dict[str, Any]) -> View:
    """Return a view that Slack accepts, with ids given where it had none.

    Raises:
        SlackError: invalid_arguments with what is wrong, or view_too_large.
    """
    problems = check_view(view)
    if problems:
        raise SlackError("invalid_arguments", problems)
    if view_too_large(view):
        raise SlackError("view_too_large")
    state, core = asked.core.state, asked.core
    payload = {**json.loads(json.dumps(view)), "blocks": with_ids(view["blocks"], state)}
    bot_id = asked.installation.bot_id
    return View(state.new_id("V"), asked.team.id, user, payload, state.new_ts(), bot_id, core.app.id)


@method("views.publish", "user_id! view:object! hash")
def publish(asked: Asked) -> Answer:
    """Publish a user's App Home."""
    if not asked.core.app.home_tab:
        raise SlackError("not_enabled")
    user = asked.args["user_id"]
    if user not in asked.team.users:
        raise SlackError("user_not_found")
    before = asked.team.homes.get(user)
    if before and asked.args.get("hash") not in (None, before.hash):
        raise SlackError("hash_conflict")
    view = _new_view(asked, user, asked.args["view"])
    view.id = before.id if before else view.id
    asked.team.homes[user] = view
    asked.core.journal.touch()
    return {"view": view.to_json()}


def _assistant_thread(asked: Asked) -> tuple[str, str]:
    if not (asked.core.app.agent_view):
        raise SlackError("not_allowed")
    if asked.args["channel_id"] not in asked.team.channels:
        raise SlackError("channel_not_found")
    channel = channel_of(asked, asked.args["channel_id"])
    if asked.args["thread_ts"] not in channel.messages:
        raise SlackError("invalid_thread_ts")
    return channel.id, asked.args["thread_ts"]


@method(
    "assistant.threads.setStatus",
    "channel_id! thread_ts! status loading_messages:array",
    "assistant:write chat:write",
)
def set_status(asked: Asked) -> Answer:
    """Show what the app is doing in a thread until it answers; an empty status ends it."""
    if "status" not in asked.args:
        raise SlackError("invalid_arguments", ["missing required field: status"])
    thread = _assistant_thread(asked)
    if asked.args["status"]:
        asked.team.statuses[thread] = asked.args["status"]
    else:
        asked.team.statuses.pop(thread, None)
    asked.core.journal.touch()
    return {}


@method("assistant.threads.setTitle", "channel_id! thread_ts! title!", "assistant:write")
def set_title(asked: Asked) -> Answer:
    """Give a thread its title in the history."""
    asked.team.titles[_assistant_thread(asked)] = asked.args["title"]
    asked.core.journal.touch()
    return {}


_PROMPTS = array(shape({"title": string(), "message": string()}, {}), 1, 4)


@method("assistant.threads.setSuggestedPrompts", "channel_id! prompts:array! thread_ts title", "assistant:write")
def set_prompts(asked: Asked) -> Answer:
    """Offer up to four prompts: in the agent view above the composer, in the older view in one thread.

    As Slack does, an agent view's call with thread_ts is answered as if it worked, and shows nothing.
    """
    problems: list[Problem] = _PROMPTS(asked.args["prompts"], "/prompts")
    if problems:
        raise SlackError("invalid_arguments", problems)
    if asked.args["channel_id"] not in asked.team.channels:
        raise SlackError("channel_not_found")
    channel = channel_of(asked, asked.args["channel_id"])
    thread_ts = asked.args.get("thread_ts")
    if asked.core.app.agent_view:
        if thread_ts is not None:
            return {}
    elif thread_ts not in channel.messages:
        raise SlackError("invalid_thread_ts")
    shown = {"title": asked.args.get("title", ""), "prompts": asked.args["prompts"]}
    asked.team.prompts[channel.id, thread_ts] = shown
    asked.core.journal.touch()
    return {}
