"""Which skill answers a question, and what goes around the answers of one message."""

import dataclasses

from actions.answering.answer import Answer
from actions.answering.asking_back import ask_which
from actions.answering.pay_figures import years_of_figures
from actions.answering.question import Question
from actions.answering.wording import say
from actions.facts import Facts
from actions.topics import refine_pay_topic


def answers_to(questions: list[Question], facts: Facts) -> list[Answer]:
    """Return the answer to each question of a message: asking back where one alone may as well mean another topic.

    Who understands nothing twice in a row shows what can be asked.
    """
    first = questions[0]
    if first.rivals and len(questions) == 1:
        answers = [ask_which(first, facts)]
    else:
        answers = [answer_to(question, facts) for question in questions]
    if not answers[0].understood and first.memory.failures > 0:
        answers = [menu_after_failures(first, facts)]
    pairs = zip(answers, questions, strict=False)
    return [_with_introduction(_with_note_of_repetition(a, question), question, facts) for a, question in pairs]


def answer_to(question: Question, facts: Facts) -> Answer:
    """Return the answer to `question` by the skill that owns its topic, or, of pay, the topic that its names make it."""
    # Skills answer each other's questions ("and for data scientists?"), so the table can't be there before them.
    from actions.skills import SKILLS

    named = [*question.professions, *question.unknown_professions]
    question = question.asking(refine_pay_topic(question.topic, named, question.place, question.amount, question.text))
    return SKILLS[question.topic].respond(question, facts)


def menu_after_failures(question: Question, facts: Facts) -> Answer:
    """Return what can be asked, for somebody who hasn't been understood again and again."""
    menu = answer_to(question.asking("help"), facts)
    return Answer("unclear", "clarify", (say("utter_lost"), *menu.lines[1:]), buttons=menu.buttons)


def _with_note_of_repetition(answer: Answer, question: Question) -> Answer:
    """Return `answer`, with a word that nothing has changed if the same was asked just before."""
    before = question.before
    if before is None or not answer.facts or answer.facts != before.facts_told or question.about() != before.about():
        return answer
    return dataclasses.replace(answer, lines=(say("utter_same_again", question.turn), *answer.lines))


def _with_introduction(answer: Answer, question: Question, facts: Facts) -> Answer:
    """Return `answer`, with a word on who is speaking if it is the first of its session."""
    if not question.is_first or answer.topic in ("greet", "wellbeing"):
        return answer
    years, computed = years_of_figures(facts)
    return dataclasses.replace(
        answer,
        lines=(*answer.lines, say("utter_introduction", years=years)),
        computed=(*answer.computed, *computed),
    )
