"""Messages that ask two things at once, taken apart."""

import re

# Longer messages are stories with one question; short ones with two are "what is it and what does it pay".
MOST_WORDS = 25
MOST_CLAUSES = 4
FEWEST_WORDS = 2
# Search words without a question word: "data engineer openings and pay".
MOST_SEARCH_WORDS = 9

_QUESTION_WORD = (
    r"(?:what|whats|how|hows|where|which|who|whom|why|when|is|are|do|does|did|can|could|should|will|would)\b"
)
_AND = r"(?:and|also|plus|as well as|n|&|\+)"
_BOUNDARY = re.compile(
    rf"[?!;]+\s*(?:{_AND}|but)?\s+|\.\s+|,?\s+{_AND}\s+(?:also\s+)?|,\s+(?:or\s+)?(?={_QUESTION_WORD})",
    re.IGNORECASE,
)


def clauses_of(text: str) -> list[str]:
    """Return the clauses of a short message that may each be a question; just one for most messages.

    >>> clauses_of("what do they do and how much do they make?")
    ['what do they do', 'how much do they make']
    >>> clauses_of("data engineer openings and pay")
    ['data engineer openings', 'pay']
    """
    if len(text.split()) > MOST_WORDS:
        return [text]
    clauses = [clause.strip(" ?!.,;") for clause in _BOUNDARY.split(text)]
    questions = [clause for clause in clauses if len(clause.split()) >= FEWEST_WORDS]
    asking = [clause for clause in questions if re.search(rf"\b{_QUESTION_WORD}", clause, re.IGNORECASE)]
    if len(asking) > 1:
        return questions[:MOST_CLAUSES]
    searched = not asking and len(clauses) == 2 and all(clauses) and len(text.split()) <= MOST_SEARCH_WORDS
    return clauses if searched else [text]
