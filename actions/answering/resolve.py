"""From a reading and the state of the talk to the questions that are answered.

Here, and nowhere else, it is decided what half a question means: which topic, whose, and what is done with what was shown.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker

from actions.answering.buttons import Button
from actions.answering.memory import Memory, Shown, memory_in
from actions.answering.question import Question
from actions.facts import Facts
from actions.facts.dates import today
from actions.reading import Amount, NearFact, Reading, Subject, reading_of
from actions.topics import (
    CAREER_TOPICS,
    OWN_PROFESSION,
    PAY,
    UNCOVERED_TOPICS,
    rivals_in,
)

FIGURES = (*PAY, "openings")
# Topics that are about no profession in particular.
OF_NO_ONE = ("define_ml", "ml_uses", "ml_vs_ds", "courses", "sources")
# On the way in the job that a person names is where they come from.
WAY_IN = ("become", "education", "entry_level", "courses", "difficulty", "skills", "switch")
# Operations on figures, the one that decides first.
OPERATIONS = (
    "which_true", "drop", "add", "difference", "percent", "ratio", "share", "sum", "mean", "top", "nth", "rank", "least", "most",
    "more", "less", "other", "both",
)  # fmt: skip
# What a message is taken for that is no question of its own.
_VAGUE = (
    "follow_up",
    "unclear",
    "near_miss",
    "off_topic",
    "affirm",
    "deny",
    "repeat",
    "more",
    "help",
    "bot_challenge",
    "summary",
)
# Restrictions that narrow a figure.
_NARROWS = (
    "company", "industry", "place", "country", "level", "degree", "tax", "pay_kind", "base", "range", "median", "contract", "group",
)  # fmt: skip
# As near as this to a record's line, a message is taken to ask for it, whatever its topic seems to be.
SURELY_NEAR = 0.70
NEAR_HERE = 0.62
# The classifier is as sure as this of a topic that only a question which says all but the record overrules.
SURE_OF_TOPIC, ALL_BUT_SAID = 0.8, 0.9
_SMALL_TALK = (
    "greet",
    "goodbye",
    "thanks",
    "insult",
    "human",
    "forget_me",
    "wellbeing",
    "feedback",
    "bot_challenge",
    "help",
    "summary",
)


def questions_from(tracker: Tracker, topic: str, facts: Facts) -> list[Question]:
    """The questions of the latest message, each filled up with what the talk is about.

    `topic` is that of the action that was called, which counts where the message has no reading.
    """
    reading = reading_of(tracker.latest_message, [p.id for p in facts.professions])
    memory = _known(memory_in(tracker), facts)
    in_terminal = tracker.get_latest_input_channel() == "cmdline"
    base = Question(
        topic=reading.topic if reading.topic != "unclear" or topic in UNCOVERED_TOPICS else topic,
        today=today(),
        form=reading.form,
        restrictions=reading.restrictions,
        amounts=reading.amounts,
        period=reading.period,
        currency=reading.currency,
        numbers=reading.numbers,
        facts=() if reading.further else _facts_for(reading),  # of two questions none is nearest to both
        shape=_shape(reading, memory),
        acts=reading.acts,
        ranking=tuple(name for name, _ in reading.ranking if name in CAREER_TOPICS),
        reading=reading,
        memory=memory,
        person={**memory.person, **_person(reading)},
        in_terminal=in_terminal,
    )
    if reading.is_too_long:
        return [base.asking("unclear")]
    if reading.picked is not None and reading.picked < len(memory.offered):
        return [as_picked(base, memory.offered[reading.picked])]
    first = _resolved(base, facts)
    further = [t for t in reading.further if t in (*CAREER_TOPICS, *UNCOVERED_TOPICS) and t != first.topic]
    return [first, *(_further(first, t, facts) for t in further[:2])]


def _known(memory: Memory, facts: Facts) -> Memory:
    """The memory without topics and professions that there are no more."""
    known = {p.id for p in facts.professions}
    if memory.topic is not None and memory.topic not in CAREER_TOPICS:
        return dataclasses.replace(memory, topic=None, professions=(), unknown=(), facts=(), results=())
    results = tuple(
        tuple(row for row in rows if row.profession is None or row.profession in known) for rows in memory.results
    )
    return dataclasses.replace(
        memory, professions=tuple(p for p in memory.professions if p in known), results=tuple(filter(None, results))
    )


def as_picked(question: Question, button: Button) -> Question:
    """The question that `button` asks; its restrictions and amounts are those of the question that it was offered to."""
    memory = question.memory
    keeps = memory.asked_back
    return question.asking(
        button.topic,
        form="statement",
        professions=button.professions or (memory.professions if keeps else ()),
        unknown=() if button.professions or not keeps else memory.unknown,
        restrictions=memory.restrictions if keeps else (),
        amounts=(memory.amount,) if keeps and memory.amount else (),
        facts=(),
        operation="most" if button.topic == "salary_compare" and not button.professions else None,
        was_clicked=True,
        is_default=not button.professions and not (keeps and memory.professions),
    )


def _shape(reading: Reading, memory: Memory) -> tuple[str, ...]:
    """How the answer is wanted: as said now; "short" and "simple" hold on until more is asked for."""
    if "more" in reading.shape:
        return reading.shape
    return tuple(dict.fromkeys((*reading.shape, *(s for s in memory.shape if s in ("short", "simple")))))


def _person(reading: Reading) -> dict[str, str]:
    told = dict(reading.person)
    for subject in reading.named("own", "start"):
        told["job"] = subject.profession or subject.words
    for amount in reading.amounts:
        if amount.part == "own_pay" and amount.currency == "USD" and amount.period == "year":
            told["pay"] = str(amount.value)
    return told


def _facts_for(reading: Reading) -> tuple[NearFact, ...]:
    """The records near to the message, alone or, of half a question, here; each at its best."""
    best: dict[str, NearFact] = {}
    found = (*reading.facts, *(reading.facts_here if reading.is_fragment else ()))
    for near in sorted(found, key=lambda near: -near.similarity):
        best.setdefault(near.id, near)
    return tuple(best.values())


def _further(first: Question, topic: str, facts: Facts) -> Question:
    """The same message's question on a further topic."""
    further = first.asking(
        topic, operation=None, is_further=True, form="statement" if topic not in FIGURES else "how_much", rivals=()
    )
    return further.asking(_pay_topic(further)) if topic in PAY else further


def _resolved(question: Question, facts: Facts) -> Question:
    reading, memory = question.reading, question.memory
    if "slash" in reading.acts:
        return question.asking("unclear")
    if "foreign" in reading.acts and reading.topic not in CAREER_TOPICS:
        return question.asking("unclear", operation="language")
    social = _social_topic(question)
    if social is not None:
        return question.asking(social)
    whom = _subjects(question, facts)
    if whom.pop("is_asked_back", False):
        return question.asking("salary_of", professions=(), unknown=(), operation="whose")
    question = dataclasses.replace(question, **whom)
    if "language" in reading.acts and memory.topic is None and reading.topic not in CAREER_TOPICS:
        return question.asking("bot_challenge", operation="language")
    talk = _about_what_was_said(question)
    if talk is not None:
        return talk
    ours = _about_a_figure_of_ours(question, facts)
    if ours is not None:
        return ours
    beside_own = _beside_own(question)
    if beside_own is not None:
        return beside_own
    operation = _operation(question)
    if operation is not None:
        return operation
    topic = _topic(question, facts)
    if question.restricted("pay_kind", "base") and reading.form == "yes_no":
        question = dataclasses.replace(
            question, amounts=()
        )  # "plus 15k sign-on, does the average include that" asks about the average
    question = _carrying(question.asking(topic), topic)
    if topic in PAY:
        question = question.asking(_pay_topic(question))
    if (
        question.topic in ("become", "switch")
        and question.own_job is not None
        and question.professions in ((), (OWN_PROFESSION,))
    ):
        question = question.asking("switch", professions=(OWN_PROFESSION,))
    rivals = rivals_in(reading.ranking) if topic == reading.topic else ()
    asked_before = memory.asked_back or question.was_clicked
    is_plain = not (
        question.professions or question.unknown or question.amounts or (reading.is_fragment and memory.topic)
    )
    if rivals and not asked_before and is_plain and not _is_near(question, 0.55):
        question = dataclasses.replace(question, rivals=rivals)
    return question


def _social_topic(question: Question) -> str | None:
    """The topic of small talk, where the message is nothing else."""
    reading = question.reading
    if "distress" in reading.acts:
        return "wellbeing"
    if reading.topic == "wellbeing":
        # "I'm bad at maths" is no distress: what is asked besides, or a kind word about the way in.
        return None
    if reading.topic == "feedback" and not reading.amounts and not reading.named("asked"):
        return "feedback"
    if "misread" in reading.acts or "doubt" in reading.acts or "dispute" in reading.acts:
        return None
    if reading.topic in ("greet", "thanks", "goodbye", "feedback") and not _asks_something(question):
        return reading.topic
    if reading.topic in ("insult", "human", "forget_me", "bot_challenge", "summary") and not _is_near(
        question, SURELY_NEAR
    ):
        return reading.topic
    if reading.topic == "help" and "help" in reading.acts and not _is_near(question, SURELY_NEAR):
        return "help"
    return None


def _asks_something(question: Question) -> bool:
    """Whether a message that greets, thanks or says goodbye asks a question as well."""
    reading = question.reading
    named = reading.named("asked") or reading.amounts or reading.period or reading.restrictions
    return bool(named) or (reading.form != "statement" and _is_near(question, 0.5)) or reading.form == "when"


def _is_near(question: Question, least: float) -> bool:
    return bool(question.facts) and question.facts[0].similarity >= least


def _subjects(question: Question, facts: Facts) -> dict[str, Any]:
    """Whom the question is about: named now, or held from before."""
    reading, memory = question.reading, question.memory
    asked = reading.named("asked")
    known = tuple(dict.fromkeys(s.profession for s in asked if s.profession))
    # A job that no fact is about, named with what it pays, is what another pay is set beside.
    unknown = (
        ()
        if reading.amounts and (known or memory.professions)
        else tuple(dict.fromkeys(s.words for s in asked if not s.profession))
    )
    meant = {words: _short_name(words, memory, facts) for words in unknown}
    known = tuple(dict.fromkeys((*known, *(p for p in meant.values() if p))))
    unknown = tuple(words for words, p in meant.items() if p is None)
    own = reading.named("own", "start")
    than = tuple(dict.fromkeys(s.profession for s in reading.named("than") if s.profession))
    unknown_than = tuple(s.words for s in reading.named("than") if not s.profession)
    taken_back = {s.profession for s in reading.named("taken_back")}
    held = _held(question, facts)
    if reading.restricted("median") and not known and _is_on_the_median(question, facts):
        return {
            "professions": tuple(p for p in _with_a_median(facts)),
            "unknown": (),
            "is_carried": False,
            "is_default": False,
        }
    changes: dict[str, Any] = {
        "own_job": next((s.profession or s.words for s in own), None),
        "is_carried": False,
        "is_default": False,
    }
    if than or unknown_than:
        left = known or held[-1:] or ((OWN_PROFESSION,) if than and not unknown else ())
        return changes | {"professions": tuple(dict.fromkeys((*left, *than))), "unknown": (*unknown, *unknown_than)}
    if known or unknown:
        if (
            {"add", "more", "less", "difference"} & set(reading.refers)
            and reading.is_fragment
            and memory.topic in FIGURES
            and not unknown
        ):
            known = tuple(dict.fromkeys((*held, *known)))
        elif taken_back and len(memory.professions) > 1:
            known = tuple(dict.fromkeys((*(p for p in memory.professions if p not in taken_back), *known)))
        return changes | {"professions": known, "unknown": unknown}
    if taken_back and memory.professions and not set(memory.professions) - taken_back:
        return changes | {"professions": (), "unknown": (), "is_asked_back": True}
    if taken_back and memory.professions:
        return changes | {
            "professions": tuple(p for p in memory.professions if p not in taken_back),
            "is_carried": True,
        }
    if own and _is_about_own_job(question):
        known = tuple(dict.fromkeys(s.profession for s in own if s.profession))
        unknown = () if known or memory.professions or reading.topic != "salary_assess" else tuple(s.words for s in own)
        if known or unknown:
            return changes | {"professions": known, "unknown": unknown}
    if own and reading.topic in WAY_IN:
        return changes | {"professions": (OWN_PROFESSION,), "unknown": ()}
    if (held or memory.unknown) and reading.topic not in OF_NO_ONE:
        return changes | {"professions": held, "unknown": () if held else memory.unknown, "is_carried": True}
    return changes | {"professions": (), "unknown": (), "is_default": True}


def _held(question: Question, facts: Facts) -> tuple[str, ...]:
    """The professions that the talk is about; "it" and "that one" of several are the one that led, "the other" the other."""
    reading, memory = question.reading, question.memory
    lead = _profession_of(memory.facts[0], facts) if memory.facts else None
    rows = [row.profession for row in memory.last_rows(2) if row.profession]
    last_two = _shown_last(memory)
    if "both" in reading.refers and len(last_two) == 2:
        return last_two
    if "other" in reading.refers and len(rows) == 2:
        return tuple(p for p in rows if p != lead)[:1] or tuple(rows[1:])
    takes_up = {"that", "they"} & set(reading.refers)
    is_one = takes_up and not {"both", "those", "sum", "mean", "difference"} & set(reading.refers)
    if lead is not None and is_one and len(memory.professions) != 1 and memory.topic in FIGURES:
        return (lead,)
    return memory.professions


def _is_on_the_median(question: Question, facts: Facts) -> bool:
    """Whether "the median" is that of another occupation: its publisher is named, or what led the last answer is about it."""
    lead = next((s for s in facts.statements if s.id in question.memory.facts[:1]), None)
    of_publisher = any(one.words == "BLS" for one in question.restricted("publisher"))
    return of_publisher or (lead is not None and bool(set(lead.about) & set(_with_a_median(facts))))


def _with_a_median(facts: Facts) -> tuple[str, ...]:
    return tuple(s.profession for s in facts.salaries if s.measure == "median")


def _short_name(words: str, memory: Memory, facts: Facts) -> str | None:
    """The profession of the talk that a part of its name means: "the scientist" after data scientists."""
    rows = [row.profession for rows in reversed(memory.results) for row in rows if row.profession]
    held = dict.fromkeys((*memory.professions, *rows, *(p.id for p in facts.professions)))
    first = words.lower().removesuffix("s").split()
    for profession in held:
        name = facts.profession(profession).name.lower().split()
        is_told = profession in (*memory.professions, *rows)
        if is_told and (first == name[-1:] or first == name[: len(first)]) and first != ["engineer"]:
            return profession
    return None


def _profession_of(fact_id: str, facts: Facts) -> str | None:
    paid = {s.id: s.profession for s in facts.salaries}
    return (paid | {o.id: o.profession for o in facts.openings}).get(fact_id)


def _is_about_own_job(question: Question) -> bool:
    """Whether a question that names the writer's own job alone is about that job: its pay, what it is worth."""
    reading = question.reading
    own_pay = any(amount.part in ("own_pay", "offer") for amount in reading.amounts)
    return reading.topic in FIGURES and (own_pay or reading.topic == "salary_assess")


def _about_what_was_said(question: Question) -> Question | None:
    """The question about the last answer itself: doubted, wrongly read, wanted shorter, again, or more of it."""
    reading, memory = question.reading, question.memory
    if memory.topic is None:
        return None
    names = bool(reading.named("asked", "than", "taken_back"))
    if "help" in reading.acts:
        return None
    if "language" in reading.acts and reading.topic not in CAREER_TOPICS:
        return question.asking("bot_challenge", operation="language")
    if "misread" in reading.acts and not names and not _is_near(question, 0.5):
        return question.asking("unclear", operation="misread")
    is_bare = not names and not reading.amounts and not reading.period
    if (is_bare and reading.shape and reading.topic not in CAREER_TOPICS) or (is_bare and _only_shape(question)):
        return _the_last_again(question)
    if reading.topic in ("repeat", "more") and is_bare and not set(OPERATIONS) & set(reading.refers):
        return _the_last_again(
            dataclasses.replace(
                question, shape=question.shape or (("more",) if reading.topic == "more" else ("again",))
            )
        )
    if ("doubt" in reading.acts or "dispute" in reading.acts) and memory.facts and not reading.named("asked", "than"):
        return question.asking("sources", operation="doubt")
    if "period_asked" in reading.refers and memory.topic in PAY:
        return question.asking("sources", operation="period")
    if "which_true" in reading.refers and memory.topic in FIGURES and is_bare:
        return question.asking("sources", operation="which_true")
    if (
        memory.facts
        and is_bare
        and reading.is_fragment
        and reading.form in ("source", "link", "when")
        and not _is_near(question, 0.75)
    ):
        return question.asking("sources", operation=reading.form)
    return None


def _only_shape(question: Question) -> bool:
    reading = question.reading
    return bool(reading.shape) and reading.is_fragment and not reading.restrictions and not _is_near(question, 0.6)


def _the_last_again(question: Question) -> Question:
    memory = question.memory
    return question.asking(
        memory.topic or "unclear",
        form=memory.form,
        professions=memory.professions,
        unknown=memory.unknown,
        restrictions=memory.restrictions,
        amounts=(memory.amount,) if memory.amount else (),
        period=memory.period,
        facts=tuple(NearFact(fact, 1.0) for fact in memory.facts[:1]),
        operation="more" if "more" in question.shape else _operation_again(memory),
        numbers=(),
        is_default=not memory.professions and not memory.unknown,
    )


def _about_a_figure_of_ours(question: Question, facts: Facts) -> Question | None:
    """The question about a figure that the sources have, where the amount named is just that: of when, of whom, from how many."""
    amount = question.amount
    pay = next((s for s in facts.salaries if amount is not None and s.salary_usd_per_year == amount.value), None)
    if pay is None:
        return None
    near = question.facts[0] if question.facts else None
    record_topic = _topic_of_record(near, facts) if near else None
    if record_topic == "sources" and near and near.similarity >= 0.5:
        return question.asking("sources", amounts=())
    memory = dataclasses.replace(question.memory, facts=(pay.id,), topic=question.memory.topic or "salary")
    about = dataclasses.replace(
        question, memory=memory, amounts=(), professions=(pay.profession,), unknown=(), is_default=False
    )
    if question.form in ("when", "source", "link"):
        return about.asking("sources", operation=question.form)
    return about.asking("salary", operation="ours")


def _beside_own(question: Question) -> Question | None:
    """The question as one on a pay beside the writer's own: what they earn, as they told, or else what their job earns."""
    reading, person = question.reading, question.person
    if "than_now" not in reading.refers or reading.amounts:
        return None
    asked = tuple(p for p in question.professions if p != person.get("job")) or (OWN_PROFESSION,)
    if person.get("pay"):
        amount = Amount(float(person["pay"]), "USD", "year", True, "own_pay")
        return question.asking("salary_assess", professions=asked[:1], unknown=(), amounts=(amount,), is_default=False)
    job = person.get("job") or ""
    if job in question.memory.professions or "_" in job:
        return question.asking(
            "salary_compare", professions=(*asked[:1], job), unknown=(), operation="difference", is_default=False
        )
    return None


def _operation_again(memory: Memory) -> str:
    """What was done with the figures of the last answer, to be done again."""
    is_comparison = memory.topic in ("salary_compare", "openings") and len(memory.last_rows()) > 1
    return "difference" if is_comparison and len(memory.last_rows()) == 2 else "most" if is_comparison else "again"


def _operation(question: Question) -> Question | None:
    """The question as something done with figures or a list shown before, if it is."""
    reading, memory = question.reading, question.memory
    rows = memory.last_rows()
    named = reading.named("asked", "than", "taken_back")
    applicable = [name for name in OPERATIONS if name in reading.refers and (named or name not in ("add", "drop"))]
    operation = next(iter(applicable), None)
    if operation is None or operation in ("both", "other") or (reading.is_named and reading.topic not in FIGURES):
        return None
    if operation == "nth" and len(rows) > 2 and rows[0].measure == "statement" and reading.measure is None:
        return _the_statement(question, rows) if reading.is_fragment else None
    if operation == "nth" and reading.is_fragment and not named and memory.topic is not None:
        by_place = _by_place(question)
        if by_place is not None:
            return by_place
    if rows and rows[0].measure == "statement":
        rows = next((shown for shown in reversed(memory.results) if shown[0].measure != "statement"), ())
    of_talk = "openings" if memory.topic == "openings" else "pay" if memory.topic in PAY else None
    measure = reading.measure or of_talk or (rows[0].measure if rows else None)
    orders = operation in ("most", "least", "nth", "top", "rank")
    if measure is None or (
        not rows
        and not (
            (orders or operation in ("sum", "mean", "ratio", "percent", "difference")) and (reading.measure or of_talk)
        )
    ):
        return None
    several = len(question.professions) > 1 and bool(named)
    sums = (
        operation in ("sum", "mean", "ratio", "percent", "difference")
        and reading.measure is not None
        and (several or operation == "sum")
    )
    of_all = (orders or sums) and reading.measure is not None and reading.topic in (*FIGURES, *_VAGUE)
    if not reading.is_fragment and not of_all and not (orders and of_talk and "all" in reading.refers):
        return None
    reckons = (
        operation in ("difference", "percent", "ratio", "sum", "mean", "share", "drop", "add") and reading.is_fragment
    )
    if reading.topic in CAREER_TOPICS and reading.topic not in FIGURES and not named and not reckons:
        return None
    if (
        operation == "nth"
        and "correction" in reading.acts
        and not named
        and question.numbers
        and reading.measure is None
    ):
        shown = _shown_last(memory)
        if 0 < question.numbers[0] <= len(shown):
            return question.asking(
                memory.topic or "unclear", professions=(shown[question.numbers[0] - 1],), unknown=(), is_default=False
            )
    if reading.amounts and operation not in ("ratio", "share"):
        return None
    topic = "openings" if measure == "openings" else "salary_compare"
    professions = _whom_of_rows(operation, question, named)
    if operation in ("drop", "add") or (operation == "rank" and len(professions) > 1):
        operation = "most"
    if operation in ("more", "less") and not named:
        if len(professions) < 2:
            return None
        operation = "difference" if len(memory.last_rows(2)) > 1 else operation
    from_amount = (
        operation in ("difference", "percent", "ratio")
        and memory.topic == "salary_assess"
        and memory.amount
        and not named
    )
    return question.asking(
        topic,
        operation=operation,
        professions=professions,
        unknown=question.unknown if named else (),
        amounts=(memory.amount,) if from_amount and memory.amount else (),
        is_default=False,
    )


def _whom_of_rows(operation: str, question: Question, named: Sequence[Subject]) -> tuple[str, ...]:
    """Whose figures an operation is about: those named, with those shown where it needs two or more."""
    memory = question.memory
    shown = _shown_last(memory)
    names = {subject.profession for subject in named}
    if operation == "drop":
        return tuple(p for p in shown if p not in names)
    if "all" in question.reading.refers and not named:
        return ()
    if operation == "add":
        return tuple(dict.fromkeys((*(shown or memory.professions), *(p for p in question.professions))))
    if operation == "rank" and named:
        return question.professions
    if (
        named
        and operation in ("difference", "percent", "ratio", "sum", "mean")
        and len(question.professions) < 2
        and memory.professions
    ):
        return tuple(dict.fromkeys((*memory.professions[-1:], *question.professions)))
    if named:
        return question.professions
    if operation in ("difference", "percent", "ratio") and len(shown) < 2:
        return tuple(dict.fromkeys((*shown, *memory.professions)))
    return shown


def _by_place(question: Question) -> Question | None:
    """ "For the first one" after figures that came one by one: the profession at that place among those of the talk."""
    memory = question.memory
    if len(memory.last_rows()) > 1 or not question.numbers:
        return None
    named = list(dict.fromkeys(row.profession for rows in memory.results for row in rows[:1] if row.profession))
    if not 0 < question.numbers[0] <= len(named) or len(named) < 2:
        return None
    return question.asking(
        memory.topic or "unclear", professions=(named[question.numbers[0] - 1],), unknown=(), is_default=False
    )


def _shown_last(memory: Memory) -> tuple[str, ...]:
    """The professions of the newest list of figures, or, where figures came one by one, those of the last two."""
    found: dict[str, None] = {}
    for rows in reversed(memory.results):
        if rows[0].measure == "statement":
            continue
        if len(rows) > 1 and not found:
            return tuple(dict.fromkeys(row.profession for row in rows if row.profession))
        found |= dict.fromkeys(row.profession for row in rows[:1] if row.profession)
        if len(found) == 2:
            break
    return tuple(reversed(found))


def _the_statement(question: Question, rows: tuple[Shown, ...]) -> Question | None:
    """The statement of a list that was shown, by its place."""
    if not question.numbers or question.numbers[0] > len(rows):
        return None
    fact = rows[question.numbers[0] - 1].fact
    return question.asking(
        question.memory.topic or "unclear",
        operation="nth",
        facts=(NearFact(fact, 1.0),),
        is_default=True,
        professions=(),
    )


def _topic(question: Question, facts: Facts) -> str:
    """What the question asks for: what it says, or, of half a question, what the talk is about."""
    reading, memory = question.reading, question.memory
    near = question.facts[0] if question.facts else None
    record_topic = _topic_of_record(near, facts) if near else None
    # A word that no record has is what the question is about: another line of work, a thing that the sources don't mention.
    if reading.topic in UNCOVERED_TOPICS and reading.unseen and near and near.similarity < ALL_BUT_SAID:
        record_topic = None
    if (
        record_topic == "sources"
        and reading.topic != "sources"
        and reading.form not in ("source", "link", "when")
        and near
        and near.similarity < 0.75
    ):
        record_topic = None
    named = reading.named("asked", "than", "taken_back")
    if named and reading.topic == "follow_up":
        return "salary" if reading.amounts or reading.period or memory.topic is None else memory.topic
    if reading.topic == "entry_level" and reading.measure == "pay":
        return "salary"
    narrowed = reading.restricted(*_NARROWS) or (reading.topic in _VAGUE and reading.restricted("year"))
    is_unsure = (
        not reading.is_named
        and not (reading.topic == "off_topic" and reading.unseen)
        and not (near and near.similarity >= NEAR_HERE)
    )
    if memory.topic in FIGURES and reading.is_fragment and narrowed and is_unsure and reading.topic not in FIGURES:
        return memory.topic
    if memory.topic in PAY and reading.amounts and reading.topic not in FIGURES and not reading.is_named:
        return "salary"
    if (
        reading.topic in _VAGUE
        and named
        and (reading.measure == "pay" or narrowed)
        and not (near and near.similarity >= NEAR_HERE)
    ):
        return "salary" if reading.measure != "openings" else "openings"
    if reading.topic in CAREER_TOPICS:
        needed = 0.60 if reading.topic == "sources" else SURELY_NEAR if _is_unsure(reading) else ALL_BUT_SAID
        if reading.topic in FIGURES and _is_on_a_statement(question, near, facts):
            return record_topic or reading.topic
        if (
            record_topic
            and near
            and near.similarity >= needed
            and reading.topic not in FIGURES
            and not reading.is_named
        ):
            return record_topic
        return reading.topic
    is_talk = reading.topic in _SMALL_TALK and reading.topic not in ("help", "summary")
    if is_talk and record_topic and near and near.similarity >= 0.5:
        return record_topic
    if near and record_topic and near.similarity >= SURELY_NEAR:
        return record_topic
    if memory.topic is not None and reading.is_fragment:
        fits_pay = reading.amounts or reading.period or reading.currency
        if fits_pay:
            return "salary"
        in_figures = memory.topic in FIGURES and narrowed and not (reading.topic == "off_topic" and reading.unseen)
        if in_figures or (memory.topic in FIGURES and named and reading.topic in _VAGUE):
            return memory.topic
        if near and record_topic and near.similarity >= NEAR_HERE:
            return record_topic
        if named or (
            reading.topic == "follow_up" and reading.restricted("place", "level", "company", "degree", "industry")
        ):
            return memory.topic
    if near and record_topic and near.similarity >= NEAR_HERE:
        return record_topic
    if reading.topic == "help":
        return "near_miss" if memory.topic is None or not reading.is_fragment else "follow_up"
    return reading.topic


def _is_unsure(reading: Reading) -> bool:
    """Whether the topic of a message may as well be another."""
    return not reading.ranking or reading.ranking[0][1] < SURE_OF_TOPIC


def _is_on_a_statement(question: Question, near: NearFact | None, facts: Facts) -> bool:
    """Whether a question that sounds like one for a figure is after a statement: how postings grew, how many salaries it rests on."""
    statement = next((s for s in facts.statements if near is not None and s.id == near.id), None)
    if statement is None or near is None or near.similarity < SURELY_NEAR or statement.topic in FIGURES:
        return False
    names_it = question.reading.is_named and question.reading.is_fragment
    if (
        names_it
        or question.restrictions
        or {"more", "less", "most", "least"} & set(question.reading.refers)
        or len(question.professions) > 1
    ):
        return False
    return set(question.professions) <= {OWN_PROFESSION, *statement.about}


def _topic_of_record(near: NearFact, facts: Facts) -> str | None:
    topics = {s.id: s.topic for s in facts.statements} | {n.id: n.topic for n in facts.not_said}
    return topics.get(near.id)


def _carrying(question: Question, topic: str) -> Question:
    """The question with restrictions, amount and period carried on where it is half a question on the same figures."""
    reading, memory = question.reading, question.memory
    if topic not in PAY or memory.topic not in PAY or not reading.is_fragment:
        return question
    amounts = question.amounts
    restrictions = question.restrictions
    if (
        not amounts
        and memory.amount is not None
        and (
            question.period or (reading.named("asked") and reading.topic not in PAY) or reading.topic == "salary_assess"
        )
    ):
        amounts = (memory.amount,)
    elif amounts and memory.amount is not None and not amounts[0].is_period_said:
        amounts = (_in_the_period_before(amounts[0], memory.amount), *amounts[1:])
    if not question.period and memory.period and reading.named("asked") and reading.topic in ("follow_up", *PAY):
        question = dataclasses.replace(question, period=memory.period)
    if (
        not reading.restrictions
        and (reading.named("asked") or question.period or amounts)
        and "in general" not in reading.shape
    ):
        restrictions = memory.restrictions
    return dataclasses.replace(question, amounts=amounts, restrictions=tuple(dict.fromkeys(restrictions)))


def _in_the_period_before(new: Amount, before: Amount) -> Amount:
    """A bare new amount, in the period of the amount before if it is of its size."""
    if before.value and 0.2 <= new.value / before.value <= 5:
        return dataclasses.replace(
            new, period=before.period, currency=new.currency if new.currency != "USD" else before.currency
        )
    return new


def _pay_topic(question: Question) -> str:
    """Which kind of pay question it is, by what it names."""
    if question.amounts:
        return "salary_assess"
    if question.topic == "salary_assess" and not question.restrictions and (question.is_default or question.is_carried):
        return "salary_assess"
    if question.restricted("where") or (
        question.restricted("place") and len(question.professions) < 2 and not question.unknown
    ):
        return "salary_location"
    if len(question.professions) > 1 or (question.professions and question.unknown and question.form == "compare"):
        return "salary_compare"
    refers = set(question.reading.refers)
    compares = {
        "most",
        "least",
        "more",
        "less",
        "rank",
        "top",
        "difference",
        "percent",
        "ratio",
    } & refers or question.form in ("compare", "which", "why")
    if question.topic == "salary_compare" and (compares or not question.professions):
        return "salary_compare"
    if question.unknown and not question.professions:
        return "salary_of"
    return "salary_of" if question.professions and question.professions[0] != OWN_PROFESSION else "salary"
