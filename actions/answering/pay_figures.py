"""Pay figures in words, and what they can't tell."""

from collections.abc import Sequence
from typing import TypeGuard

from actions.answering.answer import Computed
from actions.answering.citing import cite
from actions.answering.question import Question
from actions.answering.wording import say
from actions.facts import Facts, usd
from actions.facts.records import Salary
from actions.money import PER_YEAR, currency_in, currency_told
from actions.topics import is_covered_place


def figure(salary: Salary, facts: Facts) -> str:
    """Return a pay figure in words: the amount, what it measures, who says so and when."""
    measure = say(f"utter_measure_{salary.measure}")
    if salary.sample_size is not None:
        measure = say("utter_measure_with_sample", measure=measure, sample=f"{salary.sample_size:,}")
    return say(
        "utter_salary_figure", amount=usd(salary.salary_usd_per_year), measure=measure, source=cite(salary, facts)
    )


def figure_bullets(salaries: Sequence[Salary], facts: Facts) -> list[str]:
    """Return pay figures as bullets, in the order given."""
    return [say("utter_bullet", text=figure(salary, facts)) for salary in salaries]


def named_figures(salaries: Sequence[Salary], facts: Facts) -> list[str]:
    """Return pay figures as bullets that name the profession."""
    return [
        say("utter_figure_of", professions=facts.profession(salary.profession).plural, figure=figure(salary, facts))
        for salary in salaries
    ]


def per_period(salaries: Sequence[Salary], period: str | None) -> tuple[list[str], list[Computed]]:
    """Return the figures for an hour, a day, a week or a month, if that was asked for."""
    if not salaries or not _divides_a_year(period):
        return [], []
    divisor = PER_YEAR[period]
    computed = [
        Computed(f"a / {divisor}", (s.id,), round(s.salary_usd_per_year / divisor, 2), f"USD per {period}")
        for s in salaries
    ]
    response = "utter_per_period" if len(computed) == 1 else "utter_per_period_in_order"
    amounts = ", ".join(_shown(number) for number in computed)
    return [say(response, period=period, amounts=amounts, reckoning=reckoning(period))], computed


def difference_per_period(higher: Salary, lower: Salary, period: str | None) -> tuple[list[str], list[Computed]]:
    """Return what two figures differ by in an hour, a day, a week or a month, if that was asked for."""
    if not _divides_a_year(period):
        return [], []
    divisor = PER_YEAR[period]
    difference = round((higher.salary_usd_per_year - lower.salary_usd_per_year) / divisor, 2)
    number = Computed(f"(a - b) / {divisor}", (higher.id, lower.id), difference, f"USD per {period}")
    return [say("utter_difference_per_period", period=period, amount=_shown(number))], [number]


def _divides_a_year(period: str | None) -> TypeGuard[str]:
    return period in PER_YEAR and period != "year"


def _shown(number: Computed) -> str:
    """Return the amount in dollars, with cents for an hour and a day alone."""
    return usd(number.result if number.unit in ("USD per hour", "USD per day") else round(number.result))


def reckoning(period: str) -> str:
    """Return how many of `period` a year has, and that full-time work is assumed where that decides."""
    response = "utter_full_time_year" if period in ("hour", "day") else "utter_whole_year"
    return say(response, number=f"{PER_YEAR[period]:,}", period=period)


def limits(question: Question, place_is_told: bool = False) -> list[str]:
    """Return what the figures can't tell: the level, the place or the currency that the person named."""
    lines = []
    currency = currency_in(question.text) if question.amount is None else "USD"
    if currency != "USD":
        lines.append(say("utter_only_dollars", currency=currency_told(currency)))
    if question.level:
        lines.append(say("utter_nothing_by_level", level=question.level))
    if question.place and not place_is_told and not is_covered_place(question.place):
        lines.append(say("utter_nothing_by_place", place=question.place))
    return lines


def years_of_figures(facts: Facts) -> tuple[str, tuple[Computed, ...]]:
    """Return the years that the dated pay figures are of, and how they were found."""
    dated = [(fact.id, date.year) for fact in facts.salaries if (date := facts.date_of(fact)) is not None]
    years = sorted({year for _, year in dated})
    computed = tuple(
        Computed("year of a", (next(i for i, y in dated if y == year),), year, "year") for year in (years[0], years[-1])
    )
    shown = str(years[0]) if len(years) == 1 else say("utter_year_range", first=years[0], last=years[-1])
    return shown, computed[: 1 if len(years) == 1 else 2]
