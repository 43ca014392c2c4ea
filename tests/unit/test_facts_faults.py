"""Each kind of fault in facts.yml is told with its line and its cure, all of them at once."""

import re

import pytest

from actions.errors import FactsInvalid
from actions.facts import load_facts
from tests.support import FACTS_FILE

# Slips of an editor in a copy of the facts as they are. Each row: what is replaced (its first
# occurrence), by what, the text whose line must be named, words of the message.
PREDICTS = 'statement: "Machine learning predicts outcomes and adapts them as it receives more data."'
IN_A_FIELD = {
    "no such kind of date": ("date_kind: accessed", "date_kind: once", "date_kind: once", ["date_kind is 'once'", "must be one of: as_of"]),
    "a kind of date misspelt": ("date_kind: accessed", "date_kind: acessed", "date_kind: acessed", ["Did you mean accessed?"]),
    "wrong unit": ("salary_usd_per_year: 110673", "salary_usd_per_month: 9222", "salary_usd_per_month", ["Did you mean salary_usd_per_year?"]),
    "text for a number": ("salary_usd_per_year: 110673", 'salary_usd_per_year: "$110,673"', '"$110,673"', ["not a whole number", "example 110673"]),
    "unknown key": ("sample_size: 811", "sampel_size: 811", "sampel_size", ["Did you mean sample_size?"]),
    "unknown key, near to nothing": ("sample_size: 811", "zzz: 811", "zzz: 811", ["'zzz'", "It can have: "]),
    "key twice": ("sample_size: 811", "sample_size: 811\n    sample_size: 812", "sample_size: 812", ["stands twice", "Keep one"]),
    "unquoted no": ("title: Machine Learning\n", "title: no\n", "title: no\n", ["yes or no", '"no"']),
    "unquoted time": ("title: Machine Learning\n", "title: 12:30\n", "title: 12:30", ["a number", '"12:30"']),
    "unquoted decimal": ("title: Machine Learning\n", "title: 1.10\n", "title: 1.10", ["a number", '"1.10"']),
    "unquoted date": ("title: Machine Learning\n", "title: 2022-08-10\n", "title: 2022-08-10", ["a date", '"2022-08-10"']),
    "unquoted nothing": ("title: Machine Learning\n", "title: null\n", "title: null", ["nothing", '"null"']),
    "empty text": ("title: Machine Learning\n", 'title: ""\n', 'title: ""', ["title is empty"]),
    "a month by name": ("date: 2022-08-10", "date: August", "date: August", ['"August", not a date', "YYYY-MM-DD"]),
    "a day that doesn't exist": ("date: 2022-08-10", "date: 2022-08-32", "date: 2022-08-32", ["not a date"]),
    "a list for a value": ("title: Machine Learning\n", "title: [Machine, Learning]\n", "title: [Machine", ["single value"]),
    "a value for a list": ("field_names: [data science, ds]", "field_names: data science", "field_names: data science\n", ["must be a list"]),
    "no such answer": ('make predictions?", answer: "yes"', 'make predictions?", answer: "surely"', 'asked_as:\n      - {ask: "does machine learning make', ["asked_as has a answer at line 250", "'surely'"]),
    "an unquoted answer": ('make predictions?", answer: "yes"', 'make predictions?", answer: maybe', 'asked_as:\n      - {ask: "does machine learning make', ["'maybe'"]),
    "a question with another key": ('{ask: "does machine learning make', '{say: "does machine learning make', 'asked_as:\n      - {say: "does', ["asked_as has 'say' at line"]),
    "unquoted no in a list": ("field_names: [data science, ds]", "field_names: [data science, no]", "field_names: [data science, no]", ["yes or no", '"no"']),
}  # fmt: skip

IN_A_RECORD = {
    "no kind of date": ("    date_kind: as_of\n    date: 2022-08-10\n", "", "- id: pay_mle_2022_08", ["date_kind is missing", "Add it"]),
    "no source": ("    source: indeed_career_page\n    date_kind: as_of", "    date_kind: as_of", "- id: pay_mle_2022_08", ["source is missing"]),
    "dangling source": ("source: bls_research_scientists", "source: bls", "- id: pay_research_scientist", ["source is 'bls'", "doesn't exist", "There are: bigcommerce_ecommerce, bls_research_scientists, "]),
    "dangling profession": ("profession: data_analyst", "profession: data_anylist", "- id: pay_data_analyst", ["profession is 'data_anylist'", "doesn't exist. Did you mean data_analyst?"]),
    "dangling page": ("same_page_as: pay_mle_2022_08", "same_page_as: pay_mle", "- id: pay_data_scientist", ["same_page_as is 'pay_mle'", "doesn't exist. Did you mean pay_mle_2022_0"]),
    "dangling topic": ("topic: ml_uses", "topic: ml_use", "- id: uses_cameras_and_phones", ["topic is 'ml_use'", "doesn't exist. Did you mean ml_uses?"]),
    "dangling citation": ("cited_by: coursera_guide", "cited_by: coursera", "- id: ibm_machine_learning", ["cited_by is 'coursera'"]),
    "pay per hour": ("salary_usd_per_year: 110673", "salary_usd_per_year: 53", "- id: pay_mle_2022_08", ["no yearly salary", "between 10000 and 1000000"]),
    "pay out of the world": ("salary_usd_per_year: 110673", "salary_usd_per_year: 1106730", "- id: pay_mle_2022_08", ["no yearly salary"]),
    "id twice": ("- id: pay_data_engineer", "- id: pay_data_scientist\n    ", "- id: pay_data_scientist\n    \n", ["stands at line", "Choose another"]),
    "id of another section": ("- id: openings_data_engineer", "- id: pay_data_engineer", "- id: pay_data_engineer\n    profession: data_engineer\n    job", ["stands at line"]),
    "as_of without a date": ("date_kind: as_of\n    date: 2022-08-10", "date_kind: as_of", "- id: pay_mle_2022_08", ["date is missing", "date: 2022-08-10"]),
    "a date with another kind": ("date_kind: as_of\n    date: 2022-06", "date_kind: undated\n    date: 2022-06", "- id: pay_mle_2022_06", ["a date is given", "make date_kind as_of"]),
    "a page with another kind": ("date_kind: as_of\n    date: 2022-06", "date_kind: undated\n    same_page_as: pay_mle_2022_08", "- id: pay_mle_2022_06", ["same_page_as is given"]),
    "same page, unnamed": ("date_kind: as_of\n    date: 2022-06", "date_kind: same_page_as", "- id: pay_mle_2022_06", ["same_page_as is missing"]),
    "same page of another source": ("date_kind: as_of\n    date: 2022-06", "date_kind: same_page_as\n    same_page_as: pay_mle_2022_08", "- id: pay_mle_2022_06", ["isn't a dated figure of the same source"]),
    "accessed on no day": ("date_kind: as_of\n    date: 2022-08-10", "date_kind: accessed", "- id: pay_mle_2022_08", ["has no accessed day"]),
    "insecure address": ("url: https://www.ibm.com", "url: http://www.ibm.com", "- id: ibm_machine_learning", ["must begin with https://"]),
    "alias owned twice": ("- ml dev\n", "- data scientist\n", "- id: data_scientist", ["'data scientist' belongs to machine_learning_engineer"]),
    "alias owned twice, once in the plural": ("- ml dev\n", "- data scientists\n", "- id: data_scientist", ["belongs to machine_learning_engineer"]),
    "near that is an alias": ("near: [business analyst", "near: [data engineer, business analyst", "- id: data_analyst", ["near names 'data engineer'"]),
    "curly bracket": (PREDICTS, 'statement: "Machine {learning}."', "- id: ml_predicts_and_adapts", ["statement has a curly bracket"]),
    "blank line": (PREDICTS, 'statement: "Machine\\n\\nlearning."', "- id: ml_predicts_and_adapts", ["statement has a blank line"]),
    "too long a sentence": (PREDICTS, f'statement: "{26 * "very "}"', "- id: ml_predicts_and_adapts", ["statement has 26 words", "Say it in 25"]),
    "too long a line of a list": ('short: "Predicts outcomes', f'short: "{13 * "very "}', "- id: ml_predicts_and_adapts", ["short has", "Say it in 12"]),
    "too long a simple sentence": ('simple: "', f'simple: "{26 * "very "}', "- id: ml_predicts_and_adapts", ["simple has", "Say it in 25"]),
    "nobody that it is about": ("about: [machine_learning_engineer]", "about: [ml_enginer]", "- id: role_research_and_build", ["about is 'ml_enginer'", "doesn't exist"]),
    "no nearest": ("nearest: pay_mle_2022_08", "nearest: pay_mle", "- id: gap_which_is_better", ["nearest is 'pay_mle'", "doesn't exist"]),
    "a question of two records": ('- "machine learning predicting outcomes meaning"', '- "Which field is ML a branch of?"', "- id: ml_is_a_branch_of_ai", ["asked_as has", "ml_predicts_and_adapts has"]),
    "an answer to what isn't said": ('- "is it worth becoming an ML engineer?"', '- {ask: "is it worth becoming an ML engineer?", answer: "yes"}', "- id: gap_worth_it", ["Take the answer out"]),
    "blank line in what a source measures": ("measures: what machine learning is", "measures: |-\n      what\n\n      it is", "- id: ibm_machine_learning", ["blank line"]),
}  # fmt: skip

IN_THE_FILE = {
    "broken YAML": ("title: Machine Learning\n", "title: Machine: Learning\n", "title: Machine: Learning", ["isn't YAML", "colon inside a sentence"]),
    "a tab": ("    publisher: IBM", "\tpublisher: IBM", "\tpublisher: IBM", ["isn't YAML"]),
    "section misspelt": ("\nnot_said:\n", "\nnot_sad:\n", "not_sad:", ["'not_sad' is no section", "Did you mean not_said?"]),
    "section twice": ("\nnot_said:\n", "\nsalaries: []\nnot_said:\n", "salaries: []", ["'salaries' stands twice"]),
    "section of no list": ("\nsalaries:\n", "\nsalaries: none\nrest:\n", "salaries: none", ["must be a list of records"]),
    "no record": ("\nsalaries:\n", "\nsalaries:\n  - much\n", "- much", ["must be a record", "- id:"]),
}  # fmt: skip


def faults_of(folder, *changes):
    """Return the changed facts and the faults found in them, as lines."""
    text = FACTS_FILE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"the facts no longer hold {old!r}: choose another example"
        text = text.replace(old, new, 1)
    copy = folder / "actions" / "facts.yml"
    copy.parent.mkdir()
    copy.write_text(text, encoding="utf-8")
    with pytest.raises(FactsInvalid) as caught:
        load_facts(copy)
    return text, caught.value.faults


def line_of(text, part):
    """Return the number of the line in which `part` begins."""
    return text[: text.index(part)].count("\n") + 1


ALL = IN_A_FIELD | IN_A_RECORD | IN_THE_FILE


@pytest.mark.parametrize(("old", "new", "marked", "words"), ALL.values(), ids=ALL.keys())
def test_a_fault_is_told_with_its_line_and_its_cure(tmp_path, old, new, marked, words):
    """One fault says where it stands, what was found and what to do."""
    text, faults = faults_of(tmp_path, (old, new))

    expected = f"actions/facts.yml:{line_of(text, marked)}: "
    assert [f for f in faults if f.startswith(expected) and all(word in f for word in words)], "\n".join(faults)


@pytest.mark.parametrize("kind", ["no source", "dangling topic", "pay per hour", "insecure address"])
def test_a_fault_names_its_section_and_record(tmp_path, kind):
    """After file and line come section, position and id of the record."""
    _, faults = faults_of(tmp_path, IN_A_RECORD[kind][:2])

    assert [f for f in faults if not re.match(r"actions/facts\.yml:\d+: [a-z]+\[\d+\] \([a-z0-9_]+\): ", f)] == []


def test_a_missing_section_is_told(tmp_path):
    """A section can be empty, but not left out."""
    text = FACTS_FILE.read_text(encoding="utf-8")
    copy = tmp_path / "facts.yml"
    copy.write_text(text[: text.index("\nnot_said:\n")], encoding="utf-8")

    with pytest.raises(FactsInvalid) as caught:
        load_facts(copy)

    assert [fault.split(": ", 1)[1] for fault in caught.value.faults] == ["the section 'not_said' is missing."]


@pytest.mark.parametrize("written", ["", "- a\n- b\n", "only words\n"], ids=["empty", "a list", "words"])
def test_a_file_of_another_shape_is_told_what_it_must_hold(tmp_path, written):
    """A file that isn't a set of sections gets one fault, not a crash."""
    copy = tmp_path / "facts.yml"
    copy.write_text(written, encoding="utf-8")

    with pytest.raises(FactsInvalid, match="must consist of the sections sources, professions"):
        load_facts(copy)


def test_faults_of_the_same_kind_are_told_in_one_go_in_the_order_of_the_file(tmp_path):
    """Three dangling references in three sections are three faults."""
    _, faults = faults_of(
        tmp_path,
        ("topic: ml_uses", "topic: ml_use"),
        ("profession: data_analyst", "profession: data_anylist"),
        ("cited_by: coursera_guide", "cited_by: coursera"),
    )

    assert [re.search(r"\((\w+)\)", fault).group(1) for fault in faults] == [
        "ibm_machine_learning", "pay_data_analyst", "uses_cameras_and_phones",
    ]  # fmt: skip


def test_faults_of_all_kinds_are_told_in_one_go(tmp_path):
    """A misspelt key hides neither a dangling source nor a salary in the wrong unit."""
    _, faults = faults_of(
        tmp_path,
        ("sample_size: 811", "sampel_size: 811"),
        ("source: bls_research_scientists", "source: bls"),
        ("salary_usd_per_year: 65652", "salary_usd_per_year: 65"),
    )

    assert [re.search(r"\((\w+)\)", fault).group(1) for fault in faults] == [
        "pay_mle_2022_08", "pay_research_scientist", "pay_data_analyst",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ([("profession: machine_learning_engineer\n    salary", "profession: data_analyst\n    salary")] * 2, "salaries: no dated average of"),
        ([("  - id: machine_learning_engineer\n    name: ML engineer", "  - id: ml_engineer\n    name: ML engineer")], "professions: machine_learning_engineer is missing"),
    ],
    ids=["pay", "profession"],
)  # fmt: skip
def test_what_every_chat_needs_cant_be_taken_out(tmp_path, changes, fault):
    """The ML engineer, and a dated pay figure of theirs, stay."""
    _, faults = faults_of(tmp_path, *changes)

    assert [f for f in faults if f.startswith(f"actions/facts.yml:1: {fault}")]
