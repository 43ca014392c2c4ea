"""Reading the arguments of a Web API call from query, form or JSON, and checking them as Slack does."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from .errors import SlackError


@dataclass(frozen=True)
class Argument:
    """One argument of a method: a string unless `kind` says boolean, integer, array or object."""

    name: str
    kind: str = "string"
    required: bool = False


def arguments(described: str) -> dict[str, Argument]:
    """Return the arguments of a one-line description.

    >>> arguments("channel! blocks:array")["channel"]
    Argument(name='channel', kind='string', required=True)
    """
    found = {}
    for word in described.split():
        name, _, kind = word.partition(":")
        required = name.endswith("!") or kind.endswith("!")
        found[name.rstrip("!")] = Argument(name.rstrip("!"), kind.rstrip("!") or "string", required)
    return found


async def read_call(request: web.Request) -> tuple[dict[str, Any], str | None, bool]:
    """Return the arguments as they came, the token, and whether they came as JSON.

    Raises:
        SlackError: the body isn't what its content type says.
    """
    given: dict[str, Any] = dict(request.query)
    authorization = request.headers.get("Authorization", "")
    token = authorization.removeprefix("Bearer ") if authorization.startswith("Bearer ") else None
    as_json = request.content_type == "application/json" and request.method == "POST"
    if as_json:
        try:
            body = json.loads(await request.text() or "{}")
        except ValueError as unreadable:
            raise SlackError("invalid_json") from unreadable
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        given |= body
    elif request.method == "POST" and request.body_exists:
        if request.content_type not in ("application/x-www-form-urlencoded", "multipart/form-data"):
            raise SlackError("invalid_post_type")
        given |= dict(await request.post())
        # A token in a JSON body counts for nothing.
        token = token or given.pop("token", None)
    return given, token, as_json


def checked(given: dict[str, Any], described: dict[str, Argument], as_json: bool) -> dict[str, Any]:
    """Return the arguments that the method knows, in their types; it ignores others, as Slack does.

    Raises:
        SlackError: invalid_arguments, with what is missing or of a wrong type.
    """
    problems, read = [], {}
    for argument in described.values():
        value = given.get(argument.name)
        if value is None or (value == "" and argument.required):
            if argument.required:
                problems.append(f"missing required field: {argument.name}")
            continue
        try:
            read[argument.name] = _read(value, argument.kind, as_json)
        except ValueError:
            if argument.name == "blocks":
                raise SlackError("invalid_blocks_format") from None
            kind = {"array": "an array", "object": "an object", "integer": "an integer"}.get(argument.kind)
            problems.append(f"must provide {kind or 'a ' + argument.kind} [json-pointer:/{argument.name}]")
    if problems:
        raise SlackError("invalid_arguments", problems)
    return read


_JSON_TYPES: dict[str, type] = {"string": str, "boolean": bool, "integer": int, "array": list, "object": dict}


def _read(value: Any, kind: str, as_json: bool) -> Any:
    """Return a value in its type; lists and objects may come as a string of JSON. Raises: ValueError."""
    if isinstance(value, str) and kind in ("array", "object"):
        value = json.loads(value)
    elif not as_json and kind == "boolean":
        value = {"true": True, "1": True, "false": False, "0": False}.get(value, value)
    elif not as_json and kind == "integer":
        value = int(value)
    if not isinstance(value, _JSON_TYPES[kind]) or (kind == "integer" and isinstance(value, bool)):
        raise ValueError(kind)
    return value
