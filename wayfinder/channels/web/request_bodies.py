"""Request bodies: read with a limit, and checked against openapi.yml."""

import functools
import json
from pathlib import Path
from typing import Any, NoReturn

import yaml
from jsonschema import Draft202012Validator
from sanic.exceptions import PayloadTooLarge
from sanic.request import Request

from wayfinder.channels.refusals import Refusal

OPENAPI_FILE = Path(__file__).with_name("openapi.yml")
MOST_BYTES = 16_384
# A client that sends too much reads our reply only after its last byte; of more than this it gets no reply.
MOST_DRAINED_BYTES = 1_000_000


@functools.cache
def openapi() -> dict[str, Any]:
    """Return the description of the channel."""
    document: dict[str, Any] = yaml.safe_load(OPENAPI_FILE.read_text(encoding="utf-8"))
    return document


async def read_body(request: Request) -> bytes:
    """Return the body of a request whose route is a stream.

    Raises:
        Refusal: 413, it is too large; no more of it than that is kept.
    """
    stream: Any = request.stream
    stream.request_max_size = MOST_BYTES
    body = b""
    try:
        while (chunk := await stream.read()) is not None:
            body += chunk
    except PayloadTooLarge:
        stream.request_max_size = MOST_DRAINED_BYTES
        raise Refusal(
            413,
            "too_large",
            f"The body has more than {MOST_BYTES:,} bytes.",
            "Send less; a text has at most 1,000 characters.",
        ) from None
    return body


def checked(body: bytes, path: str) -> dict[str, Any]:
    """Return the object that a body holds, as openapi.yml describes it for a POST to `path`.

    Raises:
        Refusal: 400, it is no JSON, or not as described; the cure is the description.
    """
    try:
        read = json.loads(body.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise Refusal(400, "not_json", "The body is no JSON.", "Send a JSON object in UTF-8.") from None
    validators = _validators(path)
    if not any(validator.is_valid(read) for validator in validators):
        as_rest = isinstance(read, dict) and "sender" in read and "session" not in read
        meant = validators[-1 if as_rest else 0]
        error = next(meant.iter_errors(read))
        where = f"`{error.path[0]}`" if error.path else "The body"
        what = "is incomplete" if error.validator == "required" else "isn't as it should be"
        raise Refusal(400, "bad_request", f"{where} {what}.", f"Needed: {error.schema['description']}")
    checked_body: dict[str, Any] = read
    return checked_body


@functools.cache
def _validators(path: str) -> list[Draft202012Validator]:
    """Return one validator for each form that a POST to `path` may have."""
    schema = openapi()["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return [Draft202012Validator(openapi() | form) for form in schema.get("anyOf", [schema])]


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
