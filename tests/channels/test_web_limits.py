"""How often anybody may ask, and from where they are taken to ask."""

import time
from collections.abc import Callable

import pytest
import requests

from tests.channels.visitor import Visitor, web
from tests.conftest import Bot

PROXY = {"WAYFINDER_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8"}
TIGHT = {
    "WAYFINDER_MESSAGES_PER_SESSION": "3/3 seconds",
    "WAYFINDER_MESSAGES_PER_ADDRESS": "6/minute",
    "WAYFINDER_SESSIONS_PER_ADDRESS": "3/minute",
    "WAYFINDER_REQUESTS_PER_SESSION": "4/minute",
}


@pytest.fixture(scope="module")
def limited(start_bot: Callable[..., Bot]) -> str:
    """The address of a web channel with tight limits, behind a proxy that says whom it heard from."""
    return web(start_bot(env=TIGHT | PROXY).url)


@pytest.fixture(scope="module")
def unproxied(start_bot: Callable[..., Bot]) -> str:
    """The address of a web channel with tight limits and no proxy."""
    return web(start_bot(env=TIGHT).url)


def arrives(url: str, address: str) -> Visitor:
    """Make a session from this address."""
    return Visitor.arrives(url, **{"X-Forwarded-For": address})


def test_a_session_that_asks_too_often_is_told_how_long_to_wait(limited: str) -> None:
    """Having waited just that long, it is answered."""
    visitor = arrives(limited, "203.0.113.1")
    answered = [visitor.says("hello").status_code for _ in range(3)]
    refused = visitor.says("hello", "one-too-many")
    seconds = int(refused.headers["Retry-After"])
    time.sleep(seconds)

    assert answered == [200, 200, 200]
    assert (refused.status_code, refused.json()["error"]) == (429, "too_many_requests")
    assert 1 <= seconds <= 3
    assert visitor.says("hello", "one-too-many").status_code == 200


def test_a_refused_message_is_not_stored(limited: str) -> None:
    """It can be sent again as if it had never been."""
    visitor = arrives(limited, "203.0.113.2")
    for number in range(5):
        visitor.says("hello", f"message-{number}")

    assert [m["id"] for m in visitor.history() if m["role"] == "user"] == ["message-0", "message-1", "message-2"]


def test_an_address_with_many_sessions_is_limited_too(limited: str) -> None:
    """Six messages a minute, however many sessions."""
    visitors = [arrives(limited, "203.0.113.3") for _ in range(3)]
    codes = [visitor.says("hello").status_code for visitor in visitors for _ in range(3)]

    assert codes == [200] * 6 + [429] * 3


def test_new_sessions_are_limited_by_address(limited: str) -> None:
    """Else the limit of a session would be none."""
    headers = {"X-Forwarded-For": "203.0.113.4"}
    replies = [requests.post(f"{limited}/sessions", json={}, headers=headers, timeout=30) for _ in range(4)]

    assert [reply.status_code for reply in replies] == [201, 201, 201, 429]
    assert 1 <= int(replies[3].headers["Retry-After"]) <= 60


def test_a_reset_gives_no_more_messages(limited: str) -> None:
    """The limit is the visitor's."""
    visitor = arrives(limited, "203.0.113.5")
    for _ in range(3):
        visitor.says("hello")
    visitor.session = visitor.post("reset").json()["session"]

    assert visitor.says("hello").status_code == 429


def test_reading_history_is_limited_by_session(limited: str) -> None:
    """It is the dearest request of a long conversation."""
    visitor = arrives(limited, "203.0.113.6")
    codes = [visitor.post("history").status_code for _ in range(5)]

    assert codes == [200, 200, 200, 200, 429]


def test_two_people_behind_one_proxy_are_two(limited: str) -> None:
    """Each has an address of their own."""
    for _ in range(3):
        arrives(limited, "203.0.113.7")

    assert arrives(limited, "203.0.113.8").says("hello").status_code == 200


def test_what_a_client_claims_before_the_proxy_is_not_believed(limited: str) -> None:
    """The proxy appends the true address at the right."""
    made = [
        requests.post(
            f"{limited}/sessions", json={}, headers={"X-Forwarded-For": f"6.6.6.{n}, 203.0.113.9, 10.1.2.3"}, timeout=30
        ).status_code
        for n in range(4)
    ]

    assert made == [201, 201, 201, 429]


def test_without_a_trusted_proxy_the_header_is_not_believed(unproxied: str) -> None:
    """Anybody could write anything."""
    made = [
        requests.post(
            f"{unproxied}/sessions", json={}, headers={"X-Forwarded-For": f"203.0.113.{n}"}, timeout=30
        ).status_code
        for n in range(4)
    ]

    assert made == [201, 201, 201, 429]


def test_the_neighbours_of_an_ipv6_address_are_one_caller(limited: str) -> None:
    """A customer has a /64 of them."""
    made = [
        requests.post(
            f"{limited}/sessions", json={}, headers={"X-Forwarded-For": f"2001:db8:1:2::{n}"}, timeout=30
        ).status_code
        for n in range(1, 5)
    ]

    assert made == [201, 201, 201, 429]
