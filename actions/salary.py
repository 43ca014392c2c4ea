"""Pay: of ML engineers and other professions, in a place, and whether an amount is good."""

from actions.answer import Answer, Computed
from actions.citing import age_of, cite, gap_lines
from actions.facts import Facts, Salary, usd
from actions.money import HOURS_A_YEAR, PER_YEAR, Pay, read_pay
from actions.question import Question
from actions.topic_action import TopicAction, not_covered_profession, pay_button, suggestions
from actions.topics import OWN_PROFESSION, is_covered_place
from actions.wording import say

# Of another occupation, but cited beside the ML engineer's pay and easily taken for it.
BESIDE_OWN = "computer_information_research_scientist"


class ActionTellSalary(TopicAction, topic="salary"):
    """Tell what ML engineers earn, all sources side by side."""

    assumes_ml_engineer = True

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return every figure with what it measures, and the one of another occupation set apart."""
        own = facts.salaries_of(OWN_PROFESSION)
        beside = facts.salaries_of(BESIDE_OWN)
        lines = [say("utter_salary_heading", professions=facts.profession(OWN_PROFESSION).plural)]
        lines += [figure_line(salary, facts) for salary in own]
        lines += [
            say(
                "utter_salary_of_other_occupation",
                figure=figure_line(s, facts),
                professions=facts.profession(s.profession).plural,
            )
            for s in beside
        ]
        by_period, computed = per_period(own, question.period)
        missing = gap_lines(question, facts, "salary") + limits(question, facts)
        age, aged = age_of([*own, *beside], facts, question.today)
        return Answer(
            question.topic,
            "partial" if limits(question, facts) else "answered",
            (*lines, *by_period, *missing, *age),
            facts=tuple(salary.id for salary in (*own, *beside)),
            computed=(*computed, *aged),
            buttons=suggestions("salary_compare", "salary_location", "sources"),
        )


class ActionTellSalaryOf(TopicAction, topic="salary_of"):
    """Tell what other professions earn, or that the sources don't say."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the figures of the professions named; with none named, ask which."""
        if not question.names_a_profession():
            return which_profession(question.topic, facts)
        told = [salary for profession in question.professions for salary in facts.salaries_of(profession)]
        if not told:
            return not_covered_profession(question, facts)
        lines = [say("utter_not_covered_profession", profession=words) for words in question.unknown_professions]
        for profession in question.professions:
            lines.append(say("utter_salary_heading", professions=facts.profession(profession).plural))
            lines += [figure_line(salary, facts) for salary in facts.salaries_of(profession)]
        by_period, computed = per_period(told, question.period)
        age, aged = age_of(told, facts, question.today)
        missing = limits(question, facts)
        return Answer(
            question.topic,
            "partial" if missing or question.unknown_professions else "answered",
            (*lines, *by_period, *missing, *age),
            facts=tuple(salary.id for salary in told),
            computed=(*computed, *aged),
            buttons=suggestions("salary_compare", "openings", "salary"),
        )


class ActionTellSalaryLocation(TopicAction, topic="salary_location"):
    """Tell that pay isn't given by place, and what it is in the whole United States."""

    assumes_ml_engineer = True

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the gap, then the countrywide figures of the profession asked for."""
        if question.unknown_professions and not question.professions:
            return not_covered_profession(question, facts)
        professions = question.professions or (OWN_PROFESSION,)
        told = [salary for profession in professions for salary in facts.salaries_of(profession)]
        lines = [facts.gap("gap_pay_by_place").statement]
        for profession in professions:
            lines.append(say("utter_salary_heading", professions=facts.profession(profession).plural))
            lines += [figure_line(salary, facts) for salary in facts.salaries_of(profession)]
        by_period, computed = per_period(told, question.period)
        age, aged = age_of(told, facts, question.today)
        return Answer(
            question.topic,
            "partial",
            (*lines, *by_period, *limits(question, facts, place_is_told=True), *age),
            facts=tuple(salary.id for salary in told),
            computed=(*computed, *aged),
            buttons=suggestions("salary", "remote", "salary_compare"),
        )


class ActionAssessSalary(TopicAction, topic="salary_assess"):
    """Set an amount that the person names beside the sources' figures."""

    assumes_ml_engineer = True

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return by how much the amount is above or below each figure; without an amount, ask for it."""
        pay = read_pay(question.amount, question.period) if question.amount else None
        if question.unknown_professions and not question.professions:
            return not_covered_profession(question, facts)
        if pay is None:
            return Answer(
                question.topic, "clarify", (say("utter_which_amount"),), buttons=suggestions("salary_assess", "salary")
            )
        professions = question.professions or (OWN_PROFESSION,)
        told = [salary for profession in professions for salary in facts.salaries_of(profession)]
        lines: list[str] = []
        computed: list[Computed] = []
        if pay.currency != "USD":
            lines.append(say("utter_other_currency", currency=pay.currency))
            lines += [
                say("utter_figure_of", professions=facts.profession(s.profession).plural, figure=figure_line(s, facts))
                for s in told
            ]
        else:
            if pay.period != "year":
                computed.append(_yearly(pay))
                lines.append(
                    say(
                        "utter_amount_per_year",
                        amount=question.amount,
                        yearly=usd(pay.per_year),
                        times=f"{PER_YEAR[pay.period]:,}",
                        period=pay.period,
                    )
                )
            for salary in told:
                line, numbers = _beside(pay, salary, facts)
                lines.append(line)
                computed += numbers
        age, aged = age_of(told, facts, question.today)
        return Answer(
            question.topic,
            "partial",
            (*lines, facts.gap("gap_judgement").statement, *age),
            facts=tuple(salary.id for salary in told),
            computed=(*computed, *aged),
            buttons=suggestions("salary", "salary_compare", "salary_location"),
        )


def figure_line(salary: Salary, facts: Facts) -> str:
    """Return a pay figure as a bullet: the figure, what it measures, who says so and when."""
    measure = say(f"utter_measure_{salary.measure}")
    if salary.sample_size is not None:
        measure = say("utter_measure_with_sample", measure=measure, sample=f"{salary.sample_size:,}")
    return say(
        "utter_salary_figure", amount=usd(salary.salary_usd_per_year), measure=measure, source=cite(salary, facts)
    )


def per_period(salaries: list[Salary] | tuple[Salary, ...], period: str | None) -> tuple[list[str], list[Computed]]:
    """Return the figures for an hour, a day, a week or a month, if that was asked for."""
    if period is None or period == "year" or period not in PER_YEAR:
        return [], []
    divisor = PER_YEAR[period]
    computed = [
        Computed(f"a / {divisor}", (s.id,), round(s.salary_usd_per_year / divisor, 2), f"USD per {period}")
        for s in salaries
    ]
    amounts = say("utter_and").join(
        usd(number.result if period in ("hour", "day") else round(number.result)) for number in computed
    )
    assumption = say("utter_full_time_year", hours=f"{HOURS_A_YEAR:,}") if period in ("hour", "day", "week") else ""
    return [
        say("utter_per_period", period=period, amounts=amounts, divisor=f"{divisor:,}", assumption=assumption)
    ], computed


def limits(question: Question, facts: Facts, place_is_told: bool = False) -> list[str]:
    """Return what the figures can't tell: the level or the place that the person named."""
    lines = []
    if question.level:
        lines.append(say("utter_nothing_by_level", level=question.level))
    if question.place and not place_is_told and not is_covered_place(question.place):
        lines.append(say("utter_nothing_by_place", place=question.place))
    return lines


def which_profession(topic: str, facts: Facts) -> Answer:
    """Return the question which profession is meant, with buttons for some of those that facts are about."""
    offered = [pay_button(facts.profession(p)) for p in ("data_scientist", OWN_PROFESSION, "data_engineer")]
    names = ", ".join(profession.plural for profession in facts.professions)
    return Answer(topic, "clarify", (say("utter_which_profession", professions=names),), buttons=tuple(offered))


def _yearly(pay: Pay) -> Computed:
    return Computed(f"a * {PER_YEAR[pay.period]}", (pay.amount,), round(pay.per_year, 2), "USD per year")


def _beside(pay: Pay, salary: Salary, facts: Facts) -> tuple[str, list[Computed]]:
    difference = round(pay.per_year) - salary.salary_usd_per_year
    percent = round(abs(difference) / salary.salary_usd_per_year * 100, 1)
    yours = round(pay.per_year)
    numbers = [
        Computed("a - b", (yours, salary.id), difference, "USD per year"),
        Computed("abs(a - b) / b * 100", (yours, salary.id), percent, "percent"),
    ]
    figure = figure_line(salary, facts).removeprefix("• ")
    professions = facts.profession(salary.profession).plural
    if difference == 0:
        return say("utter_amount_equal", figure=figure, professions=professions), numbers
    response = "utter_amount_above" if difference > 0 else "utter_amount_below"
    return say(
        response, figure=figure, professions=professions, difference=usd(abs(difference)), percent=f"{percent:g}"
    ), numbers
