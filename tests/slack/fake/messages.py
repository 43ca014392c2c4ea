"""What may be in a message, and how Slack gives messages to apps."""

from dataclasses import dataclass, field
from typing import Any

from .app import App
from .blocks import MOST_TEXT_IN_BLOCKS, check_blocks, text_in_blocks
from .errors import SlackError
from .state import Channel, Message, State, Team

LONGEST_TEXT = 40_000
RECOMMENDED_TEXT = 4_000


@dataclass(frozen=True)
class Content:
    """What a message says. `blocks` is None where the caller named none."""

    text: str = ""
    blocks: list[dict[str, Any]] | None = None
    attachments: list[dict[str, Any]] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    warnings: tuple[str, ...] = ()


def content_of(arguments: dict[str, Any], state: State) -> Content:
    """Return what the arguments of a chat method say, with block ids given where they had none.

    Raises:
        SlackError: Slack refuses it: too long, no text, blocks that break a rule.
    """
    text, blocks = arguments.get("text") or "", arguments.get("blocks")
    markdown, attachments = arguments.get("markdown_text"), arguments.get("attachments") or []
    if markdown is not None:
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        if len(markdown) > 12_000:
            raise SlackError("msg_too_long")
        blocks = [{"type": "markdown", "text": markdown}]
    if not (text or blocks or attachments):
        raise SlackError("no_text")
    if len(text) > LONGEST_TEXT:
        raise SlackError("msg_too_long")
    if blocks is not None:
        blocks = checked_blocks(blocks, state)
    check_attachments(attachments)
    warnings = ("text_over_4000_characters",) if len(text) > RECOMMENDED_TEXT else ()
    return Content(text, blocks, attachments, check_metadata(arguments.get("metadata")), warnings)


def checked_blocks(blocks: list[dict[str, Any]], state: State) -> list[dict[str, Any]]:
    """Return blocks that Slack accepts in a message, each with a block id."""
    problems = check_blocks(blocks)
    if any(problem.message == "only_one_table_allowed" for problem in problems):
        raise SlackError("invalid_attachments", problems)
    if problems:
        raise SlackError("invalid_blocks", problems)
    if text_in_blocks(blocks) > MOST_TEXT_IN_BLOCKS:
        raise SlackError("msg_blocks_too_long")
    return with_ids(blocks, state)


def with_ids(blocks: list[dict[str, Any]], state: State) -> list[dict[str, Any]]:
    """Return the blocks as Slack keeps them: every block and interactive element has an id."""
    return [{"block_id": state.new_id("b"), **_with_action_ids(block, state)} for block in blocks]


def _with_action_ids(block: dict[str, Any], state: State) -> dict[str, Any]:
    def named(element: dict[str, Any]) -> dict[str, Any]:
        return {"action_id": state.new_id("a"), **element}

    if block["type"] in ("actions", "context_actions"):
        return {**block, "elements": [named(element) for element in block["elements"]]}
    return {**block, "accessory": named(block["accessory"])} if "accessory" in block else block


def check_attachments(attachments: list[dict[str, Any]]) -> None:
    """Refuse attachments that Slack refuses."""
    if len(attachments) > 100:
        raise SlackError("too_many_attachments")
    for i, attachment in enumerate(attachments):
        problems = check_blocks(attachment.get("blocks", []), at=f"/attachments/{i}/blocks")
        if problems:
            raise SlackError("invalid_attachments", problems)


def check_metadata(metadata: Any) -> dict[str, Any] | None:
    """Return message metadata that Slack accepts: a type and a payload."""
    if metadata is None:
        return None
    if set(metadata) != {"event_type", "event_payload"}:
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata["event_type"], str) or not isinstance(metadata["event_payload"], dict):
        raise SlackError("invalid_metadata_schema")
    return dict(metadata)


def to_json(message: Message, team: Team, app: App, with_metadata: bool = False) -> dict[str, Any]:
    """Return a message as the Web API and events give it, without the channel."""
    given: dict[str, Any] = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": team.id,
        **message.extra,
    }
    if message.bot_id:
        own = team.installation is not None and message.bot_id == team.installation.bot_id
        given |= {"bot_id": message.bot_id, "app_id": app.id if own else "A0OTHER"}
        given["bot_profile"] = {"id": message.bot_id, "name": app.name if own else "other", "team_id": team.id}
    optional = {
        "subtype": message.subtype,
        "blocks": message.blocks or None,
        "thread_ts": message.thread_ts,
        "client_msg_id": message.client_msg_id,
        "metadata": message.metadata if with_metadata else None,
        "edited": {"user": message.user, "ts": message.edited_ts} if message.edited_ts else None,
        "is_ephemeral": True if message.ephemeral_to else None,
    }
    return given | {name: value for name, value in optional.items() if value is not None}


def with_thread(message: Message, channel: Channel, team: Team, app: App, with_metadata: bool) -> dict[str, Any]:
    """Return a message as history gives it: a thread's first message tells of its replies."""
    given = to_json(message, team, app, with_metadata)
    replies = [m for m in channel.thread(message.ts) if m.is_reply and not m.ephemeral_to]
    if replies and not message.is_reply:
        given |= {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": sorted({m.user for m in replies}),
            "latest_reply": replies[-1].ts,
        }
    elif message.is_reply and message.thread_ts in channel.messages:
        given["parent_user_id"] = channel.messages[message.thread_ts].user
    return given
