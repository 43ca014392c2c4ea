"""A person's browser on the way through an installation: app, Slack's consent page, and back."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import aiohttp


@dataclass(frozen=True)
class Page:
    """Where a browser ended up."""

    status: int
    text: str
    url: str


async def walk(install_url: str, choices: dict[str, str]) -> Page:
    """Follow an install link to its end, agreeing as `choices` say; "state" among them replaces the one that comes back."""
    state = choices.pop("state", None)
    # As browsers do, take cookies of 127.0.0.1, and send it secure ones without TLS.
    jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=_origin(install_url))
    async with aiohttp.ClientSession(cookie_jar=jar, timeout=aiohttp.ClientTimeout(total=10)) as browser:
        async with browser.get(install_url, allow_redirects=False) as begun:
            text = await begun.text()
            consent = begun.headers.get("Location") or _first_link(text)
        if consent is None:
            return Page(begun.status, text, install_url)
        async with browser.get(f"{consent}&{_query(choices)}", allow_redirects=False) as agreed:
            callback = agreed.headers.get("Location")
            if callback is None:
                return Page(agreed.status, await agreed.text(), str(agreed.url))
        if state is not None:
            callback = _with_state(callback, state)
        async with browser.get(callback) as done:
            return Page(done.status, await done.text(), str(done.url))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _query(choices: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in choices.items())


def _first_link(page: str) -> str | None:
    found = re.search(r'<a\b[^>]*\bhref="([^"]+)"', page)
    return unescape(found[1]) if found else None


def _with_state(url: str, state: str) -> str:
    parts = urlsplit(url)
    return parts._replace(query=urlencode({**dict(parse_qsl(parts.query)), "state": state})).geturl()
