"""What strangers send is limited, refused with a word, and never found in the log; nor is what people write."""

import hashlib
import hmac
import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from scripts import servers
from tests.conftest import CANARY, Bot

SECRET = "a signing secret"
SLACK = "/webhooks/slack/webhook"
REST = "/webhooks/rest/webhook"
QUESTION = "How much do data scientists make?"
PAY = "$102,069"
MARKER = "xyzzy"
SETTINGS = {
    "WAYFINDER_SLACK_SIGNING_SECRET": SECRET,
    "WAYFINDER_SLACK_BOT_TOKEN": "xoxb-1",
    "WAYFINDER_SLACK_API_URL": "http://127.0.0.1:9/api/",
    "WAYFINDER_TRUSTED_PROXIES": "127.0.0.1",
    "WAYFINDER_REST_PER_ADDRESS": "20/minute",
    "WAYFINDER_SLACK_PER_ADDRESS": "30/minute",
    "WAYFINDER_SLACK_UNSIGNED_PER_ADDRESS": "10/minute",
}
# Requests of each test come from an address of its own, for all of them are counted.
_addresses = (f"203.0.113.{number}" for number in range(1, 255))


@pytest.fixture(scope="module")
def bot(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot with all that it can listen to, Rasa's own HTTP API too, and tight limits."""
    folder = tmp_path_factory.mktemp("refusing")
    running = servers.bot_servers(folder, model, env=SETTINGS)
    running.rasa.command.append("--enable-api")
    running.start()
    servers.wait_for_answer(running.url, *CANARY)
    yield Bot(None, running.rasa, running.url, folder / "conversations.db")
    running.stop()


@pytest.fixture
def send(bot: Bot) -> Callable[..., requests.Response]:
    """A function that sends a body to a path, from an address that nobody has sent from."""
    home, address = bot.url.removesuffix(REST), next(_addresses)

    def send(path: str, body: bytes, **headers: str) -> requests.Response:
        return requests.post(home + path, body, headers={"X-Forwarded-For": address} | headers, timeout=10)

    return send


@pytest.fixture
def logged(bot: Bot) -> Callable[[], str]:
    """A function that returns what was logged since the test began."""
    before = len(bot.rasa.log.read_bytes())

    def read() -> str:
        time.sleep(0.3)
        return bot.rasa.log.read_bytes()[before:].decode()

    return read


def signed(body: bytes, timestamp: str = "now") -> dict[str, str]:
    """Return the headers by which Slack signs a body."""
    timestamp = str(int(time.time())) if timestamp == "now" else timestamp
    digest = hmac.new(SECRET.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def test_nothing_of_an_unsigned_request_is_logged(
    send: Callable[..., requests.Response], logged: Callable[[], str]
) -> None:
    """One line says that it was refused; a line break in it begins no line of its own."""
    forged = f"{MARKER} I earn 90k\n2026-11-28 00:00:00 INFO     root  - forged".encode()
    refused = send(SLACK, forged + b"x" * 900_000, **{"Content-Type": MARKER, "User-Agent": MARKER})
    (line,) = logged().splitlines()

    assert refused.status_code == 401
    assert line.endswith(
        "Slack: a request was refused: not_signed: Slack didn't sign this, or more than five minutes ago."
    )


def test_what_people_write_is_in_no_log(
    send: Callable[..., requests.Response], bot: Bot, logged: Callable[[], str]
) -> None:
    """Neither what is answered, nor what is refused, on any channel."""
    web = "/webhooks/web"
    session = send(f"{web}/sessions", b"{}").json()["session"]
    message = {"session": session, "id": "marked-message", "text": f"{QUESTION} {MARKER}"}
    event = {"type": "event_callback", "event": {"type": "unheard_of", "text": MARKER}}
    answered = [
        send(f"{web}/messages", json.dumps(message).encode()),
        send(REST, json.dumps({"sender": MARKER, "message": f"{QUESTION} {MARKER}"}).encode()),
        send(SLACK, json.dumps(event).encode(), **signed(json.dumps(event).encode())),
        send(SLACK, MARKER.encode(), **signed(MARKER.encode())),
    ]
    refused = [
        send(f"{web}/messages", json.dumps(message | {"id": MARKER, "text": 1}).encode()),
        send(f"{web}/messages?text={MARKER}", f'"{MARKER}"'.encode()),
        send(f"/webhooks/rest/{MARKER}", MARKER.encode()),
        send(f"{REST}?message={MARKER}", json.dumps({"sender": "me", "message": [MARKER]}).encode()),
        send(f"{SLACK}?text={MARKER}", MARKER.encode()),
        send(f"/model/parse?text={MARKER}", f"{{{MARKER}".encode()),
    ]

    assert [reply.status_code for reply in answered] == [200] * 4
    assert [reply.status_code for reply in refused] == [400, 400, 404, 400, 401, 500]  # the last is Rasa's own word
    assert MARKER not in logged()


@pytest.mark.parametrize("path", [SLACK, REST, "/webhooks/web/messages", "/model/parse", "/webhooks/slack/install"])
def test_a_body_of_95_megabytes_is_refused_by_its_length(bot: Bot, path: str) -> None:
    """The reply comes before the body does, and is JSON."""
    port = int(re.search(r":(\d+)/", bot.url)[1])  # type: ignore[index]
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        head = f"POST {path} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {next(_addresses)}\r\nContent-Length: 95000000\r\n\r\n"
        connection.sendall(head.encode())
        reply = connection.recv(10_000).decode()

    if path.endswith("install"):
        assert reply.startswith("HTTP/1.1 404")  # there is no such page without OAuth
        return
    assert reply.startswith("HTTP/1.1 413")
    assert '"error": "too_large"' in reply


@pytest.mark.parametrize("chunked", [False, True], ids=["with a length", "in chunks"])
def test_ten_bodies_of_95_megabytes_take_no_memory(bot: Bot, chunked: bool) -> None:
    """Whatever is taken of them before they are refused."""
    before, port = resident_megabytes(bot), int(re.search(r":(\d+)/", bot.url)[1])  # type: ignore[index]
    held = threading.Barrier(11)

    def flood() -> None:
        length = "Transfer-Encoding: chunked" if chunked else "Content-Length: 95000000"
        piece = b"1" * 1_000_000
        piece = b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            try:
                connection.sendall(f"POST {SLACK} HTTP/1.1\r\nHost: x\r\n{length}\r\n\r\n".encode())
                for _ in range(95):
                    connection.sendall(piece)
            except OSError:  # it hung up, as it should
                pass
            held.wait(30)
            held.wait(30)

    for _ in range(10):
        threading.Thread(target=flood, daemon=True).start()
    held.wait(30)
    grown = resident_megabytes(bot) - before
    held.wait(30)

    assert grown < 15


def resident_megabytes(bot: Bot) -> float:
    """Return how much memory Rasa has."""
    assert bot.rasa.process is not None
    status = Path(f"/proc/{bot.rasa.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1000  # type: ignore[index]


@pytest.mark.parametrize("path", [REST, "/model/parse", "/"], ids=["REST", "Rasa's own API", "the root"])
def test_every_route_counts_before_it_reads(send: Callable[..., requests.Response], path: str) -> None:
    """After twenty a minute the reply is 429, with the time to wait, whatever the body is."""
    codes = [send(path, b"no JSON").status_code for _ in range(20)]
    refused = send(path, b"no JSON")

    assert 429 not in codes
    assert (refused.status_code, refused.json()["error"]) == (429, "too_many_requests")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


def test_strangers_are_limited_and_slack_at_the_same_address_is_not(send: Callable[..., requests.Response]) -> None:
    """Behind a proxy that isn't trusted they have one address; what is signed is counted apart, and far more generously."""
    event = json.dumps({"type": "event_callback", "event": {"type": "unheard_of"}}).encode()
    strange = [send(SLACK, b"x").status_code for _ in range(12)]
    delivered = [send(SLACK, event, **signed(event)).status_code for _ in range(18)]
    too_many = send(SLACK, event, **signed(event))

    assert strange == [401] * 10 + [429] * 2
    assert delivered == [200] * 18
    assert (too_many.status_code, too_many.json()["error"]) == (429, "too_many_requests")


JSON = {"Content-Type": "application/json"}
# What is sent, with which headers, signed as of which time (None: not signed), and the status.
MALFORMED: dict[str, tuple[str, bytes, dict[str, str], str | None, int]] = {
    "no signature": (SLACK, b"{}", {}, None, 401),
    "a timestamp that is no number": (SLACK, b"{}", {}, "abc", 401),
    "a timestamp of nan": (SLACK, b"{}", {}, "nan", 401),
    "a timestamp of 1970": (SLACK, b"{}", {}, "1", 401),
    "a signature in other letters": (SLACK, b"{}", {"X-Slack-Signature": "v0=" + "\xe9" * 64}, "now", 401),
    "bytes that are no text": (SLACK, b"\xff\xfe{", {}, None, 400),
    "bytes that are no text, signed": (SLACK, b"\xff\xfe{", {}, "now", 400),
    "broken JSON, signed": (SLACK, b'{"type": ', JSON, "now", 400),
    "a list, signed": (SLACK, b"[1]", JSON, "now", 400),
    "a broken payload, signed": (SLACK, b"payload=%7B", {}, "now", 400),
    "a list over REST": (REST, b"[1]", {}, None, 400),
    "no JSON over REST": (REST, b"{", {}, None, 400),
    "JSON of great depth over REST": (REST, b"[" * 100_000, {}, None, 400),
    "a list over the web": ("/webhooks/web/messages", b"[1]", {}, None, 400),
    "no JSON for Rasa's own API": ("/model/parse", b"{", {}, None, 500),  # its own word for it
}


@pytest.mark.parametrize("case", MALFORMED)
def test_what_is_malformed_is_refused_in_one_line(
    send: Callable[..., requests.Response], logged: Callable[[], str], case: str
) -> None:
    """With 400 or 401, and without a traceback in the log."""
    path, body, headers, at, status = MALFORMED[case]
    headers = (signed(body, at) if at else {}) | headers
    refused = send(path, body, **headers)

    assert refused.status_code == status
    assert len(logged().splitlines()) <= 1


def test_slack_may_look_at_our_certificate(send: Callable[..., requests.Response]) -> None:
    """It does so without a signature."""
    assert send(SLACK, b"token=t&ssl_check=1").status_code == 200


def test_after_all_that_questions_are_answered(bot: Bot) -> None:
    """By the same process."""
    reply = requests.post(
        bot.url,
        json={"sender": "after", "message": QUESTION},
        headers={"X-Forwarded-For": next(_addresses)},
        timeout=10,
    )

    assert PAY in reply.json()[0]["text"]
