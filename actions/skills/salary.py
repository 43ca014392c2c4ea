"""Pay: of ML engineers and other professions, in a place, and whether an amount is good."""

from actions.answering.answer import Answer, Computed
from actions.answering.citing import age_of, gap_lines, told_by_source, unknown_lines
from actions.answering.common_answers import not_covered_profession, statements_for, suggestions
from actions.answering.pay_figures import figure, figure_bullets, limits, named_figures, per_period, reckoning
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction
from actions.answering.wording import pay_button, say
from actions.facts import Facts, usd
from actions.facts.records import Salary
from actions.money import PER_YEAR, Pay, currency_told, read_pay
from actions.topics import OWN_PROFESSION

# Of another occupation, but cited beside the ML engineer's pay and easily taken for it.
BESIDE_OWN = "computer_information_research_scientist"


class ActionTellSalary(TopicAction):
    """Tell what ML engineers earn, all sources side by side."""

    topic = "salary"
    assumes_ml_engineer = True

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return every figure with what it measures, and the one of another occupation set apart."""
        own = facts.salaries_of(OWN_PROFESSION)
        beside = facts.salaries_of(BESIDE_OWN)
        lines = [say("utter_salary_heading", professions=facts.profession(OWN_PROFESSION).plural)]
        lines += figure_bullets(own, facts)
        lines += [
            say(
                "utter_salary_of_other_occupation",
                figure=figure(s, facts),
                professions=facts.profession(s.profession).plural,
            )
            for s in beside
        ]
        by_period, computed = per_period(own, question.period)
        words = statements_for(question.asking("salary"), facts)
        lines += told_by_source(words, facts)
        beyond = limits(question)
        missing = gap_lines(question, facts, "salary") + beyond
        age, aged = age_of([*own, *beside], facts, question.today)
        return Answer(
            question.topic,
            "partial" if beyond else "answered",
            (*lines, *by_period, *missing, *age),
            facts=tuple(fact.id for fact in (*own, *beside, *words)),
            computed=(*computed, *aged),
            buttons=suggestions("salary_compare", "salary_location", "sources"),
        )


class ActionTellSalaryOf(TopicAction):
    """Tell what other professions earn, or that the sources don't say."""

    topic = "salary_of"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the figures of the professions named; with none named, ask which."""
        if not question.names_a_profession():
            return which_profession(question.topic, facts)
        told = [salary for profession in question.professions for salary in facts.salaries_of(profession)]
        if not told:
            return not_covered_profession(question, facts)
        lines = unknown_lines(question)
        for profession in question.professions:
            lines.append(say("utter_salary_heading", professions=facts.profession(profession).plural))
            lines += figure_bullets(facts.salaries_of(profession), facts)
        words = (*statements_for(question.asking("salary"), facts), *statements_for(question, facts))
        lines += told_by_source(words, facts)
        by_period, computed = per_period(told, question.period)
        age, aged = age_of(told, facts, question.today)
        missing = limits(question)
        return Answer(
            question.topic,
            "partial" if missing or question.unknown_professions else "answered",
            (*lines, *by_period, *missing, *age),
            facts=tuple(fact.id for fact in (*told, *words)),
            computed=(*computed, *aged),
            buttons=suggestions("salary_compare", "openings", "salary"),
        )


class ActionTellSalaryLocation(TopicAction):
    """Tell that pay isn't given by place, and what it is in the whole United States."""

    topic = "salary_location"
    assumes_ml_engineer = True

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the gap, then the countrywide figures of the profession asked for."""
        if question.unknown_professions and not question.professions:
            return not_covered_profession(question, facts)
        professions = question.professions or (OWN_PROFESSION,)
        told = [salary for profession in professions for salary in facts.salaries_of(profession)]
        words = statements_for(question, facts)
        missing = gap_lines(question, facts)
        lines = [*missing, *told_by_source(words, facts)]
        for profession in professions:
            lines.append(say("utter_salary_heading", professions=facts.profession(profession).plural))
            lines += figure_bullets(facts.salaries_of(profession), facts)
        by_period, computed = per_period(told, question.period)
        age, aged = age_of(told, facts, question.today)
        return Answer(
            question.topic,
            "partial" if missing else "answered",
            (*lines, *by_period, *limits(question, place_is_told=True), *age),
            facts=tuple(fact.id for fact in (*told, *words)),
            computed=(*computed, *aged),
            buttons=suggestions("salary", "remote", "salary_compare"),
        )


class ActionAssessSalary(TopicAction):
    """Set an amount that the person names beside the sources' figures."""

    topic = "salary_assess"
    assumes_ml_engineer = True

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return by how much the amount is above or below each figure; without an amount, ask for it."""
        pay = _pay_of(question)
        if question.unknown_professions and not question.professions:
            return not_covered_profession(question, facts)
        if pay is None:
            return Answer(
                question.topic, "clarify", (say("utter_which_amount"),), buttons=suggestions("salary_assess", "salary")
            )
        professions = question.professions or (OWN_PROFESSION,)
        told = [salary for profession in professions for salary in facts.salaries_of(profession)]
        if pay.currency == "USD":
            lines, computed = _beside_figures(pay, told, question, facts)
        else:
            other = say("utter_other_currency", currency=currency_told(pay.currency))
            lines, computed = [other, *named_figures(told, facts)], []
        lines += unknown_lines(question)
        words = statements_for(question, facts)
        age, aged = age_of(told, facts, question.today)
        return Answer(
            question.topic,
            "partial",
            (*lines, *told_by_source(words, facts), *gap_lines(question, facts), *age),
            facts=tuple(fact.id for fact in (*told, *words)),
            computed=(*computed, *aged),
            buttons=suggestions("salary", "salary_compare", "salary_location"),
        )


def _pay_of(question: Question) -> Pay | None:
    """Return the pay that the question names; one carried over from the question before is in the money of that."""
    if question.amount is None:
        return None
    before = question.before.text if question.before and question.amount not in question.text else ""
    return read_pay(question.amount, question.period, f"{before} {question.text}")


def which_profession(topic: str, facts: Facts) -> Answer:
    """Return the question which profession is meant, with buttons for some of those that facts are about."""
    usual = [p for p in ("data_scientist", OWN_PROFESSION, "data_engineer") if facts.is_profession(p)]
    offered = [pay_button(facts.profession(p)) for p in usual]
    names = ", ".join(profession.plural for profession in facts.professions)
    return Answer(topic, "clarify", (say("utter_which_profession", professions=names),), buttons=tuple(offered))


def _beside_figures(pay: Pay, told: list[Salary], question: Question, facts: Facts) -> tuple[list[str], list[Computed]]:
    """Return the amount as pay per year, if it was for another period, and its distance from each figure."""
    lines, computed = [], []
    if pay.is_range:
        lines.append(say("utter_middle_of_range", middle=usd(pay.amount)))
    if pay.period != "year":
        computed.append(Computed(f"a * {PER_YEAR[pay.period]}", (pay.amount,), round(pay.per_year, 2), "USD per year"))
        lines.append(
            say(
                "utter_amount_per_year",
                amount=question.amount,
                period=pay.period,
                yearly=usd(pay.per_year),
                reckoning=reckoning(pay.period),
            )
        )
    for salary in told:
        line, numbers = _distance_from_figure(pay, salary, facts)
        lines.append(line)
        computed += numbers
    return lines, computed


def _distance_from_figure(pay: Pay, salary: Salary, facts: Facts) -> tuple[str, list[Computed]]:
    difference = round(pay.per_year) - salary.salary_usd_per_year
    percent = round(abs(difference) / salary.salary_usd_per_year * 100, 1)
    yours = round(pay.per_year)
    numbers = [
        Computed("a - b", (yours, salary.id), difference, "USD per year"),
        Computed("abs(a - b) / b * 100", (yours, salary.id), percent, "percent"),
    ]
    professions = facts.profession(salary.profession).plural
    if difference == 0:
        return say("utter_amount_equal", figure=figure(salary, facts), professions=professions), numbers
    response = "utter_amount_above" if difference > 0 else "utter_amount_below"
    return say(
        response,
        figure=figure(salary, facts),
        professions=professions,
        difference=usd(abs(difference)),
        percent=f"{percent:g}",
    ), numbers
