"""The way in: steps, degrees, first jobs, courses, how hard it is, coming from another job."""

import dataclasses

from actions.answering.answer import Answer, Row
from actions.answering.citing import one_source_line, with_source
from actions.answering.common_answers import not_covered, suggestions
from actions.answering.fact_choice import choose
from actions.answering.memory import Shown
from actions.answering.question import Question
from actions.answering.statements import SURELY_ONE, StatementsAction, count_in_words
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import NotSaid, Statement
from actions.topics import OWN_PROFESSION

# "How do I become one" asks for the steps, unless it is as near as this to what isn't said of the way.
SURELY_NO_STEPS = 0.85


class _WayIn(StatementsAction):
    """A topic on the way in: of who tells a degree that the sources don't mention, that is said too."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer, with what isn't said of where the person stands."""
        return _with_start(super().answer(question, facts), question, facts)


class ActionTellBecome(_WayIn):
    """Tell the steps to becoming an ML engineer."""

    topic = "become"
    next_topics = ("education", "courses")

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the steps as a list, unless the question asks for one thing of the way."""
        choice = choose(question, facts)
        is_refused = choice is not None and isinstance(choice.record, NotSaid)
        needed = (
            SURELY_NO_STEPS if question.form in ("how_to", "list") else 0.0 if choice and choice.answer else SURELY_ONE
        )
        asks_one = choice is not None and choice.is_sure and choice.similarity >= needed
        if question.form in ("how_to", "list"):
            asks_one = asks_one and is_refused
        if asks_one or question.operation in ("nth", "more") or set(question.whom()) != {OWN_PROFESSION}:
            return super().answer(question, facts)
        return _with_start(steps_answer(question, self.topic, facts), question, facts)


def steps_answer(question: Question, topic: str, facts: Facts) -> Answer:
    """Return how many steps there are, and each."""
    steps = sorted((s for s in facts.statements_on("become") if s.step is not None), key=lambda s: s.step or 0)
    first = (steps[0].short or steps[0].statement).rstrip(".")
    return Answer(
        topic,
        "answered",
        say("utter_list_become", count=count_in_words(len(steps)), first=first[:1].lower() + first[1:]),
        rows=tuple(Row((s.short or s.statement).rstrip("."), s.id) for s in steps),
        source_line=one_source_line(steps, facts),
        facts=tuple(s.id for s in steps),
        buttons=suggestions("education", "courses"),
        shown=tuple(Shown(s.id, "statement") for s in steps),
    )


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
    next_topics = ("skills", "courses")


class ActionTellCourses(StatementsAction):
    """Tell about the course that the sources recommend."""

    topic = "courses"
    next_topics = ("skills", "education")

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return what was asked of the course; of another profession's, that there is none."""
        if question.unknown or (
            question.professions and OWN_PROFESSION not in question.professions and not question.is_carried
        ):
            return not_covered(question, facts)
        return super().answer(question.asking(self.topic, professions=()), facts)


class ActionTellSwitch(StatementsAction):
    """Tell what the sources give to someone who comes from another job."""

    topic = "switch"
    next_topics = ("skills", "education")

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return what is said of where the person comes from, then that one can work one's way up, and the steps."""
        others = [p for p in question.professions if p != OWN_PROFESSION]
        leads_elsewhere = question.unknown or (others and question.own_job is None)
        if leads_elsewhere and OWN_PROFESSION not in question.professions:
            return not_covered(question, facts)
        choice = choose(question, facts)
        is_refused = choice is not None and isinstance(choice.record, NotSaid)
        if (
            choice is not None
            and choice.is_sure
            and choice.similarity > (SURELY_ONE if is_refused else SURELY_ONE + 0.1)
        ):
            return super().answer(question, facts)
        job = question.own_job or next(iter((*others, *question.unknown)), None) or question.person.get("job")
        general = next(s for s in facts.statements_on(self.topic) if s.comes_from is None)
        of_job = _of_job(job, facts)
        lead = with_source(of_job.statement if of_job else general.statement, of_job or general, facts)
        if question.form in ("yes_no", "advice", "statement"):
            lead = say("utter_yes_no", answer=say("utter_possible"), statement=lead)
        steps = steps_answer(question, self.topic, facts)
        used = ((of_job or general).id, *steps.facts)
        answer = Answer(
            self.topic, "answered" if of_job or not job else "partial", lead, rows=steps.rows, source_line=steps.source_line, facts=used,
            limits=() if of_job or not job else (say("utter_nothing_on_start", job=_job_told(job, facts)),),
            buttons=suggestions(*self.next_topics), shown=steps.shown,
        )  # fmt: skip
        return _with_start(answer, question, facts)


def _of_job(job: str | None, facts: Facts) -> Statement | None:
    """Return what the sources say of coming from a job, if they do."""
    return next((s for s in facts.statements_on("switch") if job is not None and s.comes_from == job), None)


def _job_told(job: str, facts: Facts) -> str:
    return facts.profession(job).plural if facts.is_profession(job) else job


def _with_start(answer: Answer, question: Question, facts: Facts) -> Answer:
    """Return the answer, with what isn't said of the degree that the person tells of."""
    degree = question.reading.person.get("degree")
    if not degree or answer.status not in ("answered", "partial") or len(answer.limits) > 1:
        return answer
    return dataclasses.replace(
        answer, status="partial", limits=(*answer.limits, say("utter_nothing_on_degree", subject=degree))
    )
