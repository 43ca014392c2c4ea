"""Which skill answers a question, and what goes around the answers of one message."""

import dataclasses

from actions.answering.answer import Answer
from actions.answering.asking_back import ask_which
from actions.answering.question import Question
from actions.answering.wording import say
from actions.facts import Facts

MOST_BUTTONS = 2


def answers_to(questions: list[Question], facts: Facts) -> list[Answer]:
    """Return the answer to each question of a message: asking back where one alone may as well mean another topic.

    Buttons stand below the last answer alone, each once, none that was clicked before.
    """
    first = questions[0]
    if first.rivals and len(questions) == 1 and first.memory.failures == 0:
        answers = [ask_which(first, facts)]
    else:
        answers = [answer_to(question, facts) for question in questions]
    last = len(answers) - 1
    told = [dataclasses.replace(a, buttons=_fitting(a, first) if n == last else ()) for n, a in enumerate(answers)]
    told[0] = _with_word_before(told[0], first)
    return [*told[:-1], _with_notice(told[-1], first, facts)]


def answer_to(question: Question, facts: Facts) -> Answer:
    """Return the answer to `question` by the skill that owns its topic."""
    # Skills answer each other's questions ("and for data scientists?"), so the table can't be there before them.
    from actions.skills import SKILLS

    return SKILLS[question.topic].respond(question, facts)


def _fitting(answer: Answer, question: Question) -> tuple:  # type: ignore[type-arg]
    """Return the buttons of an answer that are worth clicking: no question that was just asked or clicked before."""
    if answer.status == "clarify":
        return answer.buttons
    clicked = set(question.memory.clicked)
    fresh = {
        b.payload: b
        for b in answer.buttons
        if b.payload not in clicked and not (b.topic == answer.topic and not b.professions and answer.facts)
    }
    return tuple(fresh.values())[:MOST_BUTTONS]


_KIND_WORDS = (("bad_news", "utter_bad_news"), ("misread", "utter_misread"))


def _with_word_before(answer: Answer, question: Question) -> Answer:
    """Return the answer with a clause for who brings bad news or complains, before the lead."""
    if "language" in question.acts and answer.topic != "bot_challenge" and answer.status != "error":
        return dataclasses.replace(answer, lead=say("utter_in_english", answer=answer.lead))
    if answer.topic in ("wellbeing", "greet") or answer.status in ("social", "error", "clarify"):
        return answer
    response = next((response for act, response in _KIND_WORDS if act in question.acts), None)
    if response is None or answer.lead.startswith(say(response, question.turn)):
        return answer
    return dataclasses.replace(
        answer, lead=f"{say(response, question.turn)} {answer.lead[:1].upper()}{answer.lead[1:]}"
    )


def _with_notice(answer: Answer, question: Question, facts: Facts) -> Answer:
    """Return the answer, with a word on who is speaking if it is the first answer of its session."""
    if not question.is_first or answer.status not in ("answered", "partial") or answer.topic == "greet":
        return answer
    return dataclasses.replace(answer, notice=say("utter_notice", years=years_of_figures(facts)))


def years_of_figures(facts: Facts) -> str:
    """Return the years that the dated pay figures are of."""
    years = sorted(
        {
            date.year
            for fact in facts.salaries
            if fact.date_kind == "as_of" and (date := facts.date_of(fact)) is not None
        }
    )
    return str(years[0]) if len(years) == 1 else say("utter_year_range", first=years[0], last=years[-1])
