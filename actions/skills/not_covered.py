"""What the sources don't hold: careers questions without a fact, and other subjects."""

from actions.answering.answer import Answer
from actions.answering.common_answers import FIRST_TOPICS, MOST_BUTTONS, suggestions
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.topics import CAREER_TOPICS


class ActionDeclineNearMiss(TopicAction):
    """Say that the sources don't hold this, and offer the nearest topics."""

    topic = "near_miss"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return no fact, and buttons for the topics that the message is nearest to."""
        nearest = tuple(topic for topic in question.ranking if topic in CAREER_TOPICS)[:2]
        offered = tuple(dict.fromkeys(nearest + FIRST_TOPICS))[:MOST_BUTTONS]
        return Answer(
            question.topic, "not_covered", (say("utter_near_miss", question.turn),), buttons=suggestions(*offered)
        )


class ActionDeclineOffTopic(TopicAction):
    """Say what the bot is for, and offer that."""

    topic = "off_topic"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return no fact, and buttons for the usual questions."""
        return Answer(
            question.topic, "out_of_scope", (say("utter_off_topic", question.turn),), buttons=suggestions(*FIRST_TOPICS)
        )
