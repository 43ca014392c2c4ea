"""The summary of a chat: the facts told so far, each with its source and date."""

from actions.answering.answer import Answer
from actions.answering.citing import age_of, cite
from actions.answering.common_answers import social, suggestions
from actions.answering.pay_figures import named_figures
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import Course, Fact, Growth, Openings, Salary, Statement

# As many lines as can be read on a phone; figures come first.
MOST_LINES = 14


class ActionSummarize(TopicAction):
    """Say again, in short, what the session has told."""

    topic = "summary"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the facts told, figures first; before any was told, say so."""
        told = facts.find_facts(question.memory.told)
        if not told:
            return social("repeat", "utter_nothing_to_repeat", suggest=("salary", "define_role", "become"))
        told.sort(key=_weight)
        shown, left = told[:MOST_LINES], told[MOST_LINES:]
        lines = [say("utter_summary"), *(line for fact in shown for line in _lines(fact, facts))]
        if left:
            lines.append(say("utter_summary_cut_short"))
        age, computed = age_of(shown, facts, question.today)
        return Answer(
            "repeat",
            "answered",
            (*lines, *age),
            facts=tuple(fact.id for fact in shown),
            computed=computed,
            buttons=suggestions("sources"),
        )


def _weight(fact: Fact) -> int:
    """Return where a fact stands: pay, openings, then words."""
    return next((place for place, kind in enumerate((Salary, Openings)) if isinstance(fact, kind)), 2)


def _lines(fact: Fact, facts: Facts) -> list[str]:
    if isinstance(fact, Salary):
        return named_figures([fact], facts)
    if isinstance(fact, Openings):
        name = facts.profession(fact.profession).plural
        return [say("utter_openings", professions=name, openings=f"{fact.job_openings:,}", source=cite(fact, facts))]
    if isinstance(fact, Course):
        told = say("utter_course", name=fact.name, provider=fact.provider, platform=fact.platform).rstrip(":")
        return [say("utter_statement_bullet", statement=told, source=cite(fact, facts))]
    if isinstance(fact, (Growth, Statement)):
        return [say("utter_statement_bullet", statement=fact.statement, source=cite(fact, facts))]
    raise TypeError(f"actions/skills/summary.py: no line for a {type(fact).__name__}. Add one.")
