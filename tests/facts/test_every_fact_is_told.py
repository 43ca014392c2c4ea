"""No fact is dead: each is told by some answer, in its own words and figures, and each gap too."""

from actions.topics import CAREER_TOPICS
from tests.support import LIVE_FACTS_FILE, raw_facts, raw_section
from tests.wiring.every_question import every_answer

FACTS, GAPS = raw_facts(LIVE_FACTS_FILE), raw_section("gaps", LIVE_FACTS_FILE)
# The answer on sources lists whatever there is, so it tells only what is its own.
TELLING = {topic for topic in CAREER_TOPICS if topic != "sources"}


def shown(fact):
    """Return what a person must see of a fact: its words, or its figure."""
    if "salary_usd_per_year" in fact:
        return f"${fact['salary_usd_per_year']:,}"
    if "job_openings" in fact:
        return f"{fact['job_openings']:,} openings"
    return fact["statement"].format(**fact)


def texts_telling():
    """Return, for each fact, the texts of the answers that list it."""
    told = {fact_id: set() for fact_id in FACTS}
    for topic in CAREER_TOPICS:
        for _, _, answer, message in every_answer([topic], LIVE_FACTS_FILE):
            for fact_id in answer.facts:
                if topic in TELLING or FACTS[fact_id].get("topic") == topic:
                    told[fact_id].add(message.text)
    return told


def test_every_fact_is_told_by_some_answer():
    """Some topic, profession and wording gets it, and every answer that lists it shows it."""
    told = texts_telling()

    assert [fact_id for fact_id, texts in told.items() if not texts] == []
    assert {
        fact_id: text
        for fact_id, texts in told.items()
        for text in texts
        if shown(FACTS[fact_id]).lower() not in text.lower()
    } == {}


def test_every_gap_is_told_by_some_answer():
    """What the sources don't say is said to somebody."""
    texts = "\n".join({message.text for _, _, _, message in every_answer(CAREER_TOPICS, LIVE_FACTS_FILE)})

    assert [gap_id for gap_id, gap in GAPS.items() if gap["statement"] not in texts] == []
