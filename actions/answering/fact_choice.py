"""Which fact leads: of the records that a question is near to, the one that is about its subject and answers its form.

Nearness finds, it can't refuse. So only a record about the profession asked for may lead, one that gives what the form asks;
what the sources don't say is a record too, and wins where it is nearer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.answering.question import Question
from actions.facts import Facts
from actions.facts.records import NotSaid, Statement
from actions.topics import OWN_PROFESSION

# From here on a record is what was asked for; measured on questions written apart (docs/understanding.md).
SURE = 0.58
# Of a question on the record's own topic less is needed, for the classifier has spoken too: it counts for so much.
SURE_ON_TOPIC, ON_TOPIC = 0.48, 0.05
# What isn't said must be surer, for a fact that is there must not be denied; less so where no statement is as near by far.
SURELY_NOT_SAID, NOT_SAID_APART, APART = 0.66, 0.52, 0.08
# Where the topic is as sure as this, a record of another topic leads only if it is as near as that.
SURE_OF_TOPIC, SAYS_ALL = 0.8, 0.72
# From here on it is worth being named as the nearest.
NEAR = 0.45
# A yes or a no is said of a question that is as near as this to the one that its editor answered.
SURE_OF_ANSWER = 0.62


@dataclass(frozen=True)
class Choice:
    """What may lead an answer: a statement, or what isn't said; `answer` is the yes or no that goes in front.

    `is_sure` tells that it answers the question, else it is only the nearest.
    """

    record: Statement | NotSaid
    similarity: float
    answer: str | None
    is_sure: bool


def choose(question: Question, facts: Facts) -> Choice | None:
    """The record that leads the answer to `question`; None where none is near enough, or about its subject."""
    if question.reading.is_named and question.form == "statement" and question.operation is None:
        return None  # "degree?" names a topic, and nothing of it in particular
    records: dict[str, Statement | NotSaid] = {s.id: s for s in facts.statements} | {n.id: n for n in facts.not_said}
    figures = {fact.id for fact in (*facts.salaries, *facts.openings)}
    # A figure is found by its profession; that the question is nearer to one than to any record tells that it is asked for.
    known = [near for near in question.facts if near.id in records or near.id in figures]
    fitting = [(n, records[n.id]) for n in known if n.id in records and _may_lead(records[n.id], question)]
    if _is_settled(question):
        fitting = [(n, r) for n, r in fitting if r.topic == question.topic or n.similarity >= SAYS_ALL]
    if not fitting or (known[0].id in figures and known[0].similarity > fitting[0][0].similarity - 0.02):
        return None
    near, record = max(
        fitting, key=lambda one: one[0].similarity + (ON_TOPIC if one[1].topic == question.topic else 0.0)
    )
    said = next(((n, r) for n, r in fitting if isinstance(r, Statement)), None)
    if isinstance(record, NotSaid):
        apart = near.similarity - (said[0].similarity if said else 0.0)
        needed = NOT_SAID_APART if apart >= APART and record.topic == question.topic else SURELY_NOT_SAID
        if said is not None and apart < 0.03 and said[0].similarity >= SURE:
            near, record, needed = *said, SURE
    else:
        asks_one_thing = question.form in ("how_much", "when", "yes_no")
        needed = SURE_ON_TOPIC if record.topic == question.topic and not asks_one_thing else SURE
    if question.operation in ("again", "more", "nth"):
        needed = 0.0
    answer = near.answer if near.similarity >= SURE_OF_ANSWER else None
    return Choice(record, near.similarity, answer, near.similarity >= needed)


def _is_settled(question: Question) -> bool:
    """Whether the topic is named outright, or the classifier is sure of it, so that records of others must say all that is asked."""
    ranking = question.reading.ranking
    is_sure = bool(ranking) and ranking[0] == max(ranking, key=lambda one: one[1]) and ranking[0][1] >= SURE_OF_TOPIC
    return question.reading.topic == question.topic and (question.reading.is_named or is_sure)


def _may_lead(record: Statement | NotSaid, question: Question) -> bool:
    """Whether a record is about whom the question is about; one on the sources answers questions on the sources alone."""
    asks_sources = question.topic == "sources" or question.form in ("source", "link", "when")
    return is_about(record, question) and (record.topic != "sources" or asks_sources or isinstance(record, NotSaid))


def is_about(record: Statement | NotSaid, question: Question) -> bool:
    """Whether a record is about whom the question is about: the professions that it names, or else ML engineers."""
    if question.unknown and not question.professions:
        return False
    if not question.professions or question.is_default:
        return (
            not record.about
            or OWN_PROFESSION in record.about
            or record.topic in ("outlook", "sources", "education", "define_role")
        )
    if not record.about:
        return OWN_PROFESSION in question.professions or record.topic in (
            "define_ml",
            "ml_uses",
            "courses",
            "sources",
            "ml_vs_ds",
        )
    return any(p in record.about for p in question.professions)


def statements_about(question: Question, topic: str, facts: Facts) -> list[Statement]:
    """The statements of a topic that are about whom the question is about, in the order of the facts."""
    return [
        s
        for s in facts.statements_on(topic)
        if is_about(s, question) and (not s.about or set(s.about) & set(question.whom()))
    ]


def nearest_first(statements: Sequence[Statement], question: Question) -> list[Statement]:
    """Statements by how near the question is to them; those it isn't near to keep their order behind."""
    place = {near.id: number for number, near in enumerate(question.facts)}
    return sorted(statements, key=lambda s: place.get(s.id, len(place)))
