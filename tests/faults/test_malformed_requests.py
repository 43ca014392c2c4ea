"""Whatever bytes come to the port, the server answers or closes at once, and goes on."""

import random
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.conftest import Bot
from tests.faults.malformed_requests import HEALTHY, KINDS, Sent, exchange, send_all

SEND = b"POST /webhooks/web/sessions HTTP/1.1\r\nHost: x\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def unlimited(start_bot: Callable[..., Bot]) -> Bot:
    """A bot of their own, for as many requests as these would use up the limit of others."""
    return start_bot(env={"WAYFINDER_REQUESTS_PER_ADDRESS": "100000/minute"})


@pytest.fixture(scope="module")
def port(unlimited: Bot) -> int:
    """Its port."""
    port = urlsplit(unlimited.url).port
    assert port is not None
    return port


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SEND + b"Content-Length: -1\r\n\r\n{}", id="negative length"),
        pytest.param(b"GET /widget.js HTTP/1.1\r\nContent-Length: -1\r\n\r\n", id="negative length of nothing"),
        pytest.param(SEND + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", id="two lengths"),
        pytest.param(SEND + b"Content-Length: 2\r\n" + CHUNKED + b"2\r\n{}\r\n0\r\n\r\n", id="length and chunked"),
        pytest.param(SEND + b"Content-Length: two\r\n\r\n{}", id="a word as length"),
        pytest.param(SEND + "Content-Length: ٢\r\n\r\n{}".encode(), id="a length in digits of another script"),
        pytest.param(SEND + b"Content-Length : 2\r\n\r\n{}", id="a blank before the colon"),
        pytest.param(SEND + CHUNKED + b"-2\r\n{}\r\n0\r\n\r\n", id="negative chunk"),
        pytest.param(SEND + CHUNKED + b"two\r\n{}\r\n0\r\n\r\n", id="a word as size of a chunk"),
        pytest.param(b"GET / HTTP/1.1\r\nnothing\r\n\r\n", id="no colon"),
        pytest.param(b"GET / HTTP/3.1\r\n\r\n", id="no such version"),
        pytest.param(b"GET /\0 HTTP/1.1\r\n\r\n", id="NUL in the path"),
        pytest.param(b"GET / HTTP/1.1\r\nA: \0\r\n\r\n", id="NUL in a header"),
        pytest.param(b"GET http://[::1 HTTP/1.1\r\n\r\n", id="a path that can't be read"),
        pytest.param("GÉT / HTTP/1.1\r\n\r\n".encode("latin-1"), id="a method that can't be named"),
        pytest.param(b"POST " + b"/" * 3_000 + b" HTTP/1.1\r\n\r\n", id="3,000 slashes"),
    ],
)
def test_a_request_that_can_be_read_in_two_ways_or_none_gets_400(port: int, data: bytes) -> None:
    """At once, and the next one is answered."""
    answer, seconds = exchange(port, Sent("", data, closes=True))

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert seconds < 1
    assert exchange(port, Sent("", HEALTHY))[0].startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        pytest.param(b"GET /nothing HTTP/1.1\r\nAccept: text\r\n\r\n", 404, id="an Accept that makes no sense"),
        pytest.param(SEND + b"Origin: http://[::1\r\nContent-Length: 2\r\n\r\n{}", 403, id="an Origin that is none"),
        pytest.param(b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n\r\n", 413, id="a long path"),
        pytest.param(b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 5_000 + b"\r\n", 413, id="5,000 headers"),
    ],
)
def test_a_request_that_is_only_odd_gets_its_own_answer(port: int, data: bytes, status: int) -> None:
    """Not 500, and not 503, which would have the client send it again."""
    answer, _ = exchange(port, Sent("", data))

    assert answer.startswith(b"HTTP/1.1 %d " % status)


def test_hundreds_of_malformed_requests_are_answered_at_once_and_disturb_nobody(unlimited: Bot, port: int) -> None:
    """Each within a second, and none raises in a handler. `python -m tests.faults.malformed_requests PORT` sends 10,000."""
    report = send_all(port, 20 * len(KINDS), seed=1)

    assert report.failures == []
    assert len(report.answers) == len(KINDS)
    assert b"Exception occurred" not in unlimited.rasa.log.read_bytes()


def test_the_same_seed_makes_the_same_requests() -> None:
    """So that what was found can be found again."""
    once, again = ([make(random.Random(7)) for _, make in KINDS] for _ in range(2))

    assert once == again
