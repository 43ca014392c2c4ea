"""Where figures come from, of when they are, where to read them, and what to make of a doubt."""

import dataclasses
from typing import Any

from actions.answering.answer import Answer
from actions.answering.citing import month_of, with_source
from actions.answering.common_answers import not_covered, suggestions
from actions.answering.fact_choice import choose
from actions.answering.figures import per_period, plural_of, shown_per
from actions.answering.memory import Shown
from actions.answering.question import Question
from actions.answering.statements import StatementsAction, refusal
from actions.answering.wording import say
from actions.facts import Facts, usd
from actions.facts.records import Fact, NotSaid, Openings, Salary, Source
from actions.topics import OWN_PROFESSION

_NEAR = 0.56


class ActionTellSources(StatementsAction):
    """Name the source of what was told last, its date, its address; or all sources."""

    topic = "sources"
    next_topics = ("salary",)

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return who says what was told last, of when it is, where to read it; with nothing told, what all comes from."""
        last = facts.find_facts(question.memory.facts)
        if question.memory.facts and not last and question.operation is not None:
            return Answer(self.topic, "not_covered", say("utter_taken_out"))
        if question.operation == "period" and last and isinstance(last[0], Salary):
            return self._a_year(last[0], facts)
        if question.operation == "which_true" and last:
            return self._two_figures(question, facts)
        if question.operation == "doubt" and last:
            return self._doubt(last[0], question, facts)
        publisher = next((one.words for one in question.restricted("publisher")), None)
        choice = choose(question, facts)
        if (
            choice is not None
            and choice.similarity >= (0.7 if last else _NEAR if question.form not in ("source", "statement") else 0.8)
            and choice.record.topic == self.topic
        ):
            return (
                refusal(choice.record, question, facts)
                if isinstance(choice.record, NotSaid)
                else super().answer(question, facts)
            )
        if (
            choice is not None
            and choice.is_sure
            and choice.record.topic != self.topic
            and question.operation is None
            and not isinstance(choice.record, NotSaid)
        ):
            return super().answer(question, facts)
        if question.form == "link":
            return self._link(last, publisher, question, facts)
        if question.unknown and not question.professions and not last:
            return not_covered(question, facts)
        if question.form == "when" and last:
            return self._when(last[0], question, facts)
        if last:
            return self._who(last, question, facts)
        return self._all(facts)

    def _a_year(self, pay: Salary, facts: Facts) -> Answer:
        """That pay is for a year, and what that is a month."""
        monthly = per_period(pay, "month")
        lead = say(
            "utter_a_year",
            amount=usd(pay.salary_usd_per_year),
            monthly=shown_per(monthly),
            professions=plural_of(pay.profession, facts),
        )
        return dataclasses.replace(self._about(lead, (), (), [pay]), computed=(monthly,))

    def _who(self, last: list[Fact], question: Question, facts: Facts) -> Answer:
        fact = last[0]
        source = facts.source(fact.source)
        lines = [_provenance(fact, facts)]
        others = [f for f in last if f.source != source.id]
        if others:
            lines.append(_provenance(others[0], facts))
        note = (source.note,) if source.note else ()
        return self._about(lines[0], tuple(lines[1:]), note, [fact, *others[:1]])

    def _when(self, fact: Fact, question: Question, facts: Facts) -> Answer:
        date = facts.date_of(fact)
        source = facts.source(fact.source)
        response = {
            "as_of": "utter_when",
            "accessed": "utter_when_accessed",
            "same_page_as": "utter_when_page",
            "undated": "utter_when_unknown",
        }[fact.date_kind]
        values: dict[str, Any] = {"publisher": source.publisher} | ({"date": str(date)} if date else {})
        return self._about(say(response, **values), (), (), [fact])

    def _link(self, last: list[Fact], publisher: str | None, question: Question, facts: Facts) -> Answer:
        """Return the one address that is asked for: of a publisher named, or of what was told last; or that there is none."""
        named = [
            s
            for s in facts.sources
            if publisher and (s.publisher == publisher or (publisher == "BLS" and "Labor" in s.publisher))
        ]
        pay = [s for s in named if any(f.source == s.id for f in facts.salaries)]
        sources = pay or named or [facts.source(fact.source) for fact in last]
        with_address = [s for s in sources if s.url]
        used = [fact for fact in last if fact.source in {s.id for s in sources}] or [
            f for f in facts.all_facts() if f.source in {s.id for s in with_address}
        ][:1]
        if with_address:
            return self._about(
                say("utter_link", publisher=with_address[0].publisher, url=with_address[0].url), (), (), used[:1]
            )
        if sources:
            return self._no_address(sources[0], question, used, facts)
        return self._about(say("utter_which_link"), (), (), [])

    def _no_address(self, source: Source, question: Question, used: list[Fact], facts: Facts) -> Answer:
        beside = next(
            (
                s
                for s in facts.sources
                if s.url and s.publisher == source.publisher and any(f.source == s.id for f in facts.salaries)
            ),
            None,
        )
        support = (say("utter_link_beside", publisher=beside.publisher, url=beside.url),) if beside else ()
        return self._about(say("utter_no_link", publisher=source.publisher), support, (), used[:1])

    def _doubt(self, fact: Fact, question: Question, facts: Facts) -> Answer:
        """Return what our figure measures and of when it is, and that another may measure otherwise."""
        claim = question.amount
        when = month_of(fact, facts)
        publisher = facts.source(fact.source).publisher
        if isinstance(fact, Salary):
            sample = " " + say("utter_of_sample", sample=f"{fact.sample_size:,}") if fact.sample_size else ""
            lead = say(
                "utter_doubt_pay", publisher=publisher, professions=plural_of(fact.profession, facts), amount=usd(fact.salary_usd_per_year),
                measure=say(f"utter_measure_{fact.measure}"), sample=sample, date=when,
            )  # fmt: skip
            beside = (
                say("utter_doubt_claim", claim=usd(claim.value))
                if claim and claim.currency == "USD"
                else say("utter_doubt_others")
            )
        elif isinstance(fact, Openings):
            lead = say(
                "utter_doubt_openings",
                publisher=publisher,
                professions=plural_of(fact.profession, facts),
                shown=f"{fact.job_openings:,}",
                date=when,
            )
            beside = say("utter_doubt_openings_others")
        else:
            lead = say("utter_doubt_statement", statement=with_source(getattr(fact, "statement", ""), fact, facts))
            beside = say("utter_doubt_statement_others")
        shown = (Shown(fact.id, "pay", fact.profession, fact.salary_usd_per_year),) if isinstance(fact, Salary) else ()
        return dataclasses.replace(self._about(lead, (beside,), (), [fact]), shown=shown)

    def _two_figures(self, question: Question, facts: Facts) -> Answer:
        """Return what is known of why two figures of one job differ, and which of them is the newer."""
        own = [
            s
            for s in facts.salaries_of(
                question.memory.professions[0] if question.memory.professions else OWN_PROFESSION
            )
            if s.measure != "median"
        ]
        if len(own) < 2:
            return self._doubt(facts.find_facts(question.memory.facts)[0], question, facts)
        ordered = sorted(own, key=lambda s: s.date.earliest() if s.date else question.today, reverse=True)
        newer, older = ordered[0], ordered[-1]
        lead = say(
            "utter_two_figures", newer=usd(newer.salary_usd_per_year), newer_date=month_of(newer, facts), older=usd(older.salary_usd_per_year), older_date=month_of(older, facts)
        )  # fmt: skip
        return self._about(lead, (say("utter_two_figures_apart"),), (), [newer, older])

    def _all(self, facts: Facts) -> Answer:
        told = facts.statements_on(self.topic)
        lead = next((s for s in told if s.id == "sources_two_articles"), told[0] if told else None)
        if lead is None:
            return Answer(self.topic, "not_covered", say("utter_taken_out"))
        cited = next((s for s in told if s.id == "sources_cited_five"), None)
        support = (cited.statement,) if cited else ()
        return Answer(
            self.topic, "answered", lead.statement, support=support, facts=(lead.id, *((cited.id,) if cited else ())), buttons=suggestions("salary")
        )  # fmt: skip

    def _about(self, lead: str, support: tuple[str, ...], limits: tuple[str, ...], used: list[Fact]) -> Answer:
        return Answer(self.topic, "answered", lead, support=support, limits=limits, facts=tuple(f.id for f in used))


def _provenance(fact: Fact, facts: Facts) -> str:
    """Return who says it and of when it is, in a sentence."""
    source, date = facts.source(fact.source), facts.date_of(fact)
    cited_by = facts.source(source.cited_by).publisher if source.cited_by else ""
    what = _what(fact, facts)
    if fact.date_kind == "as_of" and not cited_by:
        return say("utter_from", what=what, publisher=source.publisher, date=str(date))
    if fact.date_kind == "as_of":
        return say("utter_from_cited", what=what, publisher=source.publisher, date=str(date), citing=cited_by)
    if fact.date_kind == "accessed":
        return say(
            "utter_from_accessed",
            what=what,
            publisher=source.publisher,
            date=str(date),
            citing=cited_by or source.publisher,
        )
    if fact.date_kind == "same_page_as":
        return say("utter_from_page", what=what, publisher=source.publisher, date=str(date))
    return say("utter_from_undated", what=what, publisher=source.publisher)


def _what(fact: Fact, facts: Facts) -> str:
    if isinstance(fact, Salary):
        return usd(fact.salary_usd_per_year)
    if isinstance(fact, Openings):
        return f"{fact.job_openings:,}"
    return say("utter_that")
