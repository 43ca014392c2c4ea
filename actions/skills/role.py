"""The work: what an ML engineer is, does, builds and must know, with whom, and from where."""

import dataclasses

from actions.answering.answer import Answer
from actions.answering.common_answers import not_covered
from actions.answering.question import Question
from actions.answering.statements import StatementsAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.skills.comparison import compare
from actions.topics import OWN_PROFESSION


class ActionTellDefineRole(StatementsAction):
    """Tell what an ML engineer is and does."""

    topic = "define_role"
    next_topics = ("responsibilities", "salary")


class ActionTellResponsibilities(StatementsAction):
    """Tell an ML engineer's duties."""

    topic = "responsibilities"
    next_topics = ("skills", "salary")


class ActionTellProducts(StatementsAction):
    """Tell what ML engineers build."""

    topic = "products"
    next_topics = ("ml_uses", "responsibilities")


class ActionTellSkills(StatementsAction):
    """Tell what an ML engineer must be good at."""

    topic = "skills"
    next_topics = ("education", "courses")


class ActionTellTeam(StatementsAction):
    """Tell whom ML engineers work with; the professions that a question names are the colleagues."""

    topic = "team"
    next_topics = ("ml_vs_ds", "responsibilities")


class ActionTellMlVsDs(StatementsAction):
    """Tell how ML engineers and data scientists differ and belong together."""

    topic = "ml_vs_ds"
    next_topics = ("salary_compare", "switch")

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer; of two others only their pay can be compared."""
        others = set(question.professions) - {OWN_PROFESSION, "data_scientist"}
        if question.unknown:
            return not_covered(question, facts)
        if not others:
            return super().answer(question.asking(self.topic, professions=()), facts)
        pay = compare(question.asking("salary_compare", operation=None), "pay", facts)
        named = question.professions if len(question.professions) > 1 else (OWN_PROFESSION, *question.professions)
        names = " and ".join(facts.profession(p).plural for p in named)
        lead = say("utter_work_not_compared", professions=names, pay=pay.lead)
        return dataclasses.replace(pay, status="partial", lead=lead)


class ActionTellRemote(StatementsAction):
    """Tell whether ML engineers can work from home."""

    topic = "remote"
    next_topics = ("salary", "responsibilities")
