"""Amounts of money as people write them, and pay per month, week and hour."""

import re
from dataclasses import dataclass

# Of each in a year of full-time work, 52 weeks of 5 days of 8 hours. An answer that counts hours or days says so.
PER_YEAR = {"hour": 52 * 40, "day": 52 * 5, "week": 52, "month": 12, "year": 1}

_NUMBER = re.compile(
    r"(\d[\d,. ]*)\s*(k\b|thousand|grand|lakhs?|lacs?|lpa|crores?|cr\b|million|mil\b|m\b)?", re.IGNORECASE
)
_FACTORS = {
    "k": 1e3,
    "thousand": 1e3,
    "grand": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "lac": 1e5,
    "lacs": 1e5,
    "lpa": 1e5,
    "crore": 1e7,
    "crores": 1e7,
    "cr": 1e7,
    "million": 1e6,
    "mil": 1e6,
    "m": 1e6,
}
_CURRENCIES = (
    ("EUR", r"€|\beuros?\b|\beur\b"),
    ("GBP", r"£|\bpounds?\b|\bgbp\b|\bquid\b"),
    ("INR", r"₹|\brs\.?\b|\binr\b|\brupees?\b|\blakhs?\b|\blpa\b"),
    ("CAD", r"\bca?\$|\bcanadian dollars?\b|\d ?k? ?cad\b"),
    ("AUD", r"\bau?\$|\baustralian dollars?\b|\baud\b"),
    ("NZD", r"\bnz\$|\bnzd\b"),
    ("SGD", r"\bs\$|\bsgd\b"),
    ("HKD", r"\bhk\$|\bhkd\b"),
    ("BRL", r"\br\$|\breais\b|\bbrl\b"),
    ("CHF", r"\bchf\b|\bfrancs?\b"),
    ("JPY", r"¥|\byen\b|\bjpy\b"),
)
# Below this an amount without a period is taken for an hour's pay, and above it for a year's.
SMALLEST_YEARLY = 1_000
MOST = 1e12


@dataclass(frozen=True)
class Pay:
    """An amount of a currency for a period (hour, day, week, month or year); of a range, the middle."""

    amount: float
    currency: str
    period: str
    is_range: bool = False

    @property
    def per_year(self) -> float:
        """Return the amount for a full-time year."""
        return self.amount * PER_YEAR[self.period]


def read_pay(written: str, period: str | None) -> Pay | None:
    """Return the pay that a person wrote, or None where there is no number in it that could be a pay.

    A range counts by its middle; dollars where no currency is named; where no period
    is named, an amount below 1,000 is an hour's and any other a year's.

    >>> read_pay("120k", None)
    Pay(amount=120000.0, currency='USD', period='year', is_range=False)
    >>> read_pay("$60", "hour").per_year
    124800.0
    >>> read_pay("95,000 euros", None).currency
    'EUR'
    >>> read_pay("70-80k", None).amount
    75000.0
    """
    numbers = [(float(_plain(digits)), unit.lower()) for digits, unit in _NUMBER.findall(written) if _plain(digits)]
    if not numbers:
        return None
    last_unit = numbers[-1][1]
    values = [
        number * _FACTORS.get(unit or (last_unit if number < SMALLEST_YEARLY else ""), 1) for number, unit in numbers
    ]
    amount = sum(values) / len(values)
    if not 0 < amount < MOST:
        return None
    currency = currency_in(written)
    if period not in PER_YEAR:
        period = "hour" if amount < SMALLEST_YEARLY else "year"
    return Pay(amount, currency, period, is_range=len(values) > 1)


def currency_in(text: str) -> str:
    """Return the code of the first currency that `text` names; US dollars where it names none.

    >>> currency_in("in euros pls")
    'EUR'
    """
    return next((code for code, sign in _CURRENCIES if re.search(sign, text, re.IGNORECASE)), "USD")


def _plain(digits: str) -> str:
    """Return the number without separators: before three digits, or, as in India, two and then three."""
    joined = re.sub(r"[,. ](?=(?:\d{2},)*\d{3}(?:\D|$))", "", digits.strip()).replace(" ", "").replace(",", ".")
    return joined.strip(".") if joined.count(".") <= 1 else ""
