"""Figures of pay and openings: found by profession, put in words, compared, ranked, reckoned with.

Like stands beside like: only averages of one page are ranked or subtracted; a median never is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from actions.answering.answer import Chart, Computed, Row, Table
from actions.answering.citing import cite
from actions.answering.memory import Shown
from actions.answering.wording import say
from actions.facts import Facts, usd
from actions.facts.records import Openings, Salary
from actions.money import PER_YEAR

Measure = Literal["pay", "openings"]


@dataclass(frozen=True)
class Figure:
    """One figure of a profession: a pay in dollars a year, or a number of openings."""

    fact: Salary | Openings
    profession: str
    value: int
    measure: Measure

    @property
    def shown(self) -> str:
        """The value as people read it."""
        return usd(self.value) if self.measure == "pay" else f"{self.value:,}"

    def row(self) -> Shown:
        """The figure as the memory keeps it."""
        return Shown(self.fact.id, self.measure, self.profession, self.value)


def figures_of(professions: Sequence[str], measure: Measure, facts: Facts) -> list[Figure]:
    """The leading figure of each profession, all of one page as far as there is one, in the order given.

    Of pay the page is the one that has most of the professions; a median isn't among them.
    """
    if measure == "openings":
        return [Figure(o, p, o.job_openings, measure) for p in professions for o in facts.openings_of(p)[:1]]
    pages: dict[tuple[str, object], dict[str, Salary]] = {}
    for salary in facts.salaries:
        if salary.profession in professions and salary.measure != "median":
            pages.setdefault((salary.source, facts.date_of(salary)), {}).setdefault(salary.profession, salary)
    fullest = max(pages.values(), key=len, default={})
    return [Figure(fullest[p], p, fullest[p].salary_usd_per_year, measure) for p in professions if p in fullest]


def all_with(measure: Measure, facts: Facts) -> tuple[str, ...]:
    """The ids of all professions that have such a figure, in the order of the facts."""
    if measure == "openings":
        return tuple(p.id for p in facts.professions if facts.openings_of(p.id))
    return tuple(p.id for p in facts.professions if any(s.measure != "median" for s in facts.salaries_of(p.id)))


def other_pays(figure: Figure, facts: Facts) -> list[Salary]:
    """The other averages of the figure's profession, of other pages and dates."""
    return [s for s in facts.salaries_of(figure.profession) if s.measure != "median" and s.id != figure.fact.id]


def plural_of(profession: str, facts: Facts) -> str:
    """What several of the profession are called."""
    return facts.profession(profession).plural


def pay_sentence(salary: Salary, period: str | None, facts: Facts) -> tuple[str, list[Computed]]:
    """Who earns how much, for a year or another period, and what was reckoned for it."""
    professions = plural_of(salary.profession, facts)
    amount, source = usd(salary.salary_usd_per_year), cite(salary, facts)
    if period in PER_YEAR and period != "year":
        number = per_period(salary, period)
        sentence = say(
            "utter_pay_period_median" if salary.measure == "median" else "utter_pay_period", professions=professions, shown=shown_per(number), period=with_article(period),
            amount=amount, count=f"{PER_YEAR[period]:,}", units=units_of(period), source=source,
        )  # fmt: skip
        return sentence, [number]
    response = {"average_base": "utter_pay_base", "average": "utter_pay", "median": "utter_pay_median"}[salary.measure]
    return say(response, professions=professions, amount=amount, source=source), []


def per_period(salary: Salary, period: str) -> Computed:
    """A yearly pay as one for an hour, a day, a week or a month."""
    value = round(salary.salary_usd_per_year / PER_YEAR[period], 2)
    return Computed(f"a / {PER_YEAR[period]}", (salary.id,), value, f"USD per {period}")


def shown_per(number: Computed) -> str:
    """An amount for a period in dollars, with cents for an hour and a day alone."""
    return usd(number.result if number.unit in ("USD per hour", "USD per day") else round(number.result))


def with_article(period: str) -> str:
    """A period as one says it behind an amount: an hour, a month."""
    return f"an {period}" if period == "hour" else f"a {period}"


def units_of(period: str) -> str:
    """What a year is divided into for a period: hours and days are those of full-time work."""
    return say("utter_working_units" if period in ("hour", "day") else "utter_units", period=period)


def difference_of(higher: Figure, lower: Figure) -> tuple[Computed, Computed]:
    """By how much the higher figure is more, and by how many percent of the lower."""
    unit = "USD per year" if higher.measure == "pay" else "openings"
    ids = (higher.fact.id, lower.fact.id)
    percent = round((higher.value - lower.value) / lower.value * 100, 1)
    return Computed("a - b", ids, higher.value - lower.value, unit), Computed(
        "(a - b) / b * 100", ids, percent, "percent"
    )


def rows_for(figures: Sequence[Figure], facts: Facts) -> tuple[Row, ...]:
    """Figures as a list."""
    unit = "USD per year" if figures and figures[0].measure == "pay" else "openings"
    return tuple(Row(plural_of(f.profession, facts), f.fact.id, f.shown, float(f.value), unit) for f in figures)


def chart_of(figures: Sequence[Figure], facts: Facts) -> Chart | None:
    """Figures as a bar chart, where there are two or more."""
    if len(figures) < 2:
        return None
    is_pay = figures[0].measure == "pay"
    return Chart(
        title=say("utter_chart_pay" if is_pay else "utter_chart_openings"),
        unit="USD per year" if is_pay else "openings",
        labels=tuple(plural_of(f.profession, facts) for f in figures),
        values=tuple(float(f.value) for f in figures),
        shown=tuple(f.shown for f in figures),
    )


def table_of(figures: Sequence[Figure], facts: Facts) -> Table | None:
    """Figures of pay as a table, where there are two or more."""
    if len(figures) < 2 or figures[0].measure != "pay":
        return None
    rows = tuple((plural_of(f.profession, facts), f.shown, cite(f.fact, facts).strip("()")) for f in figures)
    return Table((say("utter_column_profession"), say("utter_column_pay"), say("utter_column_source")), rows)
