"""Where a person starts from on the way in: their job, degree and experience, as their message tells them."""

import re
from dataclasses import dataclass

from actions.facts import Facts
from actions.question import Question
from actions.records import Statement
from actions.topics import OWN_PROFESSION
from actions.wording import say


@dataclass(frozen=True)
class Start:
    """What a message tells of its writer: ids and words of jobs, the subject of a degree, its absence, experience."""

    professions: tuple[str, ...]
    unknown_professions: tuple[str, ...]
    degree_in: str | None
    has_no_degree: bool
    has_no_experience: bool

    @property
    def has_degree_in_field(self) -> bool:
        """Return whether the degree is in a subject that the sources name."""
        return self.degree_in is not None and _FIELD.search(self.degree_in) is not None


_FIELD = re.compile(
    r"\b(computer science|cs|comp sci|statistics|stats|data science|software engineering)\b", re.IGNORECASE
)
_LEVEL = r"(?:bachelor'?s?|master'?s?|ba|bs|bsc|msc|ms|ma|phd|ph\.d\.?|doctorate|degree|diploma)"
_SUBJECT = r"([a-z]+(?: (?:science|engineering|studies|history|literature|administration|arts))?)"
_DEGREE_IN = re.compile(
    rf"\b{_LEVEL}(?: degree)? (?:in|of) (?:the )?{_SUBJECT}|\b(?:studied|majored in|graduated in) {_SUBJECT}",
    re.IGNORECASE,
)
_DEGREE_OF = re.compile(rf"\b{_SUBJECT} (?:{_LEVEL}|major|grad|graduate|background)\b", re.IGNORECASE)
_NO_DEGREE = re.compile(
    r"\b(self[- ]?taught|no (college |university |formal )?degree|without (a|any) degree|dropout|dropped out|"
    r"never (went to|finished) (college|university|school))\b",
    re.IGNORECASE,
)
_NO_EXPERIENCE = re.compile(
    r"\b(no|zero|without|lack of|any) (work |job |prior |real |industry )*experience\b", re.IGNORECASE
)
# Words before "degree" that are no subject.
_NO_SUBJECT = re.compile(
    r"a|an|the|my|any|no|what|which|without|need|have|has|had|get|"
    r"getting|that|this|college|university|formal|bachelor|bachelors|bachelor's|master|masters|master's|phd|first|"
    r"second|good|right|best|advanced|graduate|higher|online|relevant|related|technical|stem|ml|mle|"
    r"ai|or|and|of|in|do|does|is|your|their|related|same|other|another",
    re.IGNORECASE,
)


def start_of(question: Question) -> Start:
    """Return what a question tells of where its writer stands."""
    degree = _degree_in(question.text)
    return Start(
        tuple(p for p in question.professions if p != OWN_PROFESSION),
        question.unknown_professions,
        degree,
        _NO_DEGREE.search(question.text) is not None,
        _NO_EXPERIENCE.search(question.text) is not None,
    )


def statements_on(start: Start, facts: Facts) -> list[Statement]:
    """Return what the sources say of such a start: of the job first, then of degree and experience."""
    of_job = [s for s in facts.statements_on("switch") if s.profession in start.professions]
    told_of = {"no_experience": start.has_no_experience, "degree_in_field": start.has_degree_in_field}
    of_rest = [s for topic in ("entry_level", "education") for s in facts.statements_on(topic) if s.start is not None]
    return of_job + [s for s in of_rest if s.start is not None and told_of[s.start]]


def silent_on(start: Start, facts: Facts) -> list[str]:
    """Return what the sources don't say of such a start, a line each."""
    covered = {s.profession for s in facts.statements_on("switch")}
    jobs = [facts.profession(p).plural for p in start.professions if p not in covered]
    lines = [say("utter_nothing_on_this_start", profession=words) for words in (*jobs, *start.unknown_professions)]
    if start.degree_in and not start.has_degree_in_field:
        lines.append(say("utter_nothing_on_this_degree", subject=start.degree_in))
    if start.has_no_degree:
        lines.append(facts.gap("gap_self_taught").statement)
    return lines


def _degree_in(text: str) -> str | None:
    for pattern in (_DEGREE_IN, _DEGREE_OF):
        for found in pattern.finditer(text):
            subject = next(group for group in found.groups() if group)
            if not _NO_SUBJECT.fullmatch(subject):
                return str(subject)
    return None
