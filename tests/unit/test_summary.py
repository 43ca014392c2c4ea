"""The summary of a chat, its help, and what stands around the answers of a message."""

import pytest

from actions.answering.buttons import Button
from actions.answering.dispatch import MOST_BUTTONS, answers_to, years_of_figures
from actions.answering.memory import Memory
from actions.answering.menu import HELP
from actions.facts import load_facts
from actions.reading import Reading
from actions.topics import CAREER_TOPICS
from tests.support import answered, question, text_of

FACTS = load_facts()
# a fact of each kind -> what its line must hold
LINES = {
    "pay_data_engineer": ["Data engineers", "$115,205", "around August 2022"],
    "pay_research_scientist": ["research scientists", "median", "$131,490", "November 2022"],
    "openings_data_analyst": ["Data analysts", "38,748 openings", "around August 2022"],
    "growth_postings": ["344 percent", "2015", "2018", "Coursera, undated"],
    "remote_sometimes": ["sometimes work from home", "Indeed"],
}


def summary(*told):
    """Return the summary of a session that told these facts."""
    return answered("summary", memory=Memory(told=told))


@pytest.mark.parametrize(("fact", "words"), LINES.items(), ids=LINES.keys())
def test_a_fact_of_each_kind_is_summed_up_in_a_line_with_its_source(fact, words):
    """One line a fact, behind how many there are."""
    answer = summary(fact)
    text = text_of("summary", memory=Memory(told=(fact,)))

    assert (answer.facts, len(answer.support)) == ((fact,), 1)
    assert [word for word in words if word not in text] == []


def test_figures_come_first_and_words_after():
    """Pay, openings, then what was said."""
    answer = summary("remote_sometimes", "openings_data_analyst", "pay_data_engineer", "growth_postings")

    assert answer.facts == ("pay_data_engineer", "openings_data_analyst", "remote_sometimes", "growth_postings")


def test_a_long_summary_is_cut_and_says_so():
    """Six facts fit a phone; the answer names those alone."""
    told = tuple(statement.id for statement in FACTS.statements[:7])
    cut, whole = summary(*told), summary(*told[:6])

    assert cut.facts == whole.facts == told[:6]
    assert (len(cut.limits), len(whole.limits)) == (1, 0)
    assert "7" in cut.lead


@pytest.mark.parametrize("told", [(), ("no_longer_a_fact",)], ids=["nothing told", "a fact that is gone"])
def test_with_nothing_to_sum_up_that_is_said(told):
    """And questions are offered."""
    answer = summary(*told)

    assert (answer.status, answer.facts, len(answer.buttons)) == ("social", (), 2)


def test_a_remembered_fact_that_is_gone_is_said_to_have_been_taken_out():
    """A conversation that is older than the facts goes on."""
    answer = answered("sources", operation="doubt", memory=Memory(topic="salary", facts=("no_longer_a_fact",)))

    assert (answer.status, answer.facts) == ("not_covered", ())
    assert "taken out" in answer.lead


def test_the_help_has_every_subject_once():
    """Nothing that can be asked is left out or shown twice."""
    assert sorted(topic for topics in HELP.values() for topic in topics) == sorted(CAREER_TOPICS)


def test_who_asks_what_it_cannot_do_is_told_that_alone():
    """And who asks what it can do gets the examples."""
    limits, examples = text_of("help", acts=("limits",)), text_of("help")

    assert "2022" in limits
    assert "How much do ML engineers earn?" in examples
    assert "How much do ML engineers earn?" not in limits


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("greet", ["a bot", "2022", "saved"]),
        ("bot_challenge", ["a bot"]),
        ("human", ["no person", "career coun"]),
        ("forget_me", ["stored", "can't delete it here"]),
        ("wellbeing", ["emergency services", "crisis line"]),
        ("thanks", ["welcome"]),
        ("goodbye", ["Goodbye"]),
        ("insult", ["sorry"]),
    ],
)
def test_talk_is_met_fittingly_and_without_a_fact(topic, words):
    """Each kind of talk has its own words, at the start of a conversation too."""
    answer = answered(topic)

    assert (answer.status, answer.facts) == ("social", ())
    assert [word for word in words if word not in answer.lead] == []


def test_bad_news_of_a_career_is_no_distress_about_life():
    """A kind word and the way on, not the crisis line."""
    answer = answered("wellbeing", acts=("bad_news",))

    assert "crisis" not in answer.lead
    assert answer.buttons != ()


def test_a_second_greeting_introduces_nobody_again():
    """Who is greeted again is asked what they want to know."""
    assert "bot" not in answered("greet", memory=Memory(introduced=True)).lead


def test_a_yes_takes_what_was_offered():
    """The first of several; of two that were asked back about, the person says which."""
    offered = (
        Button("Pay of data analysts", "…", "salary_of", ("data_analyst",)),
        Button("Skills", "…", "skills"),
    )

    assert answered("affirm", memory=Memory(offered=offered)).facts == ("pay_data_analyst",)
    assert answered("affirm", memory=Memory(offered=offered, asked_back=True)).status == "clarify"
    assert answered("affirm").facts == ()


@pytest.mark.parametrize(
    ("reading", "acts", "words"),
    [(Reading("unclear", is_too_long=True), (), "too long"), (Reading("unclear"), ("slash",), "slash")],
    ids=["too long", "a command"],
)
def test_what_cannot_be_understood_is_told_why(reading, acts, words):
    """Where it can be told."""
    answer = answered("unclear", reading=reading, acts=acts)

    assert (answer.status, words in answer.lead) == ("clarify", True)


def test_refusals_become_shorter_and_then_say_what_works():
    """The third in a row offers three questions."""
    first, third = (answered("near_miss", memory=Memory(refused=n)) for n in (0, 2))

    assert (first.status, third.status) == ("not_covered", "not_covered")
    assert first.lead != third.lead
    assert len(third.buttons) == 3


def test_a_near_miss_offers_the_likeliest_topic_first_and_states_nothing():
    """Then the usual ones."""
    answer = answered("near_miss", ranking=("courses", "skills"))

    assert answer.facts == ()
    assert answer.buttons[0].topic == "courses"


def test_another_subject_is_out_of_scope():
    """Weather gets no fact, and questions to start from."""
    answer = answered("off_topic")

    assert (answer.status, answer.facts, len(answer.buttons)) == ("out_of_scope", (), 2)


def test_buttons_stand_below_the_last_answer_and_none_that_was_clicked():
    """At most two, none on the question that was just asked."""
    clicked = answered("salary").buttons[0].payload
    asked = question("salary", memory=Memory(clicked=(clicked,)))
    first, second = answers_to([asked, question("remote")], FACTS)
    (alone,) = answers_to([asked], FACTS)

    assert first.buttons == ()
    assert 0 < len(second.buttons) <= MOST_BUTTONS == 2
    assert clicked not in [button.payload for button in alone.buttons]


def test_bad_news_gets_a_clause_before_the_answer():
    """And the answer stays."""
    (answer,) = answers_to([question("salary", acts=("bad_news",))], FACTS)

    assert answer.lead.startswith("I'm sorry")
    assert "$110,673" in answer.lead


def test_the_years_of_the_figures_are_those_of_the_facts():
    """Dated ones alone."""
    assert years_of_figures(FACTS) == "2022"


def test_half_a_question_on_nothing_is_asked_back():
    """Without a question before, the bot asks for the whole; in a talk it offers the subject at hand."""
    nothing, subject = answered("follow_up"), answered("follow_up", memory=Memory(topic="skills"))

    assert (nothing.status, nothing.facts) == (subject.status, subject.facts) == ("clarify", ())
    assert subject.buttons[0].topic == "skills"


@pytest.mark.parametrize("topic", ["repeat", "more"])
def test_with_nothing_before_there_is_nothing_to_say_again_or_to_go_on_with(topic):
    """The bot says so and offers questions."""
    answer = answered(topic)

    assert (answer.status, answer.facts, len(answer.buttons)) == ("social", (), 2)


SOURCES = {
    "who": ({"operation": "source"}, ["Indeed", "$110,673"]),
    "when": ({"operation": "when", "form": "when"}, ["10 August 2022"]),
    "doubt": ({"operation": "doubt"}, ["Indeed", "$110,673", "base pay", "811", "August 2022"]),
    "which is right": ({"operation": "which_true"}, ["$110,673", "$125,672", "August 2022", "June 2022"]),
}


@pytest.mark.parametrize(("named", "words"), SOURCES.values(), ids=SOURCES.keys())
def test_where_it_is_from_is_told_of_what_was_told_last(named, words):
    """Who says it, of when it is, what it measures."""
    memory = Memory(topic="salary", professions=("machine_learning_engineer",), facts=("pay_mle_2022_08",))
    answer = answered("sources", memory=memory, **named)

    assert [word for word in words if word not in answer.lead] == []
    assert "pay_mle_2022_08" in answer.facts


def test_an_address_is_given_where_it_is_known():
    """Of the career page none is; no other page's is put in its place without a word."""
    known = answered("sources", form="link", memory=Memory(topic="salary", facts=("pay_mle_2022_06",)))
    unknown = answered("sources", form="link", memory=Memory(topic="salary", facts=("pay_mle_2022_08",)))

    assert "https://www.indeed.com/career/machine-learning-engineer/salaries" in known.lead
    assert "https://" not in unknown.lead


def test_all_sources_are_two_articles_and_what_they_cite():
    """With nothing told before."""
    answer = answered("sources")

    assert answer.facts == ("sources_two_articles", "sources_cited_five")
    assert "Coursera" in answer.lead
    assert "Indeed" in answer.lead
