"""Talk that asks for no fact: greetings, help, thanks, blame, distress, and what can't be understood."""

import re

from actions.answering.answer import Answer
from actions.answering.background import tells_own_job
from actions.answering.common_answers import FIRST_TOPICS, social, suggestions
from actions.answering.dispatch import answer_to, menu_after_failures
from actions.answering.menu import menu_lines
from actions.answering.pay_figures import years_of_figures
from actions.answering.question import Question
from actions.answering.read_question import as_picked
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.topics import CAREER_TOPICS


class ActionGreet(TopicAction):
    """Greet, and say who is speaking, of when the figures are, and that conversations are stored."""

    topic = "greet"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the greeting with three questions to start from."""
        if not question.is_first:
            return social("greet", "utter_greet_again", suggest=FIRST_TOPICS)
        years, computed = years_of_figures(facts)
        return Answer(
            "greet",
            "social",
            (say("utter_greet", years=years),),
            computed=computed,
            buttons=suggestions(*FIRST_TOPICS),
        )


_LIMITS = re.compile(
    r"\b(can't|cannot|can not|cant|don't|dont|do not|unable|limits?|limitations?|weakness\w*)\b", re.IGNORECASE
)


class ActionHelp(TopicAction):
    """Say what can be asked, with an example for each topic; or, if that is asked, what can't."""

    topic = "help"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the examples by heading, each of which is answered by its own topic; or the limits."""
        buttons = suggestions("salary", "become", "sources")
        if _LIMITS.search(question.text.replace("’", "'")):
            years, computed = years_of_figures(facts)
            return Answer("help", "social", (say("utter_limits", years=years),), computed=computed, buttons=buttons)
        return Answer("help", "social", tuple(menu_lines()), buttons=buttons)


class _SaysOneThing(TopicAction):
    """Say the one response of the topic; `suggest` has the topics to offer with it."""

    suggest: tuple[str, ...] = ()

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the topic's response."""
        return social(self.topic, f"utter_{self.topic}", question.turn, self.suggest)


class ActionSayGoodbye(_SaysOneThing):
    """Say goodbye."""

    topic = "goodbye"


class ActionAcceptThanks(_SaysOneThing):
    """Accept thanks."""

    topic = "thanks"


class ActionAdmitBot(_SaysOneThing):
    """Say that it is a bot, and what kind."""

    topic = "bot_challenge"
    suggest = ("salary", "sources")


class ActionBearInsult(_SaysOneThing):
    """Stay polite, and offer a way on."""

    topic = "insult"
    suggest = ("salary", "become")


class ActionSayNoHuman(_SaysOneThing):
    """Say that no person is here, and where else to go."""

    topic = "human"
    suggest = ("sources", "become")


class ActionTellWhatIsKept(_SaysOneThing):
    """Say truthfully what is kept, and that it can't be deleted here."""

    topic = "forget_me"


class ActionComfort(_SaysOneThing):
    """Give a kind word and say where help is."""

    topic = "wellbeing"


class ActionAffirm(TopicAction):
    """Take a yes: to the one thing that was offered, or to one of several."""

    topic = "affirm"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer to what was offered; of several, ask which; of none, what to talk about."""
        offered = [button for button in question.memory.offered if button.topic in CAREER_TOPICS]
        if not offered:
            return social("affirm", "utter_affirm", suggest=FIRST_TOPICS)
        if len(offered) == 1:
            return answer_to(as_picked(question, offered[0], facts), facts)
        titles = [say("utter_numbered", number=n, text=b.title) for n, b in enumerate(offered, start=1)]
        return Answer("affirm", "clarify", (say("utter_which_one"), *titles), buttons=tuple(offered))


class ActionDeny(TopicAction):
    """Take a no; where the bot had asked which of two was meant, show all that can be asked."""

    topic = "deny"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return what to ask instead."""
        if question.memory.failures > 0:
            return menu_after_failures(question, facts)
        return social("deny", "utter_deny", suggest=FIRST_TOPICS)


class ActionAskToRephrase(TopicAction):
    """Say that the message wasn't understood, was too long to be read, or looks like a command."""

    topic = "unclear"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return how to ask, with three questions to start from; who tells just their job gets the way in from there."""
        if tells_own_job(question):
            return answer_to(question.asking("switch"), facts)
        if question.is_too_long():
            response = "utter_too_long"
        elif question.text.lstrip().startswith("/"):
            response = "utter_slash"
        else:
            response = "utter_unclear"
        # Who is told why needs no menu the next time.
        told_why = response != "utter_unclear"
        text = say(response, question.turn)
        return Answer("unclear", "clarify", (text,), buttons=suggestions(*FIRST_TOPICS), understood=told_why)
