"""Pay compared: two professions, several, or all that the sources give side by side.

Like stands beside like: only averages of one page are ranked with each other, and only of
those a difference is told. A figure of another page comes after, with its own source and
date; a median is never ranked.
"""

import re
from dataclasses import dataclass

from actions.answering.answer import Answer, Chart, Computed, Table
from actions.answering.citing import age_of, cite, gap_lines, told_by_source, unknown_lines
from actions.answering.common_answers import not_covered_profession, statements_for, suggestions
from actions.answering.pay_figures import difference_per_period, figure, limits, named_figures, per_period
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts, usd
from actions.facts.records import Salary
from actions.topics import OWN_PROFESSION

_CLAIM = re.compile(r"\bwhy\b.*?\b(more|higher|better|less|lower|worse)\b", re.IGNORECASE | re.DOTALL)
# "Are data engineers the best paid?" is asked of all, though it names one.
_OF_ALL = re.compile(r"\b(most|best|highest|top|least|lowest|worst)\b", re.IGNORECASE)
_LESS = ("less", "lower", "worse")


class ActionCompareSalary(TopicAction):
    """Compare pay: the difference of two professions, the ranking of more."""

    topic = "salary_compare"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the comparison of the professions named; of one, with ML engineers; of none, of all."""
        professions = _to_compare(question, facts)
        if not professions:
            return not_covered_profession(question, facts)
        figures = _sorted_by_page(professions, facts)
        ranked = figures.ranked
        lines, computed = _comparison(figures, question, facts)
        second, more = _further_figures(figures, facts)
        lines += second
        lines += [
            say("utter_never_ranked", figure=figure(s, facts), professions=_name(s, facts)) for s in figures.medians
        ]
        words = statements_for(question, facts)
        lines += told_by_source(words, facts) + unknown_lines(question)
        used = [*ranked, *figures.apart, *figures.further, *figures.medians]
        by_period, divided = per_period(ranked or figures.apart, question.period)
        if len(ranked) == 2:
            apart, between = difference_per_period(ranked[0], ranked[1], question.period)
            by_period, divided = by_period + apart, divided + between
        age, aged = age_of(used, facts, question.today)
        missing = gap_lines(question, facts) + limits(question)
        return Answer(
            question.topic,
            "partial" if question.unknown_professions or missing else "answered",
            (*lines, *by_period, *missing, *age),
            facts=tuple(fact.id for fact in (*used, *words)),
            computed=(*computed, *more, *divided, *aged),
            buttons=suggestions("salary", "openings", "sources"),
            table=_table(ranked, facts) if len(ranked) > 1 else None,
            chart=_chart(ranked, facts) if len(ranked) > 1 else None,
        )


def _to_compare(question: Question, facts: Facts) -> tuple[str, ...]:
    if len(question.professions) > 1:
        return question.professions
    if question.professions:
        if question.unknown_professions:
            return question.professions
        if question.professions[0] == OWN_PROFESSION or _OF_ALL.search(question.text):
            return _all_with_averages(facts)
        return (OWN_PROFESSION, *question.professions)
    return () if question.unknown_professions else _all_with_averages(facts)


def _all_with_averages(facts: Facts) -> tuple[str, ...]:
    return tuple(p.id for p in facts.professions if any(s.measure != "median" for s in facts.salaries_of(p.id)))


@dataclass(frozen=True)
class _Figures:
    """The pay figures of the professions compared, by what may be done with them.

    `ranked` are averages of one page, one a profession, highest first; `apart` those of professions that the page
    doesn't have; `further` other averages of the professions ranked.
    """

    ranked: list[Salary]
    apart: list[Salary]
    further: list[Salary]
    medians: list[Salary]


def _sorted_by_page(professions: tuple[str, ...], facts: Facts) -> _Figures:
    """Return the figures of `professions`, those of the page that has most of them to be ranked.

    Where no two stand on one page, nothing is ranked; a profession alone is told as it is.
    """
    figures = [s for p in professions for s in facts.salaries_of(p)]
    averages = [s for s in figures if s.measure != "median"]
    pages: dict[object, dict[str, Salary]] = {}
    for salary in sorted(averages, key=facts.salaries.index):
        pages.setdefault(_page_of(salary, facts), {}).setdefault(salary.profession, salary)
    fullest = max(pages.values(), key=len, default={})
    alone = len({s.profession for s in averages}) < 2
    ranked = sorted(fullest.values(), key=lambda s: -s.salary_usd_per_year) if len(fullest) > 1 or alone else []
    on_page = {s.profession for s in ranked}
    return _Figures(
        ranked,
        apart=[s for s in averages if s.profession not in on_page],
        further=[s for r in ranked for s in averages if s.profession == r.profession and s is not r],
        medians=[s for s in figures if s.measure == "median"],
    )


def _page_of(salary: Salary, facts: Facts) -> tuple[str, object]:
    """Return what figures of one page have in common: the source, and the date that all are of."""
    return salary.source, facts.date_of(salary)


def _comparison(figures: _Figures, question: Question, facts: Facts) -> tuple[list[str], list[Computed]]:
    """Return the difference of two, the ranking of more, or what stands side by side without either."""
    computed: list[Computed] = []
    if not figures.ranked:
        unlike = [say("utter_not_like_with_like")] if figures.apart else []
        return named_figures(figures.apart, facts) + unlike, computed
    if len(figures.ranked) == 2:
        lines, computed = _difference(figures.ranked, question, facts)
    else:
        lines = _ranking(figures.ranked, facts)
    lines += [say("utter_ranked_apart", professions=_name(s, facts), figure=figure(s, facts)) for s in figures.apart]
    return lines, computed


def _difference(ranked: list[Salary], question: Question, facts: Facts) -> tuple[list[str], list[Computed]]:
    higher, lower = ranked
    computed = _difference_of(higher, lower)
    lines = []
    claimed = _claimed_higher(question)
    if claimed is not None and claimed != higher.profession:
        lines.append(say("utter_other_way_round"))
    lines.append(
        say(
            "utter_difference",
            higher=_name(higher, facts),
            lower=_name(lower, facts),
            difference=usd(computed[0].result),
            percent=f"{computed[1].result:g}",
        )
    )
    return lines + named_figures(ranked, facts), computed


def _claimed_higher(question: Question) -> str | None:
    """Return the profession that a "why do X earn more than Y" takes for the better paid."""
    claim = _CLAIM.search(question.text)
    if claim is None or len(question.professions) != 2:
        return None
    return question.professions[1] if claim.group(1).lower() in _LESS else question.professions[0]


def _ranking(ranked: list[Salary], facts: Facts) -> list[str]:
    heading = [say("utter_ranking")] if len(ranked) > 1 else []
    return heading + named_figures(ranked, facts)


def _further_figures(figures: _Figures, facts: Facts) -> tuple[list[str], list[Computed]]:
    """Return how the comparison stands by a profession's other figure, of another page and date."""
    lines, computed = [], []
    for other in figures.further:
        shown = next(s for s in figures.ranked if s.profession == other.profession)
        lines.append(say("utter_other_figure", professions=_name(other, facts), figure=figure(other, facts)))
        if len(figures.ranked) < 2:
            continue
        if not _are_alike(shown, other, facts):
            lines.append(say("utter_other_is_not_alike"))
            continue
        changed = [s for s in figures.ranked if s is not shown and _order_changes(s, shown, other)]
        for rival in changed:
            higher, lower = sorted((rival, other), key=lambda s: -s.salary_usd_per_year)
            numbers = _difference_of(higher, lower)
            lines.append(
                say(
                    "utter_order_reversed",
                    higher=_name(higher, facts),
                    lower=_name(lower, facts),
                    difference=usd(numbers[0].result),
                    percent=f"{numbers[1].result:g}",
                )
            )
            computed += numbers
        if not changed:
            lines.append(say("utter_order_stays"))
    return lines, computed


def _are_alike(first: Salary, second: Salary, facts: Facts) -> bool:
    """Return whether two figures are of one publisher and one year, near enough to say what the other would change."""
    one, other = facts.date_of(first), facts.date_of(second)
    if one is None or other is None or one.year != other.year:
        return False
    return facts.source(first.source).publisher == facts.source(second.source).publisher


def _order_changes(rival: Salary, shown: Salary, other: Salary) -> bool:
    return (rival.salary_usd_per_year > shown.salary_usd_per_year) != (
        rival.salary_usd_per_year > other.salary_usd_per_year
    )


def _difference_of(higher: Salary, lower: Salary) -> list[Computed]:
    difference = higher.salary_usd_per_year - lower.salary_usd_per_year
    return [
        Computed("a - b", (higher.id, lower.id), difference, "USD per year"),
        Computed(
            "(a - b) / b * 100",
            (higher.id, lower.id),
            round(difference / lower.salary_usd_per_year * 100, 1),
            "percent",
        ),
    ]


def _name(salary: Salary, facts: Facts) -> str:
    return facts.profession(salary.profession).plural


def _table(ranked: list[Salary], facts: Facts) -> Table:
    rows = tuple((_name(s, facts), usd(s.salary_usd_per_year), cite(s, facts).strip("()")) for s in ranked)
    return Table((say("utter_column_profession"), say("utter_column_pay"), say("utter_column_source")), rows)


def _chart(ranked: list[Salary], facts: Facts) -> Chart:
    return Chart(
        title=say("utter_chart_pay"),
        unit="USD per year",
        labels=tuple(_name(s, facts) for s in ranked),
        values=tuple(float(s.salary_usd_per_year) for s in ranked),
        shown=tuple(usd(s.salary_usd_per_year) for s in ranked),
    )
