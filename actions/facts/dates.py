"""Dates as sources give them: a day, or only a month; and how old they are today."""

import datetime
import os
import re
from dataclasses import dataclass

from actions.errors import SettingInvalid

TODAY_VARIABLE = "WAYFINDER_TODAY"  # sets today for tests, as YYYY-MM-DD
_WRITTEN = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


@dataclass(frozen=True)
class PartialDate:
    """A day, or a month when the source names no day.

    >>> str(PartialDate.parse("2022-08-10"))
    '10 August 2022'
    >>> str(PartialDate.parse("2022-06"))
    'June 2022'
    """

    year: int
    month: int
    day: int | None = None

    @classmethod
    def parse(cls, written: str) -> "PartialDate":
        """Read YYYY-MM-DD or YYYY-MM.

        Raises:
            ValueError: it is neither, or no such day exists.
        """
        match = _WRITTEN.fullmatch(written)
        if match is None:
            raise ValueError(f"{written!r} is not a date")
        year, month, day = (int(part) if part else None for part in match.groups())
        datetime.date(year or 0, month or 0, day or 1)
        return cls(year or 0, month or 0, day)

    def isoformat(self) -> str:
        """Return YYYY-MM-DD or YYYY-MM, as it was written."""
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    @property
    def month_and_year(self) -> str:
        """The month in words, and the year.

        >>> PartialDate.parse("2022-08-10").month_and_year
        'August 2022'
        """
        return str(PartialDate(self.year, self.month))

    def earliest(self) -> datetime.date:
        """Return the first day that the date can mean."""
        return datetime.date(self.year, self.month, self.day or 1)

    def __str__(self) -> str:
        month = datetime.date(self.year, self.month, 1).strftime("%B")
        return f"{self.day} {month} {self.year}" if self.day else f"{month} {self.year}"


def today() -> datetime.date:
    """Return today's date, or the one that WAYFINDER_TODAY sets.

    Raises:
        SettingInvalid: it is set to something that is no date.
    """
    written = os.environ.get(TODAY_VARIABLE)
    try:
        return datetime.date.fromisoformat(written) if written else datetime.date.today()
    except ValueError:
        raise SettingInvalid(
            f"{TODAY_VARIABLE} is {written!r}, which is no date. Write it as YYYY-MM-DD, or take it out."
        ) from None


def whole_years_since(date: PartialDate, now: datetime.date) -> int:
    """Return how many full years have passed, 0 for a date in the future.

    >>> whole_years_since(PartialDate.parse("2022-08-10"), datetime.date(2026, 8, 9))
    3
    """
    then = date.earliest()
    before_anniversary = (now.month, now.day) < (then.month, then.day)
    return max(0, now.year - then.year - before_anniversary)
