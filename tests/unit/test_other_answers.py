"""The work, the way in, the course, the sources, what isn't covered, and talk."""

import pytest

from tests.support import answered, question, text_of

OWN = "machine_learning_engineer"
ASSUMED = "You named no job, so this is about ML engineers."

# Something that each answer says, and something that it must not say.
SAID = {
    "define_ml": ("branch of artificial intelligence", "surveillance"),
    "ml_uses": ("Amazon", "self-driving"),
    "define_role": ("research, design and build", "$"),
    "responsibilities": ("Training and retraining", "$"),
    "products": ("self-driving cars", "Amazon"),
    "skills": ("statistics and software engineering", "$"),
    "team": ("data scientists, computer engineers and developers", "$"),
    "ml_vs_ds": ("may even switch roles", "$"),
    "education": ("bachelor's degree at least", "$"),
    "entry_level": ("not an entry-level position", "internship in"),
    "difficulty": ("only a link in Coursera's guide, without an answer", "easy"),
    "remote": ("can sometimes work from home", "always"),
    "switch": ("work your way up", "$"),
    "courses": ("4.9 of 5 by 6,747 people, 220,274 enrolled (Coursera, undated)", "$"),
}
ONLY_ABOUT_ML_ENGINEERS = ["responsibilities", "products", "skills", "become", "education", "entry_level", "difficulty", "remote"]


@pytest.mark.parametrize(("topic", "said", "never"), [(t, *row) for t, row in SAID.items()], ids=SAID.keys())
def test_each_topic_is_answered_with_what_the_sources_say_on_it(topic, said, never):
    """An answer holds what belongs to its topic and leaves out what belongs to another."""
    text = text_of(topic)

    assert said in text
    assert never not in text


def test_the_way_in_is_told_step_by_step():
    """Three steps in their order."""
    steps = [line for line in answered("become", professions=(OWN,)).lines if line.startswith("Step")]

    assert [step[:7] for step in steps] == ["Step 1:", "Step 2:", "Step 3:"]
    assert ["bachelor" in steps[0], "data science" in steps[1], "master" in steps[2]] == [True, True, True]


@pytest.mark.parametrize("named", [{"unknown_professions": ("nurse",)}, {"professions": ("data_analyst",)}], ids=["unknown", "known"])
def test_another_profession_is_not_answered_with_what_is_said_of_ml_engineers(named):
    """The sources say nothing of the kind about it, and that is the answer."""
    answers = {topic: answered(topic, **named) for topic in ONLY_ABOUT_ML_ENGINEERS}

    assert {topic: a.facts for topic, a in answers.items() if (a.status, a.facts) != ("not_covered", ())} == {}


def test_a_course_for_another_profession_is_not_the_one_on_machine_learning():
    """Who asks for a nursing course isn't told the rating of a course on machine learning."""
    answer = answered("courses", "which course to become a nurse", unknown_professions=("nurse",))

    assert (answer.status, answer.facts) == ("not_covered", ())


def test_with_no_job_named_an_answer_on_the_job_says_whom_it_is_about():
    """ML engineers are assumed, and that is said once."""
    topics = [*ONLY_ABOUT_ML_ENGINEERS, "define_role"]

    assert [topic for topic in topics if answered(topic).lines.count(ASSUMED) != 1] == []


def test_what_was_assumed_is_not_said_again_at_the_next_question_that_names_no_job():
    """It is news only once; after a question that named somebody it is news again."""
    after_none, after_one = question("salary"), question("salary_of", professions=("data_engineer",))

    assert ASSUMED not in answered("skills", before=after_none).lines
    assert ASSUMED in answered("skills", before=after_one).lines


def test_an_answer_that_is_of_no_profession_assumes_none():
    """Machine learning itself, the sources and talk are about nobody's job."""
    topics = ["define_ml", "ml_uses", "near_miss", "off_topic", "greet", "sources"]

    assert [topic for topic in topics if ASSUMED in answered(topic).lines] == []


@pytest.mark.parametrize(
    ("topic", "text", "line"),
    [
        ("entry_level", "", "Coursera's guide announces a list of first jobs, but in my copy the list is cut off."),
        ("courses", "", "My sources don't say what it costs, and name no other course."),
        ("education", "do i need a degree", "Whether one can do without any degree, my sources don't say."),
        ("become", "how long does it take", "How many years it takes, they don't say."),
        ("skills", "is python enough", "Which programming languages or tools, they don't say."),
        ("ml_vs_ds", "which is better", "Which of the two is better for you, my sources don't say."),
    ],
    ids=["cut off list", "price", "no degree", "how long", "languages", "better"],
)
def test_what_is_announced_or_asked_and_not_given_is_said(topic, text, line):
    """The answer is partial and names what is missing."""
    answer = answered(topic, text)

    assert (answer.status, line in answer.lines) == ("partial", True)


@pytest.mark.parametrize(
    ("topic", "line"),
    [(topic, "My sources say nothing about Berlin in particular.") for topic in ("remote", "become", "outlook")]
    + [
        (
            "salary",
            "My sources give no pay by place; where ML engineers earn more is only a heading on Indeed's page. "
            "Their figures are of the United States as a whole.",
        )
    ],
)
def test_a_place_that_the_sources_know_nothing_of_is_told_so(topic, line):
    """Whoever asks for Berlin learns that nothing is said of Berlin, or, of pay, of any place."""
    answer = answered(topic, "… in berlin", professions=(OWN,), place="Berlin")

    assert line in answer.lines
    assert answer.status == "partial"


def test_the_country_of_the_sources_is_no_place_of_which_nothing_is_known():
    """Pay, page and market of the sources are those of the United States."""
    assert not any("nothing about" in line for line in answered("remote", professions=(OWN,), place="USA").lines)


@pytest.mark.parametrize(
    ("named", "line"),
    [
        ({"professions": ("data_scientist",)}, "Data scientists and ML engineers may even switch roles"),
        ({"professions": ("software_engineer",)}, "Software engineering is one of the three fields"),
        ({"professions": ("data_analyst",)}, "About coming from this job my sources say nothing: data analysts."),
        ({"unknown_professions": ("nurse",)}, "About coming from this job my sources say nothing: nurse."),
    ],
    ids=["data scientist", "software engineer", "known, nothing said", "unknown"],
)
def test_who_comes_from_another_job_is_told_what_is_said_of_that_job(named, line):
    """Or that nothing is; what holds for everybody is told in any case."""
    text = text_of("switch", **named)

    assert line in text
    assert "work your way up" in text


def test_other_professions_than_these_two_are_not_compared_as_ml_and_data_science():
    """A nurse against a chemist gets no word on data science."""
    answer = answered("ml_vs_ds", professions=("data_scientist",), unknown_professions=("nurse",))

    assert (answer.status, answer.facts) == ("not_covered", ())


def test_all_sources_are_named_with_what_they_measure_and_the_disclaimer():
    """Seven sources, each with its date or that it has none."""
    text = text_of("sources")

    for publisher in ("Coursera, undated", "IBM, undated, read 8 November 2022", "BigCommerce", "US Bureau of Labor Statistics"):
        assert publisher in text
    assert "meant for information only" in text


def test_a_near_miss_offers_the_nearest_topics_and_states_nothing():
    """The likeliest subjects come first, then the usual ones."""
    answer = answered("near_miss", "which laptop", ranking=("near_miss", "courses", "skills", "remote"))

    assert (answer.status, answer.facts) == ("not_covered", ())
    assert [button.title for button in answer.buttons] == ["A course", "Skills", "Pay of ML engineers"]


def test_another_subject_is_out_of_scope():
    """Weather gets no fact and three questions to start from."""
    answer = answered("off_topic", "will it rain")

    assert (answer.status, answer.facts, len(answer.buttons)) == ("out_of_scope", (), 3)


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("greet", ["a bot", "of 2022", "stored"]),
        ("bot_challenge", ["a bot"]),
        ("human", ["no person", "career counsellor"]),
        ("forget_me", ["stored", "can't delete it here"]),
        ("wellbeing", ["emergency services", "crisis line"]),
        ("help", ["How much do ML engineers earn?", "nothing else"]),
        ("thanks", ["welcome"]),
        ("goodbye", ["Goodbye"]),
        ("insult", ["sorry"]),
        ("feedback", ["Thank you"]),
    ],
)
def test_talk_is_met_fittingly_and_without_a_fact(topic, words):
    """Each kind of talk has its own words, at the start of a conversation too."""
    answer = answered(topic, is_first=True)

    assert [word for word in words if word not in "\n".join(answer.lines)] == []
    assert (answer.status, answer.facts) == ("social", ())


def test_a_second_greeting_introduces_nobody_again():
    """Who is greeted again is asked what they want to know."""
    answer = answered("greet", "hi")

    assert answer.lines == ("Hello again! What would you like to know?",)
    assert (answer.status, answer.facts, answer.computed, len(answer.buttons)) == ("social", (), (), 3)


@pytest.mark.parametrize(
    ("text", "words"), [("", "didn't understand"), ("x" * 4_000, "didn't understand"), ("x" * 4_001, "too long")], ids=["empty", "limit", "beyond"]
)
def test_what_cannot_be_understood_is_asked_back(text, words):
    """A message that is too long to be read to its end is told so."""
    answer = answered("unclear", text)

    assert (answer.status, words in answer.lines[0]) == ("clarify", True)


def test_a_leading_slash_is_told_that_commands_are_not_read():
    """`/restart` and its like get a sentence on slashes, not one on languages."""
    assert "slash" in answered("unclear", "/restart").lines[0]
