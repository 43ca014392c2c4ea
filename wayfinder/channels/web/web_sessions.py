"""Sessions: signed tokens that say which conversation their holder may read and write.

A visitor has one conversation at a time. Resetting or deleting it closes it, and the next has the
next number, so a token of a closed conversation is known by its number (visitor_conversations.py keeps
how many are closed). Nothing else is stored of a session.
"""

import datetime
import hashlib
import hmac
import re
import secrets
import time
from dataclasses import dataclass, field

import jwt

from wayfinder.channels.refusals import Refusal, session_expired, session_invalid
from wayfinder.channels.web.web_settings import Settings

ALGORITHM = "HS256"
# Tells our tokens from any other that the same secret may have signed.
AUDIENCE = "wayfinder.session"
SESSION_DAYS = 30
# How far the clock of an embedding site may be off.
LEEWAY_SECONDS = 30
VISITOR = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Session:
    """A visitor, known only by 32 hexadecimal digits, and which of their conversations it is."""

    visitor: str
    number: int = 0

    @property
    def conversation(self) -> str:
        """Return the conversation's id, which is Rasa's sender id."""
        return f"web-{self.visitor}-{self.number}"


@dataclass(frozen=True)
class Token:
    """A signed session, and when it ends (seconds since 1970)."""

    text: str = field(repr=False)
    expires: int

    def as_json(self) -> dict[str, str]:
        """Return the body of the reply to whoever asked for it."""
        ends = datetime.datetime.fromtimestamp(self.expires, datetime.timezone.utc)
        return {"session": self.text, "expires": ends.isoformat().replace("+00:00", "Z")}


def new_visitor() -> str:
    """Return a visitor that nobody has been before."""
    return secrets.token_hex(16)


def sign(session: Session, settings: Settings) -> Token:
    """Return the token of `session`."""
    expires = int(time.time()) + SESSION_DAYS * 86_400
    claims = {"aud": AUDIENCE, "visitor": session.visitor, "number": session.number, "exp": expires}
    return Token(jwt.encode(claims, settings.session_secret, ALGORITHM), expires)


def read(token: str, settings: Settings) -> Session:
    """Return the session that `token` is for.

    Raises:
        Refusal: 401, it has expired, or wasn't signed with our secret.
    """
    try:
        claims = jwt.decode(
            token,
            settings.session_secret,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            options={"require": ["exp", "aud", "visitor", "number"]},
        )
    except jwt.ExpiredSignatureError:
        raise session_expired() from None
    except jwt.PyJWTError:
        raise session_invalid() from None
    visitor, number = claims["visitor"], claims["number"]
    if not isinstance(visitor, str) or not VISITOR.fullmatch(visitor) or type(number) is not int or number < 0:
        raise session_invalid()
    return Session(visitor, number)


def identified_visitor(identity: str, settings: Settings) -> str:
    """Return the visitor whom the embedding site's token names: the same on every device.

    Who it is (`sub`) is neither stored nor to be found out from the result without the secret.

    Raises:
        Refusal: 400 if no identity secret is set, 401 if the token isn't good.
    """
    if settings.identity_secret is None:
        raise Refusal(
            400,
            "identity_not_configured",
            "This server knows no secret to check identities with.",
            "Set WAYFINDER_IDENTITY_SECRET to the secret that your site signs with, or send no identity.",
        )
    try:
        claims = jwt.decode(
            identity,
            settings.identity_secret,
            algorithms=[ALGORITHM],
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "sub"], "verify_aud": False},
        )
    except jwt.PyJWTError as failure:
        raise Refusal(401, "identity_invalid", f"The identity isn't good: {type(failure).__name__}.", SIGN_IT) from None
    if not claims["sub"].strip():
        raise Refusal(401, "identity_invalid", "The identity's `sub` is empty.", SIGN_IT)
    key = settings.identity_secret.encode()
    return hmac.new(key, claims["sub"].encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]


SIGN_IT = "Sign a JWT with HS256 and WAYFINDER_IDENTITY_SECRET on your site's server, with `sub` (who) and `exp` (until when)."
