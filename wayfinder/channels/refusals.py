"""What this server says when it doesn't serve a request.

Refusal                     as JSON: code for programs, message and cure for people
└── one function for each kind that more than one module raises
"""

from rasa.shared.exceptions import RasaException


class SettingInvalid(RasaException):
    """A setting can't be used; Rasa prints the text and ends."""


class Refusal(Exception):
    """A request that isn't served: an HTTP status, a code, what is wrong, and what cures it."""

    def __init__(self, status: int, code: str, message: str, cure: str, headers: dict[str, str] | None = None) -> None:
        self.status, self.code, self.message, self.cure = status, code, message, cure
        self.headers = headers or {}
        super().__init__(f"{code}: {message}")

    def as_json(self) -> dict[str, str]:
        """Return the body of the reply."""
        return {"error": self.code, "message": self.message, "cure": self.cure}


def session_invalid() -> Refusal:
    """Return the refusal of a session that this server didn't make, or that was reset or deleted."""
    return Refusal(401, "session_invalid", "This session doesn't exist here.", NEW_SESSION)


def session_expired() -> Refusal:
    """Return the refusal of a session that was good once."""
    return Refusal(401, "session_expired", "This session has expired.", NEW_SESSION)


def not_found(path: str) -> Refusal:
    """Return the refusal of a path that leads nowhere."""
    return Refusal(404, "not_found", f"There is nothing at {path[:200]}.", "See openapi.json for what there is.")


def unavailable(message: str) -> Refusal:
    """Return the refusal of a request that failed on our side, and may succeed later."""
    return Refusal(503, "unavailable", message, "Send the same again in a few seconds.", {"Retry-After": "5"})


NEW_SESSION = "POST /sessions for a new one, and tell the visitor that the conversation starts anew."
