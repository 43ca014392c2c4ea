"""What the sources don't hold: careers questions without a fact, and other subjects."""

from actions.answering.answer import Answer
from actions.answering.citing import with_source
from actions.answering.common_answers import FIRST_TOPICS, not_covered, suggestions
from actions.answering.fact_choice import NEAR, choose
from actions.answering.question import Question
from actions.answering.statements import StatementsAction, refusal
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.facts.records import NotSaid
from actions.topics import CAREER_TOPICS

_NEAR_ENOUGH_TO_SAY = 0.45
# The third refusal in a row says why, and what works.
_MANY = 2


def not_mentioned(question: Question) -> str:
    """Return that the sources don't mention what was asked, by the words of the question that they don't have."""
    unseen = question.reading.unseen
    return (
        say("utter_not_mentioned", words=" or ".join(f"“{word}”" for word in unseen))
        if unseen
        else say("utter_near_miss", question.turn)
    )


class ActionDeclineNearMiss(StatementsAction):
    """Say in one sentence what the sources don't hold, and what is nearest to it."""

    topic = "near_miss"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return what isn't said, by its record where there is one; a near fact of the same subject beside it."""
        choice = choose(question, facts)
        if choice is not None and isinstance(choice.record, NotSaid) and choice.similarity >= _NEAR_ENOUGH_TO_SAY:
            return refusal(choice.record, question, facts)
        if choice is not None and choice.is_sure and not question.reading.unseen:
            return self._led(choice, question, facts)
        if question.unknown and not question.professions:
            return not_covered(question, facts)
        if question.memory.refused >= _MANY and not question.reading.unseen:
            return Answer(self.topic, "not_covered", say("utter_refused_again"), buttons=suggestions(*FIRST_TOPICS))
        lead = not_mentioned(question)
        if choice is not None and choice.similarity >= NEAR and not isinstance(choice.record, NotSaid):
            nearest = with_source(choice.record.statement, choice.record, facts)
            return Answer(
                self.topic,
                "partial",
                say("utter_not_exactly"),
                support=(say("utter_nearest", statement=nearest),),
                facts=(choice.record.id,),
            )
        near = tuple(topic for topic in question.ranking if topic in CAREER_TOPICS)[:1]
        return Answer(self.topic, "not_covered", lead, buttons=suggestions(*dict.fromkeys((*near, *FIRST_TOPICS[:2]))))


class ActionDeclineOffTopic(TopicAction):
    """Say what the bot is for, and offer that; in the middle of a talk it is only not in the sources."""

    topic = "off_topic"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return no fact, and buttons for the usual questions."""
        choice = choose(question, facts)
        if choice is not None and isinstance(choice.record, NotSaid) and choice.similarity >= 0.5:
            return refusal(choice.record, question, facts)
        if question.memory.refused >= _MANY:
            return Answer(self.topic, "not_covered", say("utter_refused_again"), buttons=suggestions(*FIRST_TOPICS))
        if question.memory.topic is not None and question.reading.is_fragment:
            return Answer(self.topic, "not_covered", say("utter_near_miss", question.turn))
        return Answer(
            self.topic, "out_of_scope", say("utter_off_topic", question.turn), buttons=suggestions(*FIRST_TOPICS[:2])
        )
