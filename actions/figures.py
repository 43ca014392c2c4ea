"""Pay figures in words, and what they can't tell."""

from collections.abc import Sequence

from actions.answer import Computed
from actions.citing import cite
from actions.facts import Facts, usd
from actions.money import PER_YEAR, currency_in
from actions.question import Question
from actions.records import Salary
from actions.topics import is_covered_place
from actions.wording import say


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
    if period is None or period == "year" or period not in PER_YEAR:
        return [], []
    divisor = PER_YEAR[period]
    computed = [
        Computed(f"a / {divisor}", (s.id,), round(s.salary_usd_per_year / divisor, 2), f"USD per {period}")
        for s in salaries
    ]
    cents = period in ("hour", "day")
    amounts = [usd(number.result if cents else round(number.result)) for number in computed]
    response = "utter_per_period" if len(amounts) == 1 else "utter_per_period_in_order"
    return [say(response, period=period, amounts=", ".join(amounts), reckoning=reckoning(period))], computed


def reckoning(period: str) -> str:
    """Return how many of `period` a year has, and that full-time work is assumed where that decides."""
    response = "utter_full_time_year" if period in ("hour", "day") else "utter_whole_year"
    return say(response, number=f"{PER_YEAR[period]:,}", period=period)


def limits(question: Question, place_is_told: bool = False) -> list[str]:
    """Return what the figures can't tell: the level, the place or the currency that the person named."""
    lines = []
    currency = currency_in(question.text) if question.amount is None else "USD"
    if currency != "USD":
        lines.append(say("utter_only_dollars", currency=currency))
    if question.level:
        lines.append(say("utter_nothing_by_level", level=question.level))
    if question.place and not place_is_told and not is_covered_place(question.place):
        lines.append(say("utter_nothing_by_place", place=question.place))
    return lines
