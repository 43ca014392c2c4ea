"""What a message takes up of what was shown: operations on figures, places in a list, the other, both."""

import re

_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
    "sixth": 6, "6th": 6, "seventh": 7, "7th": 7,
}  # fmt: skip
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7}  # fmt: skip
_OPERATIONS: tuple[tuple[str, str], ...] = (
    ("difference", r"\b(?:by how much|how much (?:more|less|higher|lower|cheaper|better|worse|bigger|difference)|how many (?:more|fewer|less)|(?:the )?(?:gap|difference|diff|delta)\b(?! between (?:ml|machine|data sci\w+ and ml|an? \w+ and))|how far apart|what do i (?:gain|lose)|how far (?:from|behind|above|below|off|ahead)|how much of a (?:jump|difference|gap)|how big (?:is|a) (?:the |that )?(?:gap|difference|jump))"),
    ("percent", r"\b(?:per ?cent(?:age)?(?:wise)?|in %|what %)|\d\s?%\s*(?:of what|more|less)|%\?*$"),
    ("ratio", r"\b(?:ratio|how many times|times as (?:many|much|high)|twice|double|half as)\b"),
    ("sum", r"\b(?:in total|total(?:s|led)?(?! comp)|sum|together|combined|altogether|all in all|overall|add(?:ed)? (?:them |those |it )?up|all of them together)\b"),
    ("mean", r"\b(?:average of (?:the|those|both|them|all)|average (?:the|those|both|them)|mean of|on average across|middle of the two|what'?s the average of)\b"),
    ("share", r"\b(?:what (?:share|part|fraction|proportion|percentage)|share of)\b"),
    ("most", r"\b(?:which|who|what)(?: one| of \w+)?(?:'s| is| has| pays| makes| earns| gets)? (?:more|higher|better|bigger|better paid)\b|(?:the )?(?:most|highest|best[- ]paid|best[- ]paying|pays? (?:the )?(?:best|most)|top(?! \d)(?:[- ]paid|[- ]paying)?|biggest|largest|greatest|number one|winner|best pay)\b"),
    ("least", r"\b(?:the )?(?:least|lowest|worst[- ]paid|fewest|smallest|bottom|worst pay|pays? (?:the )?(?:worst|least)|who(?:'s| is) last|comes? last|last place|last one|the last)\b"),
    ("rank", r"\b(?:where (?:does|do|is|are) .{2,40}(?:rank|stand|come|fit|land|sit)|what (?:rank|place|position)|rank(?:ing|ed)?|ranks)\b"),
    ("top", r"\b(?:top|first|best|highest) (?:\d|two|three|four|five|six)\b(?! ?%)"),
    ("more", r"\b(?:is|are|was) (?:that|this|it|those|they) (?:more|higher|better|above|bigger|better paid|a lot more|much more)\b|\bmore than\b|\bhigher than\b|\bbetter than\b|\bbetter paid than\b|\bbeat\b|\babove the\b|^(?:so )?more\b|\b(?:is|are|pays?|does|do|earns?|makes?)\b.*\b(?:more|better|higher)$"),
    ("less", r"\b(?:is|are|was) (?:that|this|it|those|they) (?:less|lower|worse|below|smaller)\b|\bless than\b|\blower than\b|\bfewer than\b|\bworse than\b|^(?:so )?(?:less|fewer)\b|\bbelow the\b|\b(?:less|worse|lower|fewer)$"),
    ("drop", r"\b(?:drop|remove|leave out|take (?:out|away)|without|except|forget|ignore|skip|minus|exclude|excluding)\b(?! (?:it|that|me|a degree|any|an? (?:degree|phd|master|bachelor)|experience|degree))"),
    ("add", r"\b(?:add|include|plus|throw in|put in|too|as well|also)\b.{0,30}$"),
    ("both", r"\b(?:both|either|the two|each(?: of them| one)?|the pair|all three|all of them|the three)\b"),
    ("those", r"\b(?:those|these|them)\b"),
    ("all", r"\b(?:related|similar|other|all(?: of)?(?: the| these| those)?|these|those|seven|six|listed|each of the) (?:seven |six |7 |6 )?(?:jobs|careers|roles|professions|fields|ones)\b|\bon (?:your|the) list\b|\bfrom (?:your|the) list\b|\bof them all\b|\bout of all\b"),
    ("period_asked", r"\b(?:a|per|for (?:a|one)|is (?:that|this|it)(?: for)?(?: a| one| per)?) ?(?:year|month|hour|week)\b.*\bor\b.*\b(?:year|month|hour|week)\b|^(?:is )?(?:that|this|it)(?:'s| is)?(?: for)? (?:a|per|one|an) (?:year|month|hour|week)$|^(?:yearly|annual|annually|monthly)$"),
    ("they", r"\b(?:they|them|their|theirs|she|he)\b"),
    ("than_now", r"\bthan (?:now|i (?:make|earn|get|do)|what i (?:make|earn|get)|my (?:current )?(?:pay|salary|job)|today)|\b(?:pay|salary) (?:bump|cut|raise|jump|increase|drop|rise|difference for me)|\bhow (?:big|much) (?:of )?an? (?:cut|raise|bump|jump|increase)"),
    ("other", r"\b(?:the other(?:s| one| two| job| figure| number)?|others)\b(?! side)"),
    ("that", r"\b(?:that|this|it)\b"),
    ("newer", r"\b(?:more recent|newer|newest|latest|older|most recent|which (?:one )?is (?:the )?(?:right|correct|real))\b"),
    ("which_true", r"\b(?:which (?:one )?(?:should i|do i|to|can i) (?:believe|trust|use|go by|quote)|which (?:one )?is (?:the )?(?:right|correct|real|true)|contradict\w*|(?:why|how come) .{0,20}(?:two|2|different) (?:numbers|figures|salaries|averages))\b"),
)  # fmt: skip
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _OPERATIONS)
_NTH = re.compile(
    rf"\b(?:the |and )?(?P<nth>{'|'.join(_ORDINALS)})\b(?! (?:step|job|jobs|year|time|place to|thing|course|of all|hand|question))"
)
_STEP = re.compile(
    rf"\b(?:(?P<nth>{'|'.join(_ORDINALS)}) (?:step|one|thing|point)|step (?:number |no\.? )?(?P<number>{'|'.join(_NUMBERS)}))\b"
)
_TOP = re.compile(rf"\b(?:top|first|best|highest) (?P<number>(?!one\b|1\b)(?:{'|'.join(_NUMBERS)}))\b")


def references_in(core: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The operations that the core of a message names, and the numbers that they count with.

    >>> references_in("and the second"), references_in("by how much"), references_in("top three only")
    ((('nth',), (2,)), (('difference',), ()), (('top',), (3,)))
    """
    names = [name for name, pattern in _PATTERNS if pattern.search(core)]
    numbers: list[int] = []
    top = _TOP.search(core)
    if top:
        numbers.append(_NUMBERS[top["number"]])
        names = [name for name in names if name not in ("most",)]
    step = _STEP.search(core)
    nth = _NTH.search(core)
    if step and not top:
        names.append("nth")
        numbers.append(_ORDINALS[step["nth"]] if step["nth"] else _NUMBERS[step["number"]])
    elif nth and not top and not re.search(r"\bfirst,|at first|first (?:learn|do|start|step)", core):
        names.append("nth")
        numbers.append(_ORDINALS[nth["nth"]])
    return tuple(names), tuple(numbers)
