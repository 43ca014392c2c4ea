"""What a message tells of its writer on the way in: degree and experience, or that there is none."""

import re

_LEVEL = r"(?:bachelor'?s?|master'?s?|ba|bs|b\.?sc\.?|m\.?sc\.?|ms|ma|b\.?tech|m\.?tech|ph\.?d\.?|doctorate|degrees?|diploma)"
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
    rf"\b(?:{_LEVEL}(?: of (?:arts|science))?(?: degree| is)? in|(?:bachelor|master)'?s? of|(?:majored|majoring|graduat(?:e|ed|ing)) in|"
    rf"studied|studying|i study) (?:the )?{_SUBJECT}"
)
_DEGREE_OF = re.compile(
    rf"(?<![\w'])(?:my|have an?|got an?|with an?|i'm an?|am an?) {_SUBJECT} (?:degree|diploma|major|grad|graduate)\b"
)
_HAS_NO = r"(?:do not|don't|dont|not|haven't|havent|never) (?:have|having|got|had|get)(?: an?| any| much)?"
_NO_DEGREE = re.compile(
    rf"\b(?:self[- ]?taught|(?:no|without an?|without any|without|{_HAS_NO}) (?:college |university |uni |formal |computer |cs )?degree|dropout|"
    r"dropped out|never (?:went to|finished) (?:college|university|uni|school)|high school (?:diploma|only))\b"
)
_NO_EXPERIENCE = re.compile(
    rf"\b(?:no|zero|without|without any|lack|lack of|{_HAS_NO}) (?:work |job |prior |real |relevant |industry |coding |programming )*(?:experience|exp)\b"
)
_FIELD = re.compile(
    r"\b(?:computer science|cs|cse|comp sci|computing|statistics|stats|data science|software engineering)\b"
)


def person_in(text: str) -> dict[str, str]:
    """What the writer of a plain text begins with: `degree`, `no_degree`, `no_experience`.

    >>> person_in("i have a biology degree and no experience"), person_in("i have a degree in computer science")
    ({'degree': 'biology', 'no_experience': 'yes'}, {'degree_in_field': 'computer science'})
    """
    told: dict[str, str] = {}
    found = _DEGREE_IN.search(text) or _DEGREE_OF.search(text)
    if found:
        told["degree_in_field" if _FIELD.search(found.group(1)) else "degree"] = found.group(1)
    if _NO_DEGREE.search(text):
        told["no_degree"] = "yes"
    if _NO_EXPERIENCE.search(text):
        told["no_experience"] = "yes"
    return told
