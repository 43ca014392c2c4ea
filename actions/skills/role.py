"""The work: what an ML engineer is, does, builds and must know, with whom, and from where."""

import re

from actions.answering.answer import Answer
from actions.answering.common_answers import not_covered_profession
from actions.answering.question import Question
from actions.answering.statements import StatementsAction
from actions.facts import Facts
from actions.topics import OWN_PROFESSION


class ActionTellDefineRole(StatementsAction):
    """Tell what an ML engineer is and does."""

    topic = "define_role"
    next_topics = ("responsibilities", "salary", "become")


class ActionTellResponsibilities(StatementsAction):
    """Tell an ML engineer's duties."""

    topic = "responsibilities"
    next_topics = ("skills", "team", "salary")


class ActionTellProducts(StatementsAction):
    """Tell what ML engineers build."""

    topic = "products"
    next_topics = ("ml_uses", "responsibilities")


class ActionTellSkills(StatementsAction):
    """Tell what an ML engineer must be good at."""

    topic = "skills"
    next_topics = ("education", "courses", "become")


class ActionTellTeam(StatementsAction):
    """Tell whom ML engineers work with; the professions that a question names are the colleagues."""

    topic = "team"
    profession_matters = False
    assumes_ml_engineer = False
    next_topics = ("ml_vs_ds", "responsibilities")

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer, unless the question is about another profession's team."""
        return not_covered_profession(question, facts) if _about_another(question) else super().answer(question, facts)


class ActionTellMlVsDs(StatementsAction):
    """Tell how ML engineers and data scientists differ and belong together."""

    topic = "ml_vs_ds"
    profession_matters = False
    assumes_ml_engineer = False
    next_topics = ("salary_compare", "switch")

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer, unless other professions than these two are compared."""
        others = {*question.professions, *question.unknown_professions} - {OWN_PROFESSION, "data_scientist"}
        return not_covered_profession(question, facts) if others else super().answer(question, facts)


class ActionTellRemote(StatementsAction):
    """Tell whether ML engineers can work from home."""

    topic = "remote"
    next_topics = ("salary", "responsibilities")


_OURS = re.compile(r"\b(they|them|their|ml|mle|machine learning)\b", re.IGNORECASE)


def _about_another(question: Question) -> bool:
    """Return whether professions are named and nothing says that ours is the subject."""
    named = [*question.professions, *question.unknown_professions]
    if not named or OWN_PROFESSION in named or _OURS.search(question.text):
        return False
    return len(named) > 1 or not _SELF.search(question.text) or _AS_ONE.search(question.text) is not None


# "Will I work with data scientists?" is about our job, "whom do I work with as a nurse" isn't.
_SELF = re.compile(r"\b(i|we|you|(?:do|does|can|will|would|should|must) one)\b", re.IGNORECASE)
_AS_ONE = re.compile(r"\b(as|for|of) an?\b", re.IGNORECASE)
