"""Small checks of JSON values, to be combined into Slack's rules. What they complain of is in Slack's words."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing that Slack refuses, and a JSON pointer to where it is."""

    message: str
    pointer: str

    def __str__(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"


Check = Callable[[Any, str], list[Problem]]


def string(most: int | None = None, least: int = 1) -> Check:
    """Return a check of a string of `least` to `most` characters."""

    def check(value: Any, at: str) -> list[Problem]:
        if not isinstance(value, str):
            return [Problem("must provide a string", at)]
        if len(value) < least:
            return [Problem(f"must be more than {least - 1} characters", at)]
        if most is not None and len(value) > most:
            return [Problem(f"must be less than {most + 1} characters", at)]
        return []

    return check


def url(most: int) -> Check:
    """Return a check of an address that Slack would open."""

    def check(value: Any, at: str) -> list[Problem]:
        problems = string(most)(value, at)
        known = isinstance(value, str) and re.match(r"(https?|slack)://\S+$|(mailto|tel):\S+$", value)
        return problems or ([] if known else [Problem("must be a valid URL", at)])

    return check


def boolean(value: Any, at: str) -> list[Problem]:
    """Check that a value is true or false; 1 and "true" are neither."""
    return [] if isinstance(value, bool) else [Problem("must provide a boolean", at)]


def integer(least: int, most: int | None = None) -> Check:
    """Return a check of a whole number within limits."""

    def check(value: Any, at: str) -> list[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            return [Problem("must provide an integer", at)]
        if value < least:
            return [Problem(f"must be at least {least}", at)]
        return [Problem(f"must be at most {most}", at)] if most is not None and value > most else []

    return check


def choice(*allowed: str) -> Check:
    """Return a check of a word from a list."""

    def check(value: Any, at: str) -> list[Problem]:
        return [] if value in allowed else [Problem("must be a valid enum value", at)]

    return check


def array(item: Check, least: int = 0, most: int | None = None) -> Check:
    """Return a check of a list of `least` to `most` items, each of which passes `item`."""

    def check(value: Any, at: str) -> list[Problem]:
        if not isinstance(value, list):
            return [Problem("must provide an array", at)]
        if most is not None and len(value) > most:
            return [Problem(f"no more than {most} items allowed", at)]
        if len(value) < least:
            return [Problem(f"no less than {least} items allowed", at)]
        return [problem for i, each in enumerate(value) for problem in item(each, f"{at}/{i}")]

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check], *also: Check) -> Check:
    """Return a check of an object that has all `required` fields and no unknown one.

    `also` are checks of the whole object; they run when each field is right.
    """
    known = {**optional, **required}

    def check(value: Any, at: str) -> list[Problem]:
        if not isinstance(value, dict):
            return [Problem("must provide an object", at)]
        problems = [Problem(f"missing required field: {name}", at) for name in required if name not in value]
        for name, each in value.items():
            if name not in known:
                problems.append(Problem(f"invalid additional property: {name}", at))
            else:
                problems += known[name](each, f"{at}/{name}")
        return problems or [problem for rule in also for problem in rule(value, at)]

    return check


def by_type(shapes: Mapping[str, Check]) -> Check:
    """Return a check of an object whose `type` says which shape it must have."""

    def check(value: Any, at: str) -> list[Problem]:
        if not isinstance(value, dict):
            return [Problem("must provide an object", at)]
        if "type" not in value:
            return [Problem("missing required field: type", at)]
        if value["type"] not in shapes:
            return [Problem(f"unsupported type: {value['type']}", f"{at}/type")]
        return shapes[value["type"]](value, at)

    return check


def alternatives(shapes: Mapping[str, Check]) -> Check:
    """Return the same check as `by_type`, for objects of which Slack says first that nothing fits, then why."""

    def check(value: Any, at: str) -> list[Problem]:
        problems = by_type(shapes)(value, at)
        return [Problem("failed to match all allowed schemas", at), *problems] if problems else []

    return check


def anything(value: Any, at: str) -> list[Problem]:
    """Let everything pass."""
    return []
