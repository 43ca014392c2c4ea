"""What the answers to a message leave in the memory of the talk."""

import pytest

from actions.answering.answer import Answer
from actions.answering.buttons import Button
from actions.answering.memory import NO_MEMORY, Memory, Shown
from actions.answering.remember import MOST_ANSWERS, MOST_CLICKED, MOST_RESULTS, MOST_TOLD, memory_after
from actions.reading import Amount, Reading, Restriction
from tests.support import question

DUTIES = Button("Duties", "What are the duties of an ML engineer?", "responsibilities")
OFFER = Amount(120_000, "USD", "year")
ASKED = question(
    "salary_of",
    professions=("data_engineer",),
    restrictions=(Restriction("place", "Berlin"),),
    amounts=(OFFER,),
    period="month",
    form="how_much",
)
ROW = Shown("pay_data_engineer", "pay", "data_engineer", 115205)
TOLD = Answer("salary_of", "answered", "…", facts=("pay_data_engineer",), buttons=(DUTIES,), shown=(ROW,), asked=ASKED)
THANKS = Answer("thanks", "social", "…", asked=question("thanks"))
LOST = Answer("unclear", "clarify", "…", asked=question("unclear"), understood=False)
WHICH = Answer("skills", "clarify", "…", asked=question("skills", rivals=("skills", "education")), understood=False)
REFUSED = Answer("salary_of", "not_covered", "…", asked=question("salary_of", unknown=("nurse",)))
BESIDE = Answer("near_miss", "not_covered", "…", asked=question("near_miss"))
SOURCES = Answer("sources", "answered", "…", facts=("sources_two_articles",), asked=question("sources"))


def after(*answers, memory=NO_MEMORY, first=ASKED):
    """Return the memory after these answers to messages of their own, whose ids are 1, 2, …"""
    for number, answer in enumerate(answers, start=1):
        memory = memory_after(memory, [(answer, str(number))], first)
    return memory


def test_an_answer_leaves_its_question_its_facts_its_rows_and_its_buttons():
    """All that the next message may take up."""
    assert after(TOLD) == Memory(
        topic="salary_of",
        form="how_much",
        professions=("data_engineer",),
        restrictions=(Restriction("place", "Berlin"),),
        amount=OFFER,
        period="month",
        facts=("pay_data_engineer",),
        results=((ROW,),),
        offered=(DUTIES,),
        told=("pay_data_engineer",),
        answers=("1",),
        judged="1",
    )


@pytest.mark.parametrize(
    "answer", [THANKS, LOST, BESIDE, SOURCES], ids=["thanks", "not understood", "not covered", "the sources"]
)
def test_talk_and_refusals_leave_the_subject_as_it_was(answer):
    """After a thank you, "and data analysts?" is about what was told before; "where is that from" isn't a new subject."""
    before = after(TOLD)
    now = after(answer, memory=before)

    subject = ("topic", "professions", "unknown", "restrictions", "amount", "period", "facts", "results")
    assert [name for name in subject if getattr(now, name) != getattr(before, name)] == []
    assert now.offered == ()


def test_after_a_refused_job_the_subject_is_that_job():
    """ "And openings?" after nurses is about nurses; the last results stay."""
    now = after(TOLD, REFUSED)

    assert (now.topic, now.professions, now.unknown, now.results) == ("salary_of", (), ("nurse",), ((ROW,),))
    assert now.refused == 1


def test_refusals_in_a_row_are_counted():
    """Any answer begins the count anew."""
    assert after(REFUSED, BESIDE).refused == 2
    assert after(REFUSED, TOLD).refused == 0


@pytest.mark.parametrize(
    ("answers", "failures"),
    [((LOST,), 1), ((LOST, WHICH), 2), ((LOST, TOLD), 0), ((LOST, THANKS), 0), ((TOLD, LOST), 1), ((), 0)],
    ids=["once", "twice", "then understood", "then thanked", "after an answer", "never"],
)
def test_failures_are_counted_in_a_row(answers, failures):
    """Whatever is understood begins the count anew."""
    assert after(*answers).failures == failures


@pytest.mark.parametrize(
    ("answer", "asked_back"),
    [(WHICH, True), (LOST, False), (TOLD, False), (THANKS, False)],
    ids=["which", "unclear", "answer", "talk"],
)
def test_asking_back_is_remembered_for_the_next_message_only(answer, asked_back):
    """What is picked then is the person's own question."""
    assert after(answer).asked_back is asked_back
    assert after(answer, TOLD).asked_back is False


@pytest.mark.parametrize(
    ("answers", "judged"),
    [((TOLD, THANKS), "1"), ((TOLD, LOST), "2"), ((THANKS,), None)],
    ids=["talk", "a failure", "nothing"],
)
def test_praise_and_blame_are_about_the_last_answer_that_was_more_than_talk(answers, judged):
    """A thank you in between is nothing to judge; not to have been understood is."""
    assert after(*answers).judged == judged


def test_the_fact_of_the_lead_comes_first():
    """ "It" is the one that led, wherever it stood in the list."""
    least = Answer(
        "salary_compare", "answered", "…", facts=("pay_a", "pay_b"), led_by="pay_b", shown=(ROW,), asked=ASKED
    )

    assert after(least).facts == ("pay_b", "pay_a")


def test_only_the_latest_are_kept():
    """Of answers, results and facts: the slot is stored every turn."""
    rows = [
        Answer("openings", "answered", "…", facts=(f"f{n}",), shown=(Shown(f"f{n}", "openings"),), asked=ASKED)
        for n in range(60)
    ]
    memory = after(*rows)

    assert (MOST_ANSWERS, MOST_RESULTS, MOST_TOLD) == (8, 3, 24)
    assert (memory.answers[0], memory.answers[-1], len(memory.answers)) == ("53", "60", 8)
    assert [shown[0].fact for shown in memory.results] == ["f57", "f58", "f59"]
    assert (memory.told[0], memory.told[-1], len(memory.told)) == ("f36", "f59", 24)


def test_restrictions_that_were_named_are_kept_for_the_session():
    """Named once, a word is enough."""
    limited = Answer("salary", "partial", "…", facts=("pay_a",), restricted=("place",), asked=ASKED)

    assert after(limited, TOLD).limits_told == ("place",)


@pytest.mark.parametrize(
    ("answer", "introduced"),
    [(TOLD, False), (Answer("salary", "answered", "…", facts=("a",), notice="I'm a bot"), True), (Answer("greet", "social", "…"), True)],
    ids=["an answer without a notice", "a notice", "a greeting"],
)  # fmt: skip
def test_who_speaks_was_told_once_a_notice_or_a_greeting_told_it(answer, introduced):
    """Until then the notice is still to come."""
    assert after(answer).introduced is introduced


def test_short_and_simple_hold_till_more_is_asked_for():
    """A number alone holds for one answer."""
    short = Answer("salary", "answered", "…", facts=("a",), asked=question("salary", shape=("short", "number_only")))
    more = Answer("salary", "answered", "…", facts=("a",), asked=question("salary", shape=("short", "more")))

    assert (after(short).shape, after(more).shape) == (("short",), ())


def test_a_button_that_was_clicked_is_remembered_by_its_sentence():
    """It isn't offered again; only so many are kept."""
    before = Memory(offered=(DUTIES,), clicked=tuple(f"q{n}" for n in range(MOST_CLICKED)))
    clicked = question("responsibilities", memory=before, was_clicked=True, reading=Reading("unclear", picked=0))
    memory = memory_after(before, [(TOLD, "1")], clicked)

    assert memory.clicked == (*(f"q{n}" for n in range(1, MOST_CLICKED)), DUTIES.payload)


def test_what_the_person_told_of_themselves_is_kept():
    """The first question of the message has it."""
    assert after(TOLD, first=question("salary", person={"job": "nurse"})).person == {"job": "nurse"}


def test_of_two_questions_in_one_message_the_second_is_the_subject():
    """Both leave their facts."""
    remote = Answer("remote", "answered", "…", facts=("remote_sometimes",), asked=question("remote"))
    memory = memory_after(NO_MEMORY, [(TOLD, "1"), (remote, "2")], ASKED)

    assert (memory.topic, memory.told, memory.answers) == (
        "remote",
        ("pay_data_engineer", "remote_sometimes"),
        ("1", "2"),
    )
