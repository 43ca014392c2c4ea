"""What the sources don't hold: careers questions without a fact, and other subjects."""

from actions.answering.answer import Answer
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction, suggestions
from actions.answering.wording import say
from actions.facts import Facts
from actions.topics import SUBJECTS

OFFERED = 3
# Offered where the message itself is near to nothing that we know.
USUAL = ("salary", "define_role", "become")


class ActionDeclineNearMiss(TopicAction, topic="near_miss"):
    """Say that the sources don't hold this, and offer the nearest topics."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return no fact, and buttons for the topics that the message is nearest to."""
        nearest = tuple(topic for topic in question.ranking if topic in SUBJECTS)[:2]
        offered = tuple(dict.fromkeys(nearest + USUAL))[:OFFERED]
        return Answer(
            question.topic, "not_covered", (say("utter_near_miss", question.turn),), buttons=suggestions(*offered)
        )


class ActionDeclineOffTopic(TopicAction, topic="off_topic"):
    """Say what the bot is for, and offer that."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return no fact, and buttons for the usual questions."""
        return Answer(
            question.topic, "out_of_scope", (say("utter_off_topic", question.turn),), buttons=suggestions(*USUAL)
        )
