"""What a message asks in the middle of a talk: which topic, whose, and what is done with what was shown."""

import datetime

import pytest

from actions.answering.asking_back import ask_which
from actions.answering.buttons import Button
from actions.answering.dispatch import answers_to
from actions.answering.memory import NO_MEMORY, Memory, Shown
from actions.answering.resolve import questions_from
from actions.facts import load_facts
from actions.reading import Amount, NearFact, Restriction, Subject
from actions.topics import rivals_in
from tests.support import question
from tests.unit.messages import half, message, named, question_of, questions, read, told

FACTS = load_facts()
OWN, SCIENTIST, ENGINEER, ANALYST = "machine_learning_engineer", "data_scientist", "data_engineer", "data_analyst"
PAY_OF_ANALYSTS = told("salary_of", ANALYST)
COMPARED = told("salary_compare", SCIENTIST, ENGINEER)
RANKED = told("salary_compare", "deep_learning_engineer", ENGINEER, OWN, SCIENTIST)
NURSES = Memory(topic="salary_of", unknown=("nurse",), introduced=True)
GOOGLE = (Restriction("company", "Google"),)
SIXTY = Amount(60, "USD", "hour", True, "offer")
OFFER = Amount(120_000, "USD", "year", True, "offer")
PAID = told("salary_assess", OWN, amount=OFFER)
LISTED = Memory(
    topic="skills",
    facts=("skills_data_science",),
    results=(
        tuple(Shown(fact, "statement") for fact in ("skills_data_science", "skills_statistics", "skills_mathematics")),
    ),
)

# Whom a question is about: how it is read, what was told before -> known, unknown.
WHOM = {
    "nobody ever": (read("salary"), NO_MEMORY, (), ()),
    "one": (read("salary", SCIENTIST), NO_MEMORY, (SCIENTIST,), ()),
    "the same twice": (read("salary", SCIENTIST, SCIENTIST), NO_MEMORY, (SCIENTIST,), ()),
    "two in their order": (read("salary", SCIENTIST, OWN), NO_MEMORY, (SCIENTIST, OWN), ()),
    "an unknown one": (read("salary", "nurse"), NO_MEMORY, (), ("nurse",)),
    "one of each": (read("salary", "nurse", ENGINEER), NO_MEMORY, (ENGINEER,), ("nurse",)),
    "the subject holds through a whole question": (read("openings"), PAY_OF_ANALYSTS, (ANALYST,), ()),
    "in words too": (read("education"), PAY_OF_ANALYSTS, (ANALYST,), ()),
    "the subject of two holds": (read("openings"), COMPARED, (SCIENTIST, ENGINEER), ()),
    "a refused job is the subject": (read("openings"), NURSES, (), ("nurse",)),
    "of no one in particular": (read("define_ml"), PAY_OF_ANALYSTS, (), ()),
    "another is named": (half(ENGINEER), PAY_OF_ANALYSTS, (ENGINEER,), ()),
    "an unknown one is named": (half("nurse"), PAY_OF_ANALYSTS, (), ("nurse",)),
    "a known one after an unknown one": (half(ENGINEER), NURSES, (ENGINEER,), ()),
    "one more": (half(ENGINEER, refers=("add",)), PAY_OF_ANALYSTS, (ANALYST, ENGINEER), ()),
    "one less": (half(refers=("drop",), subjects=named(SCIENTIST, part="taken_back")), RANKED, ("deep_learning_engineer", ENGINEER, OWN), ()),
    "not the one, the other": (
        half(subjects=(*named(SCIENTIST, part="taken_back"), *named(ANALYST))), COMPARED, (ENGINEER, ANALYST), (),
    ),
    "than a known one": (read("salary_compare", subjects=(*named(SCIENTIST), *named(ENGINEER, part="than"))), NO_MEMORY, (SCIENTIST, ENGINEER), ()),
    "than the one at hand": (half(subjects=named(ENGINEER, part="than")), PAY_OF_ANALYSTS, (ANALYST, ENGINEER), ()),
    "than with nobody at hand": (read("salary_compare", subjects=named(ENGINEER, part="than")), NO_MEMORY, (OWN, ENGINEER), ()),
    "than an unknown one": (half(subjects=named("nurse", part="than")), PAY_OF_ANALYSTS, (ANALYST,), ("nurse",)),
    "it after an order": (read("openings", refers=("that",)), told("salary_compare", ENGINEER, SCIENTIST, ANALYST), (ENGINEER,), ()),
    "those after an order": (read("openings", refers=("those",)), COMPARED, (SCIENTIST, ENGINEER), ()),
    "the other of two": (half(refers=("other",)), COMPARED, (SCIENTIST,), ()),
    "part of a name of the talk": (half("scientist"), COMPARED, (SCIENTIST,), ()),
    "my own job in passing": (read("become", subjects=named(ANALYST, part="own")), NO_MEMORY, (OWN,), ()),
    "my own job's pay": (
        read("salary_assess", subjects=named(ANALYST, part="own"), amounts=(Amount(70_000, "USD", "year", True, "own_pay"),)), NO_MEMORY, (ANALYST,), (),
    ),
    "my own job, another asked": (read("salary", subjects=(*named(OWN), *named(ANALYST, part="own"))), NO_MEMORY, (OWN,), ()),
    "somebody else's job": (read("salary", subjects=named(ANALYST, part="somebody")), NO_MEMORY, (), ()),
    "what was studied": (read("salary", subjects=named(SCIENTIST, part="studied")), NO_MEMORY, (), ()),
}  # fmt: skip


@pytest.mark.parametrize(("reading", "memory", "known", "unknown"), WHOM.values(), ids=WHOM.keys())
def test_whom_a_question_is_about(reading, memory, known, unknown):
    """Who is named, else whom the talk is about, else nobody; the writer's own job only where it is asked about."""
    asked = question_of(reading, memory)

    assert (asked.professions, asked.unknown) == (known, unknown)


def test_ml_engineers_are_taken_for_want_of_another_and_known_as_that():
    """Who named nobody is told whose figure it is; who did isn't."""
    assert [question_of(read("salary", *names)).is_default for names in ((), (OWN,), ("nurse",))] == [
        True,
        False,
        False,
    ]
    assert question_of(read("openings"), PAY_OF_ANALYSTS).is_carried
    assert not question_of(read("openings", ENGINEER), PAY_OF_ANALYSTS).is_carried


def test_the_own_job_is_where_a_switch_begins():
    """The way in is asked for; the job is kept for the session."""
    asked = question_of(read("become", subjects=named("nurse", part="own")))
    later = question_of(read("salary"), Memory(person=asked.person))

    assert (asked.topic, asked.professions, asked.own_job) == ("switch", (OWN,), "nurse")
    assert later.person == {"job": "nurse"}
    assert later.professions == later.unknown == ()


# What is asked: how it is read, what was told before -> topic.
TOPICS = {
    "a name alone": (half(ENGINEER), NO_MEMORY, "salary_of"),
    "our own name alone": (half(OWN), NO_MEMORY, "salary"),
    "a name after openings": (half(ENGINEER), told("openings", SCIENTIST), "openings"),
    "a name after a comparison": (half(ANALYST), COMPARED, "salary_of"),
    "back to ours": (half(OWN), PAY_OF_ANALYSTS, "salary"),
    "an unknown name": (half("nurse"), PAY_OF_ANALYSTS, "salary_of"),
    "a name after words": (half(ENGINEER), Memory(topic="education"), "education"),
    "a period after pay": (half(period="month"), PAY_OF_ANALYSTS, "salary_of"),
    "a period after openings": (half(period="month"), told("openings", ENGINEER), "salary_of"),
    "an amount after pay": (half(amounts=(OFFER,)), PAY_OF_ANALYSTS, "salary_assess"),
    "an amount after openings": (half(amounts=(OFFER,)), told("openings", ENGINEER), "salary_assess"),
    "an amount": (read("salary", amounts=(OFFER,)), NO_MEMORY, "salary_assess"),
    "a place": (read("salary", restrictions=(Restriction("place", "Berlin"),)), NO_MEMORY, "salary_location"),
    "a place after pay": (half(restrictions=(Restriction("place", "Berlin"),)), PAY_OF_ANALYSTS, "salary_location"),
    "an employer after pay": (half(restrictions=GOOGLE), PAY_OF_ANALYSTS, "salary_of"),
    "two": (read("salary", SCIENTIST, ANALYST), NO_MEMORY, "salary_compare"),
    "another": (read("salary", ANALYST), NO_MEMORY, "salary_of"),
    "an unknown one": (read("salary", "nurse"), NO_MEMORY, "salary_of"),
    "ours asked for as another's": (read("salary_of", OWN), NO_MEMORY, "salary"),
    "a whole question": (read("education"), PAY_OF_ANALYSTS, "education"),
    "half a question on nothing": (half(), NO_MEMORY, "follow_up"),
    "thanks": (read("thanks"), PAY_OF_ANALYSTS, "thanks"),
    "thanks and a question": (read("thanks", ENGINEER, acts=("thanks",), is_fragment=True), PAY_OF_ANALYSTS, "salary_of"),
    "distress before all": (read("salary", acts=("distress",)), PAY_OF_ANALYSTS, "wellbeing"),
    "near to a record": (read("off_topic", facts=(NearFact("remote_sometimes", 0.8),)), NO_MEMORY, "remote"),
    "far from any": (read("off_topic", facts=(NearFact("remote_sometimes", 0.5),)), NO_MEMORY, "off_topic"),
}  # fmt: skip


@pytest.mark.parametrize(("reading", "memory", "topic"), TOPICS.values(), ids=TOPICS.keys())
def test_what_is_asked(reading, memory, topic):
    """What the message says, else what the talk is about; of pay, what it names decides which kind."""
    assert question_of(reading, memory).topic == topic


# What is done with what was shown: how it is read, what was told before -> topic, operation, whose.
OPERATIONS = {
    "by how much": (half(refers=("difference",)), COMPARED, "salary_compare", "difference", (ENGINEER, SCIENTIST)),
    "in percent": (half(refers=("percent",)), COMPARED, "salary_compare", "percent", (ENGINEER, SCIENTIST)),
    "how many times": (half(refers=("ratio",)), COMPARED, "salary_compare", "ratio", (ENGINEER, SCIENTIST)),
    "the mean": (half(refers=("mean",)), COMPARED, "salary_compare", "mean", (ENGINEER, SCIENTIST)),
    "the sum": (half(refers=("sum",)), told("openings", SCIENTIST, ENGINEER), "openings", "sum", (SCIENTIST, ENGINEER)),
    "the share": (half(refers=("share",)), told("openings", ENGINEER), "openings", "share", (ENGINEER,)),
    "the least": (half(refers=("least",)), COMPARED, "salary_compare", "least", (ENGINEER, SCIENTIST)),
    "the second": (half(refers=("nth",), numbers=(2,)), COMPARED, "salary_compare", "nth", (ENGINEER, SCIENTIST)),
    "where one stands": (half(ENGINEER, refers=("rank",)), COMPARED, "salary_compare", "rank", (ENGINEER,)),
    "of two that came one by one": (
        half(refers=("difference",)),
        told("salary_of", ENGINEER, results=((Shown("pay_data_analyst", "pay", ANALYST, 65652),), (Shown("pay_data_engineer", "pay", ENGINEER, 115205),))),
        "salary_compare", "difference", (ANALYST, ENGINEER),
    ),
    "from one to another": (half(ENGINEER, refers=("difference",)), PAY_OF_ANALYSTS, "salary_compare", "difference", (ANALYST, ENGINEER)),
    "of the amount": (half(refers=("percent",)), PAID, "salary_compare", "percent", (OWN,)),
    "the most openings of all": (read("openings", refers=("most",), measure="openings"), NO_MEMORY, "openings", "most", ()),
    "dropped": (half(refers=("drop",), subjects=named(OWN, part="taken_back")), RANKED, "salary_compare", "most", ("deep_learning_engineer", ENGINEER, SCIENTIST)),
    "added": (half(ANALYST, refers=("add",)), COMPARED, "salary_compare", "most", (ENGINEER, SCIENTIST, ANALYST)),
}  # fmt: skip


@pytest.mark.parametrize(
    ("reading", "memory", "topic", "operation", "whose"), OPERATIONS.values(), ids=OPERATIONS.keys()
)
def test_what_is_done_with_what_was_shown(reading, memory, topic, operation, whose):
    """The figures last shown are taken up, with those named now."""
    asked = question_of(reading, memory)

    assert (asked.topic, asked.operation, asked.professions) == (topic, operation, whose)


def test_of_the_amount_a_percentage_is_that_of_the_amount():
    """It is taken along to be set beside the figure again."""
    assert question_of(half(refers=("percent",)), PAID).amounts == (OFFER,)


def test_the_second_of_a_list_of_statements_is_that_statement():
    """Its place counts, not its nearness."""
    asked = question_of(half(refers=("nth",), numbers=(2,)), LISTED)

    assert (asked.topic, asked.operation, asked.facts) == ("skills", "nth", (NearFact("skills_statistics", 1.0),))


def test_the_first_of_those_that_came_one_by_one_is_the_one_named_first():
    """ "For the first one" after analysts, then engineers."""
    shown = (
        (Shown("pay_data_analyst", "pay", ANALYST, 65652),),
        (Shown("pay_data_engineer", "pay", ENGINEER, 115205),),
    )
    asked = question_of(half(refers=("nth",), numbers=(1,)), told("salary_of", ENGINEER, results=shown))

    assert (asked.topic, asked.professions) == ("salary_of", (ANALYST,))


def test_an_operation_on_nothing_is_none():
    """Nothing was shown that could be subtracted."""
    assert question_of(half(refers=("difference",))).operation is None


# Amounts, periods and restrictions: how it is read, what was told before -> restrictions, amounts, period.
BERLIN = (Restriction("place", "Berlin"),)
AT_GOOGLE = told("salary_of", ANALYST, restrictions=GOOGLE)
CARRIED = {
    "a name keeps the restriction": (half(ENGINEER), AT_GOOGLE, GOOGLE, (), None),
    "so does a period": (half(period="month"), AT_GOOGLE, GOOGLE, (), "month"),
    "another restriction takes its place": (half(restrictions=BERLIN), AT_GOOGLE, BERLIN, (), None),
    "a whole question drops it": (read("salary", ENGINEER), AT_GOOGLE, (), (), None),
    "in general drops it": (half(ENGINEER, shape=("in general",)), AT_GOOGLE, (), (), None),
    "on another topic nothing is carried": (half(topic="openings"), AT_GOOGLE, (), (), None),
    "a period converts the amount": (half(period="month"), PAID, (), (OFFER,), "month"),
    "a name keeps the amount": (half(ENGINEER), PAID, (), (OFFER,), None),
    "a bare new amount of its size has its period": (
        half(amounts=(Amount(70, "USD", "year", False),)), told("salary_assess", OWN, amount=SIXTY), (), (Amount(70, "USD", "hour", False),), None,
    ),
    "a bare new amount of another size has its own": (
        half(amounts=(Amount(90_000, "USD", "year", False),)), told("salary_assess", OWN, amount=SIXTY), (), (Amount(90_000, "USD", "year", False),), None,
    ),
    "a new amount with a period has its own": (
        half(amounts=(Amount(70, "USD", "day", True),)), told("salary_assess", OWN, amount=SIXTY), (), (Amount(70, "USD", "day", True),), None,
    ),
    "a whole question drops the amount": (read("salary", ENGINEER), PAID, (), (), None),
}  # fmt: skip


@pytest.mark.parametrize(
    ("reading", "memory", "restrictions", "amounts", "period"), CARRIED.values(), ids=CARRIED.keys()
)
def test_what_half_a_question_carries_on(reading, memory, restrictions, amounts, period):
    """Fragments on pay keep restrictions and amount; whole questions begin anew."""
    asked = question_of(reading, memory)

    assert (asked.restrictions, asked.amounts, asked.period) == (restrictions, amounts, period)


# What is about the last answer itself: how it is read -> topic, operation, shape.
ABOUT_THE_ANSWER = {
    "doubt": (read("unclear", acts=("doubt",)), "sources", "doubt", ()),
    "dispute": (read("salary", acts=("dispute",), amounts=(Amount(250_000, "USD", "year", True, "claim"),)), "sources", "doubt", ()),
    "where from": (half(topic="sources", form="source"), "sources", "source", ()),
    "of when": (half(form="when"), "sources", "when", ()),
    "a link": (half(form="link"), "sources", "link", ()),
    "again": (read("repeat"), "salary_compare", "difference", ("again",)),
    "more": (read("more"), "salary_compare", "more", ("more",)),
    "shorter": (half(shape=("short",)), "salary_compare", "difference", ("short",)),
    "misread": (read("unclear", acts=("misread",)), "unclear", "misread", ()),
    "which is right": (half(refers=("which_true",)), "sources", "which_true", ()),
}  # fmt: skip


@pytest.mark.parametrize(
    ("reading", "topic", "operation", "shape"), ABOUT_THE_ANSWER.values(), ids=ABOUT_THE_ANSWER.keys()
)
def test_what_is_about_the_last_answer(reading, topic, operation, shape):
    """Doubted, asked for its source, wanted again, shorter or with more, said to be beside the point."""
    asked = question_of(reading, COMPARED)

    assert (asked.topic, asked.operation, asked.shape) == (topic, operation, shape)


def test_again_is_the_whole_question_again():
    """Whose, narrowed to what, with which amount, in which period and form."""
    before = told("salary_assess", ENGINEER, restrictions=GOOGLE, amount=OFFER, period="month", form="yes_no")
    asked = question_of(read("repeat"), before)

    assert (asked.topic, asked.form, asked.professions) == ("salary_assess", "yes_no", (ENGINEER,))
    assert (asked.restrictions, asked.amounts, asked.period) == (GOOGLE, (OFFER,), "month")


def test_short_holds_till_more_is_wanted():
    """From answer to answer."""
    short = told("salary_of", ANALYST, shape=("short",))

    assert question_of(half(ENGINEER), short).shape == ("short",)
    assert question_of(half(ENGINEER, shape=("more",)), short).shape == ("more",)


def test_a_figure_of_ours_named_by_its_amount_is_what_is_meant():
    """ "Is 110,673 of this year" is about the figure, not an offer of just that."""
    ours = Amount(110_673, "USD", "year")
    when = question_of(read("salary", form="when", amounts=(ours,)))
    whose = question_of(read("salary_assess", form="yes_no", amounts=(ours,)))

    assert (when.topic, when.operation, when.memory.facts) == ("sources", "when", ("pay_mle_2022_08",))
    assert (whose.topic, whose.operation, whose.professions, whose.amounts) == ("salary", "ours", (OWN,), ())


def test_than_i_make_is_beside_the_own_pay_that_was_told():
    """Or beside the pay of the own job."""
    paid = question_of(read("salary_compare", ENGINEER, refers=("than_now",)), Memory(person={"pay": "70000"}))
    job = question_of(read("salary_compare", ENGINEER, refers=("than_now",)), Memory(person={"job": ANALYST}))

    assert (paid.topic, paid.amounts, paid.professions) == (
        "salary_assess",
        (Amount(70_000, "USD", "year", True, "own_pay"),),
        (ENGINEER,),
    )
    assert (job.topic, job.operation, job.professions) == ("salary_compare", "difference", (ENGINEER, ANALYST))


ANALYSTS = Button("Pay of data analysts", "How much do data analysts earn?", "salary_of", (ANALYST,))
SKILLS, WAY_IN = Button("Skills", "…", "skills"), Button("How to become one", "…", "become")
RANKING = Button("Pay compared", "…", "salary_compare")


@pytest.mark.parametrize(
    ("picked", "offered", "topic", "professions", "operation"),
    [
        (0, (ANALYSTS,), "salary_of", (ANALYST,), None),
        (1, (SKILLS, WAY_IN), "become", (), None),
        (0, (RANKING,), "salary_compare", (), "most"),
    ],
    ids=["one job", "the second", "all"],
)
def test_a_button_that_is_picked_asks_its_own_question(picked, offered, topic, professions, operation):
    """Whatever the message alone would be taken for, and whatever narrowed the question before."""
    before = told("salary_of", ENGINEER, restrictions=GOOGLE, offered=offered)
    asked = question_of(read("unclear", picked=picked), before)

    assert (asked.topic, asked.professions, asked.operation) == (topic, professions, operation)
    assert (asked.was_clicked, asked.restrictions) == (True, ())


def test_what_is_picked_after_asking_back_is_the_persons_own_question():
    """A button has one topic; whose and where is what the person said."""
    before = told("skills", SCIENTIST, restrictions=BERLIN, offered=(SKILLS, WAY_IN), asked_back=True)
    asked = question_of(read("unclear", picked=1), before)

    assert (asked.topic, asked.professions, asked.restrictions) == ("become", (SCIENTIST,), BERLIN)


def test_a_pick_that_is_no_longer_there_is_none():
    """What was offered has been answered since."""
    assert not question_of(read("salary", picked=3), told("salary", OWN, offered=(SKILLS,))).was_clicked


def test_a_message_too_long_to_be_read_asks_nothing():
    """Whatever its beginning names."""
    assert question_of(read("salary", ENGINEER, is_too_long=True)).topic == "unclear"


def test_a_message_asks_at_most_three_questions():
    """Each further topic once, of the same people."""
    asked = questions(read("salary", ENGINEER, further=("remote", "salary_of", "education", "openings")))

    assert [one.topic for one in asked] == ["salary_of", "remote", "education"]
    assert [one.professions for one in asked] == [(ENGINEER,)] * 3
    assert [one.is_further for one in asked] == [False, True, True]


@pytest.mark.parametrize(
    ("ranking", "rivals"),
    [
        ([("skills", 0.4), ("education", 0.3)], ("skills", "education")),
        ([("skills", 0.4), ("near_miss", 0.35), ("education", 0.2)], ("skills", "education")),
        ([("salary", 0.4), ("salary_of", 0.35), ("outlook", 0.2)], ("salary", "outlook")),
        ([("skills", 0.6), ("education", 0.39)], ()),
        ([("skills", 0.4), ("education", 0.19)], ()),
        ([("salary", 0.4), ("salary_of", 0.35)], ()),
        ([("near_miss", 0.3), ("skills", 0.3)], ()),
        ([("skills", 0.3), ("greet", 0.3), ("near_miss", 0.3)], ()),
        ([], ()),
    ],
    ids=["close", "beyond between", "pay counts once", "sure", "far behind", "only pay", "beyond first", "only talk behind", "nothing"],
)  # fmt: skip
def test_two_topics_are_rivals_if_neither_is_clear(ranking, rivals):
    """The likeliest below 0.6, the next one with at least half of its share, and both of them subjects."""
    assert rivals_in(ranking) == rivals


UNSURE = (("skills", 0.4), ("education", 0.35))


def test_it_is_asked_back_where_two_topics_are_as_likely():
    """Not in the middle of a subject, not where a name, an amount or a record near by settles it, never twice in a row."""
    rivals = {
        "two": question_of(read("skills", ranking=UNSURE)),
        "named": question_of(read("skills", ENGINEER, ranking=UNSURE)),
        "in mid-subject": question_of(half(topic="skills", ranking=UNSURE), PAY_OF_ANALYSTS),
        "near a record": question_of(read("skills", ranking=UNSURE, facts=(NearFact("skills_languages", 0.6),))),
        "asked back before": question_of(read("skills", ranking=UNSURE), Memory(asked_back=True)),
    }

    assert {name: asked.rivals for name, asked in rivals.items() if asked.rivals} == {"two": ("skills", "education")}


def test_asking_back_names_both_in_plain_words_with_a_button_for_each():
    """No topic's name is shown, and no fact."""
    answer = ask_which(question("skills", rivals=("skills", "entry_level")), FACTS)

    assert [button.title for button in answer.buttons] == ["Skills", "First jobs"]
    assert all(f"“{button.title}”" in answer.lead for button in answer.buttons)
    assert (answer.status, answer.understood, answer.facts) == ("clarify", False, ())


def test_a_button_on_pay_is_about_the_profession_that_was_named():
    """Nobody is offered the pay of somebody else."""
    answer = ask_which(question("salary_of", professions=(ANALYST,), rivals=("salary_of", "outlook")), FACTS)

    assert [(b.title, b.professions) for b in answer.buttons] == [
        ("Pay of data analysts", (ANALYST,)),
        ("Outlook", (ANALYST,)),
    ]


def test_with_rivals_one_question_is_asked_back_and_two_questions_are_answered():
    """Who asks two things at once is told both; who wasn't understood before isn't asked again."""
    one, two = question("skills", rivals=("skills", "education")), question("remote")
    again = question("skills", rivals=("skills", "education"), memory=Memory(failures=1))

    assert [answer.status for answer in answers_to([one], FACTS)] == ["clarify"]
    assert [answer.topic for answer in answers_to([one, two], FACTS)] == ["skills", "remote"]
    assert [answer.status for answer in answers_to([again], FACTS)] == ["answered"]


@pytest.mark.parametrize(("channel", "terminal"), [("cmdline", True), ("rest", False), (None, False)])
def test_the_terminal_is_known_by_its_channel(channel, terminal):
    """`rasa shell` calls its channel cmdline."""
    assert questions_from(message(read("salary"), channel=channel), "salary", FACTS)[0].in_terminal is terminal


def test_today_comes_from_the_environment_if_set(monkeypatch):
    """Tests set today; the question carries it."""
    monkeypatch.setenv("WAYFINDER_TODAY", "2031-05-06")

    assert question_of(read("greet")).today == datetime.date(2031, 5, 6)


def test_asking_on_another_topic_keeps_what_is_named():
    """Only the topic changes."""
    asked = question("salary", professions=(ENGINEER,), restrictions=BERLIN).asking("openings")

    assert (asked.topic, asked.professions, asked.restrictions) == ("openings", (ENGINEER,), BERLIN)


def test_a_profession_of_the_facts_is_known_by_its_id_alone():
    """The words of one that isn't among them stay the person's."""
    assert named("nurse", ENGINEER) == (Subject(None, "nurse"), Subject(ENGINEER, ENGINEER))
