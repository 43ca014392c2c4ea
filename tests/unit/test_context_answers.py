"""Half a question, "say that again", "tell me more": messages that live on the one before."""

import pytest

from actions.skills.follow_up import MORE
from actions.topics import CAREER_TOPICS
from tests.support import answered, question

OWN, DATA_ENGINEER = "machine_learning_engineer", "data_engineer"

# the question before, what the new message names -> topic and facts of the answer
FOLLOW_UPS = {
    "another profession": (("salary", {}), {"professions": (DATA_ENGINEER,)}, "salary_of", ("pay_data_engineer",)),
    "back to ours": (
        ("salary_of", {"professions": (DATA_ENGINEER,)}), {"professions": (OWN,)}, "salary",
        ("pay_mle_2022_08", "pay_mle_2022_06", "pay_research_scientist", "pay_above_average"),
    ),
    "an unknown profession": (("salary", {}), {"unknown_professions": ("nurse",)}, "salary_of", ()),
    "known after unknown": (
        ("salary_of", {"unknown_professions": ("nurse",)}), {"professions": (DATA_ENGINEER,)}, "salary_of", ("pay_data_engineer",),
    ),
    "a place": (("salary_of", {"professions": (DATA_ENGINEER,)}), {"place": "Berlin"}, "salary_location", ("pay_data_engineer",)),
    "a period": (("salary_of", {"professions": (DATA_ENGINEER,)}), {"period": "month"}, "salary_of", ("pay_data_engineer",)),
    "an amount": (("salary_of", {"professions": (DATA_ENGINEER,)}), {"amount": "120k"}, "salary_assess", ("pay_data_engineer",)),
    "another profession's openings": (
        ("openings", {"professions": ("data_scientist",)}), {"professions": (DATA_ENGINEER,)}, "openings", ("openings_data_engineer",),
    ),
    "one more after a comparison": (
        ("salary_compare", {"professions": (OWN, DATA_ENGINEER)}), {"professions": ("data_analyst",)}, "salary_of", ("pay_data_analyst",),
    ),
    "a period after a comparison": (
        ("salary_compare", {"professions": ("data_scientist", DATA_ENGINEER)}), {"period": "month"}, "salary_compare",
        ("pay_data_engineer", "pay_data_scientist"),
    ),
    "a period after openings": (
        ("openings", {"professions": (DATA_ENGINEER,)}), {"period": "month"}, "salary_of", ("pay_data_engineer",),
    ),
    "an amount after openings": (
        ("openings", {"professions": (DATA_ENGINEER,)}), {"amount": "120k"}, "salary_assess", ("pay_data_engineer",),
    ),
    "a period after a course": (("courses", {}), {"period": "month"}, "courses", ("course_ml_specialization",)),
    "a period after a ranking of all": (
        ("salary_compare", {}), {"period": "month"}, "salary_compare",
        ("pay_deep_learning_engineer", "pay_data_engineer", "pay_mle_2022_08", "pay_computer_vision_engineer", "pay_data_scientist",
         "pay_software_engineer", "pay_data_analyst", "pay_mle_2022_06"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "named", "topic", "facts"), FOLLOW_UPS.values(), ids=FOLLOW_UPS.keys())
def test_half_a_question_keeps_the_subject(before, named, topic, facts):
    """Pay stays pay; what the message names takes the place of what was named."""
    answer = answered("follow_up", "and …?", before=question(before[0], **before[1]), **named)

    assert (answer.topic, answer.facts) == (topic, facts)


def test_half_a_question_is_about_the_whole_that_it_was_taken_for():
    """The answer object can tell what was answered."""
    before = question("salary_of", professions=(DATA_ENGINEER,), level="senior")

    asked = answered("follow_up", "per month?", before=before, period="month").asked

    assert (asked.topic, asked.professions, asked.level, asked.period) == ("salary_of", (DATA_ENGINEER,), "senior", "month")


def test_half_a_question_on_nothing_is_asked_back():
    """Without a question before, and without a name, the bot asks for the whole."""
    answer = answered("follow_up", "and in euros?")

    assert (answer.status, answer.facts) == ("clarify", ())


def test_a_name_alone_is_taken_for_a_question_on_pay():
    """"and data engineers?" at the start of a conversation gets their pay."""
    answer = answered("follow_up", "and data engineers?", professions=(DATA_ENGINEER,))

    assert (answer.topic, answer.facts) == ("salary_of", ("pay_data_engineer",))


def test_our_own_name_alone_gets_every_figure_side_by_side():
    """"ML engineers?" is answered like any question on their pay."""
    answer = answered("follow_up", "ml engineers?", professions=(OWN,))

    figures = ("pay_mle_2022_08", "pay_mle_2022_06", "pay_research_scientist", "pay_above_average")
    assert (answer.topic, answer.facts) == ("salary", figures)


def test_the_answer_before_is_said_again():
    """Topic and facts are those of the question before."""
    answer = answered("repeat", "what?", before=question("openings", professions=("data_analyst",)))

    assert (answer.topic, answer.facts) == ("openings", ("openings_data_analyst",))


@pytest.mark.parametrize(
    ("topic", "text", "line"),
    [
        ("education", "do i need a degree", "Whether one can do without any degree, my sources don't say."),
        ("skills", "is python enough", "Which programming languages or tools, they don't say."),
        ("outlook", "will AI replace them?", "Whether AI will replace them, or whether it is worth it for you, my sources don't say."),
        ("openings", "are there jobs now", "My sources don't count openings by place, nor for today."),
    ],
    ids=["degree", "languages", "replaced", "now"],
)
def test_what_is_said_again_keeps_its_gaps(topic, text, line):
    """The words of the question before decide what is missing, not those that ask to repeat."""
    before = question(topic, text)

    again = answered("repeat", "sorry?", before=before)

    assert line in again.lines
    assert line not in answered("repeat", "sorry?", before=question(topic)).lines


def test_what_is_said_again_keeps_its_correction():
    """A false premise is corrected the second time too."""
    text = "Why are software engineers paid more than data scientists?"
    before = question("salary_compare", text, professions=("software_engineer", "data_scientist"))

    assert answered("repeat", "pardon", before=before).lines[0] == "By my figures it is the other way round."


@pytest.mark.parametrize("amount", ["120k", "$120,000"])
def test_an_amount_after_the_amount_was_asked_for_is_assessed(amount):
    """It is set beside both figures of ML engineers, who were assumed."""
    answer = answered("follow_up", amount, before=question("salary_assess"), amount=amount)

    assert (answer.topic, answer.status, answer.facts) == ("salary_assess", "partial", ("pay_mle_2022_08", "pay_mle_2022_06"))
    assert answer.lines[0].startswith("• $9,327 (8.4 %) above the figure for ML engineers: $110,673")


def test_a_name_after_it_was_asked_for_gets_its_pay():
    """After "Whose pay do you mean?", a profession alone is the answer."""
    answer = answered("follow_up", "data engineers", before=question("salary_of"), professions=(DATA_ENGINEER,))

    assert (answer.topic, answer.facts) == ("salary_of", ("pay_data_engineer",))


@pytest.mark.parametrize("topic", ["repeat", "more"])
def test_with_nothing_before_there_is_nothing_to_say_again_or_to_go_on_with(topic):
    """The bot says so and offers three questions."""
    answer = answered(topic, "go on")

    assert (answer.status, answer.facts, len(answer.buttons)) == ("social", (), 3)


@pytest.mark.parametrize(
    ("before", "after"), [("define_ml", "ml_uses"), ("salary", "salary_compare"), ("become", "education"), ("openings", "outlook")]
)
def test_more_goes_on_with_the_next_topic(before, after):
    """What comes next is close to what was told."""
    assert answered("more", "tell me more", before=question(before)).topic == after


def test_more_about_an_unknown_profession_gets_no_figure():
    """After a nurse's pay, there is nothing to go on with: the bot asks of what, and offers three questions."""
    answer = answered("more", "tell me more", before=question("salary_of", unknown_professions=("nurse",)))

    assert (answer.status, answer.facts) == ("social", ())
    assert (answer.lines, len(answer.buttons)) == (("Gladly, but of what? You could ask:",), 3)


def test_every_subject_has_a_next_one_that_differs():
    """Asking for more never tells the same again, and never leaves the subjects."""
    assert set(MORE) == set(CAREER_TOPICS)
    assert set(MORE.values()) <= set(CAREER_TOPICS)
    assert [before for before, after in MORE.items() if before == after] == []


def test_the_sources_of_the_answer_before_are_those_that_it_used():
    """Asked where that comes from, the bot names the sources of what it just told."""
    before = question("salary_of", professions=(DATA_ENGINEER,), facts_told=("pay_data_engineer",))

    answer = answered("sources", "says who?", before=before)

    assert answer.facts == ("pay_data_engineer", "disclaimer")
    assert answer.lines[0] == "What I just told you comes from:"
