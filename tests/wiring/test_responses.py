"""Responses: each that is named exists, each that exists is named, and all can be shown as they are."""

import ast
import re
import string

import pytest

from actions.facts.records import Salary
from actions.skills.talk import _SaysOneThing
from actions.topics import CAREER_TOPICS
from tests.support import ROOT, domain

CODE = sorted(path for folder in ("actions", "wayfinder") for path in (ROOT / folder).rglob("*.py"))
RESPONSES = domain()["responses"]
TEXTS = [(name, variation["text"]) for name, variations in RESPONSES.items() for variation in variations]
BUTTONS = [(name, button) for name, variations in RESPONSES.items() for v in variations for button in v.get("buttons", [])]
# What is put into the names that code puts together.
COMPLETIONS = {
    "utter_measure_": ["average_base", "average", "median"],
    "utter_suggest_": [*CAREER_TOPICS, "deny"],
    "utter_": [talk.topic for talk in _SaysOneThing.__subclasses__()],
}


def trees():
    """Yield each file's syntax tree with its name."""
    for path in CODE:
        yield path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))


def names_in_code():
    """Return every response that the code names, whole or put together."""
    names, beginnings = set(), set()
    for _, tree in trees():
        joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        parts = {id(part) for node in joined for part in node.values}
        beginnings |= {
            node.values[0].value
            for node in joined
            if isinstance(node.values[0], ast.Constant) and str(node.values[0].value).startswith("utter_")
        }
        names |= {
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and id(node) not in parts and re.fullmatch(r"utter_\w+", str(node.value))
        }
    return names, beginnings


def fillings():
    """Return each call of `say` with a literal name and plain keywords: file, line, name, keywords."""
    found = []
    for path, tree in trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"):
                continue
            name = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
            keywords = [keyword.arg for keyword in node.keywords if keyword.arg != "variant"]
            if name is not None and None not in keywords:
                found.append(pytest.param(name, keywords, id=f"{path}:{node.lineno} {name}"))
    return found


def test_names_that_are_put_together_are_known_here():
    """Whoever puts together a new kind of name lists what it can become."""
    assert names_in_code()[1] == set(COMPLETIONS)


def test_the_measures_listed_here_are_those_that_a_salary_can_have():
    """A new measure needs words of its own."""
    assert COMPLETIONS["utter_measure_"] == list(Salary.__annotations__["measure"].__args__)


def test_every_response_that_code_names_exists():
    """A misspelt name would say nothing."""
    names, _ = names_in_code()
    completed = {beginning + end for beginning, ends in COMPLETIONS.items() for end in ends}

    assert sorted((names | completed) - set(RESPONSES)) == []


def test_every_response_that_exists_is_used():
    """Wording that nobody says is taken out."""
    names, _ = names_in_code()
    completed = {beginning + end for beginning, ends in COMPLETIONS.items() for end in ends}

    assert sorted(set(RESPONSES) - names - completed) == []


@pytest.mark.parametrize(("name", "keywords"), fillings())
def test_a_response_gets_just_the_values_that_it_has_places_for(name, keywords):
    """In every variation."""
    for variation in RESPONSES[name]:
        wanted = {field for _, field, _, _ in string.Formatter().parse(variation["text"]) if field is not None}

        assert wanted == set(keywords)


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[name for name, _ in TEXTS])
def test_a_text_can_be_shown_in_any_channel_as_it_is(name, text):
    """No blank line, which Rasa splits at, and no Markdown."""
    assert "\n\n" not in text
    assert re.findall(r"\*\*|\]\(|^#|__|`|^[-*] ", text, re.MULTILINE) == []


def test_the_apology_has_no_place_to_fill():
    """It is said when nothing is known."""
    assert [re.findall(r"[{}]", variation["text"]) for variation in RESPONSES["utter_error"]] == [[]]


def test_what_has_variations_has_the_same_places_in_each():
    """Which of several texts is said doesn't change what must be given."""
    differing = {
        name
        for name, variations in RESPONSES.items()
        if len({frozenset(re.findall(r"{(\w+)}", variation["text"])) for variation in variations}) > 1
    }

    assert differing == set()


@pytest.mark.parametrize(("name", "button"), BUTTONS, ids=[name for name, _ in BUTTONS])
def test_a_button_sends_the_sentence_that_a_person_would_type(name, button):
    """No leading slash, no brackets, no braces; a title short enough for any channel."""
    assert set(button) == {"title", "payload"}
    assert re.findall(r"^\s*/|[\[\](){}]", button["payload"]) == []
    assert re.fullmatch(r"[A-Z].{5,}[.?!]", button["payload"])
    assert 0 < len(button["title"]) <= 75


@pytest.mark.parametrize("topic", CAREER_TOPICS)
def test_every_subject_has_one_button(topic):
    """Any subject can be suggested, by one title that no other has."""
    titles = [button["title"] for _, button in BUTTONS]
    (variation,) = RESPONSES[f"utter_suggest_{topic}"]

    assert [titles.count(button["title"]) for button in variation["buttons"]] == [1]
