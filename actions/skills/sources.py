"""Where the figures come from and how old they are."""

from actions.answering.answer import Answer
from actions.answering.citing import age_of, cite
from actions.answering.common_answers import not_covered_profession, suggestions
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import Fact


class ActionTellSources(TopicAction):
    """Name the sources: of the answer before, if there was one, else all."""

    topic = "sources"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return each source with what it measures and its date; there is none on a profession without facts."""
        of_last = facts.find_facts(question.before.facts_told) if question.before else []
        if question.unknown_professions and not question.professions and not of_last:
            return not_covered_profession(question, facts)
        told = of_last or list(facts.all_facts())
        shown = _one_per_source_and_date(told, facts)
        lines = [say("utter_sources_of_last" if of_last else "utter_sources_all")]
        for fact in shown:
            source = facts.source(fact.source)
            lines.append(
                say(
                    "utter_source_measures",
                    source=cite(fact, facts).strip("()"),
                    measures=source.measures,
                    note=source.note or "",
                )
            )
        disclaimers = facts.statements_on(self.topic)
        age, computed = age_of(told, facts, question.today)
        return Answer(
            question.topic,
            "answered",
            (*lines, *(d.statement for d in disclaimers), *age),
            facts=tuple(dict.fromkeys([*(fact.id for fact in told), *(d.id for d in disclaimers)])),
            computed=computed,
            buttons=suggestions("salary", "salary_compare"),
        )


def _one_per_source_and_date(told: list[Fact], facts: Facts) -> list[Fact]:
    shown: dict[tuple[str, str], Fact] = {}
    for fact in told:
        shown.setdefault((fact.source, cite(fact, facts)), fact)
    return list(shown.values())
