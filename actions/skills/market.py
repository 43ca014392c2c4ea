"""The market: how many openings there are, and how demand grows."""

from actions.answering.answer import Answer
from actions.answering.citing import cite, one_source_line
from actions.answering.common_answers import not_covered, suggestions
from actions.answering.fact_choice import choose
from actions.answering.figures import all_with, chart_of, figures_of, plural_of, rows_for
from actions.answering.limits import led_by, openings_limit
from actions.answering.question import Question
from actions.answering.statements import StatementsAction, refusal
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import NotSaid, Statement
from actions.skills.comparison import compare
from actions.topics import OWN_PROFESSION

# From here on a question is after a record on openings in words, not after a count.
_NEAR_IN_WORDS = 0.8


class ActionTellOpenings(TopicAction):
    """Tell how many openings there are."""

    topic = "openings"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the counts of the professions named; of ML engineers, that they aren't counted, and who has most."""
        choice = choose(question, facts)
        is_whole = not question.reading.is_fragment and not question.restrictions
        if (
            choice is not None
            and is_whole
            and choice.similarity >= _NEAR_IN_WORDS
            and choice.record.topic == self.topic
        ):
            if isinstance(choice.record, NotSaid) and not choice.record.about:
                return refusal(choice.record, question, facts)
            if isinstance(choice.record, Statement):
                return StatementsAction.led_by(choice, question, facts, ("outlook",))
        if question.unknown and not question.professions:
            return not_covered(question, facts)
        counted = figures_of(question.whom(), "openings", facts)
        if question.operation is not None or len(question.professions) > 1 or question.form == "why":
            return compare(question, "openings", facts)
        if question.form == "which" and question.is_carried is False and len(question.professions) < 2:
            return compare(question.asking("openings", operation="most", professions=()), "openings", facts)
        if not counted:
            if question.whom() != (OWN_PROFESSION,):
                return not_covered(question, facts)
            return self._of_our_own(question, facts)
        figure = counted[0]
        clause, kinds = openings_limit(question)
        sentence = say(
            "utter_one_openings",
            professions=plural_of(figure.profession, facts),
            shown=figure.shown,
            source=cite(figure.fact, facts),
        )
        return Answer(
            question.topic, "partial" if clause else "answered", led_by(clause, f"{sentence}."), facts=(figure.fact.id,),
            buttons=suggestions("outlook", "salary_compare"), shown=(figure.row(),), restricted=kinds,
        )  # fmt: skip

    def _of_our_own(self, question: Question, facts: Facts) -> Answer:
        """That ML engineers' openings aren't counted; to who named no job also those of similar ones."""
        ordered = sorted(figures_of(all_with("openings", facts), "openings", facts), key=lambda f: -f.value)
        clause, kinds = openings_limit(question)
        plural = plural_of(OWN_PROFESSION, facts)
        if not question.is_default:
            lead = say("utter_openings_not_counted", professions=plural, count=len(ordered))
            return Answer(question.topic, "not_covered", lead, buttons=suggestions("openings"), restricted=kinds)
        lead = say(
            "utter_openings_of_similar",
            professions=plural,
            count=len(ordered),
            most=plural_of(ordered[0].profession, facts),
            shown=ordered[0].shown,
        )
        return Answer(
            question.topic, "partial", led_by(clause, f"{lead}."), rows=rows_for(ordered, facts),
            source_line=one_source_line([f.fact for f in ordered], facts), facts=tuple(f.fact.id for f in ordered),
            buttons=suggestions("outlook"), chart=chart_of(ordered, facts), shown=tuple(f.row() for f in ordered), restricted=kinds,
        )  # fmt: skip


class ActionTellOutlook(StatementsAction):
    """Tell how demand has grown and is expected to grow, and for whom that holds."""

    topic = "outlook"
    next_topics = ("openings", "become")
