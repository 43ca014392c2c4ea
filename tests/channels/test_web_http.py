"""Who may call, which paths there are, and the files that the channel sends."""

import re
from collections.abc import Callable

import pytest
import requests

from scripts import servers
from tests.channels.conftest import SITE
from tests.channels.visitor import Visitor, web
from tests.conftest import Bot

STRANGER = "https://evil.example"
BUILT = (servers.ROOT / "widget" / "dist" / "widget.js").exists()
needs_widget = pytest.mark.skipif(not BUILT, reason="widget/dist isn't built")


def root(url: str) -> str:
    """Return the server's own address."""
    return url.removesuffix("/webhooks/web")


def test_a_site_that_may_embed_us_may_read_our_replies(url: str) -> None:
    """The origin is echoed, without cookies."""
    reply = requests.post(f"{url}/sessions", json={}, headers={"Origin": SITE}, timeout=30)

    assert reply.status_code == 201
    assert reply.headers["Access-Control-Allow-Origin"] == SITE
    assert "Origin" in reply.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in reply.headers


def test_a_refusal_may_be_read_too(url: str) -> None:
    """Else a widget could tell its visitor nothing, and not know how long to wait."""
    reply = requests.post(f"{url}/messages", json={}, headers={"Origin": SITE}, timeout=30)

    assert reply.status_code == 400
    assert reply.headers["Access-Control-Allow-Origin"] == SITE
    assert "Retry-After" in reply.headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    "origin",
    [STRANGER, "null", "http://www.example.org", f"{SITE}.evil.example", f"{SITE}:8443", "", "%00", "x" * 5000],
    ids=["a stranger", "null", "another scheme", "a longer name", "another port", "empty", "no address", "too long"],
)
@pytest.mark.parametrize("path", ["sessions", "messages", "history", "nowhere"])
def test_a_page_of_another_site_is_refused_without_a_browsers_help(url: str, path: str, origin: str) -> None:
    """Nothing is done, and the page may not read why."""
    refused = requests.post(f"{url}/{path}", json={}, headers={"Origin": origin}, timeout=30)

    assert (refused.status_code, refused.json()["error"]) == (403, "origin_not_allowed")
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_our_own_page_may_call(url: str) -> None:
    """Its origin is the server's own address."""
    reply = requests.post(f"{url}/sessions", json={}, headers={"Origin": root(url)}, timeout=30)

    assert reply.status_code == 201


def test_a_preflight_of_an_allowed_site_is_answered_for_a_day(url: str) -> None:
    """By the channel, not by Rasa's CORS settings."""
    asked = {"Origin": SITE, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    reply = requests.options(f"{url}/messages", headers=asked, timeout=30)

    assert reply.status_code == 204
    assert reply.headers["Access-Control-Allow-Origin"] == SITE
    assert reply.headers["Access-Control-Allow-Methods"] == "GET, POST"
    assert reply.headers["Access-Control-Allow-Headers"] == "Content-Type"
    assert reply.headers["Access-Control-Max-Age"] == "86400"


def test_a_preflight_of_another_site_is_refused(url: str) -> None:
    """So a browser doesn't even send the request."""
    asked = {"Origin": STRANGER, "Access-Control-Request-Method": "POST"}
    refused = requests.options(f"{url}/messages", headers=asked, timeout=30)

    assert refused.status_code == 403
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_rasas_own_cors_setting_opens_the_channel_to_nobody(start_bot: Callable[..., Bot]) -> None:
    """`rasa run --cors "*"` is for its other addresses; ours answers with one header, and without cookies."""
    bot = start_bot(canary=False, env={"WAYFINDER_SITES": SITE})
    bot.rasa.stop()
    bot.rasa.command += ["--cors", "*"]
    bot.rasa.start()
    bot.rasa.wait_until_healthy()
    stranger, site = (
        requests.post(f"{web(bot.url)}/sessions", json={}, headers={"Origin": origin}, timeout=30)
        for origin in (STRANGER, SITE)
    )

    assert stranger.status_code == 403
    assert "Access-Control-Allow-Origin" not in stranger.headers
    assert site.headers["Access-Control-Allow-Origin"] == SITE
    assert "Access-Control-Allow-Credentials" not in site.headers


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("GET", "messages", "POST, OPTIONS"),
        ("PUT", "messages", "POST, OPTIONS"),
        ("DELETE", "delete", "POST, OPTIONS"),
        ("POST", "health", "GET, HEAD, OPTIONS"),
        ("PATCH", "openapi.json", "GET, HEAD, OPTIONS"),
        ("POST", "", "GET, HEAD, OPTIONS"),
        ("TRACE", "messages", "POST, OPTIONS"),
        ("BREW", "health", "GET, HEAD, OPTIONS"),
    ],
)
def test_a_wrong_method_is_refused_as_json(url: str, method: str, path: str, allowed: str) -> None:
    """With the right ones."""
    refused = requests.request(method, f"{url}/{path}", timeout=30)

    assert (refused.status_code, refused.json()["error"]) == (405, "method_not_allowed")
    assert refused.headers["Allow"] == allowed


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
@pytest.mark.parametrize(
    "path", ["nowhere", "sessions/", "messages/1", "webhook", "%2e%2e/%2e%2e/domain.yml", "..%2f..%2fdomain.yml", "%00", "é"]
)  # fmt: skip
def test_a_path_that_leads_nowhere_is_refused_as_json(url: str, method: str, path: str) -> None:
    """No file of ours is behind a clever path."""
    refused = requests.request(method, f"{url}/{path}", timeout=30)

    assert (refused.status_code, refused.json()["error"]) == (404, "not_found")


def test_dots_in_a_path_lead_nowhere(url: str) -> None:
    """Also when the client doesn't tidy them up."""
    request = requests.Request("GET", url).prepare()
    request.url = f"{url}/../../../../etc/passwd"
    with requests.Session() as session:
        refused = session.send(request, timeout=30)

    assert refused.status_code == 404


def test_replies_are_not_kept_by_anybody_on_the_way(visitor: Visitor) -> None:
    """They are private, and of no other kind than they say."""
    headers = visitor.says("hello").headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "application/json"


def test_the_address_without_a_slash_leads_to_the_page(url: str) -> None:
    """Links on the page are relative to it."""
    reply = requests.get(url, allow_redirects=False, timeout=30)

    assert (reply.status_code, reply.headers["Location"]) == (308, "/webhooks/web/")


@needs_widget
def test_the_page_may_load_from_this_server_alone(url: str) -> None:
    """A strict policy, no guessing of kinds, and no frame but our own."""
    page = requests.get(f"{url}/", timeout=30)

    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


@needs_widget
def test_any_site_may_load_the_script_which_is_asked_for_anew_after_minutes(url: str) -> None:
    """From the short address and from the channel's; who may talk is decided later."""
    short, long = (
        requests.get(f"{base}/widget.js", headers={"Origin": STRANGER}, timeout=30) for base in (root(url), url)
    )

    assert short.content == long.content
    assert short.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert short.headers["Access-Control-Allow-Origin"] == "*"
    assert short.headers["Cache-Control"] == "public, max-age=300"


@needs_widget
def test_a_file_whose_name_has_its_digest_is_kept_for_ever(url: str) -> None:
    """It never changes under that name."""
    (name, *_) = re.findall(r'href="(page-[A-Z0-9]{8}\.css)"', requests.get(f"{url}/", timeout=30).text)
    reply = requests.get(f"{url}/{name}", timeout=30)

    assert reply.headers["Content-Type"] == "text/css; charset=utf-8"
    assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@needs_widget
def test_a_file_comes_compressed_to_whoever_takes_it_so(url: str) -> None:
    """And is the same."""
    plain = requests.get(f"{url}/widget.js", headers={"Accept-Encoding": "identity"}, timeout=30)
    compressed = requests.get(f"{url}/widget.js", headers={"Accept-Encoding": "gzip"}, timeout=30)

    assert "Content-Encoding" not in plain.headers
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert compressed.content == plain.content
    assert int(compressed.headers["Content-Length"]) < int(plain.headers["Content-Length"])


@needs_widget
def test_a_file_that_has_not_changed_is_not_sent_again(url: str) -> None:
    """The client says which it has."""
    tag = requests.get(f"{url}/widget.js", timeout=30).headers["ETag"]
    again = requests.get(f"{url}/widget.js", headers={"If-None-Match": tag}, timeout=30)

    assert (again.status_code, again.content) == (304, b"")
