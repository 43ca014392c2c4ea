"""Figures of several professions: the difference of two, the order of more, and what is reckoned with what was shown."""

import dataclasses
from typing import Any

from actions.answering.answer import Answer, Computed
from actions.answering.buttons import Button
from actions.answering.citing import cite, month_of, one_source_line
from actions.answering.common_answers import not_covered, plural, suggestions
from actions.answering.fact_choice import choose
from actions.answering.figures import (
    Figure,
    Measure,
    all_with,
    chart_of,
    difference_of,
    figures_of,
    other_pays,
    plural_of,
    rows_for,
    shown_per,
    table_of,
    units_of,
    with_article,
)
from actions.answering.limits import led_by, openings_limit, pay_limit
from actions.answering.question import Question
from actions.answering.statements import refusal
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts, usd
from actions.facts.records import NotSaid, Salary
from actions.money import PER_YEAR
from actions.topics import OWN_PROFESSION, PAY

_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_MOST_ROWS = 8


class ActionCompareSalary(TopicAction):
    """Compare pay: the difference of two professions, the ranking of more."""

    topic = "salary_compare"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the comparison of the professions named; of one, with ML engineers; of none, of all."""
        return compare(question, "pay", facts)


def compare(question: Question, measure: Measure, facts: Facts) -> Answer:
    """Return what was asked of several figures: the difference, the order, a sum, a share …"""
    if question.form == "why":
        return _with_no_reason(question, measure, facts)
    professions = _whom(question, measure, facts)
    figures = figures_of(professions, measure, facts)
    missing = [p for p in professions if p not in {f.profession for f in figures}]
    if question.amounts and question.operation in ("difference", "percent", "ratio") and measure == "pay":
        return _from_amount(question, facts)
    if not figures:
        return not_covered(question, facts)
    ordered = sorted(figures, key=lambda f: -f.value)
    operation = question.operation or ("difference" if len(ordered) == 2 else "most")
    if len(figures) < 2 and (question.unknown or missing):
        return _one_known(question, ordered, missing, measure, facts)
    if operation in ("sum", "mean", "share"):
        return _reckoned(operation, ordered, question, measure, facts)
    if len(ordered) == 1:
        return _only_one(ordered[0], operation, question, measure, facts)
    if len(ordered) == 2 and operation in ("difference", "percent", "ratio", "more", "less", "most", "least"):
        return _two(ordered[0], ordered[1], operation, question, measure, facts)
    return _order(ordered, operation, question, measure, facts)


def _whom(question: Question, measure: Measure, facts: Facts) -> tuple[str, ...]:
    """Return whose figures are compared."""
    professions = question.professions
    asks_of_all = question.operation in ("most", "least", "nth", "top", "rank", "share") or question.form == "which"
    if len(professions) > 1:
        return professions
    if question.operation in ("rank", "share") or (asks_of_all and len(professions) < 2 and not question.unknown):
        return all_with(measure, facts)
    if not professions:
        return () if question.unknown else all_with(measure, facts)
    if question.unknown:
        return professions
    if professions[0] == OWN_PROFESSION:
        return all_with(measure, facts)
    return (OWN_PROFESSION, *professions)


def _with_no_reason(question: Question, measure: Measure, facts: Facts) -> Answer:
    """Return what is so, a false premise put right first, and that the sources don't say why."""
    choice = choose(question, facts)
    known = len(question.professions) > 1 or question.operation in ("most", "least")
    if not known:
        if (
            choice is not None
            and isinstance(choice.record, NotSaid)
            and choice.similarity >= 0.5
            and choice.record.topic in (*PAY, "openings")
        ):
            return refusal(choice.record, question, facts)
        return Answer(question.topic, "not_covered", say("utter_no_reason"), buttons=suggestions("sources"))
    answer = compare(dataclasses.replace(question, form="statement"), measure, facts)
    ordered = sorted(figures_of(question.professions, measure, facts), key=lambda f: -f.value)
    lead = answer.lead
    if len(ordered) == 2 and len(question.professions) == 2 and {"more", "less"} & set(question.reading.refers):
        claimed = question.professions[0] if "more" in question.reading.refers else question.professions[1]
        if claimed != ordered[0].profession and not lead.startswith("It depends"):
            lead = say("utter_other_way_round", comparison=lead)
    return dataclasses.replace(answer, status="partial", lead=lead, limits=(*answer.limits, say("utter_no_reason")))


def _two(higher: Figure, lower: Figure, operation: str, question: Question, measure: Measure, facts: Facts) -> Answer:
    """Return by how much one is more than the other; of a yes/no question, whether it is."""
    numbers = difference_of(higher, lower)
    names = {"higher": plural_of(higher.profession, facts), "lower": plural_of(lower.profession, facts)}
    values: dict[str, Any] = {**names, "high": higher.shown, "low": lower.shown, "source": cite(higher.fact, facts)}
    computed: list[Computed] = [*numbers]
    turned = _turned_round(higher, lower, facts)
    clause, kinds = pay_limit(question, facts) if measure == "pay" else openings_limit(question)
    if operation == "ratio":
        times = round(higher.value / lower.value, 1)
        computed.append(Computed("a / b", (higher.fact.id, lower.fact.id), times, "times"))
        lead = say(f"utter_ratio_{measure}", times=f"{times:g}", **values)
    elif operation == "percent":
        lead = say(f"utter_percent_{measure}", percent=f"{numbers[1].result:g}", **values)
    elif question.period in PER_YEAR and question.period != "year" and measure == "pay":
        number = Computed(
            f"(a - b) / {PER_YEAR[question.period]}",
            (higher.fact.id, lower.fact.id),
            round(numbers[0].result / PER_YEAR[question.period], 2),
            f"USD per {question.period}",
        )
        computed.append(number)
        lead = say(
            "utter_difference_period",
            difference=shown_per(number),
            period=with_article(question.period),
            yearly=usd(numbers[0].result),
            count=f"{PER_YEAR[question.period]:,}",
            units=units_of(question.period),
            **values,
        )
    elif turned is not None and question.form in (
        "yes_no",
        "compare",
        "which",
        "statement",
        "how_much",
        "why",
        "advice",
    ):
        other, by_other = turned
        computed += by_other
        own_figure, rival = (higher, lower) if higher.profession == other.profession else (lower, higher)
        lead = say(
            "utter_depends", own=plural_of(own_figure.profession, facts), rival=plural_of(rival.profession, facts),
            first="less" if own_figure is lower else "more", first_difference=usd(numbers[0].result), first_date=month_of(own_figure.fact, facts),
            second="more" if own_figure is lower else "less", second_difference=usd(by_other[0].result), second_date=month_of(other, facts),
            source=cite(rival.fact, facts),
        )  # fmt: skip
    else:
        prefix = _yes_or_no(higher, question)
        difference = usd(numbers[0].result) if measure == "pay" else f"{numbers[0].result:,.0f}"
        response = (
            f"utter_difference_{measure}"
            if operation == "difference" and question.operation == "difference"
            else f"utter_compare_{measure}"
        )
        lead = prefix + say(response, difference=difference, percent=f"{numbers[1].result:g}", **values)
    used = [higher.fact.id, lower.fact.id]
    support = []
    other_line = (
        _by_the_other(higher, lower, facts) if measure == "pay" and operation != "ratio" and turned is None else None
    )
    if other_line is not None and other_line[1] not in question.memory.told:
        support.append(other_line[0])
        used.append(other_line[1])
        computed += other_line[2]
    elif turned is not None:
        used.append(turned[0].id)
    return Answer(
        question.topic,
        "partial" if clause else "answered",
        led_by(clause, f"{lead}."),
        support=tuple(support),
        limits=tuple(_left_out([higher, lower], question, measure, facts)),
        facts=tuple(used),
        computed=tuple(computed),
        buttons=_next(measure, question),
        table=table_of([higher, lower], facts),
        chart=chart_of([higher, lower], facts),
        shown=(higher.row(), lower.row()),
        restricted=kinds,
    )


def _yes_or_no(higher: Figure, question: Question) -> str:
    """Return the yes or no to "do X earn more than Y", or nothing where the form asks for none."""
    refers = question.reading.refers
    if (
        question.form not in ("yes_no", "statement")
        or not {"more", "less"} & set(refers)
        or len(question.professions) < 2
    ):
        return ""
    if question.form == "statement" and not question.reading.is_fragment:
        return ""
    first_is_higher = question.professions[0] == higher.profession
    claims_more = "more" in refers
    return say("utter_yes_is") + " " if first_is_higher == claims_more else say("utter_no_is") + " "


def _turned_round(higher: Figure, lower: Figure, facts: Facts) -> tuple[Salary, list[Computed]] | None:
    """Return the other figure of one of the two if by it the order turns round, and the difference by it."""
    if higher.measure != "pay":
        return None
    for figure, rival in ((higher, lower), (lower, higher)):
        for other in other_pays(figure, facts):
            if (other.salary_usd_per_year > rival.value) != (figure.value > rival.value):
                difference = abs(other.salary_usd_per_year - rival.value)
                return other, [Computed("abs(a - b)", (other.id, rival.fact.id), difference, "USD per year")]
    return None


def _by_the_other(higher: Figure, lower: Figure, facts: Facts) -> tuple[str, str, list[Computed]] | None:
    """Return the line on the difference by a profession's other figure, its id, and what was reckoned."""
    for figure, rival in ((higher, lower), (lower, higher)):
        for other in other_pays(figure, facts)[:1]:
            difference = abs(other.salary_usd_per_year - rival.value)
            line = say(
                "utter_by_other_figure", publisher=facts.source(other.source).publisher, date=month_of(other, facts), professions=plural_of(figure.profession, facts),
                figure=usd(other.salary_usd_per_year), difference=usd(difference),
            )  # fmt: skip
            return line, other.id, [Computed("abs(a - b)", (other.id, rival.fact.id), difference, "USD per year")]
    return None


def _order(ordered: list[Figure], operation: str, question: Question, measure: Measure, facts: Facts) -> Answer:
    """Return the one that was asked for of an order, and the order as a list."""
    count = len(ordered)
    shown = list(ordered)
    computed: list[Computed] = []
    leader = ordered[0]
    first, last = ordered[0], ordered[-1]
    number = question.numbers[0] if question.numbers else 1
    if operation == "least":
        lead = say(f"utter_least_{measure}", professions=plural_of(last.profession, facts), shown=last.shown)
        shown = ordered[::-1]
        leader = last
    elif operation == "nth" and 1 <= number <= count:
        leader = at = ordered[number - 1]
        lead = say(
            f"utter_nth_{measure}", nth=_ORDINALS[number], professions=plural_of(at.profession, facts), shown=at.shown
        )
    elif operation == "rank" and question.professions:
        place = next((n for n, f in enumerate(ordered, start=1) if f.profession == question.professions[0]), None)
        if place is None:
            return not_covered(question, facts)
        leader = at = ordered[place - 1]
        lead = say(
            f"utter_rank_{measure}",
            professions=plural_of(at.profession, facts),
            nth=_ORDINALS[place],
            count=count,
            shown=at.shown,
        )
    elif operation == "top" and 1 <= number < count:
        shown = ordered[:number]
        lead = say(f"utter_most_{measure}", professions=plural_of(first.profession, facts), shown=first.shown)
    elif operation in ("difference", "percent"):
        numbers = difference_of(first, last)
        computed += numbers
        difference = usd(numbers[0].result) if measure == "pay" else f"{numbers[0].result:,.0f}"
        lead = say(
            f"utter_difference_{measure}", difference=difference, percent=f"{numbers[1].result:g}", higher=plural_of(first.profession, facts),
            high=first.shown, lower=plural_of(last.profession, facts), low=last.shown, source=cite(first.fact, facts),
        )  # fmt: skip
    else:
        lead = say(f"utter_most_{measure}", professions=plural_of(first.profession, facts), shown=first.shown)
        claimed = _claim(ordered, question)
        lead = claimed + lead if claimed else lead
    used = [f.fact.id for f in shown]
    support = []
    own = next((f for f in ordered if f.profession == OWN_PROFESSION), None)
    others = other_pays(own, facts)[:1] if own and measure == "pay" else []
    if others and others[0].id not in question.memory.told:
        support.append(
            say(
                "utter_other_pay",
                publisher=facts.source(others[0].source).publisher,
                date=month_of(others[0], facts),
                professions=plural_of(OWN_PROFESSION, facts),
                figure=usd(others[0].salary_usd_per_year),
            )
        )
        used.append(others[0].id)
    limits = _left_out(ordered, question, measure, facts)
    clause, kinds = pay_limit(question, facts) if measure == "pay" else openings_limit(question)
    rows = () if "number_only" in question.shape or "short" in question.shape else rows_for(shown[:_MOST_ROWS], facts)
    return Answer(
        question.topic,
        "partial" if clause or limits else "answered",
        led_by(clause, f"{lead}."),
        support=tuple(support),
        rows=rows,
        limits=tuple(limits),
        source_line=one_source_line([f.fact for f in shown], facts),
        facts=tuple(used),
        led_by=leader.fact.id,
        computed=tuple(computed),
        buttons=_next(measure, question),
        table=table_of(shown, facts) if rows else None,
        chart=chart_of(shown, facts) if rows else None,
        shown=tuple(f.row() for f in shown),
        restricted=kinds,
    )


def _left_out(figures: list[Figure], question: Question, measure: Measure, facts: Facts) -> list[str]:
    """Return a line for those named who have no such figure."""
    names = [plural_of(p, facts) for p in question.professions if p not in {f.profession for f in figures}]
    names += [plural(words) for words in question.unknown]
    return [say(f"utter_left_out_{measure}", professions=" or ".join(names))] if names else []


def _claim(ordered: list[Figure], question: Question) -> str:
    """Return the yes or no to "are data engineers the best paid" before the order."""
    asked = [s.profession for s in question.reading.named("asked") if s.profession]
    if question.form != "yes_no" or len(asked) != 1 or "most" not in question.reading.refers:
        return ""
    return (say("utter_yes_is") if ordered[0].profession == asked[0] else say("utter_no_is")) + " "


def _reckoned(operation: str, figures: list[Figure], question: Question, measure: Measure, facts: Facts) -> Answer:
    """Return a sum of openings, a plain mean of pays, or a share of all openings."""
    names = " and ".join(plural_of(f.profession, facts) for f in figures)
    total = sum(f.value for f in figures)
    ids = tuple(f.fact.id for f in figures)
    letters = " + ".join("abcdefghij"[: len(figures)])
    if operation == "share" and measure == "openings":
        whole = figures_of(all_with(measure, facts), measure, facts)
        asked = [f for f in figures if f.profession in question.professions] or figures[:1]
        part = sum(f.value for f in asked)
        share = round(part / sum(f.value for f in whole) * 100, 1)
        computed = [Computed("share of a in all openings", tuple(f.fact.id for f in whole), share, "percent")]
        lead = say(
            "utter_share",
            professions=plural_of(asked[0].profession, facts),
            shown=asked[0].shown,
            share=f"{share:g}",
            total=f"{sum(f.value for f in whole):,}",
            source=cite(asked[0].fact, facts),
        )
        ids = tuple(f.fact.id for f in whole)
    elif operation == "mean":
        mean = round(total / len(figures))
        computed = [
            Computed(f"({letters}) / {len(figures)}", ids, mean, "USD per year" if measure == "pay" else "openings")
        ]
        lead = say(
            "utter_mean",
            count=len(figures),
            mean=usd(mean) if measure == "pay" else f"{mean:,}",
            professions=names,
            source=cite(figures[0].fact, facts),
        )
    elif measure == "pay" and operation == "sum" and len(figures) > 1:
        told = ", ".join(f"{plural_of(f.profession, facts)} {f.shown}" for f in figures)
        computed, lead = [], say("utter_pay_not_summed", told=told, source=cite(figures[0].fact, facts))
    elif measure == "pay":
        return (
            _order(figures, "most", question, measure, facts)
            if len(figures) > 2
            else _two(figures[0], figures[1], "difference", question, measure, facts)
            if len(figures) == 2
            else _only_one(figures[0], operation, question, measure, facts)
        )
    else:
        computed = [Computed(letters, ids, total, "openings")]
        lead = say("utter_sum", total=f"{total:,}", professions=names, source=cite(figures[0].fact, facts))
    return Answer(
        question.topic, "answered", f"{lead}.", rows=rows_for(figures, facts) if operation == "sum" else (), facts=ids, computed=tuple(computed),
        buttons=_next(measure, question), chart=chart_of(figures, facts), shown=tuple(f.row() for f in figures),
    )  # fmt: skip


def _only_one(figure: Figure, operation: str, question: Question, measure: Measure, facts: Facts) -> Answer:
    """Return the one figure that there is."""
    lead = say(
        f"utter_one_{measure}",
        professions=plural_of(figure.profession, facts),
        shown=figure.shown,
        source=cite(figure.fact, facts),
    )
    return Answer(
        question.topic,
        "answered",
        f"{lead}.",
        facts=(figure.fact.id,),
        buttons=_next(measure, question),
        shown=(figure.row(),),
    )


def _one_known(question: Question, figures: list[Figure], missing: list[str], measure: Measure, facts: Facts) -> Answer:
    """Return that one side of a comparison isn't known, and the figure of the other."""
    unknown = [*map(plural, question.unknown), *(plural_of(p, facts) for p in missing)]
    figure = figures[0]
    told = say(
        f"utter_one_{measure}",
        professions=plural_of(figure.profession, facts),
        shown=figure.shown,
        source=cite(figure.fact, facts),
    )
    medians = [s for p in missing for s in facts.salaries_of(p) if s.measure == "median"] if measure == "pay" else []
    if medians:
        lead = say(
            "utter_median_apart",
            professions=plural_of(medians[0].profession, facts),
            amount=usd(medians[0].salary_usd_per_year),
            source=cite(medians[0], facts),
            told=told,
        )
    else:
        lead = say(f"utter_not_compared_{measure}", unknown=" or ".join(unknown), told=told)
    return Answer(
        question.topic, "partial", f"{lead}.", facts=(figure.fact.id, *(s.id for s in medians)), buttons=_next(measure, question),
        shown=tuple(f.row() for f in figures),
    )  # fmt: skip


def _from_amount(question: Question, facts: Facts) -> Answer:
    """Return the distance of the person's amount again, as a difference, percent or ratio."""
    from actions.skills.salary import ActionAssessSalary

    return ActionAssessSalary().answer(question.asking("salary_assess", professions=question.professions[:1]), facts)


def _next(measure: Measure, question: Question) -> tuple[Button, ...]:
    if "number_only" in question.shape or question.operation in ("difference", "percent", "ratio", "mean", "sum"):
        return ()
    return suggestions("openings") if measure == "pay" else suggestions("outlook", "salary_compare")
