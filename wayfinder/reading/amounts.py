"""Amounts of money and the time that a pay is for, found by pattern."""

import re
from collections.abc import Iterator

from actions.money import AFTER_NUMBER, BEFORE_NUMBER, SIZE, UNIT
from wayfinder.reading.job_context import is_on_pay
from wayfinder.reading.spans import Span

# With groups of three ("95,000", "62.000", "110'000", "15 000"), or plain with decimals.
_NUMBER = r"(?:\d{1,3}(?:[,.'’]\d{3})+(?!\d)(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?(?!\d))"
_SPACED = r"\d{1,3}(?: \d{3})+(?!\d)"
_TO = r"\s?(?:-|–|to)\s?"
_ONE = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"  # fmt: skip
_WORDS = rf"(?:half a|an?|{_ONE})(?:[ -](?:{_ONE}|hundred|and))*"

# Each with what it needs besides: nothing, or that the text is on pay.
_AMOUNTS = (
    # "$140K - $210K", "USD 135,000", "R650k", "$17.50"
    (
        rf"(?<![\w.]){BEFORE_NUMBER}\s?(?:{_SPACED}|{_NUMBER})(?:\s?{SIZE})?"
        rf"(?:{_TO}(?:{BEFORE_NUMBER}\s?)?{_NUMBER}(?:\s?{SIZE})?)?(?:\s?(?:{AFTER_NUMBER}|lpa\b))?",
        False,
    ),
    # "95,000 euros", "100k dollars", "57,5k €", "85-90k usd"
    (rf"(?<![\w.,$])(?:{_NUMBER}{_TO})?(?:{_SPACED}|{_NUMBER})(?:\s?{SIZE})?\s?{AFTER_NUMBER}", False),
    # "120k", "70-80k", "100 grand", "18 LPA"
    (rf"(?<![\w.,$])(?:{_NUMBER}k?\s?[-–]\s?|{_NUMBER} to )?{_NUMBER}\s?(?:k|grand|lpa|lakhs?|lacs?|crores?)\b", False),
    (r"(?<![\w.,$])\d[.,]\d+\s?(?:million|mil)\b", True),
    # "a hundred and twenty thousand dollars", "half a million", "one hundred fifty K", "six figures"
    (rf"\b{_WORDS} (?:thousand|grand|million|k|lakhs?|crores?)\b(?: {UNIT})?", True),
    (rf"\b(?!an? {UNIT}){_WORDS}(?: (?:hundred|thousand|grand|million|lakhs?|crores?))? {UNIT}", False),
    (r"\b(?:six|five|seven|6|5|7)[- ]figures?\b(?! (?:out|it))", True),
    # "95,000", "68000": told from years and counts by size and by what stands around
    (r"(?<![\w.,$#])(?:\d{1,3}(?:[,.']\d{3})+|\d{4,7})(?![\w.,]?\d|\w)", True),
    # "if they say 115": thousands left out
    (
        r"(?:(?<=they say )|(?<=me up to )|(?<=ask for )|(?<=offered me )|(?<=is )(?=\d+ before tax))\d{2,3}(?=\s*(?:$|[.,?!]|minimum|before tax))",
        True,
    ),
    # "37/hr", "48 an hour"
    (r"(?<![\w.,$])\d{1,4}(?:\.\d\d?)?(?=\s?/\s?(?:hr|hour|day)\b|\s(?:an|per)\s(?:hour|hr)\b)", False),
)
_AMOUNT_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), needs_pay) for pattern, needs_pay in _AMOUNTS)
# What follows a number that counts something else: "401k match", "4k monitor", "10k run", "3 pounds of".
_NO_MONEY_AFTER = re.compile(
    r"\s*(?:match|times\b|photos?|examples?|monitors?|tv|video|screen|resolution|run|race|steps?|followers?|people|employees|lines?|jobs?|openings|"
    r"units|hours?|hrs?|years?|yrs?|months?|weeks?|days?|respondents|answers|sentences|words|rows|images|parameters|tokens|users|"
    r"of (?:beef|meat|flour|sugar|rice|muscle|fat)|miles?|km|ml\b|kg|lbs)\b",
    re.IGNORECASE,
)
_YEARS = range(1950, 2036)

_PERIODS = {
    "hour": ["hour", "hr", "hourly"],
    "day": ["day", "daily"],
    "week": ["week", "wk", "weekly"],
    "month": ["month", "mo", "mth", "monthly"],
    "year": [
        "year",
        "yr",
        "yearly",
        "annum",
        "anum",
        "annual",
        "annually",
        "annualy",
        "anual",
        "anually",
        "p.a.",
        "pa",
    ],
}
_VALUE_OF = {word: value for value, words in _PERIODS.items() for word in words}
_NOUN = r"hour|hr|day|week|wk|month|mo|mth|year|yr|annum|anum"
_ADVERB = r"hourly|daily|weekly|monthly|yearly|annual|annually|annualy|anual|anually"
_PERIOD_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:\bper |\bby the |/ ?|\bp/)(?P<at>{_NOUN})\b",
        rf"(?:\beach |\bevery |\bend of the )(?P<at>{_NOUN})\b",
        rf"\b(?P<at>an? (?:{_NOUN}))\b",
        rf"\b(?P<at>{_ADVERB})\b",
        r"(?<=[\dkm€$£] )(?P<at>p\.a\.|pa\b)|\b(?P<at2>p\.a\.)",
        r"\b(?P<at>day)(?= rate)",
    )
)
# Time that work or life takes, not time that is paid for.
_NO_PAY_BEFORE = re.compile(
    r"\b(?:hours?|hrs?|days?|times?|miles?|km|once|twice|half|such|what|which|for|within|than|took|take|takes|ferry|trips?|next|"
    r"last|one|in half|mg|calories|words|pages|sentences|broken down)(?: (?:off|spent))?\s+$",
    re.IGNORECASE,
)
_NO_PAY_AFTER = re.compile(
    r"\s+(?:ago|off|later|of\b|old|leave|reports?|reviews?|meetings?|holidays?|vacation|work\b|life|tasks?|basis|stand-?ups?|"
    r"routine|playlist|schedule|duties|grind|activities|or two|away|long|until|conference|party|in the life|to day)\b",
    re.IGNORECASE,
)
# Words for sums that a period stands with, though they aren't pay.
_SUMS = re.compile(
    r"\b(?:dollars|euros|package|pocket|bank account|bonus|tax|base|fixed price|gap|few thousand)\b", re.IGNORECASE
)
# A pay word may stand this far before "a year": "how much does … take home a year".
_REACH = 70
_SHORT_TEXT = 32


def find_amounts(text: str) -> Iterator[Span]:
    """Yield the amounts of money in `text`, as written; they may overlap.

    >>> [span.value for span in find_amounts("is 70-80k ok, or $60/hr, with 3 years since 2019?")]
    ['$60', '70-80k']
    """
    on_pay = is_on_pay(text) or _ASSESSES.search(text) is not None
    for pattern, needs_pay in _AMOUNT_PATTERNS:
        if needs_pay and not on_pay:
            continue
        for match in pattern.finditer(text):
            written = match.group().rstrip(" .,")
            if not _counts_something(text, match.start(), match.start() + len(written), written):
                yield Span("amount", match.start(), match.start() + len(written), written)


# What people ask of an amount without a word for pay.
_ASSESSES = re.compile(
    r"\b(?:offer(?:ed)?|they say|bumped|realistic|normal|good|get(?:ting)?|raise|low|fair|decent|too (?:high|low|much)|asked|ask for|accept|net|gross)\b",
    re.IGNORECASE,
)


def _counts_something(text: str, start: int, end: int, written: str) -> bool:
    if _NO_MONEY_AFTER.match(text, end) or written.lower() in ("401k", "403b"):
        return True
    if written.isdigit() and len(written) >= 4:
        before = text[max(0, start - 8) : start].lower()
        return int(written) in _YEARS or int(written) < 1000 or before.endswith(("rtx ", "order ", "number ", "zip "))
    return False


def find_periods(text: str, amounts: list[Span]) -> Iterator[Span]:
    """Yield the periods that a pay is for; their value is hour, day, week, month or year.

    >>> [span.value for span in find_periods("what do they make a year, after a year of work?", [])]
    ['year']
    """
    for pattern in _PERIOD_PATTERNS:
        for match in pattern.finditer(text):
            name = "at" if match["at"] else "at2"
            start, end = match.span(name)
            if _is_for_pay(text, match.start(), start, end, amounts):
                word = match[name].lower().split()[-1]
                yield Span("period", start, end, _VALUE_OF[word])


def _is_for_pay(text: str, begins: int, start: int, end: int, amounts: list[Span]) -> bool:
    if _NO_PAY_AFTER.match(text, end) or _NO_PAY_BEFORE.search(text[:begins]):
        return False
    if any(0 <= begins - amount.end <= 22 for amount in amounts):
        return True
    marked = text[begins:end].lower()
    if (
        marked.startswith(("per ", "by the ", "p/", "/"))
        or marked.endswith("ly")
        or (marked.startswith("an") and marked.endswith("al"))
    ):
        return _is_on_sums(text) or len(text) <= _SHORT_TEXT
    return _is_on_sums(text[max(0, start - _REACH) : end + len(" rate")])


def _is_on_sums(text: str) -> bool:
    return is_on_pay(text) or _SUMS.search(text) is not None
