"""The check of wording finds nothing in the project, and each kind of fault in a copy that has them all."""

import re
import shutil

import pytest

from actions.skills import SKILLS
from actions.skills.talk import _SaysOneThing
from scripts.wording_check import COMPLETIONS, find_wording_faults
from tests.support import ROOT, copy_actions

BUTTON = "Write a sentence that a person would type, without brackets and without a slash in front."
# name: (file, what stands there, what is put in its place, what is found, without the numbers of lines)
FAULTS = {
    "a response renamed": ("data/responses/salary.yml", "utter_median_is_apart:", "utter_median_apart_from:", [
        "actions/skills/salary.py: utter_median_is_apart is no response. Add it to data/responses, or correct the name.",
        "data/responses/salary.yml: utter_median_apart_from is said nowhere. Take it out, or correct the name.",
    ]),
    "a name misspelt in code": ("actions/skills/summary.py", '"utter_summary_cut_short"', '"utter_summary_cut"', [
        "actions/skills/summary.py: utter_summary_cut is no response. Add it to data/responses, or correct the name.",
        "data/responses/summary.yml: utter_summary_cut_short is said nowhere. Take it out, or correct the name.",
    ]),
    "a response that a name put together needs": ("data/responses/salary.yml", "utter_measure_median:", "utter_measure_middle:", [
        "actions/skills/sources.py: utter_measure_median is no response. Add it to data/responses, or correct the name.",
        "data/responses/salary.yml: utter_measure_middle is said nowhere. Take it out, or correct the name.",
    ]),
    "a placeholder misspelt": ("data/responses/shared.yml", "{publisher} says so", "{publishers} says so", [
        "data/responses/shared.yml: utter_says_so has the placeholders ['publishers', 'statement'], actions/answering/statements.py gives ['publisher', 'statement']. Make them the same.",
    ]),
    "a placeholder of one of two responses": ("data/responses/salary.yml", "{percent} %) above", "{per_cent} %) above", [
        "data/responses/salary.yml: utter_amount_above has the placeholders ['amount', 'difference', 'figure', 'per_cent', 'professions', 'source'], actions/skills/salary.py gives ['amount', 'difference', 'figure', 'percent', 'professions', 'source']. Make them the same.",
    ]),
    "a value that is named beside those handed on": ("data/responses/comparison.yml", "{times} times as much", "Many times as much", [
        "data/responses/comparison.yml: utter_ratio_pay has the placeholders ['high', 'higher', 'low', 'lower', 'source'], actions/skills/comparison.py gives ['**', 'times']. Make them the same.",
    ]),
    "a placeholder in what is said without values": ("data/responses/talk.yml", '"Sources:"', '"{name}:"', [
        "data/responses/talk.yml: utter_help_trust has the placeholders ['name'], the code gives []. Make them the same.",
    ]),
    "a value that code gives no more": ("actions/skills/talk.py", 'say("utter_limits", years=years_of_figures(facts))', 'say("utter_limits")', [
        "data/responses/talk.yml: utter_limits has the placeholders ['years'], actions/skills/talk.py gives []. Make them the same.",
    ]),
    "variations that differ": ("data/responses/talk.yml", 'utter_thanks:\n  - text: "', 'utter_thanks:\n  - text: "{name}! ', [
        "data/responses/talk.yml: utter_thanks has variations with different placeholders. Give each the same.",
    ]),
    "a placeholder without a name": ("data/responses/shared.yml", "Source: {sources}", "Source: {}", [
        "data/responses/shared.yml: utter_source_line has the placeholder {}. Write a name: letters, digits and _.",
        "data/responses/shared.yml: utter_source_line has the placeholders [''], actions/answering/citing.py gives ['sources']. Make them the same.",
    ]),
    "a brace alone": ("data/responses/shared.yml", "{first} to", "{first to", [
        "data/responses/shared.yml: utter_year_range has a brace without a partner. Placeholders are written {name}.",
    ]),
    "a blank line": ("data/responses/talk.yml", "\\nMy figures", "\\n\\nMy figures", [
        "data/responses/talk.yml: utter_greet has a blank line, where Rasa would cut it in two. Take the blank line out.",
    ]),
    "Markdown": ("data/responses/comparison.yml", 'utter_by_other_figure:\n  - text: "', 'utter_by_other_figure:\n  - text: "**', [
        "data/responses/comparison.yml: utter_by_other_figure has Markdown ('**'), which most channels show as it is. Write it as plain text.",
    ]),
    "no text": ("data/responses/comparison.yml", "utter_column_pay:\n  - text:", "utter_column_pay:\n  - words:", [
        "data/responses/comparison.yml: utter_column_pay has no text. Add a line that begins with `- text:`; put words that YAML may misread into quotes.",
    ]),
    "a text that YAML takes for something else": ("data/responses/comparison.yml", "text: Profession", "text: Yes", [
        "data/responses/comparison.yml: utter_column_profession has no text. Add a line that begins with `- text:`; put words that YAML may misread into quotes.",
    ]),
    "no variation": ("data/responses/comparison.yml", "utter_column_source:\n  - text:", "utter_column_source:\n    text:", [
        "data/responses/comparison.yml: utter_column_source has no text. Add a line that begins with `- text:`.",
    ]),
    "no button": ("data/responses/sources.yml", "buttons:", "knobs:", [
        "data/responses/sources.yml: utter_suggest_sources needs one button. Add title and payload.",
    ]),
    "a button without a payload": ("data/responses/market.yml", 'payload: "What is the job outlook', 'sends: "What is the job outlook', [
        "data/responses/market.yml: utter_suggest_outlook has a button that isn't made of title and payload. Write both, and nothing else.",
    ]),
    "a button that sends a command": ("data/responses/market.yml", '"How many job openings are there?"', '"/ask_openings"', [
        f"data/responses/market.yml: utter_suggest_openings has a button that sends '/ask_openings'. {BUTTON}",
    ]),
    "a button that sends brackets": ("data/responses/role.yml", '"Whom do ML engineers work with?"', '"Whom do [they] work with?"', [
        f"data/responses/role.yml: utter_suggest_team has a button that sends 'Whom do [they] work with?'. {BUTTON}",
    ]),
    "a title of 76 letters": ("data/responses/way_in.yml", 'title: "A course"', f'title: "{76 * "s"}"', [
        "data/responses/way_in.yml: utter_suggest_courses has a button whose title is longer than 75 letters. Shorten it.",
    ]),
    "a title that stands twice": ("data/responses/way_in.yml", 'title: "Is it hard?"', 'title: "Degrees"', [
        "data/responses: 2 buttons say 'Degrees'. Give each its own.",
    ]),
    "a response in two files": ("data/responses/summary.yml", "responses:\n", 'responses:\n  utter_deny:\n  - text: "No?"\n', [
        "data/responses/talk.yml: utter_deny stands at data/responses/summary.yml, too. Take one of the two out.",
    ]),
    "a response twice in one file": ("data/responses/feedback.yml", "responses:\n", 'responses:\n  utter_praised:\n  - text: "Ah"\n', [
        "data/responses/feedback.yml: utter_praised stands at data/responses/feedback.yml, too. Take one of the two out.",
    ]),
    "a response in domain.yml": ("domain.yml", "actions:\n", 'responses:\n  utter_hi:\n  - text: "Hi"\n\nactions:\n', [
        "domain.yml: responses stand in data/responses, where they are read. Move them there.",
    ]),
    "a file that is no skill's": ("data/responses/pay.yml", "", 'responses:\n  utter_pay:\n  - text: "Pay"\n', [
        "data/responses/pay.yml: this is no skill's. A file is named after a module of actions/skills, or shared.yml or channels.yml; move the responses there.",
    ]),
    "a name put together that isn't listed": ("actions/skills/summary.py", 'say("utter_summary", count=len(told))', 'say(f"utter_summary_{question.topic}", count=len(told))', [
        "actions/skills/summary.py: a name is put together of 'utter_summary_' and something else. List what it can be in scripts/wording_check.py, COMPLETIONS.",
        "data/responses/summary.yml: utter_summary is said nowhere. Take it out, or correct the name.",
        "data/responses/summary.yml: utter_summary has the placeholders ['count'], the code gives []. Make them the same.",
    ]),
    "names that are put together no more": ("actions/skills/talk.py", 'f"utter_{self.topic}"', '"utter_goodbye"', [
        "scripts/wording_check.py: no name is put together of 'utter_'. Take it out of COMPLETIONS.",
        *(f"data/responses/talk.yml: utter_{topic} is said nowhere. Take it out, or correct the name."
          for topic in ("thanks", "insult", "human", "forget_me")),
    ]),
}  # fmt: skip


@pytest.fixture
def copy(tmp_path):
    """A copy of what the check reads."""
    copy_actions(tmp_path)
    shutil.copytree(ROOT / "wayfinder", tmp_path / "wayfinder", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "domain.yml", tmp_path)
    return tmp_path


def put(folder, file, old, new):
    """Put `new` in the place of what stands in a file, or into a new one."""
    path = folder / file
    text = path.read_text(encoding="utf-8") if old else ""
    assert text.count(old) == 1, f"{file} no longer has {old!r} once: choose something else"
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_wording_is_in_order():
    """Each response that code names exists, each that exists is named, and all can be shown as they are."""
    assert find_wording_faults() == []


def test_each_fault_is_found_and_nothing_else(copy):
    """All at once, each with its place and its cure."""
    for file, old, new, _ in FAULTS.values():
        put(copy, file, old, new)
    found = find_wording_faults(copy)
    expected = [fault for *_, faults in FAULTS.values() for fault in faults]

    assert sorted(re.sub(r"(\.(py|yml)):\d+", r"\1", fault) for fault in found) == sorted(expected)


def test_a_file_that_cannot_be_read_is_told_alone(copy):
    """With its line; what it should hold would seem to be missing."""
    (copy / "data" / "responses" / "role.yml").write_text(
        "responses:\n  utter_a:\n  - text: What: is it?\n", encoding="utf-8"
    )
    (copy / "data" / "responses" / "talk.yml").write_text("nlu: []\n", encoding="utf-8")

    assert find_wording_faults(copy) == [
        "data/responses/role.yml:3: this isn't YAML: mapping values are not allowed here. "
        "Look at this line and the one above: indentation, quotes, or a colon inside a sentence.",
        "data/responses/talk.yml:1: there are no responses. Add them below `responses:`.",
    ]


def test_a_place_is_a_file_and_a_line(copy):
    """Of the wording, and of the code that says it."""
    response = 'version: "3.1"\nresponses:\n\n  utter_summary:\n  - text: "So far, {name}:"\n  utter_summary_cut_short:\n  - text: "And more."\n'
    (copy / "data" / "responses" / "summary.yml").write_text(response, encoding="utf-8")
    (copy / "actions" / "skills" / "summary.py").write_text(
        'def f():\n    g("utter_summary_cut_short")\n    say("utter_summary")\n', encoding="utf-8"
    )

    assert find_wording_faults(copy) == [
        "data/responses/summary.yml:4: utter_summary has the placeholders ['name'], actions/skills/summary.py:3 gives []. Make them the same."
    ]


def test_what_names_can_become_is_what_a_salary_measures_and_who_says_one_thing():
    """Whoever adds a measure, or such a topic, adds its words."""
    assert COMPLETIONS["utter_measure_"] == ("average_base", "average", "median")
    assert sorted(COMPLETIONS["utter_"]) == sorted(
        topic for topic, skill in SKILLS.items() if isinstance(skill, _SaysOneThing)
    )
