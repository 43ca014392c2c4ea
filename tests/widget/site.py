"""A site of its own origin whose pages embed the widget: plain files, and the headers that a test gives them."""

import itertools
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from scripts.servers import LOOPBACK


class Site:
    """Pages on a free port, until `close`."""

    def __init__(self) -> None:
        pages: dict[str, tuple[str, dict[str, str], bytes]] = {"/favicon.ico": ("image/svg+xml", {}, b"<svg/>")}
        self._pages, self._numbers = pages, itertools.count(1)

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, headers, body = pages.get(self.path.split("?")[0], ("text/plain", {}, b""))
                self.send_response(200 if body else 404)
                for name, value in {"Content-Type": f"{kind}; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
        self.origin = f"http://{LOOPBACK}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def page(self, body: str, *, head: str = "", html: str = 'lang="en"', csp: str | None = None) -> str:
        """Serve a page and return its address."""
        head = f"<meta charset=utf-8><meta name=viewport content='width=device-width'><title>A site</title>{head}"
        headers = {"Content-Security-Policy": csp} if csp else {}
        return self.file("html", f"<!doctype html><html {html}><head>{head}</head><body>{body}</body></html>", headers)

    def file(self, kind: str, text: str, headers: dict[str, str] | None = None) -> str:
        """Serve a text of the kind html, css or javascript and return its address."""
        path = f"/{next(self._numbers)}.{kind}"
        self._pages[path] = (f"text/{kind}", headers or {}, text.encode())
        return self.origin + path

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
