"""What each request does, once it is known to be well-formed and welcome."""

import uuid
from typing import Any

from rasa.core.agent import Agent

from wayfinder.channels.feedback import record_feedback
from wayfinder.channels.rates import Rates
from wayfinder.channels.refusals import Refusal, session_invalid
from wayfinder.channels.web import web_sessions as sessions
from wayfinder.channels.web.transcript import answer_ids, messages_of, transcript
from wayfinder.channels.web.visitor_conversations import close, closed_conversations, events_of, forget
from wayfinder.channels.web.web_sessions import Session, Token
from wayfinder.channels.web.web_settings import Settings
from wayfinder.channels.web.web_turns import CHANNEL, Turns
from wayfinder.channels.whole_text import whole_text

Json = Any


class Api:
    """The requests with a body. Each takes the body and the caller's address, and returns what is replied as JSON."""

    def __init__(self, settings: Settings, rates: Rates) -> None:
        self.settings, self.rates = settings, rates
        self.turns = Turns(settings.turn_seconds)

    async def sessions(self, agent: Agent, body: Json, caller: str) -> Json:
        """Make a session; with an identity, that of the person's open conversation."""
        self.rates.count(self.settings.sessions_per_address, "sessions", caller)
        if "identity" not in body:
            return self._sign(Session(sessions.new_visitor()))
        visitor = sessions.identified_visitor(body["identity"], self.settings)
        return self._sign(Session(visitor, await closed_conversations(agent, visitor)))

    async def messages(self, agent: Agent, body: Json, caller: str) -> Json:
        """Have a message answered."""
        self.rates.count(self.settings.messages_per_address, "messages", caller)
        if "session" not in body:
            body = {"session": body["sender"], "id": uuid.uuid4().hex, "text": body["message"]}
        session = sessions.read(body["session"], self.settings)
        self.rates.count(self.settings.messages_per_session, "messages", session.visitor)
        text = whole_text(body["text"]).strip()
        turn = await self.turns.take(agent, session, body["id"], text)
        if turn[0].text != text:
            raise Refusal(400, "id_reused", "Another message was sent with this id.", "Give every message a new id.")
        return [{"recipient_id": session.conversation} | message for message in messages_of(turn)]

    async def history(self, agent: Agent, body: Json, caller: str) -> Json:
        """Read the conversation."""
        session = await self._open(agent, body)
        messages = transcript(await events_of(agent, session.conversation), body.get("after"))
        pending = {"pending": True} if self.turns.is_pending(session.conversation) else {}
        return {"messages": messages} | pending

    async def feedback(self, agent: Agent, body: Json, caller: str) -> Json:
        """Keep what the person thinks of an answer of this conversation."""
        session = await self._open(agent, body)
        async with agent.lock_store.lock(session.conversation):
            if body["answer"] not in answer_ids(await events_of(agent, session.conversation)):
                raise Refusal(
                    404, "not_found", "This conversation has no such answer.", "Send an id of `custom.answer`."
                )
            await record_feedback(agent, session.conversation, body, CHANNEL)
        return {"status": "stored"}

    async def reset(self, agent: Agent, body: Json, caller: str) -> Json:
        """Close the conversation and return the session of the visitor's next."""
        session = await self._close(agent, body)
        return self._sign(Session(session.visitor, session.number + 1))

    async def delete(self, agent: Agent, body: Json, caller: str) -> Json:
        """Close the conversation and delete all that is stored of it."""
        await self._close(agent, body, also_forget=True)
        return {"status": "deleted"}

    async def _open(self, agent: Agent, body: Json) -> Session:
        """Return the session of a request, whose conversation is still open."""
        session = sessions.read(body["session"], self.settings)
        self.rates.count(self.settings.requests_per_session, "requests", session.visitor)
        if await closed_conversations(agent, session.visitor) != session.number:
            raise session_invalid()
        return session

    async def _close(self, agent: Agent, body: Json, also_forget: bool = False) -> Session:
        session = await self._open(agent, body)
        async with agent.lock_store.lock(session.conversation):  # after the turn that may be at work
            if await closed_conversations(agent, session.visitor) != session.number:
                raise session_invalid()
            if also_forget:
                await forget(agent, session.conversation)
            await close(agent, session)
        return session

    def _sign(self, session: Session) -> Json:
        token: Token = sessions.sign(session, self.settings)
        return token.as_json()
