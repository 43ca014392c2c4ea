"""How often anybody may ask: moving windows per session and per address, in memory."""

import math
import time

from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from wayfinder.channels.web.refusals import Refusal
from wayfinder.channels.web.web_settings import Limits


class Rates:
    """What has been asked lately, by whom."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count(self, limits: Limits, what: str, whom: str) -> None:
        """Count one more `what` of `whom`.

        Raises:
            Refusal: 429, it is one too many; Retry-After says in how many seconds it isn't.
        """
        for limit in limits:
            if not self._limiter.hit(limit, what, whom):
                free_at, _ = self._limiter.get_window_stats(limit, what, whom)
                seconds = max(1, math.ceil(free_at - time.time()))
                raise Refusal(
                    429,
                    "too_many_requests",
                    f"Too many {what}: at most {limit}.",
                    f"Wait {seconds} s, then send the same again.",
                    {"Retry-After": str(seconds)},
                )
