"""How a message wants its answer, and what it does besides asking: thanks, doubt, complaint, bad news."""

import re

_SHAPES: tuple[tuple[str, str], ...] = (
    ("number_only", r"\b(?:just|only) (?:the |a )?(?:number|figure|amount|sum)s?\b|\bnumber only\b|\bjust (?:tell me )?the number\b|\bone number\b"),
    ("short", r"\b(?:short(?:er|ly|en)?|brief(?:ly)?|tl;?dr|too long|in (?:one|a) (?:sentence|line|word)|(?:\d|two|three|few) bullets?|in short|sum(?:marise|marize)? (?:it|that) up in|less text|keep it short|quick(?:er)? (?:answer|version)|bottom line)\b"),
    ("simple", r"\b(?:simple(?:r)?|simply|plain(?:er)? (?:english|words|language)|eli5|like i'?m (?:five|5|a kid|a child)|(?:don'?t|do not|didn'?t) (?:understand|get (?:it|that))|in words i can|for (?:a )?(?:dummies|beginner|child|kid|grandma|layman)|layman'?s?|easy words|too (?:complicated|technical)|in normal words|dumb it down|what does that (?:even )?mean)\b"),
    ("list", r"\b(?:as (?:a )?list|bullet(?:s| points?)|as bullets)\b"),
    ("more", r"^(?:and )?(?:more|tell me more|go on|continue|what else|anything else|more (?:details?|info\w*|about (?:that|it|this))|keep going|elaborate|and\??|details|some more|(?:is there )?(?:anything )?more|the rest|others?)\W*$|\btell me more\b|\bmore details?\b|\bcan you elaborate\b|\bgo deeper\b|\banything else\b|\bwhat else\b"),
    ("again", r"^(?:what|huh|pardon|sorry|come again|again|repeat|what was that)\W*$|\b(?:say (?:it|that) again|repeat (?:that|it|please)|once more|what did you say|can you repeat)\b"),
)  # fmt: skip
_ACTS: tuple[tuple[str, str], ...] = (
    ("thanks", r"\b(?:thanks?|thank you|thx|tysm|ty|cheers|much appreciated|appreciate it)\b"),
    ("greeting", r"^(?:hi|hello|hey|hiya|good (?:morning|evening|afternoon|day)|greetings|howdy|yo)\b"),
    ("doubt", r"\b(?:(?:are|r) (?:you|u) sure|really\?|for real|seriously\?|(?:seems?|sounds?|looks?|feels?|is|that's|thats) (?:a bit |a little |quite |very |pretty |so |way |too |kinda |really )*(?:low|high|off|old|outdated|wrong|fishy|suspicious|made up|unlikely)|can'?t be (?:right|true)|hard to believe|i (?:don'?t|do not|can'?t) believe|i doubt|doubtful|not convinced|is (?:that|this|it) (?:really )?(?:true|right|correct|accurate|reliable|still (?:true|valid|right))|how (?:reliable|accurate|trustworthy|sure|certain|current|recent|up to date|old) (?:is|are)|can i trust|trust (?:that|this|these|you)|reliable|outdated|out of date|(?:ages|long|years) ago|says? (?:something else|otherwise|different)|old news|no way|bullshit|bs|nonsense)\b"),
    ("dispute", r"\b(?:that'?s (?:wrong|not (?:true|right|correct))|(?:you'?re|you are|ur) wrong|wrong|incorrect|not true|(?:says?|claims?|reports?|shows?|told me|heard|read|according to)\b.{0,30}\$?\d+(?:k|,\d{3})|it'?s (?:actually |more like )?\$?\d+(?:k|,\d{3})|actually it'?s)\b"),
    ("misread", r"\b(?:not what i (?:asked|meant|wanted|said)|(?:didn'?t|did not|don'?t|haven'?t) (?:ask|answer(?:ed)?|asked)|that'?s not (?:what|my question|an answer)|answer (?:my|the) question|you misunderstood|you(?:'re| are) not (?:listening|answering)|read my question|wrong (?:question|job|one)|i asked (?:about|for|if|how|what)|listen)\b"),
    ("correction", r"^(?:no,? |sorry,? |oops,? |wait,? )*(?:i (?:mean|meant)|not .{2,30}, )|\bi meant\b|^no,? (?:i|the|for|about|data|software|ml|deep|computer)\b"),
    ("distress", r"\b(?:suicid\w*|kill (?:myself|me)|end (?:my life|it all)|want to die|don'?t want to (?:live|be here)|can'?t go on|self.?harm|hurt myself|no reason to live|hopeless about life|better off dead|hate my life|life is (?:pointless|meaningless|over))\b"),
    ("bad_news", r"\b(?:laid off|lost my job|got fired|was fired|fired me|layoffs?|made redundant|burn(?:ed|t) out|burnout|exhausted|depress(?:ed|ing)|hopeless|scared|afraid|anxious|worried|struggling|desperate|divorced?|in debt|rejected|rejections|failed|hate my job|killing me|i'?m (?:bad|terrible|awful|dumb|stupid|too old)|screwed|discouraged|overwhelmed|i'?m (?:deaf|blind|disabled|autistic|sick|ill)|wheelchair|chronic(?:ally)?|adhd|dyslexi\w*)\b"),
    ("limits", r"\b(?:can'?t|cannot|can not|don'?t|do not|unable|limits?|limitations?|weakness\w*)\b"),
    ("slash", r"^/"),
    ("foreign", r"[\u0370-\u03ff\u0400-\u04ff\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2}"),
    ("foreign", r"(?:\b(?:wie|viel|verdient|verdienen|ich|nicht|und|das|ist|ein|eine|der|combien|gagne|est|les|une|des|pour|je|cuánto|cuanto|gana|ganan|qué|ingeniero|una|para|quanto|ganha|não|uma|guadagna|ile|zarabia|jest)\b\W*(?:\w+\W+){0,3}?){2}"),
    ("help", r"\bhelp\b|\bhow (?:does|do) (?:this|that|the) (?:\w+ )?work\b|\bwhat (?:\w+ )?(?:you|u) can(?:'?t| ?not)? do\b|\bwhat (?:can'?t|cannot|can not|don'?t) (?:you|u)\b|\bwhat (?:all )?(?:can|could|do) (?:you|u|i) (?:do|ask|know|answer|cover|offer)\b|\bwhat (?:are|r) (?:you|u) (?:for|able|good)|\bmenu\b|\boptions\b|\bwhat (?:topics|questions|things)\b|\bhow (?:does|do) (?:this|you) work\b|\bwhat (?:is this|can this)\b|\bcan(?:'t| ?not)? (?:you|u) (?:do|tell)"),
    ("language", r"\b(?:speak|talk|write|understand|answer|reply|switch to|in) (?:in )?(?:polish|spanish|german|french|portuguese|italian|dutch|russian|hindi|chinese|arabic|turkish|japanese|ukrainian|swedish|another language|other languages)\b"),
    ("cheating", r"\b(?:fake|forge|lie (?:on|about|in)|cheat|made.up (?:experience|degree)|pretend to have|buy a degree)\b"),
    ("age", r"\btoo (?:old|late|young)\b|\b(?:i'?m|i am|aged?|at) (?:[1-9]\d)\b(?! ?(?:k|%|years? (?:of )?exp))|\b\d\d[- ]year[- ]old\b|\bage limit\b|\bat my age\b"),
)  # fmt: skip
_SHAPE_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _SHAPES)
_ACT_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _ACTS)


def shape_of(text: str) -> tuple[str, ...]:
    """How the answer is wanted: number_only, short, simple, list, more, again.

    >>> shape_of("just the number pls"), shape_of("can you say that in simple words")
    (('number_only',), ('simple',))
    """
    return tuple(name for name, pattern in _SHAPE_PATTERNS if pattern.search(text))


def acts_in(text: str) -> tuple[str, ...]:
    """What a plain text does besides asking.

    >>> acts_in("thanks! are you sure?")
    ('thanks', 'doubt')
    """
    return tuple(name for name, pattern in _ACT_PATTERNS if pattern.search(text))
