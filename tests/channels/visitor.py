"""A visitor of the web channel, over real HTTP, and what the database has of them."""

import sqlite3
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

SECONDS = 40


def web(url: str) -> str:
    """Return the address of the web channel of the bot whose REST address is `url`."""
    return url.replace("/webhooks/rest/webhook", "/webhooks/web")


def new_id() -> str:
    """Return an id that no message has yet."""
    return uuid.uuid4().hex


@dataclass
class Visitor:
    """One session, and what can be done with it."""

    url: str
    session: str
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def arrives(cls, url: str, identity: str | None = None, **headers: str) -> "Visitor":
        """Make a session at the web channel `url`."""
        body = {} if identity is None else {"identity": identity}
        made = requests.post(f"{url}/sessions", json=body, headers=headers, timeout=SECONDS)
        assert made.status_code == 201, made.text
        return cls(url, made.json()["session"], headers)

    @property
    def conversation(self) -> str:
        """Return the conversation's id, as replies name it."""
        return self.asks("hello")[0]["recipient_id"]

    def post(self, path: str, **body: Any) -> requests.Response:
        """Send a request of this session."""
        sent = {"session": self.session} | body
        return requests.post(f"{self.url}/{path}", json=sent, headers=self.headers, timeout=SECONDS)

    def says(self, text: str, message_id: str | None = None) -> requests.Response:
        """Send a message and return the reply as it is."""
        return self.post("messages", id=message_id or new_id(), text=text)

    def asks(self, text: str, message_id: str | None = None) -> list[dict[str, Any]]:
        """Send a message and return the messages that answer it."""
        reply = self.says(text, message_id)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def history(self, **body: Any) -> list[dict[str, Any]]:
        """Return the messages of the conversation."""
        reply = self.post("history", **body)
        assert reply.status_code == 200, reply.text
        return reply.json()["messages"]


def stored(database: Path, conversation: str, kind: str | None = None) -> int:
    """Return how many events of a conversation are stored, or how many of one kind."""
    with sqlite3.connect(database) as connection:
        query = "select count(*) from events where sender_id = ? and type_name like ?"
        return connection.execute(query, (conversation, kind or "%")).fetchone()[0]


def mentions(database: Path, words: str) -> int:
    """Return how many events of all conversations hold these words."""
    with sqlite3.connect(database) as connection:
        return connection.execute("select count(*) from events where data like ?", (f"%{words}%",)).fetchone()[0]
