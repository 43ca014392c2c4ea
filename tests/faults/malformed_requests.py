"""Throw malformed requests at a running server: `python -m tests.faults.malformed_requests PORT [COUNT] [SEED]`.

Each goes over a connection of its own. One that the server has all of must be answered, or its connection closed,
within a second, and never with a status of 500 or more; in between a healthy request must be answered within a second.
What a server may honestly wait for the rest of is sent, and the connection closed. Figures are printed, and kept
in var/malformed_requests.json. Nothing but Python is needed.
"""

import argparse
import json
import random
import re
import socket
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

RESULTS = Path(__file__).resolve().parents[2] / "var" / "malformed_requests.json"
HOST = "127.0.0.1"
SECONDS = 1.0  # what an answer may take
PATIENCE = 5.0  # how long it is waited for, to see how late it is
HEALTHY_EACH = 10
HEALTHY = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

PATHS = (
    "/", "/nothing", "/widget.js", "/webhooks/web", "/webhooks/web/", "/webhooks/web/health", "/webhooks/web/sessions",
    "/webhooks/web/messages", "/webhooks/web/nothing", "/webhooks/rest/webhook", "/webhooks/slack/webhook",
)  # fmt: skip
METHODS = ("GET", "POST", "POST", "POST", "PUT", "HEAD", "OPTIONS", "DELETE")
# Long enough for whatever a lenient reader takes a small length for.
BODY = b'{"sender": "x", "message": "hello"}' + b" " * 64


@dataclass(frozen=True)
class Sent:
    """One request: `ends` says whether the server has all of it, `closes` whether it must close once it has answered."""

    kind: str
    data: bytes
    ends: bool = True
    closes: bool = False


@dataclass
class Report:
    """What came of them: how many of each kind got which answer, the slowest of each, and what mustn't be."""

    answers: dict[str, Counter[str]] = field(default_factory=dict)
    slowest: dict[str, float] = field(default_factory=dict)
    healthy: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """Return the figures."""
        return {
            "sent": sum(sum(counted.values()) for counted in self.answers.values()),
            "slowest_s": round(max(self.slowest.values(), default=0.0), 3),
            "healthy_sent": len(self.healthy),
            "healthy_slowest_s": round(max(self.healthy, default=0.0), 3),
            "failures": self.failures,
            "kinds": {
                kind: {"answers": dict(counted.most_common()), "slowest_s": round(self.slowest.get(kind, 0.0), 3)}
                for kind, counted in sorted(self.answers.items())
            },
        }


def main() -> int:
    """Send what the command line asks for, and return 1 if an answer was one that mustn't be."""
    parser = argparse.ArgumentParser(description="Throw malformed requests at a server of this machine.")
    parser.add_argument("port", type=int)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    report = send_all(asked.port, asked.count, asked.seed)
    figures = {"seed": asked.seed, "seconds": round(time.monotonic() - began, 1), **report.as_json()}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for kind, counted in sorted(report.answers.items()):
        answers = ", ".join(f"{answer}: {times}" for answer, times in counted.most_common())
        print(f"{kind:32} {report.slowest.get(kind, 0.0):6.3f} s  {answers}")
    print(*report.failures[:20], sep="\n")
    print(f"{figures['sent']} sent in {figures['seconds']} s, {len(report.failures)} failures; slowest answer "
          f"{figures['slowest_s']} s, slowest of {figures['healthy_sent']} healthy requests "
          f"{figures['healthy_slowest_s']} s. Figures: {RESULTS}")  # fmt: skip
    return 1 if report.failures else 0


def send_all(port: int, count: int, seed: int) -> Report:
    """Send `count` malformed requests, each kind as often as the others, and healthy ones in between."""
    dice = random.Random(seed)
    report = Report()
    for number in range(count):
        kind, make = KINDS[number % len(KINDS)]
        sent = Sent(kind, *_parts(make(dice)))
        _send(port, sent, number, report)
        if number % HEALTHY_EACH == 0:
            _check_health(port, f"after request {number} ({kind})", report)
    return report


def _parts(made: "bytes | tuple[bytes, bool, bool]") -> tuple[bytes, bool, bool]:
    return made if isinstance(made, tuple) else (made, True, False)


def _send(port: int, sent: Sent, number: int, report: Report) -> None:
    answer, seconds = exchange(port, sent)
    statuses = re.findall(rb"HTTP/1\.1 (\d{3}) ", answer)
    said = " ".join(status.decode() for status in statuses) or ("closed" if sent.ends else "not waited for")
    report.answers.setdefault(sent.kind, Counter())[said] += 1
    report.slowest[sent.kind] = max(seconds, report.slowest.get(sent.kind, 0.0))
    shown = f"request {number}, {sent.kind}, {sent.data[:200]!r}"
    if seconds > SECONDS:
        report.failures.append(f"{shown}: {seconds:.1f} s")
    if any(status >= b"500" for status in statuses):
        report.failures.append(f"{shown}: {said}")


def exchange(port: int, sent: Sent) -> tuple[bytes, float]:
    """Return what the server answered, and the seconds until it began to, or until it closed if it must."""
    with socket.create_connection((HOST, port), timeout=PATIENCE) as connection:
        answer = b""
        began = time.monotonic()
        try:
            connection.sendall(sent.data)
            while sent.ends and (part := connection.recv(65_536)):
                answer += part
                if not sent.closes:
                    break
        except TimeoutError:
            pass  # the seconds tell
        except OSError:
            pass  # closed before it had read everything, which is an answer
        return answer, time.monotonic() - began


def _check_health(port: int, when: str, report: Report) -> None:
    answer, seconds = exchange(port, Sent("healthy", HEALTHY))
    report.healthy.append(seconds)
    if seconds > SECONDS or b" 200 OK" not in answer:
        report.failures.append(f"a healthy request {when}: {answer[:40]!r} after {seconds:.1f} s")


def _head(dice: random.Random, *lines: str, first: str = "") -> bytes:
    """Return a head with these header lines; code points up to 255 are the bytes."""
    first = first or f"{dice.choice(METHODS)} {dice.choice(PATHS)} HTTP/1.1"
    return "\r\n".join([first, "Host: x", *lines, "", ""]).encode("latin-1")


def _length(*values: str) -> Callable[[random.Random], bytes]:
    return lambda dice: _head(dice, f"Content-Length: {dice.choice(values)}") + BODY


def _header(*lines: str) -> Callable[[random.Random], bytes]:
    return lambda dice: _head(dice, dice.choice(lines))


def _first_line(*lines: str) -> Callable[[random.Random], bytes]:
    return lambda dice: _head(dice, first=dice.choice(lines))


def _negative_length(dice: random.Random) -> bytes:
    return _head(dice, f"Content-Length: -{dice.choice([1, 2, 100, 10**9, 10**30])}") + dice.choice([b"", b"{}", BODY])


def _two_lengths(dice: random.Random) -> bytes:
    lengths = [dice.choice([0, 1, 2, len(BODY)]) for _ in range(2)]
    return _head(dice, *(f"Content-Length: {length}" for length in lengths)) + BODY


def _huge_length(dice: random.Random) -> bytes:
    return _head(dice, "Content-Length: " + "9" * dice.choice([10, 19, 20, 40, 400, 4300, 4301, 8000])) + BODY


def _length_and_chunked(dice: random.Random) -> bytes:
    lines = [f"Content-Length: {dice.choice([0, 5, len(BODY)])}", "Transfer-Encoding: chunked"]
    dice.shuffle(lines)
    return _head(dice, *lines) + b"0\r\n\r\n" + HEALTHY


def _bad_chunk_size(dice: random.Random) -> bytes:
    size = dice.choice(
        ["-1", "-5", "zz", "", " ", "0x5", "+5", "1_0", "5 5", "f" * 16, "f" * 60, "f" * 5000, "\xb2", "\0", ";", "5;"]
    )
    return _head(dice, "Transfer-Encoding: chunked") + f"{size}\r\n".encode("latin-1") + BODY + b"\r\n0\r\n\r\n"


def _bad_chunk_end(dice: random.Random) -> bytes:
    end = dice.choice(
        [b"XX0\r\n\r\n", b"\r\n0\r\nA: b\r\n\r\n", b"\n0\n\n" + BODY, b"\r\n00000000\r\n\r\n", b"0\r\n\r\n\r\n\r\n"]
    )
    return _head(dice, "Transfer-Encoding: chunked") + b"5\r\n12345" + end


def _many_chunks(dice: random.Random) -> bytes:
    return _head(dice, "Transfer-Encoding: chunked") + b"1\r\nx\r\n" * dice.randint(1_000, 5_000) + b"0\r\n\r\n"


def _long_request_line(dice: random.Random) -> bytes:
    return _head(dice, first=f"GET /{'a' * dice.choice([5_000, 8_000, 8_192, 20_000, 1_000_000])} HTTP/1.1")


def _long_header(dice: random.Random) -> bytes:
    many = dice.choice([7_000, 8_100, 9_000, 70_000, 1_000_000])
    return _head(
        dice,
        dice.choice(
            [f"A: {'b' * many}", f"{'a' * many}: b", f"Cookie: {'a=b;' * (many // 4)}", f"Origin: {'x' * many}"]
        ),
    )


def _many_headers(dice: random.Random) -> bytes:
    return _head(dice, *["a:"] * dice.choice([1_000, 1_900, 5_000, 50_000]))


def _nul(dice: random.Random) -> bytes:
    path = dice.choice(PATHS)
    line = dice.choice(
        ["GET / HTTP/1.1", f"GET {path}\0 HTTP/1.1", f"GE\0T {path} HTTP/1.1", f"POST {path} HTTP/1.1\0"]
    )
    return _head(dice, dice.choice(["A: \0", "\0: b", "a\0b: c", "\0", "Host: \0", "Origin: \0"]), first=line)


def _bad_value(dice: random.Random) -> bytes:
    """A head that is well formed and has a value that isn't, with a body that fits its length."""
    value = dice.choice([
        "Origin: http://[::1", "Origin: \xff", "Origin: null", "Host: [::1", "Host: a b", "Host: \xff", "Host: x:99999999",
        "Accept: a;q=x", "Accept: ,;,", "Accept: */", "Accept: text", "Accept-Encoding: ;;q=", "Content-Type: multipart/form-data",
        "Content-Type: \xff", "Content-Type: ;", "Cookie: \xff=;=;", "Cookie: a=\"", "Forwarded: by=;for=\"", "X-Forwarded-For: , ,",
        "X-Forwarded-Host: [::1", "X-Forwarded-Port: x", "X-Forwarded-Proto: \xff", "X-Scheme: x", "If-None-Match: \xff", "Range: bytes=9-1",
        "Content-Encoding: deflate", "Connection: \xff", "Upgrade: websocket", "X-Request-ID: " + "x" * 5_000, "Authorization: Bearer",
        "Authorization: Basic \xff", "X-Slack-Request-Timestamp: nan", "Access-Control-Request-Method: \xff",
        "Access-Control-Request-Headers: \xff", "Expect: 100-continue", "Expect: 200-ok",
    ])  # fmt: skip
    body = dice.choice(
        [b"", BODY, b"\xff\xfe", b"[" * 20_000, b'{"a":' * 1_000, b"null", b'"\\ud800"', b"1e999", b"9" * 5_000]
    )
    return _head(dice, value, f"Content-Length: {len(body)}") + body


def _pipelined(dice: random.Random) -> tuple[bytes, bool, bool]:
    kind, make = dice.choice([kind for kind in KINDS if kind[0] not in UNFIT_FOR_A_MIDDLE])
    broken = make(dice)
    assert isinstance(broken, bytes), kind
    healthy = HEALTHY.replace(b"Connection: close\r\n", b"") * dice.randint(1, 3)
    return healthy + broken + HEALTHY, True, True  # read to the end, which is at the broken one or after the last


def _noise(dice: random.Random) -> bytes:
    begin = dice.choice(
        [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"PRI * HTTP/2.0\r\n\r\nSM", b"", b"\r\n\r\n", b"\0" * 100]
    )
    return begin + dice.randbytes(dice.randint(1, 3_000)) + b"\r\n\r\n"


def _half_head(dice: random.Random) -> tuple[bytes, bool, bool]:
    whole = _head(dice, "Content-Length: 5", f"A: {'b' * dice.randint(0, 3_000)}")
    return whole[: dice.randint(0, len(whole) - 1)], False, False


def _half_body(dice: random.Random) -> tuple[bytes, bool, bool]:
    length = dice.choice([3, 5, 1_000, 10_000, 90_000_000])
    whole = _head(dice, dice.choice([f"Content-Length: {length}", "Transfer-Encoding: chunked"]))
    return whole + dice.choice([b"", b"{", b"ff\r\n{", b"f"]), False, False


def _bare_line_ends(dice: random.Random) -> tuple[bytes, bool, bool]:
    return _head(dice, "A: b").replace(b"\r\n", dice.choice([b"\n", b"\r"])), False, False


Make = Callable[[random.Random], "bytes | tuple[bytes, bool, bool]"]
KINDS: tuple[tuple[str, Make], ...] = (
    ("negative length", _negative_length),
    ("two lengths", _two_lengths),
    ("length that is no number", _length("", " ", "abc", "1e3", "0x10", "+5", "1_0", "5, 5", "1.5", "NaN", "\xb2", "\xd9\xa3", "5 5", "\0")),
    ("huge length", _huge_length),
    ("length and chunked", _length_and_chunked),
    ("unknown encoding", _header(*(f"Transfer-Encoding: {word}" for word in ("gzip", "Chunked", "chunked, chunked", "identity", "", "\0")))),
    ("bad chunk size", _bad_chunk_size),
    ("bad end of a chunk", _bad_chunk_end),
    ("thousands of chunks", _many_chunks),
    ("long request line", _long_request_line),
    ("long header", _long_header),
    ("thousands of headers", _many_headers),
    ("NUL", _nul),
    ("no colon", _header("abc", "", " ", "Content-Length 5", " folded", "\tfolded: x", ":", ": b", "a b: c", "Content-Length : 5")),
    ("bad version", _first_line(*(f"GET / {version}" for version in ("HTTP/0.9", "HTTP/2.0", "HTTP/1.11", "http/1.1", "HTTP/", "", "X", "HTTP/1.1 x")))),
    ("bad request line", _first_line("GET", "GET /", " / HTTP/1.1", "G\xc9T / HTTP/1.1", "get / HTTP/1.1", f"{'X' * 3_000} / HTTP/1.1", "BREW / HTTP/1.1", "GET  / HTTP/1.1")),
    ("bad path", _first_line(*(f"{method} {path} HTTP/1.1" for method in ("GET", "POST", "OPTIONS") for path in (
        "*", "http://[::1", "//", "/%", "/%00", "/%ff%fe", "/../../etc/passwd", "/\xff", "?", "#", "/?%", "/webhooks/web/%ff", "/webhooks/web/../x",
        "/webhooks/web/..%2f..%2fopenapi.yml", "http://x:99999/", "x", "/webhooks/web/%00", "/;", "/" * 3_000, "/?" + "a=b&" * 1_500,
    )))),
    ("bad value", _bad_value),
    ("pipelined", _pipelined),
    ("noise", _noise),
    ("half a head", _half_head),
    ("half a body", _half_body),
    ("bare line ends", _bare_line_ends),
)  # fmt: skip
# After an incomplete one the last would be read as its rest; a pipeline in a pipeline tells nothing new.
UNFIT_FOR_A_MIDDLE = {"pipelined", "half a head", "half a body", "bare line ends"}


if __name__ == "__main__":
    raise SystemExit(main())
