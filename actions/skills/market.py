"""The market: how many openings there are, and how demand grows."""

import re
import string

from actions.answering.answer import Answer, Chart, Computed
from actions.answering.citing import age_of, cite, gap_lines, told_by_source, unknown_lines
from actions.answering.common_answers import not_covered_profession, statements_for, suggestions
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import Growth, Openings, Statement
from actions.topics import OWN_PROFESSION, is_covered_place


class ActionTellOpenings(TopicAction):
    """Tell how many openings there are."""

    topic = "openings"
    assumes_ml_engineer = True

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the counts of the professions named; for ML engineers, those of similar ones."""
        if question.unknown_professions and not question.professions:
            return not_covered_profession(question, facts)
        professions = question.professions or (OWN_PROFESSION,)
        own_alone = professions == (OWN_PROFESSION,)
        counted = [count for profession in professions for count in facts.openings_of(profession)]
        words = statements_for(question, facts)
        missing = _missing(question, professions, facts)
        if not counted and OWN_PROFESSION not in professions:
            return not_covered_profession(question, facts)
        if own_alone and not counted:
            counted = list(facts.openings)
        counted.sort(key=lambda count: -count.job_openings)
        lines = [*missing]
        lines += [
            say("utter_openings", professions=_name(c, facts), openings=f"{c.job_openings:,}", source=cite(c, facts))
            for c in counted
        ]
        lines += told_by_source(words, facts)
        total, summed = _total(counted, question)
        age, computed = age_of(counted, facts, question.today)
        return Answer(
            question.topic,
            "partial" if missing else "answered",
            (*lines, *total, *age),
            facts=tuple(fact.id for fact in (*counted, *words)),
            computed=(*summed, *computed),
            buttons=suggestions("outlook", "salary_compare", "salary"),
            chart=_chart(counted, facts) if len(counted) > 1 else None,
        )


class ActionTellOutlook(TopicAction):
    """Tell how demand has grown and is expected to grow, and for whom that holds."""

    topic = "outlook"
    assumes_ml_engineer = True

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the growth figures, each with the occupation that it is of, then what is said in words."""
        told = _growth_told(question, facts)
        if not told:
            return not_covered_profession(question, facts)
        lines = [say("utter_statement_bullet", statement=fact.statement, source=cite(fact, facts)) for fact in told]
        age, computed = age_of(told, facts, question.today)
        return Answer(
            question.topic,
            "partial",
            (*lines, *_limits(question, facts), *age),
            facts=tuple(fact.id for fact in told),
            computed=computed,
            buttons=suggestions("openings", "salary", "become"),
        )


def _growth_told(question: Question, facts: Facts) -> list[Growth | Statement]:
    """Return what is told: for ML engineers all, the figure of another occupation included; else only its own."""
    if question.names_a_profession() and OWN_PROFESSION not in question.professions:
        told: list[Growth | Statement] = [*facts.growth, *facts.statements_on(question.topic)]
        return [fact for fact in told if fact.profession in question.professions]
    return [*facts.growth, *statements_for(question, facts)]


def _limits(question: Question, facts: Facts) -> list[str]:
    lines = gap_lines(question, facts)
    if question.place and not is_covered_place(question.place):
        lines.append(say("utter_nothing_by_place", place=question.place))
    return lines + unknown_lines(question)


def _missing(question: Question, professions: tuple[str, ...], facts: Facts) -> list[str]:
    lines = []
    for profession in sorted((p for p in professions if not facts.openings_of(p)), key=lambda p: p != OWN_PROFESSION):
        gaps = [gap.statement for gap in facts.gaps_in("openings") if gap.profession == profession]
        lines += gaps or [say("utter_not_covered_on_topic", profession=facts.profession(profession).plural)]
    lines += unknown_lines(question)
    # A place asks for all that isn't counted, in whatever words.
    general = [gap for gap in facts.gaps_in("openings") if gap.profession is None]
    return lines + [gap.statement for gap in general if question.place or gap.is_asked_in(question.text)]


_TOTAL = re.compile(r"\b(total|totals|sum|together|combined|altogether|in all|overall|add(ed)? up)\b", re.IGNORECASE)


def _total(counted: list[Openings], question: Question) -> tuple[list[str], list[Computed]]:
    """Return the sum, if it was asked for, with the word that listings may count for several professions."""
    if len(counted) < 2 or _TOTAL.search(question.text) is None:
        return [], []
    total = sum(count.job_openings for count in counted)
    rule = " + ".join(string.ascii_lowercase[: len(counted)])
    computed = Computed(rule, tuple(count.id for count in counted), total, "openings")
    return [say("utter_openings_summed", total=f"{total:,}")], [computed]


def _name(count: Openings, facts: Facts) -> str:
    return facts.profession(count.profession).plural


def _chart(counted: list[Openings], facts: Facts) -> Chart:
    return Chart(
        title=say("utter_chart_openings"),
        unit="openings",
        labels=tuple(_name(c, facts) for c in counted),
        values=tuple(float(c.job_openings) for c in counted),
        shown=tuple(f"{c.job_openings:,}" for c in counted),
    )
