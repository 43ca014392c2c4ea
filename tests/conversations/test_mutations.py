"""The conversations are worth something: each of these faults, put into the actions, is caught by one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from actions.facts import FACTS_VARIABLE
from tests.conftest import Bot
from tests.conversations.runner import conversations, hold
from tests.support import FACTS_FILE, copy_actions

# name: (file below actions/, what stands there, what is put in its place)
MUTATIONS = {
    "wrong pay figure": ("facts.yml", "salary_usd_per_year: 110673", "salary_usd_per_year: 110763"),
    "wrong pay of another profession": ("facts.yml", "salary_usd_per_year: 102069", "salary_usd_per_year: 112069"),
    "wrong number of openings": ("facts.yml", "job_openings: 16290", "job_openings: 19290"),
    "wrong growth": ("facts.yml", "growth_percent: 21", "growth_percent: 12"),
    "wrong rating of the course": ("facts.yml", "rating: 4.9", "rating: 4.8"),
    "wrong date": ("facts.yml", "date: 2022-08-10", "date: 2023-08-10"),
    "swapped profession": ("facts.yml", "profession: data_analyst\n    salary", "profession: software_engineer\n    salary"),
    "dropped source": ("answering/answer.py", '"sources": sources,', '"sources": [],'),
    "dropped citation": ("answering/pay_figures.py", "source=cite(salary, facts)", 'source=""'),
    "silent action": ("answering/topic_action.py", "dispatcher.utter_message(\n                text=message.text,", "dict(\n                text=message.text,"),
    "unknown profession answered as ours": ("skills/salary.py", "if not told:\n            return not_covered_profession(question, facts)", 'if not told:\n            told = list(facts.salaries_of("machine_learning_engineer"))'),
    "median ranked with averages": (
        "skills/comparison.py",
        'averages = [s for s in figures if s.measure != "median"]\n    pages: dict[object, dict[str, Salary]] = {}\n    for salary in sorted(averages, key=facts.salaries.index):\n        pages.setdefault(_page_of(salary, facts), {})',
        "averages = figures\n    pages: dict[object, dict[str, Salary]] = {}\n    for salary in sorted(averages, key=facts.salaries.index):\n        pages.setdefault(None, {})",
    ),
    "difference the wrong way": ("skills/comparison.py", "key=lambda s: -s.salary_usd_per_year) if len(", "key=lambda s: s.salary_usd_per_year) if len("),
    "other figure left out": ("skills/salary.py", "own = facts.salaries_of(OWN_PROFESSION)", "own = facts.salaries_of(OWN_PROFESSION)[:1]"),
    "gap left out": ("answering/citing.py", "return [gap.statement for gap in", "return [] and [gap.statement for gap in"),
    "half question not understood": ("skills/follow_up.py", "return answer_to(with_names_put_in(question, before), facts)", "return answer_to(before, facts)"),
    "correction not taken": ("answering/read_question.py", 'return [e for e in named if e not in dropped], dropped', "return named, []"),
    "never asking back": ("answering/dispatch.py", "if first.rivals and len(questions) == 1:", "if False:"),
    "offer forgotten": ("answering/remember.py", "offered=answer.buttons", "offered=()"),
    "help never comes": ("answering/dispatch.py", "first.memory.failures > 0", "False"),
    "feedback lost": ("skills/feedback.py", "known = value in (UP, DOWN) and", "known = False and"),
    "summary of nothing": ("answering/remember.py", "(*memory.told, *answer.facts)", "()"),
    "sum without its caveat": ("skills/market.py", 'say("utter_openings_summed", total=f"{total:,}")', 'f"Together {total:,}."'),
    "subject lost after sources": ("answering/remember.py", 'if answer.topic == "sources" and', "if False and"),
    "own job taken for the goal": ("answering/read_question.py", "if question.topic not in PATH or not question.is_own_job:", "if True:"),
    "degree unheard": ("answering/background.py", 'lines.append(say("utter_nothing_on_this_degree", subject=start.degree_in))', "pass"),
    "example taken for the person": ("answering/read_question.py", "professions=button.professions or before.professions,", "professions=question.professions,"),
    "difference per period left out": ("skills/comparison.py", "by_period, divided = by_period + apart, divided + between", "pass"),
    "the same again unsaid": ("answering/dispatch.py", "_with_introduction(_with_note_of_repetition(a, question), question, facts)", "_with_introduction(a, question, facts)"),
    "limits unsaid": ("skills/talk.py", "if _LIMITS.search(", "if False and _LIMITS.search("),
    "near miss answered": ("skills/not_covered.py", 'question.topic, "not_covered"', 'question.topic, "answered"'),
}  # fmt: skip
# The conversation that is tried first, for it caught the fault before; the others have their turn if it doesn't.
CAUGHT_BY = {
    "wrong pay figure": "ML engineer pay shows both of Indeed's figures and sets the median apart",
    "wrong pay of another profession": "every other profession has its own figure with publisher and date [datascientist salery]",
    "wrong number of openings": "openings of each of the six professions are its own [number of data engineer vacancies]",
    "wrong growth": "the outlook says of whom the forecast is",
    "wrong rating of the course": "the course is told with its figures and without a price",
    "wrong date": "the sources of all figures are named with what they measure",
    "swapped profession": "every other profession has its own figure with publisher and date [average pay of a software engineer]",
    "dropped source": "ML engineer pay shows both of Indeed's figures and sets the median apart",
    "dropped citation": "ML engineer pay shows both of Indeed's figures and sets the median apart",
    "silent action": "a greeting says that a bot speaks, of when its figures are, and that talk is stored [heyyy there]",
    "unknown profession answered as ours": "a profession that no fact is about gets no figure [how much does a nurse make]",
    "median ranked with averages": "a median is told and never ranked with averages [do computer and information research scientists earn more than ml engineers]",
    "difference the wrong way": "ML engineer against data engineer is like with like first and turns round by the other figure [who earns more, ml engineer or data engineer]",
    "other figure left out": "ML engineer pay shows both of Indeed's figures and sets the median apart",
    "gap left out": "why one pays more than another isn't made up",
    "half question not understood": "a digression doesn't lose the thread",
    "correction not taken": "the profession that was meant takes the place of the one that was named",
    "never asking back": "which of two was meant is a press away",
    "offer forgotten": "a yes to several offers asks which and a number picks",
    "help never comes": "two failures in a row bring the menu",
    "feedback lost": "a click on an answer is noted and says no more than that",
    "summary of nothing": "a chat is summed up with figures first and every source",
    "sum without its caveat": "openings of several are added up when asked for, with the word that listings overlap",
    "subject lost after sources": "asking how old it is leaves profession and topic for the next half question",
    "own job taken for the goal": "a job that the sources don't know is told so and its person gets the steps",
    "degree unheard": "a degree in another field and no experience get the steps, what is said of such a start, and what isn't",
    "example taken for the person": "a comparison that may be of pay or of the work is asked about and the pay is of both",
    "difference per period left out": "a comparison keeps both professions when the period comes after",
    "the same again unsaid": "the same question three times is answered each time and not like a form letter",
    "limits unsaid": "what it can't do is answered honestly",
    "near miss answered": "career questions that no fact answers get the nearest topics and no fact [what do they ask in ml interviews?? mine is on monday]",
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_conversation_catches_the_fault(bot: Bot, start_mutant: Callable[[str], Bot], mutation: str) -> None:
    """One that goes as written without the fault."""
    faulty = start_mutant(mutation)
    likeliest_first = sorted(conversations(), key=lambda c: c.name != CAUGHT_BY[mutation])

    assert any(hold(faulty, conversation) and not hold(bot, conversation) for conversation in likeliest_first)


def test_what_is_tried_first_is_there() -> None:
    """Else each of these tests has all conversations, which takes minutes."""
    names = {conversation.name for conversation in conversations()}

    assert set(CAUGHT_BY) == set(MUTATIONS)
    assert set(CAUGHT_BY.values()) - names == set()


@pytest.fixture(scope="module")
def start_mutant(start_bot: Callable[..., Bot], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Bot]:
    """A function that starts the bot with one fault in its actions; Rasa goes on, the action server is exchanged."""
    running: list[Bot] = []

    def start(mutation: str) -> Bot:
        folder = tmp_path_factory.mktemp("mutant")
        actions = copy_actions(folder)
        facts = shutil.copy(FACTS_FILE, actions / "facts.yml")
        _mutate(actions, *MUTATIONS[mutation])
        if not running:
            running.append(start_bot(actions_from=folder, canary=False, env={FACTS_VARIABLE: str(facts)}))
            return running[0]
        bot = running[0]
        bot.actions.stop()
        bot.actions.cwd = folder
        bot.actions.env[FACTS_VARIABLE] = str(facts)
        bot.actions.start()
        bot.actions.wait_until_healthy()
        return bot

    return start


def _mutate(actions: Path, file: str, old: str, new: str) -> None:
    text = (actions / file).read_text()
    assert old in text, f"{file} no longer has {old!r}: mutate something else"
    (actions / file).write_text(text.replace(old, new, 1))
