"""Talk that asks for no fact: greetings, help, thanks, blame, distress, and what can't be understood."""

from actions.answering.answer import Answer
from actions.answering.common_answers import FIRST_TOPICS, social, suggestions
from actions.answering.dispatch import answer_to, years_of_figures
from actions.answering.menu import menu_lines
from actions.answering.question import Question
from actions.answering.resolve import as_picked
from actions.answering.topic_action import TopicAction
from actions.answering.wording import say
from actions.facts import Facts
from actions.topics import CAREER_TOPICS


class ActionGreet(TopicAction):
    """Greet, and say who is speaking, of when the figures are, and that conversations are stored."""

    topic = "greet"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the greeting with questions to start from."""
        if not question.is_first:
            return social("greet", "utter_greet_again")
        return Answer(
            "greet", "social", say("utter_greet", years=years_of_figures(facts)), buttons=suggestions(*FIRST_TOPICS)
        )


class ActionHelp(TopicAction):
    """Say what can be asked, with an example for each topic; or, if that is asked, what can't."""

    topic = "help"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the examples by heading, each of which is answered by its own topic; or the limits."""
        if "limits" in question.acts:
            return Answer(
                "help",
                "social",
                say("utter_limits", years=years_of_figures(facts)),
                buttons=suggestions("salary", "become"),
            )
        lead, *lines = menu_lines()
        return Answer("help", "social", lead, support=tuple(lines), buttons=suggestions("salary", "become"))


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
    """Say that it is a bot, and what kind; or which language it writes."""

    topic = "bot_challenge"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return who is speaking, or that it is in English."""
        return (
            social(self.topic, "utter_only_english")
            if question.operation == "language"
            else super().answer(question, facts)
        )


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


class ActionComfort(TopicAction):
    """Give a kind word; in distress about life also where help is."""

    topic = "wellbeing"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return where help is, or, to who despairs of a career alone, what bears on it."""
        if "distress" in question.acts or "bad_news" not in question.acts:
            return social("wellbeing", "utter_wellbeing")
        return Answer("wellbeing", "social", say("utter_kind_word"), buttons=suggestions("become", "courses"))


class ActionAffirm(TopicAction):
    """Take a yes: to the one thing that was offered, or to the first of several."""

    topic = "affirm"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return the answer to what was offered; of none, what to talk about."""
        offered = [button for button in question.memory.offered if button.topic in CAREER_TOPICS]
        if not offered:
            return social("affirm", "utter_affirm", suggest=FIRST_TOPICS[:2])
        if question.memory.asked_back and len(offered) > 1:
            return Answer("affirm", "clarify", say("utter_which_one"), buttons=tuple(offered))
        return answer_to(as_picked(question, offered[0]), facts)


class ActionDeny(TopicAction):
    """Take a no."""

    topic = "deny"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return what to ask instead."""
        return social("deny", "utter_deny")


class ActionAskToRephrase(TopicAction):
    """Say that the message wasn't understood, was too long to be read, or looks like a command."""

    topic = "unclear"

    def answer(self, question: Question, facts: Facts) -> Answer:
        """Return how to ask; who tells just their job gets the way in from there, who complains is asked what was wrong."""
        if question.operation == "misread":
            return Answer("unclear", "clarify", say("utter_what_was_wrong"))
        if question.operation == "language":
            return Answer("unclear", "clarify", say("utter_only_english"), buttons=suggestions(*FIRST_TOPICS[:2]))
        if question.reading.is_too_long:
            return Answer("unclear", "clarify", say("utter_too_long"), buttons=suggestions(*FIRST_TOPICS[:2]))
        if "slash" in question.acts:
            return Answer("unclear", "clarify", say("utter_slash"), buttons=suggestions(*FIRST_TOPICS[:2]))
        if question.own_job is not None and question.memory.topic is None:
            return answer_to(question.asking("switch"), facts)
        if question.memory.topic is not None and question.reading.is_fragment and question.memory.failures == 0:
            return answer_to(question.asking("follow_up"), facts)
        response = "utter_lost" if question.memory.failures > 0 else "utter_unclear"
        return Answer(
            "unclear", "clarify", say(response, question.turn), buttons=suggestions(*FIRST_TOPICS), understood=False
        )
