"""Messages that ask two things at once, taken apart."""

import re

# Longer messages are stories with one question; short ones with two are "what is it and what does it pay".
MOST_WORDS = 25
MOST_CLAUSES = 4
FEWEST_WORDS = 2

_QUESTION_WORD = r"(?:what|whats|how|hows|where|which|who|whom|why|when|is|are|do|does|did|can|could|should|will|would)\b"
_BOUNDARY = re.compile(
    rf"[?!;]+\s*(?:and|also|plus|but)?\s+|\.\s+|,?\s+(?:and|also|plus|as well as)\s+(?:also\s+)?|,\s+(?={_QUESTION_WORD})",
    re.IGNORECASE,
)


def clauses_of(text: str) -> list[str]:
    """Return the clauses of a short message that may each be a question; just one for most messages.

    >>> clauses_of("what do they do and how much do they make?")
    ['what do they do', 'how much do they make']
    >>> clauses_of("difference between data scientist and ml engineer")
    ['difference between data scientist and ml engineer']
    """
    if len(text.split()) > MOST_WORDS:
        return [text]
    clauses = [clause.strip(" ?!.,;") for clause in _BOUNDARY.split(text)]
    questions = [clause for clause in clauses if len(clause.split()) >= FEWEST_WORDS]
    asking = [clause for clause in questions if re.search(rf"\b{_QUESTION_WORD}", clause, re.IGNORECASE)]
    return questions[:MOST_CLAUSES] if len(asking) > 1 else [text]
