"""Where a person starts from on the way in: their job, degree and experience, as their message tells them."""

import re
from dataclasses import dataclass

from actions.answering.question import Question
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import Statement
from actions.topics import OWN_PROFESSION


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
_LEVEL = r"(?:bachelor'?s?|master'?s?|ba|bs|b\.?sc\.?|m\.?sc\.?|ms|ma|ph\.?d\.?|doctorate|degrees?|diploma)"
# Words that stand around a degree and name no subject.
_NO_SUBJECT = """
    a an the my any no not this that what which without with only just i im am is are was some most all do does to at
    for from of in on and or but so as it be can could will would should how if want wants need have has had having
    haven't havent don't dont get got getting hold finished your their his her same other another two second first
    strong good right best better advanced higher foreign new recent fresh related relevant unrelated something
    technical stem formal online year years high school college university uni part full hard abroad bachelor
    bachelors master masters phd graduate graduated undergrad undergraduate postgraduate postgrad associate ml mle ai
    demand difficulty enough help helps work works count counts matter useful worth ok okay required needed now pls
    please
"""
_WORD = rf"(?!(?:{'|'.join(_NO_SUBJECT.split())})\b)[a-z]+"
_SUBJECT = rf"({_WORD}(?: {_WORD})?)"
_DEGREE_IN = re.compile(
    rf"\b(?:{_LEVEL}(?: of (?:arts|science))?(?: degree| is)? in|(?:bachelor|master)'?s? of|(?:majored|graduat(?:e|ed|ing)) in|"
    rf"studied|studying) (?:the )?{_SUBJECT}",
    re.IGNORECASE,
)
_DEGREE_OF = re.compile(rf"(?<![\w'’]){_SUBJECT} (?:degree|diploma|major|grad|graduate)\b", re.IGNORECASE)
_HAS_NO = r"(?:do not|don't|dont|not|haven't|havent) (?:have|having|got|had)(?: an?| any| much)?"
_NO_DEGREE = re.compile(
    rf"\b(self[- ]?taught|(no|without an?|without any|{_HAS_NO}) (college |university |uni |formal )?degree|dropout|"
    r"dropped out|never (went to|finished) (college|university|uni|school))\b",
    re.IGNORECASE,
)
_NO_EXPERIENCE = re.compile(
    rf"\b(no|zero|without|without any|lack|lack of|{_HAS_NO}) (work |job |prior |real |relevant |industry )*experience\b",
    re.IGNORECASE,
)


# After a question on the way in, a job that the person names is the one that they come from.
PATH = ("become", "education", "entry_level", "courses", "difficulty", "skills", "switch")
# Of these, the ones that words on a person's start don't tell apart.
WAY_IN = ("become", "education", "entry_level", "switch")
# What makes the job behind it the writer's own.
_OWN = re.compile(
    r"\b(i am|i['’]?m|i was|i['’]?ve been|i work(ed)? as|currently|my job is)( just| only| currently| now)?( an?)?( \w+)? $",
    re.IGNORECASE,
)
_OWN_JOB = re.compile(r"\b(i am|i'm|im|i was|i've been|i work|i worked|working|currently|as|my job)\b", re.IGNORECASE)


def stands_behind_i_am(text: str) -> bool:
    """Return whether the job that comes after `text` is the writer's own.

    >>> stands_behind_i_am("I'm a trained "), stands_behind_i_am("how do I become a ")
    (True, False)
    """
    return _OWN.search(text) is not None


def tells_own_job(question: Question) -> bool:
    """Return whether the words say what their writer works as: "I'm a nurse"."""
    return question.names_a_profession() and _OWN_JOB.search(question.text) is not None


def tells_a_start(question: Question) -> bool:
    """Return whether the words say with which degree or experience, or without, their writer begins."""
    start = start_of(question)
    return start.degree_in is not None or start.has_no_degree or start.has_no_experience


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
    told_of = {
        "no_experience": start.has_no_experience,
        "degree_in_field": start.has_degree_in_field,
        "no_degree": start.has_no_degree,
    }
    of_rest = [s for topic in ("entry_level", "education") for s in facts.statements_on(topic) if s.start is not None]
    return of_job + [s for s in of_rest if s.start is not None and told_of[s.start]]


def not_said_on(start: Start, facts: Facts) -> list[str]:
    """Return what the sources don't say of such a start, a line each."""
    covered = {s.profession for s in facts.statements_on("switch")}
    jobs = [facts.profession(p).plural for p in start.professions if p not in covered]
    lines = [say("utter_nothing_on_this_start", profession=words) for words in (*jobs, *start.unknown_professions)]
    if start.degree_in and not start.has_degree_in_field:
        lines.append(say("utter_nothing_on_this_degree", subject=start.degree_in))
    if start.has_no_degree:
        lines += [gap.statement for gap in facts.gaps if gap.start == "no_degree"]
    return lines


def _degree_in(text: str) -> str | None:
    found = _DEGREE_IN.search(text) or _DEGREE_OF.search(text)
    return found.group(1) if found else None
