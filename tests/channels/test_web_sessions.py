"""Sessions: nobody reads or writes a conversation whose token they don't hold."""

import base64
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
import requests

from tests.channels.conftest import IDENTITY_SECRET, PLENTY, SESSION_SECRET
from tests.channels.visitor import Visitor, mentions, new_id, stored, web
from tests.conftest import Bot

QUESTION = "How much do ML engineers earn?"
OTHER_SECRET = "another secret that is long enough to sign with"


@pytest.fixture(scope="module")
def restartable(start_bot: Callable[..., Bot]) -> Bot:
    """A bot that tests may restart; it knows no identity secret."""
    return start_bot(env=PLENTY | {"WAYFINDER_SESSION_SECRET": SESSION_SECRET})


def claims(token: str) -> dict[str, Any]:
    """Return what a token says, unchecked."""
    read: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return read


def identity(subject: object = "ada@example.org", secret: str = IDENTITY_SECRET, **more: Any) -> str:
    """Return what an embedding site signs for a person who is logged in there."""
    return jwt.encode({"sub": subject, "exp": int(time.time()) + 60} | more, secret, "HS256")


def test_a_session_lasts_thirty_days_and_says_so(url: str) -> None:
    """The reply's time is the token's."""
    made = requests.post(f"{url}/sessions", json={}, timeout=30).json()
    ends = claims(made["session"])["exp"]

    assert made["expires"] == time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(ends))
    assert abs(ends - time.time() - 30 * 86_400) < 60


def test_every_visitor_has_a_conversation_of_their_own(url: str, visitor: Visitor) -> None:
    """What one said the other's doesn't show."""
    visitor.asks(QUESTION)
    other = Visitor.arrives(url)

    assert other.history() == []
    assert other.conversation != visitor.conversation


def unsigned(token: str) -> str:
    """Return the token with the algorithm "none" and no signature."""
    header = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode()).rstrip(b"=").decode()
    return f"{header}.{token.split('.')[1]}."


FORGED = {
    "no token at all": lambda token: "hello",
    "the conversation's id": lambda token: f"web-{claims(token)['visitor']}-0",
    "another secret": lambda token: jwt.encode(claims(token), OTHER_SECRET, "HS256"),
    "no signature": unsigned,
    "a broken signature": lambda token: token[:-6] + "AAAAAA",
    "another algorithm": lambda token: jwt.encode(claims(token), SESSION_SECRET, "HS512"),
    "the next conversation": lambda token: jwt.encode(claims(token) | {"number": 1}, SESSION_SECRET, "HS256"),
    "no number": lambda token: jwt.encode(claims(token) | {"number": None}, SESSION_SECRET, "HS256"),
    "a visitor of its own making": lambda token: jwt.encode(claims(token) | {"visitor": "x' or 1"}, SESSION_SECRET, "HS256"),
    "another purpose": lambda token: jwt.encode(claims(token) | {"aud": "else"}, SESSION_SECRET, "HS256"),
    "no end": lambda token: jwt.encode({k: v for k, v in claims(token).items() if k != "exp"}, SESSION_SECRET, "HS256"),
    "an identity": lambda token: identity(),
    "a zero byte": lambda token: token + "\x00",
}  # fmt: skip


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("path", ["messages", "history", "feedback", "reset", "delete"])
def test_a_forged_session_opens_nothing(url: str, visitor: Visitor, path: str, forged: str) -> None:
    """Everywhere the same code, and the cure."""
    token = FORGED[forged](visitor.session)
    more = {"messages": {"id": new_id(), "text": QUESTION}, "feedback": {"answer": "a", "value": "up"}}
    body = {"session": token} | more.get(path, {})
    refused = requests.post(f"{url}/{path}", json=body, timeout=30)

    assert (refused.status_code, refused.json()["error"]) == (401, "session_invalid")
    assert "POST /sessions" in refused.json()["cure"]


def test_an_expired_session_is_told_so(url: str, visitor: Visitor) -> None:
    """Signed by us, but long ago."""
    expired = jwt.encode(claims(visitor.session) | {"exp": int(time.time()) - 1}, SESSION_SECRET, "HS256")
    refused = Visitor(url, expired).says(QUESTION)

    assert (refused.status_code, refused.json()["error"]) == (401, "session_expired")


def test_a_changed_secret_voids_every_session(restartable: Bot) -> None:
    """The visitor is told, and can start anew; the old conversation stays stored."""
    bot = restartable
    visitor = Visitor.arrives(web(bot.url))
    conversation = visitor.conversation
    bot.rasa.stop()
    bot.rasa.env["WAYFINDER_SESSION_SECRET"] = OTHER_SECRET
    bot.rasa.start()
    bot.rasa.wait_until_healthy()
    refused = visitor.says(QUESTION)
    again = Visitor.arrives(web(bot.url))

    assert (refused.status_code, refused.json()["error"]) == (401, "session_invalid")
    assert "$110,673" in again.asks(QUESTION)[0]["text"]
    assert stored(bot.database, conversation, "user") == 1


def test_reset_begins_a_new_conversation_and_keeps_the_old(web_bot: Bot, visitor: Visitor) -> None:
    """The context is gone: a follow-up has nothing to follow."""
    visitor.asks("How much do data scientists make?")
    old = visitor.conversation
    after = Visitor(visitor.url, visitor.post("reset").json()["session"])
    (reply,) = after.asks("say that again")

    assert "$102,069" not in reply["text"]
    assert after.history()[0]["text"] == "say that again"
    assert stored(web_bot.database, old, "user") == 2


@pytest.mark.parametrize("how", ["reset", "delete"])
def test_the_token_of_a_closed_conversation_is_void(visitor: Visitor, how: str) -> None:
    """Another tab that still holds it gets told."""
    visitor.asks(QUESTION)
    visitor.post(how)
    refused = [visitor.says(QUESTION), visitor.post("history"), visitor.post("reset"), visitor.post("delete")]

    assert [reply.json()["error"] for reply in refused] == ["session_invalid"] * 4


def test_delete_leaves_no_event_of_the_conversation(web_bot: Bot, visitor: Visitor) -> None:
    """Neither what was said nor what was thought of it; other conversations stay."""
    (answer,) = visitor.asks("How much does an unforgettable ML engineer earn?")
    visitor.post("feedback", answer=answer["custom"]["answer"]["id"], value="up", reason="unforgettable")
    other = Visitor.arrives(visitor.url)
    other_conversation = other.conversation
    deleted = visitor.post("delete")

    assert (deleted.status_code, deleted.json()) == (200, {"status": "deleted"})
    assert stored(web_bot.database, answer["recipient_id"]) == 0
    assert mentions(web_bot.database, "unforgettable") == 0
    assert stored(web_bot.database, other_conversation, "user") == 1


def test_a_closed_conversation_stays_closed_after_a_restart(restartable: Bot) -> None:
    """It is remembered where conversations are."""
    bot = restartable
    visitor = Visitor.arrives(web(bot.url))
    visitor.asks(QUESTION)
    visitor.post("delete")
    bot.rasa.stop()
    bot.rasa.start()
    bot.rasa.wait_until_healthy()

    assert visitor.says(QUESTION).json()["error"] == "session_invalid"


def test_a_person_finds_the_conversation_on_another_device(url: str) -> None:
    """Whoever the site says is the same person has the same conversation."""
    Visitor.arrives(url, identity("grace")).asks(QUESTION)
    elsewhere = Visitor.arrives(url, identity("grace", iat=int(time.time()), name="Grace"))

    assert elsewhere.history()[0]["text"] == QUESTION


def test_two_persons_have_two_conversations(url: str) -> None:
    """However alike their names."""
    conversations = {Visitor.arrives(url, identity(name)).conversation for name in ("a", "A", "a ", "b")}

    assert len(conversations) == 4


def test_who_a_person_is_is_not_stored(web_bot: Bot, url: str) -> None:
    """The conversation's id can't be traced to them without the secret."""
    conversation = Visitor.arrives(url, identity("very.rare.name@example.org")).conversation

    assert "rare" not in conversation
    assert mentions(web_bot.database, "very.rare.name") == 0


@pytest.mark.parametrize("how", ["reset", "delete"])
def test_a_person_who_closed_a_conversation_has_the_next_on_every_device(url: str, how: str) -> None:
    """Not the old one again."""
    name = f"closes by {how}"
    first = Visitor.arrives(url, identity(name))
    first.asks("How much do data scientists make?")
    first.post(how)
    Visitor.arrives(url, identity(name)).asks(QUESTION)
    elsewhere = Visitor.arrives(url, identity(name))

    assert [message["text"] for message in elsewhere.history() if message["role"] == "user"] == [QUESTION]


BAD_IDENTITIES = {
    "another secret": lambda: identity(secret=OTHER_SECRET),
    "expired": lambda: identity(exp=int(time.time()) - 120),
    "no end": lambda: jwt.encode({"sub": "ada"}, IDENTITY_SECRET, "HS256"),
    "nobody": lambda: jwt.encode({"exp": int(time.time()) + 60}, IDENTITY_SECRET, "HS256"),
    "an empty name": lambda: identity("  "),
    "no signature": lambda: unsigned(identity()),
    "no token": lambda: "ada",
    "a session": lambda: jwt.encode({"aud": "wayfinder.session", "exp": 2**33}, SESSION_SECRET, "HS256"),
}


@pytest.mark.parametrize("case", BAD_IDENTITIES)
def test_an_identity_that_the_site_did_not_sign_is_refused(url: str, case: str) -> None:
    """With the cure for whoever builds the site."""
    refused = requests.post(f"{url}/sessions", json={"identity": BAD_IDENTITIES[case]()}, timeout=30)

    assert (refused.status_code, refused.json()["error"]) == (401, "identity_invalid")
    assert "WAYFINDER_IDENTITY_SECRET" in refused.json()["cure"]


def test_without_a_secret_an_identity_is_refused_rather_than_ignored(restartable: Bot) -> None:
    """A person would believe that they have their conversation everywhere."""
    refused = requests.post(f"{web(restartable.url)}/sessions", json={"identity": identity()}, timeout=30)

    assert (refused.status_code, refused.json()["error"]) == (400, "identity_not_configured")
