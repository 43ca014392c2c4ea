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
    "wrong growth": ("facts.yml", "Job postings for ML engineers grew by 344", "Job postings for ML engineers grew by 443"),
    "wrong forecast": ("facts.yml", "are growing at 21 percent", "are growing at 12 percent"),
    "wrong rating of the course": ("facts.yml", "shows a rating of 4.9", "shows a rating of 4.8"),
    "wrong date": ("facts.yml", "date: 2022-08-10", "date: 2023-08-10"),
    "swapped profession": ("facts.yml", "profession: data_analyst\n    salary", "profession: software_engineer\n    salary"),
    "dropped source": ("answering/answer.py", '"sources": sources,', '"sources": [],'),
    "dropped citation": ("answering/figures.py", "amount=amount, source=source), []", 'amount=amount, source=""), []'),
    "silent action": ("answering/topic_action.py", "dispatcher.utter_message(\n                text=message.text,", "dict(\n                text=message.text,"),
    "unknown profession answered as ours": ("skills/salary.py", "if not told:\n            return not_covered(question, facts)", "if not told:\n            told = list(facts.salaries_of(OWN_PROFESSION))"),
    "median ranked with averages": (
        "answering/figures.py",
        'if salary.profession in professions and salary.measure != "median":\n            pages.setdefault((salary.source, facts.date_of(salary)), {})',
        "if salary.profession in professions:\n            pages.setdefault((None, None), {})",
    ),
    "difference the wrong way": ("skills/comparison.py", "ordered = sorted(figures, key=lambda f: -f.value)", "ordered = sorted(figures, key=lambda f: f.value)"),
    "no for yes": ("skills/comparison.py", "if first_is_higher == claims_more", "if first_is_higher != claims_more"),
    "other figure left out": ("skills/salary.py", 'next((s for s in own if s is not first and s.measure != "median"), None)', "None"),
    "other figure told again": ("skills/salary.py", "wants_other and other.id not in question.memory.told:", "wants_other:"),
    "what isn't said passed over": ("answering/statements.py", "return refusal(choice.record, question, facts)\n        defines", "return self._nearest_told(None, question, facts)\n        defines"),
    "restriction unsaid": ("answering/limits.py", "sentence=sentence) if clause else sentence", "sentence=sentence) if False else sentence"),
    "restriction answered as if covered": ("skills/salary.py", '"partial" if clause or question.unknown else "answered"', '"answered"'),
    "half question not understood": ("answering/resolve.py", "if (held or memory.unknown) and reading.topic not in OF_NO_ONE:", "if False:"),
    "correction not taken": ("answering/resolve.py", 'asked = reading.named("asked")\n    known', 'asked = reading.named("asked", "taken_back")\n    known'),
    "never asking back": ("answering/resolve.py", 'whom.pop("is_asked_back", False)', 'whom.pop("is_asked_back", False) and False'),
    "offer forgotten": ("answering/remember.py", "offered=answer.buttons", "offered=()"),
    "failures not counted": ("answering/remember.py", "memory.failures + 1", "0"),
    "feedback lost": ("skills/feedback.py", "known = value in (UP, DOWN) and", "known = False and"),
    "summary of nothing": ("answering/remember.py", "(*memory.told, *answer.facts)", "()"),
    "sum without its word on overlap": ("skills/comparison.py", 'say("utter_sum", total=f"{total:,}", professions=names, source=cite(figures[0].fact, facts))', 'f"Together {total:,}"'),
    "subject lost after sources": ("answering/remember.py", 'about_sources = answer.topic == "sources" and memory.topic is not None', "about_sources = False"),
    "own job taken for the goal": ("answering/resolve.py", 'asked = reading.named("asked")\n    known', 'asked = reading.named("asked", "own", "start")\n    known'),
    "degree unheard": ("skills/way_in.py", "if not degree or", "if True or"),
    "difference per period left out": ("skills/comparison.py", 'elif question.period in PER_YEAR and question.period != "year" and measure == "pay":', "elif False:"),
    "limits unsaid": ("skills/talk.py", 'if "limits" in question.acts:', "if False:"),
    "near miss answered": ("answering/common_answers.py", 'Answer(question.topic, "not_covered", lead', 'Answer(question.topic, "answered", lead'),
    "notice unsaid": ("answering/dispatch.py", "return dataclasses.replace(answer, notice=", "return answer if answer else dataclasses.replace(answer, notice="),
    "notice said again": ("answering/dispatch.py", "if not question.is_first or answer.status", "if answer.status"),
}  # fmt: skip
# The conversation that is tried first, for it caught the fault before; the others have their turn if it doesn't.
CAUGHT_BY = {
    "wrong pay figure": "ML engineer pay is told in both of Indeed's figures and without the median",
    "wrong pay of another profession": "every other profession has its own figure with publisher and date [datascientist salery]",
    "wrong number of openings": "openings of each of the six professions are its own [number of data engineer vacancies]",
    "wrong growth": "the sources twice are those of the same answer",
    "wrong forecast": "the forecast of another occupation has that occupation's source",
    "wrong rating of the course": "each figure of the course is told for itself [what rating does the stanford ml course have]",
    "wrong date": "ML engineer pay is told in both of Indeed's figures and without the median",
    "swapped profession": "every other profession has its own figure with publisher and date [salary for data analysts plz]",
    "dropped source": "ML engineer pay is told in both of Indeed's figures and without the median",
    "dropped citation": "ML engineer pay is told in both of Indeed's figures and without the median",
    "silent action": "a greeting says that a bot speaks, of when its figures are, and that talk is stored [heyyy there]",
    "unknown profession answered as ours": "a profession that no fact is about gets no figure [how much does a nurse make]",
    "median ranked with averages": "a median is told and never ranked with averages [do computer and information research scientists earn more than ml engineers]",
    "difference the wrong way": "two other professions are compared without the ML engineer's figures [data scientist vs software engineer, who makes more money]",
    "no for yes": "a claim that asks for agreement gets the figures instead",
    "other figure left out": "ML engineer pay is told in both of Indeed's figures and without the median",
    "other figure told again": "the same question again is answered with the first figure alone",
    "what isn't said passed over": "how much maths is needed isn't made up",
    "restriction unsaid": "pay in a place is told as not given, with the countrywide figure [ml engineer salary in Berlin]",
    "restriction answered as if covered": "pay in a place is told as not given, with the countrywide figure [ml engineer salary in Berlin]",
    "half question not understood": "gibberish in between doesn't become a part of the question before",
    "correction not taken": "the profession that was meant takes the place of the one that was named",
    "never asking back": "only taking back asks whose pay is meant and the answer to that is taken",
    "offer forgotten": "the second one is the second button",
    "failures not counted": "two failures in a row bring questions that work",
    "feedback lost": "a click on an answer is noted and says no more than that",
    "summary of nothing": "a chat is summed up with figures first and every source",
    "sum without its word on overlap": "openings of several are added up when asked for, with the word that listings overlap",
    "subject lost after sources": "asking how old it is leaves profession and topic for the next half question",
    "own job taken for the goal": "the own job isn't the one whose pay is asked for",
    "degree unheard": "a degree that the sources don't mention is told so beside the way in",
    "difference per period left out": "the difference is told in the hour that was asked for",
    "limits unsaid": "what it can't do is answered honestly",
    "near miss answered": "a profession that no fact is about gets no figure [how much does a nurse make]",
    "notice unsaid": "the first answer introduces the bot and the second doesn't",
    "notice said again": "the first answer introduces the bot and the second doesn't",
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
