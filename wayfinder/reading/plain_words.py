"""A message without what changes nothing: case, typographic marks, courtesies, and what a question opens with."""

import re

_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."})
# Courtesies that ask nothing, in front of a question or behind it.
_COURTESIES = (
    r"ok(?:ay|ey)?|k|kk|um+|uh+|hm+|hmm+|oh|ah|ooh|wow|whoa|damn\w*|cool|great|nice|good|perfect|alright|all right|fine|sure|yes|yeah|yep|"
    r"right|thanks?|thank you|thx|ty|cheers|hi|hey|hello|hi there|good (?:morning|evening|afternoon|day)|sir|mate|dude|bro|please|pls|plz|sorry|"
    r"quick question|question|actually|like|lol|haha|interesting|got it|i see|understood|one more(?: thing| question)?|1 more|last (?:one|thing|question)|"
    r"anyway|by the way|btw|fair enough|quite so|copy|phew|oof|ugh|my word|goodness|well|really|seriously|lovely|just"
)
_REST = r"(?:\s+(?:so much|ever so much|a lot|you|again|much|very much|there|everyone|all|sir|really|then))?"
_COURTESY = re.compile(rf"^(?:(?:{_COURTESIES}){_REST}(?:\s*[,.!:;?-]+\s*|\s+))+")
# What is left where a message is nothing but courtesies.
_LEFT_OF_COURTESIES = frozenset(["so much", "very much", "a lot", "again", "you", "there", "everyone", "all"])
_JOINT = re.compile(r"^(?:(?:and|but|so|then|also|now|or)\s*,?\s+)+")
_WRAPPING = re.compile(
    r"^(?:(?:can|could|would|will) (?:you|u|anyone|someone|somebody) (?:please |pls |kindly )?(?:tell|explain to|let|give|show) (?:me|us)(?: know)?(?: about| please| pls)?,? ?|"
    r"(?:i (?:want|wanted|would like|'d like|need|wonder|was wondering|am wondering|am curious)(?: to (?:know|ask|find out|understand))?|i'm (?:wondering|curious)|curious|wondering|"
    r"do you (?:know|have any idea)|any idea|tell me|kindly tell(?: me)?|(?:please )?explain(?: to me)?|my question is|what i want to know is),? ?(?=(?:what|which|who|how|why|when|where|if|whether|is|are|do|does|can|about)\b))"
)
_CLOSING = re.compile(
    r"(?:[\s,.!]+(?:please|pls|plz|thanks?|thank you|thx|ty|lol|haha|tho|though|then|sir|mate|bro|dude|tbh|btw|exactly|actually|really|if i may ask))+[\s.!?]*$"
)


def plain(text: str) -> str:
    """`text` in lower case, its marks as on a keyboard, single spaces.

    >>> plain("What’s   the PAY?")
    "what's the pay?"
    """
    return " ".join(text.translate(_MARKS).lower().split())


def core(text: str) -> str:
    """What of a plain text is asked: without the words before and behind that ask nothing.

    >>> core("ok thanks, so how much do they make pls?"), core("could you tell me what they do")
    ('how much do they make', 'what they do')
    """
    found = without_courtesies(text)
    for _ in range(3):
        shorter = _WRAPPING.sub("", _JOINT.sub("", found))
        if shorter == found or not re.search(r"\w", shorter):
            break
        found = without_courtesies(shorter)
    return found.strip(" .?!,;:")


def without_courtesies(text: str) -> str:
    """A plain text without thanks, greetings and the like before and behind; as it is where nothing else is left.

    >>> without_courtesies("thanks! and the pay pls?"), without_courtesies("thank you so much")
    ('and the pay', 'thank you so much')
    """
    shorter = _CLOSING.sub("", _COURTESY.sub("", text + " ").strip())
    is_left = re.search(r"\w{2}", shorter) and shorter not in _LEFT_OF_COURTESIES
    return shorter if is_left else text


def for_encoding(text: str) -> str:
    """What of a text its meaning is taken from: neither courtesies nor a leading "so" nor the mark behind it decide what it asks.

    >>> for_encoding("So, how much do they make?"), for_encoding("and data engineers?")
    ('how much do they make', 'and data engineers')
    """
    shorter = re.sub(r"^(?:so|well|then)\b[\s,]+", "", without_courtesies(plain(text))).rstrip(" ?!.")
    return shorter if re.search(r"\w", shorter) else plain(text)


_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+")
_ASKS = re.compile(
    r"\?|^(?:and |but |so |or )?(?:what|whats|wat|how|who|whom|which|where|when|why|is|are|do|does|did|can|could|should|will|would|list|give|tell|name|explain|any)\b"
)


def asking_part(text: str) -> str:
    """The last sentence of a plain text that asks, if there are several; else the text.

    >>> asking_part("i have a bsn, no degree. is that a dealbreaker?"), asking_part("openings?")
    ('is that a dealbreaker?', 'openings?')
    """
    sentences = [part for part in _SENTENCE_END.split(text) if re.search(r"\w", part)]
    asking = [place for place, part in enumerate(sentences) if _ASKS.search(part) and len(part.split()) > 1]
    if len(sentences) < 2 or not asking:
        return text
    last = asking[-1]
    # "Can they do that?" says nothing without the sentence before.
    leans = (
        last > 0 and len(sentences[last].split()) <= 6 and re.search(r"\b(?:that|it|this|so)\b\W*$", sentences[last])
    )
    return " ".join(sentences[last - 1 : last + 1]) if leans else sentences[last]


_PERSON = re.compile(
    r"\b(?:my|his|her|our) (?:son|daughter|kid|child|boy|girl|husband|wife|brother|sister|friend|nephew|niece|grandson|granddaughter|student|pupil)s?\b|\b(?:she|he)\b"
)


def without_persons(text: str) -> str:
    """A plain text in which whom it is asked for is oneself: "does she need a degree" asks what "do i" does.

    >>> without_persons("does my daughter need a degree")
    'do i need a degree'
    """
    mine = _PERSON.sub("i", text)
    return re.sub(r"\bdoes i\b", "do i", re.sub(r"\bhas i\b", "have i", re.sub(r"\bis i\b", "am i", mine)))
