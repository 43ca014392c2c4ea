"""The form of a question: what kind of answer its first sentence must be."""

import re

from actions.reading import Form

_AUX = (
    r"(?:is|are|was|were|am|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|had|need|isn't|aren't|"
    r"don't|doesn't|can't|couldn't|won't|wouldn't|shouldn't|haven't|hasn't|dont|doesnt|isnt|arent|cant|ain't)"
)
_FORMS_WRITTEN: tuple[tuple[Form, str], ...] = (
    ("link", r"\b(?:links?|urls?|web ?(?:site|page|address)|web address|hyperlink)\b|where can i (?:read|find|see|look)\b.*\b(?:it|that|this|online|page|article|numbers?|figures?)\b"),
    ("source", r"\b(?:says? who|who (?:says?|said|claims?|told|published|wrote)|according to (?:who|whom|what)|sources?\b|where (?:do|did|does|is|are|have) (?:you|your|all|this|that|these|those|it|the (?:numbers?|figures?|data|info\w*))\b.*\b(?:from|get|come)|whose (?:numbers?|figures?|data|guess|estimate)|(?:based?|basing) (?:this|that|it|these|them) on|on what (?:do|are|is)\b.{0,20}base|based on what|how do (?:you|they|we) know)"),
    ("why", r"^(?:but )?(?:why|how come|what for|for what reason)\b|\bwhy\b|\bwhat(?:'s| is| are) the reasons?\b|\bwhat makes\b.*\b(?:more|less|so|better|pay)"),
    ("when", r"^(?:when|since when|until when|till when|by when|as of when|what (?:year|date|month)|which (?:year|month)|how (?:old|recent|current|up.to.date|fresh|new) (?:is|are))\b|\bfrom (?:when|what year|which year)\b|\bwhat(?:'s| is) the date\b"),
    ("compare", r"\b(?:vs\.?|versus|compared? (?:to|with)|in comparison|difference between|differ(?:s|ent)? from|how (?:do|does|is|are) .{2,60} (?:compare|differ|different))\b|\bcompare\b"),
    ("advice", r"\bshould (?:i|we|he|she|my|one|they)\b|\b(?:is|be|was) it (?:worth|a good idea|a bad idea|wise|smart|too late|better to)|\bworth (?:it|the|doing|learning|becoming|getting)\b|\bwould you (?:recommend|advise|suggest|do|take|go)|\b(?:do|can) you (?:recommend|advise|suggest)|\brecommend(?:ed|ation)?s?\b|\badvi[cs]e\b|\bwhat (?:would you|should (?:you|i))\b|\bwhich (?:one )?(?:is|would be) (?:better|best) for\b|\bbetter for (?:me|us|him|her)\b"),
    ("how_much", r"^(?:about |roughly )?how (?:much|many|high|low|long|far|big|large|fast|often)\b|\bhow (?:much|many)\b|^(?:what|wat|whats|what's)\b.{0,40}\b(?:salary|salaries|pay|paid|pay ?checks?|paycheck|take-?home|wage|wages|income|earnings?|remuneration|make|makes|earn|earns|number of|package|compensation|rating|percentage|average|median)\b|^(?:the )?(?:average |avg |mean |typical )?(?:salary|pay|wage|income|earnings)\b|\bby how much\b"),
    ("which", r"\b(?:which|who(?:m|se)?|what) (?:one |job |jobs |of (?:them|these|those) |profession |career |role |field |is |are |has |have |pays |earns |makes |gets |the )*(?:the )?(?:most|least|highest|lowest|best|worst|better|more|less|fewer|fewest|top|biggest|smallest|first|second|third|last|fastest|bigger|higher|lower|easier|easiest|hardest|harder)\b|^(?:which|who|whom)\b(?! (?:skills|steps|courses|degrees|tasks|duties|subjects|topics|companies|products|tools|jobs|areas|industries|languages)\b)|^(?:the )?(?:most|least|highest|lowest|best|worst|top|second|third|last)\b"),
    ("list", r"^(?:list|name|give me|show me|tell me)\b.*\b(?:all|some|the|few|\d+)\b|^(?:what|which|wat) (?:are|r)\b(?! (?:you|the (?:chances|odds|difference)))|^(?:what|which) (?:skills?|tasks?|duties|responsibilities|steps?|subjects?|courses?|qualifications?|requirements?|degrees?|positions?|jobs?|things|kinds?|types?|sorts?|tools?|topics|products|companies|industries|fields|areas)\b|\bexamples?\b"),
    ("how_to", r"^how (?:do|can|to|would|should|does|could|did|might|will) ?(?:i|you|one|we|he|she|they|someone|somebody|people|my \w+|a \w+)?\b|^how to\b|\broad ?map\b|\bsteps to\b|\bpath to\b|\bway (?:in|into|to become)\b|\bwhere (?:do|should|can|would) (?:i|you|one|we|he|she|a beginner|beginners|someone|people) (?:start|begin)\b|^how\b"),
    ("yes_no", rf"^(?:and |but |so )?{_AUX}\b|,? (?:right|correct|true|no|yes|or not|isn't it|aren't they|is that right|is that true)\??$|\b(?:is|are) (?:it|this|that|they|there) (?:true|possible|really|correct)\b|,\s*{_AUX} (?:i|it|that|they|he|she|you|we|there|this|one|ml|mle)\b|\. {_AUX} (?:i|it|that|they|he|she|you|we|there|this|one|the|ml|mle|a)\b|\bif (?:it|they|there|i|you|ml|he|she|we|an?) "),
    ("define", r"^(?:what|whats|what's|wat|wats)\b|^define\b|\bdefinition\b|\bmeaning of\b|\bwhat does .{2,40} mean\b|^explain\b|^describe\b|^(?:tell me )?about\b|\boverview\b"),
)  # fmt: skip
_FORMS = tuple((one, re.compile(pattern)) for one, pattern in _FORMS_WRITTEN)


def form_of(core: str) -> Form:
    """The form of a question's core, as `plain_words.core` gives it; of two questions the first.

    >>> form_of("how many openings are there"), form_of("do they need a degree"), form_of("and the least")
    ('how_much', 'yes_no', 'which')
    """
    opened = re.sub(r"^(?:and|but|so|or|then)\s+", "", core)
    first = re.match(rf"{_AUX}\b", opened)
    for form, pattern in _FORMS:
        # "Is the average higher than …" is a yes/no question, whatever else it holds, unless advice is asked for.
        if first and form in ("how_much", "which", "list", "how_to", "define", "when"):
            continue
        if pattern.search(opened):
            return form
    return "statement"
