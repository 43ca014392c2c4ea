"""The topic that a fragment names outright: "openings?", "and remote?", "their degree?"."""

import re

_TOPICS: tuple[tuple[str, str], ...] = (
    ("openings", r"\b(?:open(?:ing|nings?|ings)|opnings?|vacanc(?:y|ies)|(?:job )?postings|how many (?:jobs|positions|roles|openings)|number of jobs|jobs? available|available jobs|jobs (?:are )?(?:open|there|out there))\b"),
    ("salary_assess", r"\b(?:underpaid|overpaid)\b"),
    ("salary", r"\b(?:salar(?:y|ies)|pay(?:s|ing)?(?! off| attention)|paid|wages?|earn(?:s|ings?|ed)?|income|money|how much do (?:they|you|these|those) (?:make|get)|compensation|pay ?check)\b"),
    ("remote", r"\b(?:remote(?:ly)?|from home|at home|wfh|home ?office|hybrid|telework\w*|work anywhere|office)\b"),
    ("courses", r"\b(?:courses?|certificates?|certification|class(?:es)?|specialization|stanford|mooc)\b"),
    ("education", r"\b(?:m\.?\s?tech|b\.?\s?tech|degrees?|ph\.?d|master'?s?|bachelor'?s?|majors?|college|universit(?:y|ies)|diploma|education)\b"),
    ("entry_level", r"\b(?:internships?|apprenticeships?|first jobs?|entry[- ]level|junior jobs?|no experience)\b"),
    ("skills", r"\b(?:skills?|programming languages?|languages?|math(?:s|ematics)?|coding|python|qualifications?|requirements?)\b"),
    ("responsibilities", r"\b(?:duties|tasks|responsibilit(?:y|ies)|day[- ]to[- ]day|typical day|daily work|do all day)\b"),
    ("outlook", r"\b(?:outlook|future|demand|growth|growing|job market|prospects)\b"),
    ("difficulty", r"\b(?:hard|difficult(?:y)?|tough|easy|stressful)\b"),
    ("team", r"\b(?:teams?|colleagues|coworkers|work with)\b"),
    ("sources", r"\b(?:sources?|cited|citations?|references)\b"),
    ("become", r"\b(?:how (?:do|can|to) (?:i |one |you )?(?:become|get (?:in|there|into it|one)|start)|road ?map|steps|way in)\b"),
)  # fmt: skip
_PATTERNS = tuple((topic, re.compile(pattern)) for topic, pattern in _TOPICS)
# Longer messages say more than one word can tell; of these words a few more.
_MOST_WORDS = 6
_STRONG, _MOST_WORDS_STRONG = ("openings", "remote", "courses"), 11


def topic_in(core: str) -> str | None:
    """The one topic that a short core of a message names, if it names one.

    >>> topic_in("openings"), topic_in("and their degree"), topic_in("and munich")
    ('openings', 'education', None)
    """
    count = len(core.split())
    named = [topic for topic, pattern in _PATTERNS if pattern.search(core)]
    if count > _MOST_WORDS:
        named = (
            [topic for topic in named if topic in _STRONG] if count <= _MOST_WORDS_STRONG and len(named) == 1 else []
        )
    return named[0] if named else None


def names_topic(core: str, topic: str) -> bool:
    """Whether a text of any length has a word that names `topic`."""
    return any(name == topic and pattern.search(core) for name, pattern in _PATTERNS)


_OPENINGS = re.compile(
    r"\b(?:openings?|opnings?|vacanc(?:y|ies)|positions?|postings?|how many jobs|number of jobs|jobs? (?:open|available)|available jobs|(?:enough|many|more|most) (?:such )?(?:jobs|positions))\b"
)
_PAY = re.compile(
    r"\b(?:pay(?:s|ing)?|paid|salar(?:y|ies)|wages?|earn(?:s|ing|ed)?|money|income|make(?:s)? (?:more|less|the most|the least)|start(?:ing)? at|average|\$|compensation)\b"
)


def measure_in(core: str) -> str | None:
    """Whether a text names openings or pay; openings win, for "pays" may stand beside them.

    >>> measure_in("which has the most vacancies"), measure_in("who earns most"), measure_in("the second")
    ('openings', 'pay', None)
    """
    return "openings" if _OPENINGS.search(core) else "pay" if _PAY.search(core) else None


def both_measures_in(core: str) -> bool:
    """Whether a text asks for pay and openings."""
    return _OPENINGS.search(core) is not None and _PAY.search(core) is not None
