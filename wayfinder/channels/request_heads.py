"""Refuse requests whose head Sanic doesn't notice to be wrong; left alone, it is slow, answers 500, or closes without a word.

Sanic makes the request of its head before anything else looks at it; what is raised here is answered with 400.
"""

import re
from typing import Any

from sanic.exceptions import SanicException
from sanic.request import Request

METHOD = re.compile(r"[A-Z]{1,32}")
# Sanic looks for a route once for each slash at the end, and once more for the next: 3,000 take two seconds.
MANY_SLASHES = re.compile(rb"/{9}(?:[?#]|$)")
# A proxy that reads one of these in another way than Sanic takes part of a request for another one.
NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
CONTROL = re.compile(r"[\0\r\n]")
LENGTH = re.compile(r"[0-9]{1,18}")
# The method of the request that Sanic makes up to answer one that it couldn't read.
UNREAD = "NONE"


class CheckedRequest(Request):
    """A request that Sanic can route and name, whose headers everybody reads alike, and whose `Accept` can be read."""

    def __init__(self, url_bytes: bytes, headers: Any, version: str, method: str, *args: Any, **kwargs: Any) -> None:
        """Make it.

        Raises:
            SanicException: 400, the method, a header or a length isn't one, or the path ends in slashes.
        """
        if method == UNREAD:
            url_bytes = b"*"  # the path may be what couldn't be read, and is read again
        elif not METHOD.fullmatch(method) or MANY_SLASHES.search(url_bytes) or not _are_sound(headers):
            raise SanicException("Bad Request", status_code=400, quiet=True)
        super().__init__(url_bytes, headers, version, method, *args, **kwargs)

    @property
    def accept(self) -> Any:
        """Return what the caller can read; anything, if the header makes no sense. Sanic's pages of errors ask for it, and fail."""
        try:
            return super().accept
        except SanicException:
            del self.headers["accept"]
            return super().accept


def _are_sound(headers: Any) -> bool:
    return all(
        NAME.fullmatch(name) and not CONTROL.search(value) and (name != "content-length" or LENGTH.fullmatch(value))
        for name, value in headers.items()
    )
