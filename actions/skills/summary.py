"""The summary of a chat: the facts told so far, each with its source and date."""

from actions.answering.answer import Answer
from actions.answering.citing import cite, with_source
from actions.answering.common_answers import social, suggestions
from actions.answering.figures import pay_sentence, plural_of
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import Fact, Openings, Salary, Statement

# As many lines as can be read on a phone; figures come first.
MOST_LINES = 6


class ActionSummarize(TopicAction):
    """Say again, in short, what the session has told."""

    topic = "summary"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the facts told, figures first; before any was told, say so."""
        told = facts.find_facts(question.memory.told)
        if not told:
            return social("repeat", "utter_nothing_to_repeat", suggest=("salary", "become"))
        told.sort(key=_weight)
        shown, left = told[:MOST_LINES], told[MOST_LINES:]
        return Answer(
            "repeat",
            "answered",
            say("utter_summary", count=len(told)) if len(told) > 1 else say("utter_summary_of_one"),
            support=tuple(_line(fact, facts) for fact in shown),
            limits=(say("utter_summary_cut_short"),) if left else (),
            facts=tuple(fact.id for fact in shown),
            buttons=suggestions("sources"),
        )


def _weight(fact: Fact) -> int:
    """Return where a fact stands: pay, openings, then words."""
    return next((place for place, kind in enumerate((Salary, Openings)) if isinstance(fact, kind)), 2)


def _line(fact: Fact, facts: Facts) -> str:
    if isinstance(fact, Salary):
        return f"{pay_sentence(fact, None, facts)[0]}."
    if isinstance(fact, Openings):
        shown = f"{fact.job_openings:,}"
        sentence = say(
            "utter_one_openings", professions=plural_of(fact.profession, facts), shown=shown, source=cite(fact, facts)
        )
        return f"{sentence}."
    if isinstance(fact, Statement):
        return with_source(fact.statement, fact, facts)
    raise TypeError(f"actions/skills/summary.py: no line for a {type(fact).__name__}. Add one.")
