"""The way in: steps, degrees, first jobs, courses, how hard it is, coming from another job."""

import dataclasses
import re

from actions.answering.answer import Answer
from actions.answering.background import not_said_on, start_of, statements_on
from actions.answering.citing import cite, gap_lines, told_by_source, unknown_lines
from actions.answering.common_answers import not_covered_profession, statements_for, suggestions
from actions.answering.question import Question
from actions.answering.statements import StatementsAction
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import Course, Statement
from actions.topics import OWN_PROFESSION


class _WayIn(StatementsAction):
    """A topic on the way in: what isn't said of the person's own start is told too."""

    def missing(self, question: Question, facts: Facts) -> list[str]:
        """Return the gaps of the topic, and what the sources don't say of a degree that the person names."""
        degree = dataclasses.replace(start_of(question), professions=(), unknown_professions=())
        return list(dict.fromkeys([*super().missing(question, facts), *not_said_on(degree, facts)]))


class ActionTellBecome(_WayIn):
    """Tell the steps to becoming an ML engineer."""

    topic = "become"
    next_topics = ("education", "courses", "entry_level")

    def told(self, statements: list[Statement], facts: Facts) -> list[str]:
        """Return the steps as numbered lines between what frames them."""
        return [say("utter_statements_by", source=cite(statements[0], facts).strip("()")), *_steps(statements)]


def _steps(statements: list[Statement]) -> list[str]:
    return [s.statement if s.step is None else say("utter_step", step=s.step, text=s.statement) for s in statements]


class ActionTellEducation(_WayIn):
    """Tell which degrees are asked for."""

    topic = "education"
    next_topics = ("become", "courses")


class ActionTellEntryLevel(_WayIn):
    """Tell how people start, and that the job isn't an entry-level one."""

    topic = "entry_level"
    next_topics = ("become", "education")


class ActionTellDifficulty(StatementsAction):
    """Tell what the sources say that bears on how hard it is."""

    topic = "difficulty"
    next_topics = ("skills", "courses", "become")


class ActionTellSwitch(StatementsAction):
    """Tell what the sources give to someone who comes from another job."""

    topic = "switch"
    profession_matters = False
    assumes_ml_engineer = False
    next_topics = ("skills", "education", "courses")

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer, unless the way leads from one other profession to another."""
        return (
            not_covered_profession(question, facts) if _leads_elsewhere(question) else super().answer(question, facts)
        )

    def statements(self, question: Question, facts: Facts) -> list[Statement]:
        """Return what is said of where the person stands, then of any start, then the steps that all take."""
        general = [s for s in facts.statements_on(self.topic) if s.profession == OWN_PROFESSION]
        steps = [s for s in facts.statements_on("become") if s.step is not None]
        return [*statements_on(start_of(question), facts), *general, *steps]

    def told(self, statements: list[Statement], facts: Facts) -> list[str]:
        """Return the statements source by source, and the steps as numbered lines after them."""
        steps = [s for s in statements if s.step is not None]
        before = told_by_source([s for s in statements if s.step is None], facts)
        by = [say("utter_steps_by", source=cite(step, facts).strip("()")) for step in steps[:1]]
        return [*before, *by, *_steps(steps)]

    def missing(self, question: Question, facts: Facts) -> list[str]:
        """Return the gaps, and what the sources don't say of where the person stands."""
        return not_said_on(start_of(question), facts) + gap_lines(question, facts)


class ActionTellCourses(TopicAction):
    """Tell about the course that the sources recommend."""

    topic = "courses"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the course with rating, size, level and length, and what isn't said of it."""
        if question.names_a_profession() and OWN_PROFESSION not in question.professions:
            return not_covered_profession(question, facts)
        others = [facts.profession(p).plural for p in question.professions if p != OWN_PROFESSION]
        lines = [line for course in facts.courses for line in _course_lines(course, facts)]
        lines += [say("utter_not_covered_on_topic", profession=words) for words in others]
        lines += unknown_lines(question)
        words = statements_for(question, facts)
        missing = gap_lines(question, facts)
        return Answer(
            question.topic,
            "partial" if missing or others or question.unknown_professions else "answered",
            (*lines, *told_by_source(words, facts), *missing),
            facts=tuple(fact.id for fact in (*facts.courses, *words)),
            buttons=suggestions("skills", "education", "become"),
        )


def _course_lines(course: Course, facts: Facts) -> list[str]:
    return [
        say("utter_course", name=course.name, provider=course.provider, platform=course.platform),
        say(
            "utter_course_figures",
            rating=course.rating,
            scale=course.rating_scale,
            ratings=f"{course.ratings:,}",
            enrolled=f"{course.enrolled:,}",
            source=cite(course, facts),
        ),
        say("utter_course_shape", level=course.level, months=course.duration_months, pace=course.pace),
        say("utter_course_teaches", skills=", ".join(course.teaches)),
        course.statement,
    ]


_OUR_FIELD = re.compile(r"\b(ml|mle|ai|machine learning|artificial intelligence)\b", re.IGNORECASE)


def _leads_elsewhere(question: Question) -> bool:
    named = [*question.professions, *question.unknown_professions]
    if not named or question.is_own_job or OWN_PROFESSION in named or _OUR_FIELD.search(question.text):
        return False
    return len(named) > 1 or _TOWARDS.search(question.text) is not None


_TOWARDS = re.compile(r"\b(to|into|become|becoming)\b", re.IGNORECASE)
