"""The page and the widget's files, as widget/ builds them."""

import functools
import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from sanic.request import Request
from sanic.response import HTTPResponse

from wayfinder.channels.refusals import Refusal, not_found

DIST = Path(__file__).resolve().parents[3] / "widget" / "dist"
PAGE = "index.html"
WIDGET = "widget.js"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
# The build puts a digest of the content into these names, so what they name never changes.
HASHED = re.compile(r"[\w.-]+-[A-Za-z0-9]{8,}\.(js|css|svg|png|woff2)")
FOR_EVER = "public, max-age=31536000, immutable"
FIVE_MINUTES = "public, max-age=300"
# Everything from this server and nothing from elsewhere; no script may make markup out of text.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types lit-html"
)


@dataclass(frozen=True)
class File:
    """A file as it is sent: its kind, its bytes, the same compressed, and a tag that changes with them."""

    kind: str
    body: bytes
    compressed: bytes
    tag: str


def send_file(request: Request, name: str) -> HTTPResponse:
    """Return the reply to a request for the file `name` of the widget, or for the page.

    Raises:
        Refusal: 404, there is no such file, or the widget isn't built.
    """
    file = read_file(name)
    headers = {
        "Cache-Control": FOR_EVER if HASHED.fullmatch(name) else FIVE_MINUTES,
        "ETag": file.tag,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if name == PAGE:
        headers |= {"Content-Security-Policy": PAGE_POLICY, "Referrer-Policy": "strict-origin-when-cross-origin"}
    else:
        headers |= {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    if request.headers.get("if-none-match") == file.tag:
        return HTTPResponse(status=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", "") and len(file.compressed) < len(file.body):
        return HTTPResponse(file.compressed, headers=headers | {"Content-Encoding": "gzip"}, content_type=file.kind)
    return HTTPResponse(file.body, headers=headers, content_type=file.kind)


def read_file(name: str, dist: Path = DIST) -> File:
    """Return the file `name` of those in `dist`.

    Raises:
        Refusal: 404, there is no such file, or the widget isn't built.
    """
    # The name is looked up among the files that are there, so no name leads elsewhere.
    files = {path.relative_to(dist).as_posix(): path for path in dist.rglob("*") if path.suffix in KINDS}
    if name in files:
        return _load(files[name], files[name].stat().st_mtime_ns)
    if name in (PAGE, WIDGET):
        cure = "Build the widget: npm ci && npm run build, in widget/."
        raise Refusal(404, "not_built", f"The widget's {name} isn't here.", cure)
    raise not_found(f"/{name}")


@functools.lru_cache(maxsize=100)
def _load(path: Path, changed: int) -> File:
    body = path.read_bytes()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return File(KINDS[path.suffix], body, gzip.compress(body, mtime=0), tag)
