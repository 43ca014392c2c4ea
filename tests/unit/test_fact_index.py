"""Records are found by what they say and are asked as; a new one from the next start on, without training."""

import hashlib

import numpy as np

from actions.facts import load_facts
from actions.facts.facts_file import read_records
from actions.facts.queries import facts_from
from actions.facts.records import SECTIONS, Asked, Statement
from tests.support import FACTS_FILE
from wayfinder.topics.fact_index import WIDTH, FactIndex, LineVectors

NEW = Statement(
    id="new", topic="remote", statement="ML engineers may work from a boat.", source="coursera_guide", date_kind="undated",
    asked_as=(Asked("can I do it from a boat?", "yes"), Asked("is a boat no place for it?", "no")),
)  # fmt: skip


def encode(text):
    """Return a vector of a text's own, as an encoder without understanding would."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).standard_normal(WIDTH).astype(np.float32)


def test_a_new_fact_is_found_without_training(tmp_path):
    """All that training knew is read from its file; the new record's lines alone are encoded at the start."""
    LineVectors.write(tmp_path / "lines.npz", load_facts(), encode)
    records = read_records(FACTS_FILE, SECTIONS).records
    facts = facts_from({**records, "statements": (*records["statements"], NEW)}, "trial")
    encoded = []

    def noting(text):
        encoded.append(text)
        return encode(text)

    index = FactIndex.of(facts, LineVectors.read(tmp_path / "lines.npz", noting))
    found = index.nearest(encode("can I do it from a boat?"), "can I do it from a boat?")[0]

    assert encoded == [NEW.statement, "can I do it from a boat?", "is a boat no place for it?"]
    assert (found.id, found.answer) == ("new", "yes")
    assert found.similarity > 0.9


def test_the_answer_to_a_negated_question_is_not_that_to_the_other():
    """ "Is a boat no place" is a no, and no yes."""
    records = read_records(FACTS_FILE, SECTIONS).records
    index = FactIndex.of(facts_from({**records, "statements": (NEW,)}, "trial"), LineVectors({}, encode))
    nearest = {text: index.nearest(encode(line), text)[0].answer for text, line in (
        ("is a boat no place for it?", "is a boat no place for it?"),
        ("is a boat a place for it?", "is a boat no place for it?"),
    )}  # fmt: skip

    assert nearest == {"is a boat no place for it?": "no", "is a boat a place for it?": None}


def test_a_number_that_a_record_lacks_halves_its_nearness():
    """ "In 2031" isn't "in 2018"."""
    index = FactIndex.of(load_facts(), LineVectors({}, encode))
    line = load_facts().fact("growth_postings").statement
    with_it, without = (
        next(near.similarity for near in index.nearest(encode(line), text) if near.id == "growth_postings")
        for text in ("postings grew by 344 percent", "postings grew by 999 percent")
    )

    assert without < 0.6 * with_it


def test_words_that_no_record_has_are_told():
    """Two at most, the telling ones."""
    index = FactIndex.of(load_facts(), LineVectors({}, encode))

    assert index.unseen_words("what about zeppelins and quokkas or xylophones") == ("zeppelins", "quokkas")
    assert index.unseen_words("how much do engineers earn") == ()
