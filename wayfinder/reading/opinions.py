"""Whether words about an answer praise or blame it."""

import re

# Praise in the words of blame.
_UNDERSTATED = re.compile(
    r"\bnot (?:too |that |so |half )?bad\b(?: at all)?|\b(?:can't|cannot|cant) complain\b|"
    r"\b(?:couldn't|couldnt|could not) be (?:better|clearer)\b",
    re.IGNORECASE,
)
_BLAME = re.compile(
    r"👎|\b(thumbs? down|bad|badly|wrong|incorrect|false|useless|unhelpful|unclear|not|no help|no sense|poor|terrible|awful|"
    r"outdated|old|rubbish|garbage|trash|crap\w*|confusing|stupid|nonsense|worst|lame|sucks?|meh|waste|could be better|"
    r"too (long|short|vague)|disappoint\w*|mistaken?|error)\b|n['’]t\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"👍|\b(thumbs? up|good|great|helpful|helped|useful|nice|perfect|excellent|awesome|love|amazing|correct|right|"
    r"clear|best|brilliant|cool|works?|well done|thank\w*)\b",
    re.IGNORECASE,
)


def opinion_in(text: str) -> str | None:
    """Whether words praise or blame; None where they don't tell.

    >>> opinion_in("that was helpful"), opinion_in("not helpful at all"), opinion_in("I have a suggestion")
    ('praise', 'blame', None)
    """
    if _UNDERSTATED.search(text):
        return "praise"
    if _BLAME.search(text):
        return "blame"
    return "praise" if _PRAISE.search(text) else None
