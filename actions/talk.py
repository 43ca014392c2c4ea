"""Talk that asks for no fact: greetings, help, thanks, blame, distress, and what can't be understood."""

from actions.answer import Answer
from actions.facts import Facts
from actions.question import Question
from actions.topic_action import TopicAction, social, suggestions, years_of_figures
from actions.topics import SUBJECTS
from actions.wording import say, suggestion


class ActionGreet(TopicAction, topic="greet"):
    """Greet, and say who is speaking, of when the figures are, and that conversations are stored."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the greeting with three questions to start from."""
        if not question.is_first:
            return social("greet", "utter_greet_again", suggest=("salary", "define_role", "become"))
        years, computed = years_of_figures(facts)
        return Answer(
            "greet",
            "social",
            (say("utter_greet", years=years),),
            computed=computed,
            buttons=suggestions("salary", "define_role", "become"),
        )


class ActionHelp(TopicAction, topic="help"):
    """Say what can be asked, with an example for each topic."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the topics with one example each; every example is answered by its own topic."""
        examples = [
            say("utter_help_example", title=s["title"], question=s["payload"]) for s in map(suggestion, SUBJECTS)
        ]
        return Answer(
            "help",
            "social",
            (say("utter_help"), *examples, say("utter_help_limits")),
            buttons=suggestions("salary", "become", "sources"),
        )


class _SaysOneThing(TopicAction):
    """Say the one response of the topic; `suggest` has the topics to offer with it."""

    suggest: tuple[str, ...] = ()

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the topic's response."""
        return social(self.topic, f"utter_{self.topic}", suggest=self.suggest)


class ActionSayGoodbye(_SaysOneThing, topic="goodbye"):
    """Say goodbye."""


class ActionAcceptThanks(_SaysOneThing, topic="thanks"):
    """Accept thanks."""


class ActionAdmitBot(_SaysOneThing, topic="bot_challenge"):
    """Say that it is a bot, and what kind."""

    suggest = ("salary", "sources")


class ActionAcceptFeedback(_SaysOneThing, topic="feedback"):
    """Take praise or blame, and say what becomes of it."""

    suggest = ("sources",)


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


class ActionAffirm(_SaysOneThing, topic="affirm"):
    """Take a yes that answers no question of ours."""

    suggest = ("salary", "define_role", "become")


class ActionDeny(_SaysOneThing, topic="deny"):
    """Take a no that answers no question of ours."""

    suggest = ("salary", "define_role", "become")


class ActionAskToRephrase(TopicAction, topic="unclear"):
    """Say that the message wasn't understood, was too long to be read, or looks like a command."""

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return how to ask, with three questions to start from."""
        if question.is_too_long():
            response = "utter_too_long"
        elif question.text.lstrip().startswith("/"):
            response = "utter_slash"
        else:
            response = "utter_unclear"
        return Answer("unclear", "clarify", (say(response),), buttons=suggestions("salary", "define_role", "become"))
