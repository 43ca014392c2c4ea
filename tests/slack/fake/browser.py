"""A person's browser on the way through an installation: app, Slack's consent page, and back."""

from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

import aiohttp


class Page:
    """Where a browser ended up."""

    def __init__(self, status: int, text: str, url: str) -> None:
        self.status, self.text, self.url = status, text, url


async def walk(install_url: str, choices: dict[str, str]) -> Page:
    state = choices.pop("state", None)
    jar = aiohttp.CookieJar(unsafe=True)  # cookies of 127.0.0.1 too
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


def _query(choices: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in choices.items())


def _first_link(page: str) -> str | None:
    _, found, rest = page.partition('href="')
    return unescape(rest.partition('"')[0]) if found else None


def _with_state(url: str, state: str) -> str:
    parts = urlsplit(url)
    return parts._replace(query=urlencode({**dict(parse_qsl(parts.query)), "state": state})).geturl()
