"""Talk that asks for no fact: greetings, help, thanks, blame, distress, and what can't be understood."""

import re

from actions.answering.answer import Answer
from actions.answering.background import tells_own_job
from actions.answering.menu import menu_lines
from actions.answering.question import Question
from actions.answering.read_question import as_picked
from actions.answering.topic_action import TopicAction, answer_to, lost, social, suggestions, years_of_figures
from actions.answering.wording import say
from actions.facts import Facts
from actions.topics import SUBJECTS

# Where a conversation can start from.
USUAL = ("salary", "define_role", "become")


class ActionGreet(TopicAction, topic="greet"):
    """Greet, and say who is speaking, of when the figures are, and that conversations are stored."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the greeting with three questions to start from."""
        if not question.is_first:
            return social("greet", "utter_greet_again", suggest=USUAL)
        years, computed = years_of_figures(facts)
        return Answer(
            "greet",
            "social",
            (say("utter_greet", years=years),),
            computed=computed,
            buttons=suggestions(*USUAL),
        )


_LIMITS = re.compile(
    r"\b(can't|cannot|can not|cant|don't|dont|do not|unable|limits?|limitations?|weakness\w*)\b", re.IGNORECASE
)


class ActionHelp(TopicAction, topic="help"):
    """Say what can be asked, with an example for each topic; or, if that is asked, what can't."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the examples by heading, each of which is answered by its own topic; or the limits."""
        buttons = suggestions("salary", "become", "sources")
        if _LIMITS.search(question.text.replace("’", "'")):
            return Answer("help", "social", (say("utter_limits"),), buttons=buttons)
        return Answer("help", "social", tuple(menu_lines()), buttons=buttons)


class _SaysOneThing(TopicAction):
    """Say the one response of the topic; `suggest` has the topics to offer with it."""

    suggest: tuple[str, ...] = ()

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the topic's response."""
        return social(self.topic, f"utter_{self.topic}", question.turn, self.suggest)


class ActionSayGoodbye(_SaysOneThing, topic="goodbye"):
    """Say goodbye."""


class ActionAcceptThanks(_SaysOneThing, topic="thanks"):
    """Accept thanks."""


class ActionAdmitBot(_SaysOneThing, topic="bot_challenge"):
    """Say that it is a bot, and what kind."""

    suggest = ("salary", "sources")


class ActionBearInsult(_SaysOneThing, topic="insult"):
    """Stay polite, and offer a way on."""

    suggest = ("salary", "become")


class ActionSayNoHuman(_SaysOneThing, topic="human"):
    """Say that no person is here, and where else to go."""

    suggest = ("sources", "become")


class ActionTellWhatIsKept(_SaysOneThing, topic="forget_me"):
    """Say truthfully what is kept, and that it can't be deleted here."""


class ActionComfort(_SaysOneThing, topic="wellbeing"):
    """Give a kind word and say where help is."""


class ActionAffirm(TopicAction, topic="affirm"):
    """Take a yes: to the one thing that was offered, or to one of several."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer to what was offered; of several, ask which; of none, what to talk about."""
        offered = [button for button in question.memory.offered if button.topic in SUBJECTS]
        if not offered:
            return social("affirm", "utter_affirm", suggest=USUAL)
        if len(offered) == 1:
            return answer_to(as_picked(question, offered[0], facts), facts)
        titles = [say("utter_numbered", number=n, text=b.title) for n, b in enumerate(offered, start=1)]
        return Answer("affirm", "clarify", (say("utter_which_one"), *titles), buttons=tuple(offered))


class ActionDeny(TopicAction, topic="deny"):
    """Take a no; where the bot had asked which of two was meant, show all that can be asked."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return what to ask instead."""
        if question.memory.failures > 0:
            return lost(question, facts)
        return social("deny", "utter_deny", suggest=USUAL)


class ActionAskToRephrase(TopicAction, topic="unclear"):
    """Say that the message wasn't understood, was too long to be read, or looks like a command."""

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
        return Answer("unclear", "clarify", (text,), buttons=suggestions(*USUAL), understood=told_why)
