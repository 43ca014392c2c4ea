"""An app at the other end of the fake Slack, which acknowledges as a test says and keeps what it got."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Received:
    """One request from Slack."""

    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Ack:
    """How to answer one request; `seconds` is how long to wait before."""

    status: int = 200
    body: str = ""
    seconds: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


class Receiver:
    """A server that answers with the acks it was given, the last of them for ever; a challenge is always answered.

    >>> with Receiver(Ack(status=500), Ack()) as app:
    ...     app.url.startswith("http://127.0.0.1:")
    True
    """

    def __init__(self, *acks: Ack) -> None:
        self.acks, self.received = list(acks) or [Ack()], list[Received]()
        self._lock = threading.Lock()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver.answer(self)

            def log_message(self, *told: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> "Receiver":
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Keep one request and answer it."""
        body = request.rfile.read(int(request.headers["Content-Length"])).decode()
        ack = self._challenged(body) or self._next(Received(dict(request.headers), body))
        time.sleep(ack.seconds)
        request.send_response(ack.status)
        for name, value in ack.headers.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(ack.body.encode())

    def _challenged(self, body: str) -> Ack | None:
        if body.startswith("{") and json.loads(body).get("type") == "url_verification":
            return Ack(body=json.loads(body)["challenge"])
        return None

    def _next(self, received: Received) -> Ack:
        with self._lock:
            self.received.append(received)
            return self.acks.pop(0) if len(self.acks) > 1 else self.acks[0]
