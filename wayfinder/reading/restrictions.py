"""What narrows a question: an employer, a place, a level, a degree, a year, tax, a kind of pay, a group of people."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from actions.reading import Restriction
from actions.topics import is_covered_place

# Publishers, of pay figures and of guides: named, they filter what is told.
PUBLISHERS = {
    "indeed": "Indeed", "coursera": "Coursera", "bls": "BLS", "bureau of labor statistics": "BLS", "the bureau": "BLS", "labor department": "BLS",
    "ibm": "IBM", "bigcommerce": "BigCommerce", "big commerce": "BigCommerce", "glassdoor": "Glassdoor", "levels.fyi": "levels.fyi",
    "levels fyi": "levels.fyi", "payscale": "PayScale", "linkedin": "LinkedIn", "ziprecruiter": "ZipRecruiter", "salary.com": "Salary.com",
    "builtin": "Built In", "reddit": "Reddit", "blind": "Blind", "stack overflow": "Stack Overflow", "monster": "Monster",
}  # fmt: skip
_COMPANY = [
    "google",
    "amazon",
    "apple",
    "microsoft",
    "meta",
    "facebook",
    "netflix",
    "nvidia",
    "openai",
    "anthropic",
    "tesla",
    "uber",
    "airbnb",
    "spotify",
    "twitter",
    "intel",
    "oracle",
    "salesforce",
    "deepmind",
    "tiktok",
    "bytedance",
    "walmart",
    "nasa",
    "samsung",
    "adobe",
    "stripe",
    "palantir",
    "jpmorgan",
    "goldman",
    "capgemini",
    "accenture",
    "tcs",
    "infosys",
    "wipro",
    "deloitte",
    "faang",
    "maang",
    "startups",
    "startup",
    "fintech",
]
_BRANDS = {name: name.capitalize() for name in _COMPANY if name not in ("startups", "startup", "fintech", "faang", "maang")} | {
    "nasa": "NASA", "tcs": "TCS", "faang": "FAANG", "maang": "MAANG", "openai": "OpenAI", "deepmind": "DeepMind", "tiktok": "TikTok", "jpmorgan": "JPMorgan",
}  # fmt: skip
_KINDS: tuple[tuple[str, str], ...] = (
    ("company", rf"\b(?:at|for|by|from|with|in)\s+(?:an? |the )?(?P<at>{'|'.join(_COMPANY)}|big ?tech|big (?:companies|company|firms?)|large (?:companies|company|firms?)|small (?:companies|company|firms?)|banks?|consult(?:ing|ancies|ancy)(?: firms?)?|(?:the )?government|federal government|non-?profits?|agenc(?:y|ies))\b"),
    ("company", rf"\b(?P<at>{'|'.join(c for c in _COMPANY if c not in ('apple', 'amazon', 'uber', 'intel', 'startup'))})\b(?=.*\b(?:pay|pays|paid|salary|salaries|make|earn|offer|hire|hiring|ml|mle|engineers?)\b)"),
    ("industry", r"\b(?:in|for|within)\s+(?:the )?(?P<at>finance|banking|healthcare|health care|biotech|pharma|gaming|games|automotive|aerospace|defen[cs]e|retail|e-?commerce|insurance|robotics|energy|agriculture|telecom|manufacturing|education|media|crypto|adtech|government)\b(?:\s+(?:industry|sector))?"),
    ("industry", r"\b(?P<at>healthcare|health care|finance|fintech|banking|biotech|pharma|gaming|automotive|aerospace|robotics|crypto)\s+(?=(?:ml|mle|machine|data|software|deep|computer)\b)"),
    ("degree", r"\b(?:with|having|holding|who have|for)\s+(?:an? |just an? |only an? |the )?(?P<at>ph\.?d\.?s?|doctorate|doctors? degree|master'?s?(?: degree)?|mba|m\.?sc?|bachelor'?s?(?: degree)?|b\.?tech|m\.?tech|associate'?s? degree|degree|boot ?camp|certificates?|certification)\b"),
    ("degree", r"\b(?P<at>ph\.?d|master'?s|bachelor'?s)\s+(?:pay|salary|salaries|holders?|graduates?)\b|\b(?P<at2>(?:without|no)\s+(?:an? |any )?(?:college |university )?degree)\b"),
    ("tax", r"\b(?P<at>after[- ]tax(?:es)?|before[- ]tax(?:es)?|net(?! worth)|gross|take[- ]?home|post[- ]tax|pre[- ]tax|after deductions|in(?:to)? (?:my|the|your) pocket|taxed|tax)\b"),
    ("pay_kind", r"\b(?P<at>bonus(?:es)?|stocks?(?! market)|equity|rsus?|stock options?|total comp(?:ensation)?|tc|benefits|perks|overtime|commission|sign(?:ing)?[- ]on|sign(?:ing)? bonus|insurance|401k|pension|with everything|all in|on top)\b"),
    ("base", r"\b(?P<at>base (?:pay|salary|only)|only base|just base|is (?:that|this|it) base|base or)\b|\b(?P<at2>base)\??$"),
    ("range", r"\b(?P<at>(?:top|bottom) \d+ ?%)"),
    ("range", r"\b(?P<at>(?:salary |pay )?range|percentiles?|top \d+ ?%|top \d+ percent|bottom \d+ ?%|\d+(?:th|st|nd|rd) percentile|quartiles?|top (?:guys|people|earners|performers|end)|best[- ]paid (?:people|ones)|standard deviation|minimum|maximum|max(?=\b.{0,20}(?:pay|salary|earn|make))|min(?= (?:pay|salary))|ceiling|spread|distribution|best case|worst case|at most|at least(?=.{0,25}(?:earn|make|paid|pay))|highest (?:possible )?(?:salary|pay|paid)(?! (?:job|profession|role|career|of))|lowest (?:salary|pay)(?! (?:job|profession|role|career|of))|band|pay grade)\b"),
    ("median", r"\b(?P<at>medians?)\b"),
    ("contract", r"\b(?P<at>freelanc\w*|part[- ]?time|contract(?:ors?|ing| work| roles?)|self[- ]employed|consultants?(?= rate| pay)|temp(?:orary)?(?= (?:work|job|contract))|full[- ]?time|gig)\b"),
    ("group", r"\b(?P<at>wom[ae]n|females?|girls?|men(?! who)|males?|gender|black(?: people)?|hispanics?|latin[oax]s?|asians?|white people|immigrants?|foreigners|minorit(?:y|ies)|lgbtq?\w*|disabled(?: people)?|older (?:people|workers)|over (?:40|50|60)|veterans?|muslims?|christians?)\b"),
    ("year", r"\b(?P<at>(?:19|20)\d\d)\b(?!\s*(?:usd|dollars|hours|openings|k\b))|\b(?P<at2>last year|this year|next year|nowadays|today|right now|these days|currently|at the moment|recent(?:ly)?|latest|newest|newer|in (?:five|ten|\d+) years|years ago|tomorrow|(?:before|after|since) covid|up to date|current)\b"),
    ("level", r"\b(?P<at>starting (?:pay|salary|wage)|start(?:s|ing)? (?:out|at|on)|when (?:he|she|they|you|i|we) start(?:s|ed)?|first job|first year|beginner pay|new hires?|out of (?:college|school|uni\w*)|by (?:level|experience|seniority)|level(?:s)?(?= (?:of )?(?:experience|seniority))|with (?:more )?experience|experienced (?:ones?|people)|seniority)\b"),
    ("remote_pay", r"\bremote(?:ly)?\b(?=.{0,30}\b(?:pay|paid|salary|salaries|earn|make|openings?|jobs?)\b)"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_PLACE_WORDS = re.compile(
    r"\b(?P<at>where|(?:which|what|best|top|other|different|any) (?:city|cities|states?|places?|countr(?:y|ies)|regions?|areas?|locations?)|"
    r"by (?:city|state|location|place|country|region)|abroad|overseas|outside (?:of )?(?:the )?(?:us|usa|states|america)|here|my (?:city|area|country|town)|europe|worldwide|globally)\b"
)
# Nothing changes with these: the figures are of them anyway.
_CHANGES_NOTHING = re.compile(
    r"^(?:2022|currently|right now|at the moment|nowadays|these days|today|current|recently)$"
)


def restrictions_in(text: str, entities: Iterable[Mapping[str, Any]]) -> tuple[Restriction, ...]:
    """What narrows the question of a plain text, each kind and words once.

    >>> [(one.kind, one.words) for one in restrictions_in("what does google pay ml engineers after tax", [])]
    [('company', 'Google'), ('tax', 'after tax')]
    """
    found = dict.fromkeys(_found(text, entities))
    return tuple(found)


def _found(text: str, entities: Iterable[Mapping[str, Any]]) -> Iterator[Restriction]:
    for entity in entities:
        if entity["entity"] == "place":
            yield Restriction("country" if is_covered_place(str(entity["value"])) else "place", str(entity["value"]))
        elif entity["entity"] == "level":
            yield Restriction("level", str(entity["value"]))
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            words = groups.get("at") or groups.get("at2") or match.group()
            if kind == "year" and _CHANGES_NOTHING.match(words):
                continue
            yield Restriction(kind, _BRANDS.get(words, words))
    for name, publisher in PUBLISHERS.items():
        if re.search(rf"\b{re.escape(name)}\b(?! (?:at|offer))", text):
            yield Restriction("publisher", publisher)


def asks_for_place(text: str) -> str | None:
    """The words by which a text asks for pay or jobs by place without naming one, if it does."""
    found = _PLACE_WORDS.search(text)
    return found["at"] if found else None
