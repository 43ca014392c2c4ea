"""What the words around a phrase say of it: that it earns, is hired, or is somebody's work.

Occupations that no list has are recognised by these; and so are words that name a field
or a thing as well ("ML", "model").
"""

import functools
import re
from dataclasses import dataclass

# How far around a phrase to look, in characters: enough for "how much would the average … get paid".
REACH = 60

_DETERMINER = r"(?:(?:an?|the|most|some|any|average|avg|typical|normal|ordinary|good|top|a\s+new|his|her|my|your|our|their|those|these|\d+)\s+)*"
_PAY_NOUN = (
    r"(?:salar(?:y|ies)|saler(?:y|ies)|sallary|wages?|incomes?|earnings|compensation|comp|remuneration|"
    r"pay\s?checks?|paycheques?|pay|take[- ]home|earning\s+potential)"
)
_PAY_WORD = (
    r"(?:average|avg|mean|median|base|basic|gross|net|total|typical|annual|yearly|monthly|weekly|daily|hourly|starting|"
    r"current|entry[- ]level|junior|senior|yearly|max(?:imum)?|min(?:imum)?|expected|real|us|per\s+hour)"
)
_JOB_NOUN = r"(?:jobs?|openings?|vacanc(?:y|ies)|positions?|roles?|postings?|job\s+(?:market|offers?|ads?)|gigs?|internships?|hiring)"
_CAREER_NOUN = (
    r"careers?(?:\s+(?:path|outlook|info(?:rmation)?))?|jobs?\s+(?:description|outlook|duties|growth|requirements|responsibilities|market|security|prospects)|"
    r"(?:employment\s+)?outlook|education(?:al)?(?:\s+(?:requirements?|needed|required|level))?|schooling|years\s+of\s+school(?:ing)?|requirements?|qualifications?|"
    r"training(?:\s+(?:requirements?|program(?:me)?s?))?|duties|responsibilities|licen[cs](?:e|es|ing|ure)|certifications?|degrees?|skills?|roles?\s+and\s+responsibilities|"
    r"apprenticeships?|internships?|profession|future|day\s+in\s+the\s+life"
)
_EARN = r"(?:make|makes|making|earn|earns|earning|get|gets|getting|bring\s+home|brings?\s+in|take\s+home|pull(?:s)?\s+in|clear|charge|charges)"
_ADVERB = (
    r"(?:(?:really|usually|actually|typically|generally|normally|currently|even|also|have|expect\s+to|only|still)\s+)*"
)

_ON_PAY = re.compile(
    rf"\b(?:{_PAY_NOUN}|paid|paying|pays|earn(?:s|ed|ing)?|how\s+much|money|cash|rich|lucrative|making|"
    r"wealthy|underpaid|overpaid|rates?|bucks|(?:take|bring)s?\s+home|pulls?\s+in|charges?|(?:what|wat|how)\b.{0,60}?\bmakes?)\b|\$",
    re.IGNORECASE,
)
_BEFORE = {
    "does": rf"\b(?:does|do|did|dose|would|can|could|will|might|should|may|what|much)\s+{_DETERMINER}$",
    "pay_of": rf"\b(?:{_PAY_NOUN}|rate|rates|range|money|figures?|paid|bucks|numbers)\s+(?:range\s+)?(?:of|for|as)\s+{_DETERMINER}$",
    "is": (
        r"\b(?:becom(?:e|es|ing)|became|be|being|been|i['’]?m|i\s+am|was|is|are|am|(?:he|she)['’]?s|as|like|work(?:s|ed|ing)?\s+(?:as|for)|job\s+as)"
        r"\s+(?:(?:just|also|currently|now|only|still)\s+)*an?\s+$"
    ),
    "as": r"\b(?:becom(?:e|es|ing)|became|(?:work(?:s|ed|ing)?|jobs?|career|employed|hired|earn\w*|make|pay|internship|salary)\s+as)\s+(?:an?\s+)?$",
    "jobs_for": rf"\b(?:(?:{_JOB_NOUN}|demand|need)\s+(?:for|of|as)|hir(?:e|es|ing)|shortage\s+of|number\s+of)\s+{_DETERMINER}$",
    "field": (
        rf"\b(?:{_JOB_NOUN}|{_PAY_NOUN}|money|earn(?:s|ing)?|paid|making|make|recruit\w*|package|fresher|freelance|paying)"
        r"\s+(?:(?!in\b)\w+\s+){0,2}?(?:in|for|within|of)\s+(?:the\s+field\s+of\s+|an?\s+)?$|\b(?:future|age)\s+of\s+$|\bjob\s+description\s+$"
    ),
    "article": r"\b(?:an?|my|his|her|our|your|their|the|any|some|another|every|each|if|more\s+of\s+a)\s+$",
    # Before a salary that is of something in no list nothing stands but this.
    "clean": r"(?:^|[.?!,:;]\s*|\b(?:average|avg|mean|median|typical|about|what['’]?s|is|are|for|of)\s+(?:the\s+)?)$",
    "one": r"\b(?:an|a|average|typical)\s+$",
    "becomes": r"\b(?:becom(?:e|es|ing)|to\s+be|(?:work(?:s|ed|ing)?|employed|hired)\s+as)\s+an?\s+$",
    # What is asked of a career: "schooling for …", "the duties of a …".
    "career": (
        rf"\b(?:(?:{_CAREER_NOUN})\s+(?:(?:needed|required|necessary)\s+)?(?:for|of|as|to\s+be(?:come)?)|define|definition\s+of|"
        rf"(?:what|how)\s+(?:skills?|training|education|schooling|degrees?|classes|courses)\s+(?:do|does))\s+{_DETERMINER}$"
    ),
    # "How does a … work" asks about a thing.
    "asked": rf"(?<!\bhow\s)\b(?:do|does|did|can|could|must|should|are|is|will)\s+{_DETERMINER}$",
    "way in": (
        r"\b(?:careers?|jobs?|degrees?|diploma|major(?:ing)?|work(?:ing)?|start(?:ing)?|go(?:ing)?|get(?:ting)?|got|train(?:ing)?|school|"
        r"colleges?|classes|courses?|license|break|future|outlook|demand|interested|(?:you|i|we|to)\s+do)\s+(?:(?:in|into|for|of)\s+)?(?:an?\s+|the\s+)?$|"
        r"\b(?:is|are|study|studying|learn|learning|paying|paid|entry[- ]level|of|about|many|much|good|best)\s+$"
    ),
    "verb": r"\b(?:to|i|you|we|they|can|could|will|would|should|must|let['’]?s|don['’]?t|do|did|please|how)\s+$",
}
_AFTER = {
    "earns": rf"^['’]?s?\s+{_ADVERB}(?:{_EARN}|(?:be|get|gets|is|are|being)?\s*(?:well\s+|better\s+|highly\s+)?paid)\b",
    "paid": rf"^(?:['’]s|['’])?\s+(?:{_PAY_WORD}\s+)*{_PAY_NOUN}\b(?!\s+(?:for|off|attention))",
    "salary": rf"^(?:['’]s|['’])?\s+(?:{_PAY_WORD}\s+)*(?!pay\b|comp\b){_PAY_NOUN}\b",
    "rate": r"^(?:['’]s|['’])?\s+(?:(?:hourly|day|daily)\s+)?rates?\b|^\s+money\b",
    "jobs": rf"^\s+(?:contract\s+|entry[- ]level\s+|junior\s+|senior\s+|intern\s+|open\s+)*{_JOB_NOUN}\b",
    "field": (
        r"^\s+(?:contract\s+work|employers?|people\s+(?:make|earn|get)|labou?r\s+market|field\s*$)|"
        r"^\s+(?:is|are)?\s*(?:better|well|badly|highly)[- ]paid|^\s+paid\b|^\s+(?:pay|pays)\b|^\s+as\s+an?\s+(?:earner|profession)|^\s+(?:is\s+(?:growing|the\s+job\b|a\s+dying)|a\s+dying|growing\s+as|ha(?:s|ve)\s+a\s+future)"
    ),
    # "model training", "associate degrees" and "a brighter future" are none.
    "career": rf"^(?:['’]s)?\s+(?!training|degree|qualification|future|skill)(?:{_CAREER_NOUN}|as\s+a\s+(?:career|job|profession)|in\s+(?:high\s+)?demand)\b",
    "way in": (
        r"^\s+(?:careers?|jobs?|schools?|degrees?|diplomas?|train(?:ing|ee)|class(?:es)?|program(?:me)?s?|courses?|apprenticeships?|"
        r"licen[cs]e|cert\w*|work|field|industry|outlook|future|profession|majors?|students?|worth|hard|difficult|stressful|(?:in\s+)?demand|from\s+home|remote(?:ly)?|"
        r"a\s+(?:\w+\s+)?(?:career|major|job|field|degree|profession))\b"
    ),
    "works": (
        r"^\s+(?:(?:actually|really|usually|mainly|even|all|also|mostly|typically|generally)\s+)*(?:do\b(?!\s+\w+ing)|work\b|works\b|"
        r"have\s+to\s+(?:study|know|go|work|be|have)|need\b(?:\s+to\s+(?:know|study|have|go|be|work|get))?|go\s+to\s+(?:school|college)|study|wear\b|still\s+(?:needed|in\s+demand)|needed\b|required\b|"
        r"respected\b|happy\b|being\s+replaced|be\s+replaced|replaced\s+by|do\s*$)"
    ),
    "ends": r"^\s*(?:$|[.?!,;:)]|(?:in|per|for|at|with|who|on|vs|or|and|a|an|than|usa|us|uk|as|after|near|these|right|nowadays|today|\d)\b)",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in
             [*((f"before {key}", value) for key, value in _BEFORE.items()),
              *((f"after {key}", value) for key, value in _AFTER.items())]}  # fmt: skip


def is_on_pay(text: str) -> bool:
    """Return whether anything in `text` is about pay.

    >>> is_on_pay("what do falconers earn"), is_on_pay("what do falcons eat")
    (True, False)
    """
    return _ON_PAY.search(text) is not None


@dataclass(frozen=True)
class JobContext:
    """What stands before and after a phrase, in lower case, and whether the whole text is on pay."""

    before: str
    after: str
    on_pay: bool

    @classmethod
    def around(cls, lower: str, start: int, end: int, on_pay: bool) -> "JobContext":
        """Return the context of the part of a lower-case text."""
        return cls(lower[max(0, start - REACH) : start], lower[end : end + REACH], on_pay)

    def _before(self, name: str) -> bool:
        return _PATTERNS[f"before {name}"].search(self.before) is not None

    def _after(self, name: str) -> bool:
        return _PATTERNS[f"after {name}"].search(self.after) is not None

    @functools.cached_property
    def earns(self) -> bool:
        """Return whether the phrase is asked what it earns: "how much does a … make"."""
        return self.on_pay and self._before("does") and self._after("earns")

    @functools.cached_property
    def has_article(self) -> bool:
        """Return whether an article or the like stands before the phrase."""
        return self._before("article")

    @functools.cached_property
    def is_one(self) -> bool:
        """Return whether the words before make the phrase any one of its kind: "a …", "the average …"."""
        return self._before("one")

    @functools.cached_property
    def has_pay(self) -> bool:
        """Return whether pay is said to be of the phrase: "… salary", "wages of a …"."""
        return self._after("paid") or self._after("rate") or self._before("pay_of")

    @functools.cached_property
    def has_salary(self) -> bool:
        """Return whether it stands alone before a noun that means nothing but pay: "average … salary"."""
        return self._after("salary") and self._before("clean")

    @functools.cached_property
    def is_whole_salary_of(self) -> bool:
        """Return whether the phrase is all that "salary of a …" is about."""
        return self._before("pay_of") and self.is_one and self._after("ends")

    @functools.cached_property
    def is_a_job(self) -> bool:
        """Return whether somebody is, becomes or works as it, is hired as it, or is counted by its jobs."""
        return self._before("is") or self._before("as") or self._after("jobs") or self._before("jobs_for")

    @functools.cached_property
    def is_a_career(self) -> bool:
        """Return whether its work, its way in or its future is asked for: "schooling for a …", "what does a … do"."""
        return self._before("career") or self._after("career") or (self._before("asked") and self._after("works"))

    @functools.cached_property
    def is_whole_goal(self) -> bool:
        """Return whether the phrase is all that somebody wants to become: "become a …"."""
        return self._before("becomes") and self._after("ends")

    @functools.cached_property
    def is_field_of_jobs(self) -> bool:
        """Return whether pay or jobs in the field are meant: "jobs in …", "… salary"."""
        return (
            self._after("paid")
            or self._after("rate")
            or self._after("jobs")
            or self._after("field")
            or self._before("field")
        )

    @functools.cached_property
    def is_way_in(self) -> bool:
        """Return whether a career in the field, or learning for it, is talked about: "… school", "get into …"."""
        return self._before("way in") or self._after("way in")

    @functools.cached_property
    def is_verb(self) -> bool:
        """Return whether the words before make it a verb: "can I cook"."""
        return self._before("verb") and not self._after("earns")
