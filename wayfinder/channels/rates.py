"""How often anybody may ask: moving windows in memory, for example per session and per address."""

import math
import time
from collections import deque
from collections.abc import Callable

from environs import Env
from limits import RateLimitItem, parse_many

from wayfinder.channels.refusals import Refusal, SettingInvalid

Limits = tuple[RateLimitItem, ...]
TIDY_SECONDS = 60.0


def read_limits(name: str, default: str) -> Limits:
    """Return the limits of the setting WAYFINDER_`name`, for example 20/minute.

    Raises:
        SettingInvalid: it is no limit.
    """
    value = Env().str(f"WAYFINDER_{name}", default)
    try:
        return tuple(parse_many(value))
    except ValueError:
        raise SettingInvalid(
            f"WAYFINDER_{name}: {value!r} is no limit. Write a number and a time, for example 20/minute or 20/minute;200/hour."
        ) from None


class Rates:
    """What has been asked lately, by whom; `clock` must never be set back, or it would shut people out for as long."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._counted: dict[tuple[RateLimitItem, str, str], deque[float]] = {}
        self._tidied = clock()

    def count(self, limits: Limits, what: str, whom: str) -> None:
        """Count one more `what` of `whom`.

        Raises:
            Refusal: 429, it is one too many; Retry-After says in how many seconds it isn't.
        """
        now = self._clock()
        self._tidy(now)
        for limit in limits:
            window = self._counted.setdefault((limit, what, whom), deque())
            while window and window[0] <= now - limit.get_expiry():
                window.popleft()
            if len(window) >= limit.amount:
                seconds = max(1, math.ceil(window[0] + limit.get_expiry() - now)) if window else limit.get_expiry()
                raise Refusal(
                    429,
                    "too_many_requests",
                    f"Too many {what}: at most {limit}.",
                    f"Wait {seconds} s, then send the same again.",
                    {"Retry-After": str(seconds)},
                )
            window.append(now)

    def __len__(self) -> int:
        """Return how many windows are kept."""
        return len(self._counted)

    def _tidy(self, now: float) -> None:
        """Forget now and then who hasn't asked for as long as a window is."""
        if now - self._tidied < TIDY_SECONDS:
            return
        self._tidied = now
        over = [key for key, window in self._counted.items() if not window or window[-1] <= now - key[0].get_expiry()]
        for key in over:
            del self._counted[key]
