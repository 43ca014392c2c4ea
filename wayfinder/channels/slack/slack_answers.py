"""What is answered to each kind of delivery, as calls to Slack that are made later."""

import asyncio
import contextlib
import dataclasses
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from rasa.core.agent import Agent
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from actions.answering.failures import trace_of
from actions.answering.wording import say
from wayfinder.channels.slack.answer_blocks import render, render_shared, section
from wayfinder.channels.slack.beside_answers import home_view, prompts, showing_work
from wayfinder.channels.slack.block_limits import Post, cut
from wayfinder.channels.slack.deliveries import Delivery, Kind
from wayfinder.channels.slack.installations import Workspace
from wayfinder.channels.slack.slack_settings import SlackSettings
from wayfinder.channels.slack.slack_text import clean, escape, mentioned_users
from wayfinder.channels.slack.slack_turn import SlackOutput, find_turn, note_feedback, run_turn
from wayfinder.channels.slack.web_api_calls import Call, post, respond

NO_WORDS = "help"  # what a mention or a command without words asks for
MOST_CHARACTERS = 5000  # of a message; the bot refuses to read what is longer anyway
_IN_NO_CHANNEL = ("home", "prompts", "example")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asked:
    """A delivery, and how to reach the workspace that it came from."""

    delivery: Delivery
    workspace: Workspace
    client: AsyncWebClient


class Answers:
    """Answers deliveries with the bot's conversations; people's shown names are kept while the server runs."""

    def __init__(self, settings: SlackSettings, agent: Agent, output: Callable[[], SlackOutput]) -> None:
        self._settings, self._agent, self._output = settings, agent, output
        self._names: dict[str, str] = {}

    async def calls_for(self, asked: Asked) -> list[Call]:
        """Return the calls that answer a delivery; where a turn fails, they apologise."""
        delivery = asked.delivery
        if delivery.kind not in _IN_NO_CHANNEL and not self._settings.allows(delivery.channel):
            return _not_here(delivery)
        answer: dict[Kind, Callable[[Asked], Awaitable[list[Call]]]] = {
            "message": self._message,
            "command": self._command,
            "shortcut": self._shortcut,
            "choice": self._choice,
            "share": self._share,
            "feedback": self._feedback,
            "home": self._home,
            "prompts": self._prompts,
            "example": self._example,
        }
        return await answer[delivery.kind](asked)

    async def _message(self, asked: Asked) -> list[Call]:
        said = asked.delivery
        text = await self._plain(asked)
        if not said.place.is_direct:
            return _posts(said, await self._turn(said, text))
        async with showing_work(asked.client, said.place, title=text if said.thread == said.at else None):
            return _posts(said, await self._turn(said, text))

    async def _command(self, asked: Asked) -> list[Call]:
        # Slack doesn't show what somebody commanded, so the answer does.
        text = await self._plain(asked)
        heading = _asked(text)
        return _responses(asked.delivery, await self._turn(asked.delivery, text, heading=heading, shareable=True))

    async def _shortcut(self, asked: Asked) -> list[Call]:
        posts = await self._turn(asked.delivery, await self._plain(asked))
        # We may not be in that channel; then the person who asked gets the answer alone.
        both = zip(_posts(asked.delivery, posts), _responses(asked.delivery, posts), strict=True)
        return [dataclasses.replace(call, instead=instead) for call, instead in both]

    async def _choice(self, asked: Asked) -> list[Call]:
        clicked = asked.delivery
        text, replaced = clicked.text, []
        found = await find_turn(self._agent, clicked.place.conversation, clicked.answer or "")
        if found is not None:
            buttons = [button for message in found.messages for button in message.get("buttons") or []]
            if text.startswith("#"):
                text = buttons[int(text[1:])]["payload"]
            title = next((button["title"] for button in buttons if button["payload"] == text), text)
            heading = _asked(found.question) if clicked.place.is_private else None
            drawn = render(found.messages, clicked.thread, chosen=_chosen(clicked, title), heading=heading)
            replaced = _replaced(clicked, drawn)
        posts = await self._turn(clicked, text, shareable=clicked.is_ephemeral)
        return replaced + (_responses(clicked, posts) if clicked.is_ephemeral else _posts(clicked, posts))

    async def _share(self, asked: Asked) -> list[Call]:
        clicked = asked.delivery
        found = await find_turn(self._agent, clicked.place.conversation, clicked.answer or "")
        if found is None:
            return _responses(clicked, [_words(say("utter_error"))])
        question = escape(cut(found.question, 1000))
        heading = say("utter_slack_shared", person=f"<@{clicked.user}>", question=question)
        shared = _responses(clicked, render_shared(found.messages, heading), response_type="in_channel")
        return [*shared, *_replaced(clicked, render(found.messages, clicked.thread, heading=_asked(found.question)))]

    async def _feedback(self, asked: Asked) -> list[Call]:
        clicked = asked.delivery
        await note_feedback(self._agent, clicked.place.conversation, clicked.answer or "", clicked.text)
        (thanks,) = _responses(clicked, [_words(say("utter_feedback"))])
        return [dataclasses.replace(thanks, optional=True)]

    async def _home(self, asked: Asked) -> list[Call]:
        view = {"user_id": asked.delivery.user, "view": home_view(asked.delivery.channel)}
        return [Call("views.publish", view, optional=True)]

    async def _prompts(self, asked: Asked) -> list[Call]:
        opened = asked.delivery
        arguments = {"channel_id": opened.channel, "title": say("utter_slack_prompts"), "prompts": prompts()}
        # Only the older assistant has a thread by now. An agent that names one gets no prompts.
        if not opened.place.is_private:
            arguments["thread_ts"] = opened.thread
        return [Call("assistant.threads.setSuggestedPrompts", arguments, optional=True)]

    async def _example(self, asked: Asked) -> list[Call]:
        pressed = asked.delivery
        question = Post(escape(pressed.text), [section(f"&gt; {escape(pressed.text)}")])
        call = post(pressed.channel, None, question, pressed.key, pressed.at)
        return [dataclasses.replace(call, question=pressed.text)]

    async def _turn(self, said: Delivery, text: str, heading: str | None = None, shareable: bool = False) -> list[Post]:
        """Return what the bot says to `text`, drawn for Slack; an apology if the turn fails."""
        conversation = said.place.conversation
        try:
            messages = await run_turn(
                self._agent, self._output(), conversation, said.key, text[:MOST_CHARACTERS], said.user
            )
            return render(messages, said.thread, heading=heading, shareable=shareable)
        except Exception as failure:  # the person is owed a reply, whatever failed
            logger.error("Slack: a turn failed: %s", trace_of(failure))
            return [_words(say("utter_error"))]

    async def _plain(self, asked: Asked) -> str:
        """Return what a person wrote as plain text, mentions as names."""
        written, own = asked.delivery.text, asked.workspace.bot_user
        for user in mentioned_users(written):
            if user != own and user not in self._names:
                # Without the scope users:read, or without Slack, a name isn't worth a failure.
                with contextlib.suppress(SlackClientError, OSError, asyncio.TimeoutError):
                    profile = (await asked.client.users_info(user=user))["user"]["profile"]
                    self._names[user] = profile.get("display_name") or profile.get("real_name") or ""
        return clean(written, own, self._names) or NO_WORDS


def apology_for(delivery: Delivery) -> list[Call]:
    """Return the calls that apologise for not answering; none where nobody waits for words."""
    apology = [_words(say("utter_error"))]
    if delivery.kind in ("message", "shortcut", "choice") and not delivery.is_ephemeral:
        return _posts(delivery, apology)
    return _responses(delivery, apology) if delivery.response_url else []


def _words(text: str) -> Post:
    return Post(escape(text), [section(escape(text))])


def _posts(delivery: Delivery, posts: list[Post]) -> list[Call]:
    """Return the calls that post into the delivery's thread."""
    marked = ((f"{delivery.key}#{number}", each) for number, each in enumerate(posts))
    return [post(delivery.channel, delivery.thread, each, marker, delivery.at) for marker, each in marked]


def _responses(delivery: Delivery, posts: list[Post], **options: str) -> list[Call]:
    """Return the calls that answer where only the delivery's sender sees it, unless `options` say otherwise.

    In a thread only where there is one: in a thread that nobody has begun, Slack shows nothing to one person.
    """
    in_thread = not (delivery.place.is_private or delivery.is_ephemeral or delivery.message == delivery.thread)
    options = {**options, "thread_ts": delivery.thread} if in_thread else options
    return [respond(delivery.response_url or "", each, **options) for each in posts]


def _replaced(clicked: Delivery, posts: list[Post]) -> list[Call]:
    """Return the call that draws the post anew that was clicked on: the last of its turn, where the buttons are."""
    new = posts[-1]
    if clicked.is_ephemeral:
        return [dataclasses.replace(respond(clicked.response_url or "", new, replace_original=True), optional=True)]
    arguments = {"channel": clicked.channel, "ts": clicked.message, "text": new.text, "blocks": new.blocks}
    return [Call("chat.update", arguments, optional=True)]


def _asked(question: str) -> str:
    """Return what stands above an answer that its question doesn't stand before, in Slack's notation."""
    return say("utter_slack_asked", question=escape(cut(question, 1000)))


def _chosen(clicked: Delivery, title: str) -> str:
    """Return what stands in place of the buttons, in Slack's notation: the choice, and in a channel who chose."""
    if clicked.place.is_direct or clicked.is_ephemeral:
        return say("utter_slack_chosen", choice=escape(title))
    return say("utter_slack_chosen_by", choice=escape(title), person=f"<@{clicked.user}>")


def _not_here(delivery: Delivery) -> list[Call]:
    """Return the calls that tell a person, and nobody else, that this channel isn't allowed; none for a follow-up."""
    refusal = _words(say("utter_slack_other_channel"))
    if delivery.kind in ("command", "shortcut"):
        return _responses(delivery, [refusal])
    if delivery.kind != "message" or not delivery.makes_thread_ours:
        return []
    arguments = {"channel": delivery.channel, "user": delivery.user, "text": refusal.text, "blocks": refusal.blocks}
    return [Call("chat.postEphemeral", arguments, optional=True)]
