"""Topics that are answered by statements: what the sources say, then what they don't."""

from typing import ClassVar

from actions.answering.answer import Answer
from actions.answering.citing import gap_lines, told_by_source, unknown_lines
from actions.answering.common_answers import not_covered_profession, suggestions
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import Statement
from actions.topics import OWN_PROFESSION, is_covered_place


class StatementsAction(TopicAction):
    """Tell all statements on the topic that are about the profession asked for."""

    # Whether naming another profession asks for other facts ("nurse skills"), or only tells
    # what the person has in mind ("do they work with data scientists").
    profession_matters: ClassVar[bool] = True
    assumes_ml_engineer: ClassVar[bool] = True
    next_topics: ClassVar[tuple[str, ...]] = ("salary", "become")

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the statements, source by source, then the gaps that the question touches."""
        told = self.statements(question, facts)
        if not told:
            return not_covered_profession(question, facts)
        lines = self.told(told, facts)
        missing = self.missing(question, facts)
        return Answer(
            question.topic,
            "partial" if missing else "answered",
            tuple(lines + missing),
            facts=tuple(statement.id for statement in told),
            buttons=suggestions(*self.next_topics),
        )

    def statements(self, question: Question, facts: Facts) -> list[Statement]:
        """Return the statements to tell; none if the sources have none on this profession."""
        found = facts.statements_on(question.topic)
        if not self.profession_matters:
            return [s for s in found if s.profession in (None, OWN_PROFESSION)] or list(found)
        if question.names_a_profession():
            return [
                s
                for s in found
                if s.profession in question.professions
                or (s.profession is None and OWN_PROFESSION in question.professions)
            ]
        return [s for s in found if s.profession in (None, OWN_PROFESSION)]

    def told(self, statements: list[Statement], facts: Facts) -> list[str]:
        """Return the statements as lines."""
        return told_by_source(statements, facts)

    def missing(self, question: Question, facts: Facts) -> list[str]:
        """Return the lines on what the sources don't say."""
        lines = gap_lines(question, facts)
        if question.place and not is_covered_place(question.place):
            lines.append(say("utter_nothing_by_place", place=question.place))
        if self.profession_matters:
            lines += unknown_lines(question)
        return lines
