"""Seniority and years of experience, found by pattern."""

import re
from collections.abc import Iterator

from wayfinder.reading.spans import Span

_NUMBER = (
    r"(?:\d{1,2}(?:[.,]\d)?\s?\+?(?:\s?(?:-|–|to)\s?\d{1,2}\+?)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty)(?:\s(?:to|or)\s(?:\d{1,2}|two|three|four|five|six|ten))?"
)
_TIME = rf"(?P<at>{_NUMBER}\s?(?:years?|yrs?|months?)\b)"
_YEARS = rf"(?P<at>(?!an?\s){_NUMBER}\s?(?:years?|yrs?)\b)"
_OF_EXPERIENCE = r"['’]?(?:\s+(?:of\s+)?(?:[\w-]+\s+){0,2}?(?:experience|exp|xp|practice|field work)\b)"
_WORKER = r"(?:junior|senior|mid[- ]level|engineer|scientist|analyst|developer|programmer|nurse|accountant|teacher)"
_JOB_WORD = (
    r"(?:ml|mle|mles|ai|swe|data|machine|software|deep|computer|engineers?|scientists?|analysts?|developers?|dev|devs|level|levels|"
    r"roles?|positions?|jobs?|salar(?:y|ies)|pay|one|ones|full|front|frontend|back|backend|nlp|research|product|ds|de)"
)

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # seniority
        r"\b(?P<at>jun(?:ior|oir)s?|jr\.?|senoir|seniors?|sr\.?|mid[- ]?(?:level|career|senior)|midlevel|mid[- ]lvl|entry[- ](?:level|lvl)|entrylevel)(?!\w)"
        r"(?!\s+(?:discount|citizens?|year|high|school|suite|bacon|prom|moment|college|center|home|living))",
        r"\b(?P<at>interns?|trainees?|freshers?|new[- ]?grads?|newgrads?|(?:fresh|recent|new|college|bachelor|cs|masters?)\s+(?:graduates?|grads?)|"
        r"fresh out of (?:college|school|uni(?:versity)?)|newcomers?|newbies?|noobs?|novices?|rookies?|beginners?|begginers?|beginers?|"
        r"career starters?|experienced|inexperienced|l[3-8])\b(?!\s+(?:guide|book|tutorial|course|friendly|s guide))",
        rf"\b(?P<at>lead|staff|principal|associate|graduate|chief|starter|veteran|director)(?=\s+{_JOB_WORD}\b)",
        r"\b(?:from|to|and|or|vs\.?|versus|up to|become|becoming|for|a|as)\s+(?P<at>lead|staff|principal|associate|director)(?=\s*(?:$|[?.,!:]|level|and\b|or\b|vs|up\b|in\b))",
        r"\b(?P<at>staff|principal|lead)(?=\s+and\s+(?:principal|staff|lead|senior)\b)",
        # experience
        r"\b(?P<at>(?:no|zero)(?:\s+(?:work|prior|job|professional|industry))?\s+(?:experience|exp)\b)",
        r"\b(?P<at>\d{1,2}\s?\+?\s?yoe)\b",
        rf"\b{_TIME}(?={_OF_EXPERIENCE})",
        rf"\b(?:with|after|have|has|got|having|at|of|on|just)\s+(?:only\s+|about\s+|over\s+|around\s+|like\s+|exactly\s+)?{_YEARS}(?!\s+(?:ago|old|of|free|gap|fixed|to)\b|\s?-?old)",
        rf"\b{_TIME}(?=\s+(?:in\s*(?:$|[?.,!])|under my belt|behind me|as\s+(?:an?\s+)?{_JOB_WORD}|required|minimum|seniority|at an?\b|into (?:my|the) career))",
        rf"\b(?:been|was|is|am)\s+(?:an?|the)\s+(?:[\w.-]+\s+){{1,4}}(?:for|since)\s+(?:exactly\s+|about\s+|like\s+|over\s+|almost\s+)?(?:an?\s+)?{_TIME}",
        rf"\b(?:for|since)\s+{_TIME}(?=\s+(?:i['’]?ve|as)\b)",
        rf"\b(?:as|work as|{_WORKER}),?\s+(?:an?\s+)?(?:[\w.-]+\s+){{1,3}}since\s+{_TIME}",
        rf"(?<=, ){_YEARS}(?=\s*(?:,|$|\.))",
        rf"\b(?:asks?|asking|says?|wants?|requires?|demands?)\s+(?:for\s+)?{_YEARS}(?!\s+(?:ago|old|gap))",
        rf"\bwork(?:ed|ing)?\s+(?:as|in)\s+[\w -]{{2,40}}?\s+for\s+{_YEARS}|\bworked\s+{_TIME.replace('<at>', '<at2>')}(?=\s+as\b)",
        r"\b(?P<at>(?:first|second|third)(?:[ -]year|\s+couple\s+of\s+years|\s+two\s+years))(?!\s+of\b)(?=\s+[\w ]{0,20}\b(?:engineer|attorney|nurse|scientist|analyst|mle)|\s*\?)",
    )
)


def find_levels(text: str) -> Iterator[Span]:
    """Yield the levels in `text`, as written but in lower case; they may overlap.

    >>> [span.value for span in find_levels("Senior MLE with 5+ years, two years ago I was a staff nurse")]
    ['senior', '5+ years']
    """
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("at" if match["at"] else "at2")
            yield Span("level", start, end, text[start:end].lower())
