"""Pay: of ML engineers and other professions, narrowed or not, and an amount that a person names beside it."""

from typing import Any

from actions.answering.answer import Answer, Computed
from actions.answering.buttons import Button
from actions.answering.citing import cite, month_of
from actions.answering.common_answers import not_covered, plural, suggestions
from actions.answering.fact_choice import choose
from actions.answering.figures import (
    Figure,
    figures_of,
    other_pays,
    pay_sentence,
    per_period,
    plural_of,
    shown_per,
    units_of,
    with_article,
)
from actions.answering.limits import led_by, pay_limit
from actions.answering.memory import Shown
from actions.answering.question import Question
from actions.answering.statements import lead_of, refusal
from actions.answering.topic_action import TopicAction
from actions.answering.wording import pay_button, say
from actions.facts import Facts, usd
from actions.facts.records import NotSaid, Salary, Statement
from actions.money import PER_YEAR, currency_told
from actions.reading import Amount
from actions.topics import CAREER_TOPICS, OWN_PROFESSION

# More than so many times a figure, or less than its share, an amount is asked about if its unit or period was a guess.
FAR = 5
# A question on pay in words is led by a statement or by what isn't said that is as near as this.
_NEAR_IN_WORDS = 0.66


class _TellsPay(TopicAction):
    """Tell what a profession earns: the figure that compares with the rest first, the other in the same sentence."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the pay of those asked for, what it isn't split by in front."""
        if question.operation == "more":
            return Answer(
                question.topic, "social", say("utter_no_more"), buttons=suggestions("salary_compare", "openings")
            )
        in_words = _in_words(question, facts)
        if in_words is not None:
            return in_words
        told = [salary for p in question.whom() for salary in facts.salaries_of(p)]
        if not told:
            return not_covered(question, facts)
        if question.operation == "ours":
            return _whose_figure(next(s for s in told if s.id == question.memory.facts[0]), question, facts)
        if (
            question.restricted("country")
            and question.reading.topic not in CAREER_TOPICS
            and question.reading.is_fragment
            and question.is_carried
            and question.form in ("yes_no", "statement")
        ):
            return _in_the_us(told[0], question, facts)
        if question.restricted("base"):
            return _whether_base(told[0], question, facts)
        salary, other = _in_order(told, question)
        sentence, computed = pay_sentence(salary, question.period, facts)
        clause, kinds = pay_limit(question, facts)
        if question.unknown:
            unknown = say("utter_no_pay_for", unknown=" or ".join(plural(words) for words in question.unknown))
            clause = (
                f"{unknown}; {clause[:1].lower()}{clause[1:]}"
                if clause and not clause.startswith("I ")
                else f"{unknown}; {clause}"
                if clause
                else unknown
            )
        wants_other = (
            other is not None and not clause and question.period is None and "number_only" not in question.shape
        )
        if other is not None and wants_other and other.id not in question.memory.told:
            sentence = say("utter_pay_and_other", sentence=sentence, **_told_of(other, facts))
            told = [salary, other]
        else:
            told = [salary]
        if "number_only" in question.shape:
            sentence = say(
                "utter_number_only",
                amount=shown_per(computed[0]) if computed else usd(salary.salary_usd_per_year),
                source=cite(salary, facts),
            )
        lead = led_by(clause, sentence if "number_only" in question.shape and not clause else f"{sentence}.")
        return Answer(
            question.topic,
            "partial" if clause or question.unknown else "answered",
            lead,
            limits=_other_occupation(salary, question, facts),
            facts=tuple(s.id for s in told),
            computed=tuple(computed),
            buttons=() if "number_only" in question.shape else _next(question, salary),
            shown=(Shown(salary.id, "pay", salary.profession, salary.salary_usd_per_year),),
            restricted=kinds,
        )


def _in_words(question: Question, facts: Facts) -> Answer | None:
    """Return the statement on pay in words, or what isn't said of it, where the question asks just for that."""
    if question.period or question.restrictions or question.amounts or question.operation in ("again", "ours"):
        return None
    choice = choose(question, facts)
    if (
        choice is None
        or choice.similarity < _NEAR_IN_WORDS
        or choice.record.topic not in ("salary", "salary_of", "salary_compare", "salary_assess")
    ):
        return None
    if isinstance(choice.record, NotSaid):
        return refusal(choice.record, question, facts)
    if question.form == "how_much":
        return None
    record: Statement = choice.record
    figure = figures_of(question.whom(), "pay", facts)[:1]
    sentences = [pay_sentence(f.fact, None, facts)[0] + "." for f in figure if isinstance(f.fact, Salary)]
    return Answer(
        "salary", "answered", lead_of(record, choice.answer, question, facts), support=tuple(sentences),
        facts=(record.id, *(f.fact.id for f in figure)), buttons=suggestions("salary_compare"), shown=tuple(f.row() for f in figure),
    )  # fmt: skip


def _in_order(told: list[Salary], question: Question) -> tuple[Salary, Salary | None]:
    """Return the figure that leads and the one beside it: a publisher that was named decides."""
    own = [s for s in told if s.profession == told[0].profession]
    asks_coursera = any(one.words == "Coursera" for one in question.restricted("publisher"))
    first = own[-1] if asks_coursera else own[0]
    other = next((s for s in own if s is not first and s.measure != "median"), None)
    return first, other


def _told_of(salary: Salary, facts: Facts) -> dict[str, Any]:
    source = facts.source(salary.source)
    citing = facts.source(source.cited_by).publisher if source.cited_by else source.publisher
    return {
        "publisher": source.publisher,
        "date": month_of(salary, facts),
        "citing": citing,
        "other": usd(salary.salary_usd_per_year),
    }


def _whose_figure(salary: Salary, question: Question, facts: Facts) -> Answer:
    """Return whose pay a figure is, of when, and from how many salaries; whether it is what the question takes it for."""
    sentence = pay_sentence(salary, None, facts)[0]
    asked = [s.profession for s in question.reading.named("asked") if s.profession]
    prefix = ""
    if question.form == "yes_no" and asked:
        is_so = salary.profession in asked and question.period in (None, "year")
        prefix = say("utter_yes_is" if is_so else "utter_no_is") + " "
    sample = (say("utter_rests_on", sample=f"{salary.sample_size:,}"),) if salary.sample_size else ()
    return Answer(
        "salary_of" if salary.profession != OWN_PROFESSION else "salary", "answered", f"{prefix}{sentence}.", support=sample, facts=(salary.id,),
        shown=(Shown(salary.id, "pay", salary.profession, salary.salary_usd_per_year),), limits=_other_occupation(salary, question, facts),
    )  # fmt: skip


def _in_the_us(salary: Salary, question: Question, facts: Facts) -> Answer:
    """Return that the figure is of the United States."""
    sentence = pay_sentence(salary, None, facts)[0]
    return Answer(
        question.topic, "answered", say("utter_in_the_us", sentence=sentence), facts=(salary.id,),
        shown=(Shown(salary.id, "pay", salary.profession, salary.salary_usd_per_year),),
    )  # fmt: skip


def _whether_base(salary: Salary, question: Question, facts: Facts) -> Answer:
    """Return whether a figure is base pay: known of ML engineers' alone."""
    response = "utter_is_base" if salary.measure == "average_base" else "utter_unknown_base"
    sentence = say(
        response,
        professions=plural_of(salary.profession, facts),
        amount=usd(salary.salary_usd_per_year),
        source=cite(salary, facts),
    )
    return Answer(
        question.topic, "answered" if salary.measure == "average_base" else "partial", sentence, facts=(salary.id,),
        shown=(Shown(salary.id, "pay", salary.profession, salary.salary_usd_per_year),), restricted=("base",), buttons=_next(question, salary),
    )  # fmt: skip


def _other_occupation(salary: Salary, question: Question, facts: Facts) -> tuple[str, ...]:
    if salary.measure != "median":
        return ()
    return (say("utter_median_is_apart"),)


def _next(question: Question, salary: Salary) -> tuple[Button, ...]:
    return suggestions("salary_compare", "openings" if salary.profession != OWN_PROFESSION else "become")


class ActionTellSalary(_TellsPay):
    """Tell what ML engineers earn."""

    topic = "salary"


class ActionTellSalaryLocation(_TellsPay):
    """Tell that pay isn't given by place, and what it is in the whole United States."""

    topic = "salary_location"


class ActionTellSalaryOf(_TellsPay):
    """Tell what other professions earn, or that the sources don't say."""

    topic = "salary_of"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the pay of those asked for; of none named, of ML engineers."""
        if question.operation == "whose" or (not question.professions and not question.unknown):
            return which_profession(question.topic, facts)
        return super().answer(question, facts)


def which_profession(topic: str, facts: Facts) -> Answer:
    """Return the question which profession is meant, with buttons for some of those that facts are about."""
    usual = [p for p in ("data_scientist", OWN_PROFESSION) if facts.is_profession(p)]
    return Answer(
        topic, "clarify", say("utter_which_profession"), buttons=tuple(pay_button(facts.profession(p)) for p in usual)
    )


class ActionAssessSalary(TopicAction):
    """Set an amount that the person names beside the sources' figures."""

    topic = "salary_assess"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return by how much the amount is above or below the average; without an amount, ask for it."""
        amount = question.amount
        figures = figures_of(question.whom(), "pay", facts)
        if amount is None:
            in_words = _in_words(question, facts)
            if in_words is not None:
                return in_words
            if not figures:
                return not_covered(question, facts)
            return self._without_amount(question, figures[0], facts)
        if not figures:
            return not_covered(question, facts)
        figure = figures[0]
        if amount.currency != "USD":
            return self._in_other_money(amount, figure, question, facts)
        if _is_a_guess_too_far(amount, figure):
            return Answer(
                question.topic, "clarify", say("utter_which_period", amount=_dollars(amount)), understood=True
            )
        if len(figures) > 1:
            return self._in_order_named(question, figures, facts)
        return self._beside(amount, figure, question, facts)

    def _without_amount(self, question: Question, figure: Figure, facts: Facts) -> Answer:
        assert isinstance(figure.fact, Salary)
        sentence, computed = pay_sentence(figure.fact, question.period, facts)
        return Answer(
            question.topic, "partial", say("utter_tell_amount", sentence=sentence), facts=(figure.fact.id,), computed=tuple(computed),
            shown=(figure.row(),), buttons=suggestions("salary_compare"),
        )  # fmt: skip

    def _in_other_money(self, amount: Amount, figure: Figure, question: Question, facts: Facts) -> Answer:
        assert isinstance(figure.fact, Salary)
        sentence, computed = pay_sentence(figure.fact, amount.period if amount.is_period_said else None, facts)
        lead = led_by(say("utter_limit_currency", currency=currency_told(amount.currency)), f"{sentence}.")
        return Answer(
            question.topic, "partial", lead, facts=(figure.fact.id,), computed=tuple(computed), shown=(figure.row(),),
            restricted=("currency",), buttons=suggestions("salary_compare"),
        )  # fmt: skip

    def _in_order_named(self, question: Question, figures: list[Figure], facts: Facts) -> Answer:
        # One amount is set beside each job, several beside the jobs in the order named.
        amounts = question.amounts if len(question.amounts) > 1 else question.amounts * len(figures)
        pairs = list(zip(amounts, figures, strict=False))
        sentences, computed = [], []
        for amount, figure in pairs:
            sentence, numbers = _distance(amount, figure, None, facts)
            sentences.append(f"{sentence[:1].upper()}{sentence[1:]}.")
            computed += numbers
        return Answer(
            question.topic, "partial", sentences[0], support=tuple(sentences[1:]), facts=tuple(f.fact.id for _, f in pairs),
            computed=tuple(computed), shown=tuple(f.row() for _, f in pairs), buttons=suggestions("salary_compare"),
        )  # fmt: skip

    def _beside(self, amount: Amount, figure: Figure, question: Question, facts: Facts) -> Answer:
        period = question.period if question.period and question.period != amount.period else None
        sentence, computed = _distance(amount, figure, period, facts)
        clause, kinds = pay_limit(question, facts)
        support, used = [], [figure.fact.id]
        others = [] if period else other_pays(figure, facts)[:1]
        for other in others:
            line, numbers = _by_other(amount, figure, other, facts)
            support.append(line)
            computed += numbers
            used.append(other.id)
        if not amount.is_period_said and amount.period == "hour":
            sentence = say("utter_taking_hourly", amount=_dollars(amount), sentence=sentence)
        return Answer(
            question.topic,
            "partial",
            led_by(clause, f"{sentence}."),
            support=tuple(support),
            limits=() if question.memory.topic == "salary_assess" else (say("utter_not_judged"),),
            facts=tuple(used),
            computed=tuple(computed),
            shown=(figure.row(),),
            restricted=kinds,
            buttons=suggestions("salary_compare"),
        )


def _distance(amount: Amount, figure: Figure, period: str | None, facts: Facts) -> tuple[str, list[Computed]]:
    """Return by how much an amount is above or below a figure, in its own period or in another."""
    assert isinstance(figure.fact, Salary)
    yearly = round(amount.value * PER_YEAR[amount.period])
    computed = []
    if amount.period != "year":
        computed.append(Computed(f"a * {PER_YEAR[amount.period]}", (amount.value,), float(yearly), "USD per year"))
    difference = yearly - figure.value
    percent = round(abs(difference) / figure.value * 100, 1)
    computed += [
        Computed("a - b", (yearly, figure.fact.id), difference, "USD per year"),
        Computed("abs(a - b) / b * 100", (yearly, figure.fact.id), percent, "percent"),
    ]
    professions, source = plural_of(figure.profession, facts), cite(figure.fact, facts)
    if period is not None and period in PER_YEAR and period != "year":
        mine = Computed(
            f"a / {PER_YEAR[period]}", (float(yearly),), round(yearly / PER_YEAR[period], 2), f"USD per {period}"
        )
        theirs = per_period(figure.fact, period)
        computed += [mine, theirs]
        sentence = say(
            "utter_amount_per_period", amount=usd(yearly), mine=shown_per(mine), period=with_article(period), professions=professions,
            theirs=shown_per(theirs), count=f"{PER_YEAR[period]:,}", units=units_of(period), source=source,
        )  # fmt: skip
        return sentence, computed
    told = (
        _dollars(amount)
        if amount.period == "year"
        else say(
            "utter_amount_yearly",
            amount=_dollars(amount),
            period=with_article(amount.period),
            yearly=usd(yearly),
            count=f"{PER_YEAR[amount.period]:,}",
            units=units_of(amount.period),
        )
    )
    if difference == 0:
        return say(
            "utter_amount_equal", amount=told, professions=professions, figure=figure.shown, source=source
        ), computed
    response = "utter_amount_above" if difference > 0 else "utter_amount_below"
    return say(
        response, amount=told, difference=usd(abs(difference)), percent=f"{percent:g}", professions=professions, figure=figure.shown, source=source
    ), computed  # fmt: skip


def _by_other(amount: Amount, figure: Figure, other: Salary, facts: Facts) -> tuple[str, list[Computed]]:
    """Return the distance from the profession's other figure, in one line."""
    yearly = round(amount.value * PER_YEAR[amount.period])
    difference = yearly - other.salary_usd_per_year
    response = "utter_other_above" if difference > 0 else "utter_other_below"
    line = say(
        response, publisher=facts.source(other.source).publisher, date=month_of(other, facts), figure=usd(other.salary_usd_per_year),
        difference=usd(abs(difference)),
    )  # fmt: skip
    return line, [Computed("a - b", (yearly, other.id), difference, "USD per year")]


def _is_a_guess_too_far(amount: Amount, figure: Figure) -> bool:
    """Return whether the period of an amount was guessed and makes it more than five times the figure, or less than a fifth."""
    if amount.is_period_said:
        return False
    ratio = amount.value * PER_YEAR[amount.period] / figure.value
    return ratio > FAR or ratio < 1 / FAR


def _dollars(amount: Amount) -> str:
    return usd(amount.value)
