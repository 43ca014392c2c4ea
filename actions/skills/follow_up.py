"""Messages that live on the ones before and took up nothing that can be answered."""

from actions.answering.answer import Answer
from actions.answering.asking_back import own_question
from actions.answering.common_answers import FIRST_TOPICS, social, suggestions
from actions.answering.dispatch import answer_to
from actions.answering.question import Question
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts


class ActionFollowUp(TopicAction):
    """Answer half a question with what the talk is about; with nothing before it, say so."""

    topic = "follow_up"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the likeliest answer about the subject at hand, or that nothing is at hand yet."""
        memory = question.memory
        if memory.topic is None:
            return Answer(
                "follow_up", "clarify", say("utter_follow_up_on_nothing"), buttons=suggestions(*FIRST_TOPICS[:2])
            )
        if question.form == "why":
            return Answer(memory.topic, "not_covered", say("utter_no_reason"), buttons=suggestions("sources"))
        again = own_question(memory.topic, question, facts)
        return Answer(
            memory.topic, "clarify", say("utter_follow_up_unclear"), buttons=(again, *suggestions("sources")), asked=question.asking(memory.topic), understood=False
        )  # fmt: skip


class ActionRepeat(TopicAction):
    """Say the last answer again."""

    topic = "repeat"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the lead of the answer before; with none before, say so."""
        if question.memory.topic is None:
            return social("repeat", "utter_nothing_to_repeat", suggest=FIRST_TOPICS[:2])
        return answer_to(question.asking(question.memory.topic, operation="again"), facts)


class ActionTellMore(TopicAction):
    """Go on with the last answer's question."""

    topic = "more"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return what of the question before wasn't told; with none before, say what can be asked."""
        if question.memory.topic is None:
            return social("more", "utter_more_of_what", suggest=FIRST_TOPICS[:2])
        return answer_to(question.asking(question.memory.topic, operation="more"), facts)
